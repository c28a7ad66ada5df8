import type { Requirement } from '../definition/compile-eligibility.ts';
import type { Ceiling, GrantPlan, RateRange } from '../definition/compile-grant.ts';
import type { Derived } from '../definition/compile-call.ts';
import type { Criterion } from '../definition/compile-criterion.ts';
import type { Bonus, Score, Threshold } from '../definition/compile-score.ts';
import type { FactDocument } from '../definition/fact-document.ts';
import type { CategoryDocument } from '../definition/money-document.ts';
import type { ValueType } from '../condition/value-type.ts';
import type { CompiledCosts } from '../costs/compile-system.ts';
import type { Localized } from '../definition/gap.ts';
import type { Fraction } from '../numbers/fraction.ts';
import type { Cents } from '../numbers/money.ts';

/**
 * The rule that gave a figure: made once for a call and shared by every explanation.
 * What the inputs of each kind are is written beside it.
 */
export type Rule =
  /** A declared or found value; no inputs. */
  | { readonly kind: 'fact'; readonly fact: FactDocument; readonly type: ValueType }
  /** The entries of a list, by their number; no inputs. */
  | { readonly kind: 'list'; readonly name: string }
  /** Inputs: the facts it reads. */
  | { readonly kind: 'derived'; readonly derived: Derived; readonly type: ValueType }
  /**
   * The note is the outcome. Inputs: the facts it reads; for partners, one `partner` each, or the
   * list of partners while nobody knows who they are.
   */
  | { readonly kind: 'requirement'; readonly requirement: Requirement }
  /** A requirement for one partner; the note is the outcome. Inputs: the facts it reads. */
  | {
      readonly kind: 'partner';
      readonly requirement: Requirement;
      readonly partner: string;
      readonly place: number;
    }
  /** Inputs: declared and admitted total. */
  | { readonly kind: 'minimum-project'; readonly plan: GrantPlan }
  /** Inputs: every requirement that excludes. */
  | { readonly kind: 'eligible' }
  /** No inputs: the partners' papers are behind it. */
  | { readonly kind: 'declared'; readonly category: CategoryDocument }
  /** What the office recognises of it, where that is something else. Inputs: what was declared. */
  | { readonly kind: 'recognised'; readonly category: CategoryDocument }
  /** Inputs: what was declared or is recognised of it, unless it is a flat rate, then the base of each limit. */
  | {
      readonly kind: 'admitted';
      readonly category: CategoryDocument;
      readonly index: number;
      readonly limits: readonly Limit[];
    }
  /** What a share is taken of. Inputs: the part of each category in it. */
  | { readonly kind: 'base'; readonly limit: Limit }
  /** The admitted amount of a category as a member of a base; no inputs. */
  | { readonly kind: 'part'; readonly category: CategoryDocument }
  /** Inputs: every category. */
  | { readonly kind: 'admitted-total'; readonly compiled: CompiledCosts | undefined }
  /** What is declared in all, flat rates apart; no inputs. */
  | { readonly kind: 'declared-total' }
  /** Inputs: the admitted total, the costs of each partner where rates differ, the rate asked for. */
  | { readonly kind: 'by-rate'; readonly plan: GrantPlan }
  /** The admitted costs of one partner and the rate it has; no inputs. */
  | { readonly kind: 'partner-costs'; readonly partner: string; readonly rate: RateRange }
  /** The lower rate that the applicant asks for; no inputs. */
  | { readonly kind: 'requested-rate'; readonly rate: Fraction }
  /** Inputs: the fact it grows with, if any, then those its condition reads. */
  | { readonly kind: 'ceiling'; readonly ceiling: Ceiling }
  /** Inputs: what the rate gives, every ceiling, then the share of each partner once known. */
  | { readonly kind: 'grant'; readonly plan: GrantPlan }
  /** The part of one partner; no inputs. */
  | { readonly kind: 'share'; readonly partner: string }
  /** The note is the option or band. Inputs: the fact it reads. */
  | { readonly kind: 'criterion'; readonly criterion: Criterion; readonly score: Score }
  /** Inputs: every criterion. */
  | { readonly kind: 'net'; readonly score: Score }
  /** Inputs: the facts its condition reads. */
  | { readonly kind: 'bonus'; readonly bonus: Bonus }
  /** Inputs: every bonus, then the thresholds on which giving them depends. */
  | { readonly kind: 'bonus-total'; readonly score: Score }
  /** Inputs: net and bonus. */
  | { readonly kind: 'gross'; readonly article: string | undefined }
  /** Inputs: the figure that must reach it. */
  | {
      readonly kind: 'threshold';
      readonly threshold: Pick<Threshold, 'article' | 'atLeast'>;
      readonly title: Localized;
      /** Where it stands in the definition, with its gap while it has one. */
      readonly document: unknown;
    }
  /** Inputs: every threshold, then the score with bonuses. */
  | { readonly kind: 'passes' }
  /** Inputs: eligible, passes, and the grant or the admitted costs where the call has them. */
  | { readonly kind: 'outcome' };

/** One limit on a category: a cap of its own, a flat rate, or the common cap of its group. */
export interface Limit {
  readonly kind: 'cap' | 'flat' | 'group';
  readonly article: string;
  /** What the definition says, with its gaps. */
  readonly document: unknown;
  /** Whether the cost rules as a whole can be read in one way only. */
  readonly isOnlyReading: boolean;
  /** `undefined` while the limit itself can be read in more than one way. */
  readonly terms: LimitTerms | undefined;
}

/** `rate` × base + `plus`, where the base is the sum of some categories, named by their index. */
export interface LimitTerms {
  readonly rate: Fraction;
  readonly plus: Cents;
  readonly rounding: 'down' | 'half-up';
  readonly base: readonly number[];
  readonly isSelfIncluded: boolean;
  /** The categories that share it, in the order of the split; empty for a limit of one alone. */
  readonly members: readonly number[];
  readonly split: 'order' | 'pro-rata' | undefined;
}

/**
 * A figure with everything it rests on: the rule, its inputs, and what it came to. While something
 * is unknown the figure lies between `low` and `high`. Truths are 0 (no), 1 (yes) and, when
 * `low` and `high` differ, unknown.
 */
export interface Figure {
  readonly rule: Rule;
  readonly low: number;
  readonly high: number;
  /** Which option or band, or which outcome of a requirement; -1 where there is none. */
  readonly note: number;
  readonly inputs: readonly Figure[];
}
