import type { Range } from '../condition/facts.ts';
import { no, unknown, yes, type Truth } from '../condition/truth.ts';
import type { Fraction } from '../numbers/fraction.ts';
import type { Cents } from '../numbers/money.ts';

export const nothing: Range = { low: 0, high: 0 };
export const anyAmount: Range = { low: 0, high: Number.POSITIVE_INFINITY };

export function isKnown(range: Range): boolean {
  return range.low === range.high;
}

/** Whether every, no, or some value of the range reaches `least`. */
export function reaches(range: Range, least: number): Truth {
  if (range.low >= least) return yes;
  return range.high < least ? no : unknown;
}

/** `cents` times a rate, rounded down to the cent; an amount without limit stays so. */
export function rateOf(cents: Cents, rate: Fraction): Cents {
  if (!Number.isFinite(cents)) return rate.num === 0n ? 0 : cents;
  const product = cents * Number(rate.num);
  if (rate.den <= 1_000_000_000n && Number.isSafeInteger(product)) {
    const den = Number(rate.den);
    return (product - (product % den)) / den;
  }
  return Number((BigInt(cents) * rate.num) / rate.den);
}
