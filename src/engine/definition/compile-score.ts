import type { Range } from '../condition/facts.ts';
import { formatPoints, type Points } from '../numbers/points.ts';
import { compileCriterion, withinResidual, type Criterion } from './compile-criterion.ts';
import type { ConditionReader, ReadyCondition } from './compile-eligibility.ts';
import { isGap } from './gap.ts';
import type { CallNames } from './names.ts';
import type { DefinitionPath, DefinitionProblem } from './problem.ts';
import { orUnknown, pointsAt, pointsRange } from './read-points.ts';
import type { BonusDocument, ScoreDocument } from './score-document.ts';

export interface Bonus {
  readonly document: BonusDocument;
  readonly points: Range;
  readonly when: ReadyCondition;
}

export interface Threshold {
  readonly id: string;
  readonly article: string;
  readonly on: 'net' | 'gross';
  readonly atLeast: Points | 'unknown';
}

/** A threshold as it is run: on the total when `criterion` is -1, otherwise on that criterion. */
export interface ThresholdCheck {
  readonly criterion: number;
  readonly atLeast: Points | 'unknown';
}

export interface Score {
  readonly document: ScoreDocument;
  readonly maximum: Points;
  readonly criteria: readonly Criterion[];
  readonly hasLostMaxima: boolean;
  /** What the criteria with lost points can give together, at most. */
  readonly residual: Points;
  readonly thresholds: readonly Threshold[];
  /** Thresholds on net, then those of single criteria. */
  readonly netChecks: readonly ThresholdCheck[];
  readonly grossChecks: readonly ThresholdCheck[];
  readonly bonuses: readonly Bonus[];
  readonly bonusMaximum: Points | undefined;
  readonly bonusesGiven: 'always' | 'above-threshold' | 'unknown';
}

/** The score table of one line or sub-line, with what cannot be right about it. */
export function compileScore(
  document: ScoreDocument,
  holdsHere: (lines: readonly string[] | undefined) => boolean,
  names: CallNames,
  reader: ConditionReader,
): { readonly score: Score; readonly problems: readonly DefinitionProblem[] } {
  const problems: DefinitionProblem[] = [];
  const maximum = pointsAt(document.maximum, ['score', 'maximum'], problems);
  const criteria = document.criteria.flatMap((criterion, index) =>
    holdsHere(criterion.lines)
      ? [compileCriterion(criterion, maximum, names, ['score', 'criteria', index], problems)]
      : [],
  );
  const known = criteria.reduce((sum, criterion) => sum + (criterion.max ?? 0), 0);
  const lost = criteria.filter((criterion) => criterion.max === undefined);
  problems.push(...checkMaximum(known, lost.length, maximum));
  const residual = Math.max(0, maximum - known);
  const clipped = criteria.map((criterion) => withinResidual(criterion, residual));
  const thresholds = document.thresholds.flatMap((threshold, index): readonly Threshold[] => {
    if (!holdsHere(threshold.lines)) return [];
    const path = ['score', 'thresholds', index, 'atLeast'];
    return [{ ...threshold, atLeast: orUnknown(threshold.atLeast, path, problems) }];
  });
  const bonuses = (document.bonuses ?? []).flatMap((bonus, index) =>
    holdsHere(bonus.lines)
      ? [compileBonus(bonus, maximum, names, reader, ['score', 'bonuses', index], problems)]
      : [],
  );
  const { bonusMaximum, bonusesGiven } = document;
  const isCeilingOpen = bonusMaximum === undefined || isGap(bonusMaximum);
  const score: Score = {
    document,
    maximum,
    criteria: clipped,
    hasLostMaxima: lost.length > 0,
    residual,
    thresholds,
    netChecks: [...checksOn('net', thresholds), ...criterionChecks(clipped)],
    grossChecks: checksOn('gross', thresholds),
    bonuses,
    bonusMaximum: isCeilingOpen
      ? undefined
      : pointsAt(bonusMaximum, ['score', 'bonusMaximum'], problems),
    bonusesGiven: isGap(bonusesGiven) ? 'unknown' : (bonusesGiven ?? 'always'),
  };
  return { problems, score };
}

function checksOn(
  on: 'net' | 'gross',
  thresholds: readonly Threshold[],
): readonly ThresholdCheck[] {
  return thresholds
    .filter((threshold) => threshold.on === on)
    .map(({ atLeast }) => ({ criterion: -1, atLeast }));
}

function criterionChecks(criteria: readonly Criterion[]): readonly ThresholdCheck[] {
  return criteria.flatMap(({ atLeast }, criterion) =>
    atLeast === undefined ? [] : [{ criterion, atLeast }],
  );
}

function checkMaximum(known: Points, lost: number, maximum: Points): readonly DefinitionProblem[] {
  const exact = lost === 0;
  if (exact ? known === maximum : known <= maximum) return [];
  return [
    {
      code: 'points-miss-maximum',
      message: `the criteria reach ${formatPoints(known)} points${exact ? '' : ' without those that are lost'}, and the stated maximum is ${formatPoints(maximum)}`,
      path: ['score', 'maximum'],
      expected: formatPoints(known),
    },
  ];
}

function compileBonus(
  document: BonusDocument,
  maximum: Points,
  names: CallNames,
  reader: ConditionReader,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): Bonus {
  return {
    document,
    points: pointsRange(document.points, maximum, [...path, 'points'], problems),
    when: reader.read(document.when, names.project, [...path, 'when']),
  };
}
