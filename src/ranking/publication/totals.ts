import type { Cents } from '../../engine/index.ts';
import type { ActDigest, Share } from './digest.ts';

/** One way to come to what was granted in all. */
export type TotalWay = 'rows' | 'rankings' | 'lines' | 'provinces' | 'reached' | 'act' | 'pots';

export interface Total {
  readonly way: TotalWay;
  /** Nothing where it is not known. */
  readonly cents: Cents | undefined;
  /** From what the rows add up to. */
  readonly difference: Cents | undefined;
}

export interface TotalsCheck {
  readonly totals: readonly Total[];
  /** Whether every way that is known leads to the same cents. */
  readonly isAgreed: boolean;
}

/** What the act itself says, where it does. */
export interface SaidTotals {
  readonly act: Cents | undefined;
  readonly pots: Cents | undefined;
}

/** Adds the money of an act up in every way in which a page shows it, and compares each with its rows. */
export function checkTotals(digest: ActDigest, said: SaidTotals): TotalsCheck {
  const { all, units, lines, provinces } = digest;
  const ways: Readonly<Record<TotalWay, Cents | undefined>> = {
    rows: all.total,
    rankings: sumOf(units),
    lines: sumOf(Object.values(lines)),
    provinces: sumOf(Object.values(provinces)),
    reached: units.reduce((sum, { reached }) => sum + reached, 0),
    ...said,
  };
  const totals = (Object.keys(ways) as TotalWay[]).map((way) => {
    const cents = ways[way];
    return { way, cents, difference: cents === undefined ? undefined : cents - all.total };
  });
  return { totals, isAgreed: totals.every(({ difference = 0 }) => difference === 0) };
}

function sumOf(shares: Iterable<Share>): Cents {
  let sum = 0;
  for (const { total } of shares) sum += total;
  return sum;
}
