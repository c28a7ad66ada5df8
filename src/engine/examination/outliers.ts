import { compare, fraction, subtract, type Fraction } from '../numbers/fraction.ts';
import type { Points } from '../numbers/points.ts';
import { medianOf } from './consolidate.ts';

export interface OutlierRule {
  /** In hundredths of a point; `undefined` where the call points out no sheet. */
  readonly outlierPoints: Points | undefined;
}

export interface Outlier<S> {
  readonly sheet: S;
  /** The middle of all other sheets, exactly. */
  readonly others: Fraction;
  /** How far the sheet lies above it, or below where negative. */
  readonly distance: Fraction;
}

/**
 * The sheets that lie farther than the rule allows from the middle of all others: of two that
 * differ so much both, of many the one that stands alone. Only sheets that are complete are given.
 */
export function outliersOf<S extends { readonly points: Points }>(
  { outlierPoints }: OutlierRule,
  sheets: readonly S[],
): readonly Outlier<S>[] {
  if (outlierPoints === undefined || sheets.length < 2) return [];
  const limit = fraction(BigInt(outlierPoints));
  return sheets.flatMap((sheet) => {
    const rest = sheets.filter((each) => each !== sheet).map((each) => each.points);
    const others = medianOf(rest);
    const distance = subtract(fraction(BigInt(sheet.points)), others);
    const size = distance.num < 0n ? subtract(fraction(0n), distance) : distance;
    return compare(size, limit) > 0 ? [{ sheet, others, distance }] : [];
  });
}
