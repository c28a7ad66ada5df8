import { isGap } from '../engine/index.ts';
import type { Finding } from './finding.ts';
import type { ProgrammeDocument, TargetDocument, TargetValue } from './programme-document.ts';

/** Targets that cannot be read in one way only, and results in another unit than their target. */
export function checkTargets(programme: ProgrammeDocument): readonly Finding[] {
  return [
    ...programme.targets.flatMap((target, index) => [
      ...checkRange(target, index),
      ...checkScope(target, index),
      ...checkSame(programme, target, index),
    ]),
    ...checkOutturns(programme),
  ];
}

function checkRange(target: TargetDocument, index: number): readonly Finding[] {
  const path = ['targets', index];
  const ranges = [
    [[...path, 'value'], target.value],
    [[...path, 'attendance'], target.attendance],
  ] as const;
  return ranges.flatMap(([at, range]): Finding[] => {
    if (!range || !('from' in range) || range.from <= range.to) return [];
    const message = `"${target.id}" goes from ${range.from} to ${range.to}: the limits are crossed`;
    return [{ code: 'range-crossed', kind: 'mistake', message, path: at }];
  });
}

function checkScope(target: TargetDocument, index: number): readonly Finding[] {
  if (!isGap(target.scope)) return [];
  const message = `"${target.id}": ${target.scope.unknown.note.en}`;
  return [
    { code: 'scope-open', kind: 'needs-decision', message, path: ['targets', index, 'scope'] },
  ];
}

/** Two sources that give one result different targets: one of them has to count. */
function checkSame(
  { targets }: ProgrammeDocument,
  target: TargetDocument,
  index: number,
): readonly Finding[] {
  const { sameAs } = target;
  if (!sameAs) return [];
  const path = ['targets', index, 'sameAs'];
  const other = targets.find((each) => each.id === sameAs.target);
  if (!other) {
    const message = `there is no target "${sameAs.target}"`;
    return [{ code: 'unknown-name', kind: 'mistake', message, path: [...path, 'target'] }];
  }
  if (isGap(sameAs.counts)) {
    const message = `"${target.id}" says ${describe(target)} and "${other.id}" says ${describe(other)}: which one counts?`;
    return [{ code: 'targets-differ', kind: 'needs-decision', message, path: [...path, 'counts'] }];
  }
  if (sameAs.counts === target.id || sameAs.counts === other.id) return [];
  const message = `"${sameAs.counts}" is neither "${target.id}" nor "${other.id}"`;
  return [{ code: 'unknown-name', kind: 'mistake', message, path: [...path, 'counts'] }];
}

function checkOutturns({ outturns, targets }: ProgrammeDocument): readonly Finding[] {
  return (outturns ?? []).flatMap((outturn, index): Finding[] => {
    const path = ['outturns', index];
    const target = targets.find((each) => each.id === outturn.target);
    if (!target) {
      const message = `there is no target "${outturn.target}"`;
      return [{ code: 'unknown-name', kind: 'mistake', message, path: [...path, 'target'] }];
    }
    const units = [target.unit, target.attendance?.unit].filter((unit) => unit !== undefined);
    if (units.includes(outturn.unit)) return [];
    const message = `"${outturn.id}" counts ${outturn.unit} and its target counts ${units.join(' and ')}: the two are not compared`;
    return [{ code: 'unit-differs', kind: 'source', message, path: [...path, 'unit'] }];
  });
}

function describe(target: TargetDocument): string {
  const scope = isGap(target.scope) ? 'scope unclear' : target.scope;
  return `${describeValue(target.value)} ${target.unit} (${scope})`;
}

function describeValue(value: TargetValue): string {
  if ('exactly' in value) return String(value.exactly);
  return 'atLeast' in value ? `at least ${value.atLeast}` : `${value.from} to ${value.to}`;
}
