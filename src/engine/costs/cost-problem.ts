export type CostProblemCode =
  | 'ambiguous-group'
  | 'both-declared-and-flat'
  | 'category-in-two-groups'
  | 'dead-category'
  | 'duplicate-id'
  | 'empty-base'
  | 'empty-group'
  | 'empty-id'
  | 'flat-in-group'
  | 'flat-loop'
  | 'missing-split'
  | 'negative-amount'
  | 'negative-rate'
  | 'neither-declared-nor-flat'
  | 'no-categories'
  | 'not-whole-cents'
  | 'repeated-id'
  | 'too-many-caps'
  | 'too-many-categories'
  | 'unknown-id'
  | 'zero-cap';

export interface CostProblem {
  readonly code: CostProblemCode;
  readonly message: string;
  /** From the system down: `['caps', 0, 'of', 1]`. */
  readonly path: readonly (string | number)[];
}
