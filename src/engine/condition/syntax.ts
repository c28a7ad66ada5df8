/** The syntax tree of a condition as it was written; `at` and `end` are offsets into the text. */
export type Syntax = { readonly at: number; readonly end: number } & (
  | { readonly op: 'bool'; readonly value: boolean }
  | { readonly op: 'int'; readonly value: number }
  | { readonly op: 'text'; readonly value: string }
  | { readonly op: 'list'; readonly items: readonly Syntax[] }
  | { readonly op: 'name'; readonly name: string }
  | { readonly op: 'field'; readonly of: Syntax; readonly name: string; readonly nameAt: number }
  | {
      readonly op: 'typed';
      readonly unit: 'eur' | 'pct' | 'points' | 'date';
      readonly text: string;
      readonly textAt: number;
    }
  | {
      readonly op: 'method';
      readonly of: Syntax;
      readonly name: string;
      readonly nameAt: number;
      readonly args: readonly Syntax[];
    }
  | { readonly op: 'not'; readonly of: Syntax }
  | { readonly op: 'negative'; readonly of: Syntax }
  | { readonly op: BinaryOperator; readonly left: Syntax; readonly right: Syntax }
  | {
      readonly op: 'choose';
      readonly when: Syntax;
      readonly whenYes: Syntax;
      readonly whenNo: Syntax;
    }
);

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type BinaryOperator = '||' | '&&' | ComparisonOperator | 'in' | '+' | '-' | '*';

/** Where a condition is wrong, and what was expected there. */
export interface ConditionProblem {
  readonly message: string;
  readonly offset: number;
  readonly suggestion?: string;
}

/** Longest condition text, in characters. */
export const conditionLengthMax = 4_000;
/** Most nodes a condition may have. */
export const conditionNodesMax = 300;
/** Deepest nesting of a condition. */
export const conditionDepthMax = 20;
