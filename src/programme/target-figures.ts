import { isGap } from '../engine/index.ts';
import type {
  ProgrammeDocument,
  TargetDocument,
  TargetScope,
  TargetUnit,
  TargetValue,
} from './programme-document.ts';

/** Numbers of which only the limits are known; without `to` there is no upper one. */
export interface Count {
  readonly from: number;
  readonly to?: number;
}

/**
 * How many are asked of the whole programme. A target for each chamber is multiplied; one for each
 * initiative has no total; an unclear scope leaves every reading open.
 */
export function askedInAll(
  programme: ProgrammeDocument,
  target: TargetDocument,
): Count | undefined {
  const scopes: readonly TargetScope[] = isGap(target.scope)
    ? ['total', 'per-chamber']
    : [target.scope];
  if (scopes.includes('per-initiative')) return undefined;
  const factors = scopes.map((scope) => (scope === 'total' ? 1 : programme.places.length));
  const { from, to } = limitsOf(target.value);
  return {
    from: from * Math.min(...factors),
    ...(to === undefined ? {} : { to: to * Math.max(...factors) }),
  };
}

/** Where a number stands against a target: a floor cannot be exceeded, an exact number can. */
export function compareWithTarget(value: TargetValue, count: number): 'below' | 'met' | 'above' {
  const { from, to } = limitsOf(value);
  if (count < from) return 'below';
  return to === undefined || count <= to ? 'met' : 'above';
}

/** Attendance planned over all events, by unit: firms and people are never added together. */
export function plannedAttendance(
  programme: ProgrammeDocument,
): ReadonlyMap<TargetUnit, { readonly from: number; readonly to: number | undefined }> {
  const planned = new Map<TargetUnit, { from: number; to: number | undefined }>();
  for (const target of programme.targets) {
    const { attendance } = target;
    const events = askedInAll(programme, target);
    if (!attendance || !events) continue;
    const sum = planned.get(attendance.unit) ?? { from: 0, to: 0 };
    planned.set(attendance.unit, {
      from: sum.from + events.from * attendance.from,
      to:
        sum.to === undefined || events.to === undefined
          ? undefined
          : sum.to + events.to * attendance.to,
    });
  }
  return planned;
}

function limitsOf(value: TargetValue): Count {
  if ('exactly' in value) return { from: value.exactly, to: value.exactly };
  return 'atLeast' in value ? { from: value.atLeast } : value;
}
