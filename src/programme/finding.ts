/** Something found in a programme; `path` leads to it from the top of the document. */
export interface Finding {
  readonly code: FindingCode;
  /**
   * `mistake`: the file must be corrected; `source`: the printed source does not agree with itself
   * and is kept as printed; `needs-decision`: somebody who answers for it must choose.
   */
  readonly kind: 'mistake' | 'source' | 'needs-decision';
  readonly message: string;
  readonly path: readonly (string | number)[];
  /** In cents, what the figures add up to less what is printed. */
  readonly difference?: number;
}

export type FindingCode =
  | 'id-twice'
  | 'unknown-name'
  | 'date-unreadable'
  | 'period-crossed'
  | 'months-differ'
  | 'outside-duration'
  | 'periods-overlap'
  | 'cell-missing'
  | 'amount-unreadable'
  | 'row-differs'
  | 'column-differs'
  | 'grand-total-differs'
  | 'rate-unreadable'
  | 'shares-miss-whole'
  | 'residual-open'
  | 'range-crossed'
  | 'scope-open'
  | 'targets-differ'
  | 'unit-differs'
  | 'expenses-overlap'
  | 'rule-open';
