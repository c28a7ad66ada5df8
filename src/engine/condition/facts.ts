/**
 * The values of an application as conditions read them, one number a slot: whole numbers, cents,
 * hundredths of points, ten-thousandths of percentages, days since 1970, 1 and 0 for yes and no,
 * the index of an option, the bits of a set of options, the number of an interned text.
 * `NaN` is unknown.
 */
export interface Facts {
  readonly numbers: number[];
  readonly lists: (readonly Row[] | undefined)[];
  /** Entries bound to a variable: `partner`, `before`, the entry a `filter` is looking at. */
  readonly rows: Row[];
  /** Numbers known only to lie between two values, by slot; their number is `NaN`. */
  readonly ranges: ReadonlyMap<number, Range>;
}

export type Row = readonly number[];

/** Both ends included; infinite where there is no limit. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

export const unknownNumber = Number.NaN;
/** The value of a fact that does not apply: every comparison with it is false. */
export const notApplicable = Number.NEGATIVE_INFINITY;
export const anyNumber: Range = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** A figure of the rules grew beyond whole numbers that a computer counts exactly. */
export class FigureTooLarge extends RangeError {
  constructor() {
    super('a figure is too large to be exact');
  }
}
