import { compare, fraction, subtract, type Fraction } from '../numbers/fraction.ts';
import type { Points } from '../numbers/points.ts';
import { medianOf } from './consolidate.ts';

export interface OutlierRule {
  /** In hundredths of a point; `undefined` where the call points out no sheet. */
  readonly outlierPoints: Points | undefined;
}

export interface Outlier<S> {
  readonly sheet: S;
  /** What it was compared with, exactly. */
  readonly middle: Fraction;
  /** How far the sheet lies above it, or below where negative. */
  readonly distance: Fraction;
}

/**
 * The sheets that lie farther than the rule allows from the middle of all sheets, or of two from
 * each other. A panel that is split has its middle where nobody stands: then all are told.
 * Only sheets that are complete are given.
 */
export function outliersOf<S extends { readonly points: Points }>(
  { outlierPoints }: OutlierRule,
  sheets: readonly S[],
): readonly Outlier<S>[] {
  if (outlierPoints === undefined || sheets.length < 2) return [];
  const limit = fraction(BigInt(outlierPoints));
  return sheets.flatMap((sheet) => {
    const among = sheets.length === 2 ? sheets.filter((each) => each !== sheet) : sheets;
    const middle = medianOf(among.map((each) => each.points));
    const distance = subtract(fraction(BigInt(sheet.points)), middle);
    const size = distance.num < 0n ? subtract(fraction(0n), distance) : distance;
    return compare(size, limit) > 0 ? [{ sheet, middle, distance }] : [];
  });
}
