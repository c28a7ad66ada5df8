import type { Requirement } from '../definition/compile-eligibility.ts';
import type { Ceiling, GrantPlan } from '../definition/compile-grant.ts';
import type { Derived } from '../definition/compile-call.ts';
import type { Criterion } from '../definition/compile-criterion.ts';
import type { Bonus, Score, Threshold } from '../definition/compile-score.ts';
import type { FactDocument } from '../definition/fact-document.ts';
import type { CategoryDocument } from '../definition/money-document.ts';
import type { ValueType } from '../condition/value-type.ts';
import type { CompiledCosts } from '../costs/compile-system.ts';
import type { Localized } from '../definition/gap.ts';

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
  /** A truth as an outcome of a requirement. Inputs: the facts it reads; for partners, one `partner` each. */
  | { readonly kind: 'requirement'; readonly requirement: Requirement }
  /** A requirement for one partner, whose place is the note. Inputs: the facts it reads. */
  | { readonly kind: 'partner'; readonly requirement: Requirement; readonly partner: string }
  /** Inputs: declared and admitted total. */
  | { readonly kind: 'minimum-project'; readonly plan: GrantPlan }
  /** Inputs: every requirement that excludes. */
  | { readonly kind: 'eligible' }
  /** No inputs: the partners' papers are behind it. */
  | { readonly kind: 'declared'; readonly category: CategoryDocument }
  /** Inputs: what was declared, unless it is a flat rate, then the base of each limit. */
  | {
      readonly kind: 'admitted';
      readonly category: CategoryDocument;
      readonly index: number;
      readonly limits: readonly Limit[];
    }
  /** What a share is taken of, at the admitted amounts; no inputs of its own. */
  | { readonly kind: 'base'; readonly limit: Limit }
  /** Inputs: every category. */
  | { readonly kind: 'admitted-total'; readonly compiled: CompiledCosts | undefined }
  | { readonly kind: 'declared-total' }
  /** Inputs: the admitted total, or the admitted costs of each partner. */
  | { readonly kind: 'by-rate'; readonly plan: GrantPlan }
  /** Inputs: the fact it grows with, if any. */
  | { readonly kind: 'ceiling'; readonly ceiling: Ceiling }
  /** Inputs: what the rate gives, then every ceiling. */
  | { readonly kind: 'grant'; readonly plan: GrantPlan }
  /** The part of one partner. Inputs: the grant. */
  | { readonly kind: 'share'; readonly partner: string }
  /** The note is the option or band. Inputs: the fact it reads. */
  | { readonly kind: 'criterion'; readonly criterion: Criterion; readonly score: Score }
  /** Inputs: every criterion. */
  | { readonly kind: 'net'; readonly score: Score }
  /** Inputs: the facts its condition reads. */
  | { readonly kind: 'bonus'; readonly bonus: Bonus }
  /** Inputs: every bonus. */
  | { readonly kind: 'bonus-total'; readonly score: Score }
  /** Inputs: net and bonus. */
  | { readonly kind: 'gross' }
  /** Inputs: the figure that must reach it. */
  | {
      readonly kind: 'threshold';
      readonly threshold: Pick<Threshold, 'article' | 'atLeast'>;
      readonly title: Localized;
    }
  /** Inputs: every threshold. */
  | { readonly kind: 'passes' }
  /** Inputs: eligible, passes, and the grant where the call gives one. */
  | { readonly kind: 'outcome' };

/** One limit on a category: a cap of its own, a flat rate, or the common cap of its group. */
export interface Limit {
  readonly kind: 'cap' | 'flat' | 'group';
  readonly article: string;
  /** Index of the cap or group in the cost system. */
  readonly index: number;
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
  /** Which option, band or partner; -1 where there is none. */
  readonly note: number;
  readonly inputs: readonly Figure[];
}
