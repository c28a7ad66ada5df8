import type { Range } from '../condition/facts.ts';
import type { Truth } from '../condition/truth.ts';
import type { Cents } from '../numbers/money.ts';
import type { Prepared } from './prepare-facts.ts';

/** What became of one requirement. */
export const outcomes = {
  notMet: 0,
  met: 1,
  unknown: 2,
  notApplicable: 3,
  exceptionsClash: 4,
} as const;
export type RequirementOutcome = (typeof outcomes)[keyof typeof outcomes];

/** Admitted costs by category of the track, each between two amounts that are equal once known. */
export interface CostFigures {
  readonly declared: readonly Range[];
  /** What counts of what was declared; the same unless the office recognises something else. */
  readonly recognised: readonly Range[];
  readonly admitted: readonly Range[];
  readonly declaredTotal: Range;
  readonly total: Range;
}

export interface GrantFigures {
  /** What the intensity gives before any ceiling. */
  readonly byRate: Range;
  /** Each ceiling as it stands for this application; infinite where it does not hold. */
  readonly ceilings: readonly Range[];
  readonly amount: Range;
  /** What each partner gets, once everything is known. */
  readonly shares:
    | readonly { readonly partner: string; readonly admitted: Cents; readonly amount: Cents }[]
    | undefined;
  /** What partners could not take because of their own limits. */
  readonly unplaced: Cents;
}

export interface ScoreFigures {
  readonly criteria: readonly Range[];
  readonly net: Range;
  readonly bonuses: readonly Range[];
  readonly bonus: Range;
  readonly gross: Range;
  readonly thresholds: readonly Truth[];
  readonly passes: Truth;
}

export type Outcome = 'admissible' | 'not-admissible' | 'below-threshold' | 'unknown';

/** Everything the rules say about one application. */
export interface Assessment {
  readonly prepared: Prepared;
  readonly requirements: readonly RequirementOutcome[];
  /** Whether the project is large enough; `met` where the call has no minimum. */
  readonly minimumProject: Truth;
  readonly eligible: Truth;
  /** Whether it is admitted only with reserve. */
  readonly reserved: Truth;
  readonly costs: CostFigures | undefined;
  readonly grant: GrantFigures | undefined;
  readonly score: ScoreFigures | undefined;
  readonly outcome: Outcome;
}
