import { type RankingTable, type Standing, standings } from './ranking-table.ts';

/** In the order of the codes kept in columns. */
export const outcomes = [
  'undecided',
  'not-admissible',
  'below-threshold',
  'withdrawn',
  'forfeited',
  'admissible-not-funded',
  'partly-funded',
  'fully-funded',
] as const;

export type Outcome = (typeof outcomes)[number];

export const outcomeCode = {
  undecided: 0,
  'not-admissible': 1,
  'below-threshold': 2,
  withdrawn: 3,
  forfeited: 4,
  'admissible-not-funded': 5,
  'partly-funded': 6,
  'fully-funded': 7,
} as const satisfies Record<Outcome, number>;

/** Why an application got what it got; in the order of the codes kept in columns. */
export const reasons = [
  /** Its standing says it all, or a stop came before it. */
  'none',
  /** Covered by the money there was. */
  'above-the-line',
  /** The money it could draw on had ended, at the position given. */
  'money-ended',
  /** It asked more than was left, and the next smaller ones came in. */
  'skipped',
  /** It got what was left, less than it asked. */
  'partly-covered',
  /** A decision gave nothing to any of the tied. */
  'none-of-tie',
  /** A decision shared what was left among the tied. */
  'pro-rata',
] as const;

export type Reason = (typeof reasons)[number];

export const reasonCode = {
  none: 0,
  'above-the-line': 1,
  'money-ended': 2,
  skipped: 3,
  'partly-covered': 4,
  'none-of-tie': 5,
  'pro-rata': 6,
} as const satisfies Record<Reason, number>;

const outcomeOfStanding: Record<Standing, Outcome> = {
  admissible: 'undecided',
  unknown: 'undecided',
  'not-admissible': 'not-admissible',
  'below-threshold': 'below-threshold',
  withdrawn: 'withdrawn',
  forfeited: 'forfeited',
};

/** Outcome codes before any money is given: those of the admissible are still undecided. */
export function outcomesBeforeMoney(table: RankingTable): Uint8Array {
  const codes = Uint8Array.from(standings, (one) => outcomeCode[outcomeOfStanding[one]]);
  const before = new Uint8Array(table.size);
  for (let row = 0; row < table.size; row += 1) before[row] = codes[table.standing[row]!]!;
  return before;
}
