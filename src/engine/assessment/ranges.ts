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
  return compileRate(rate)(cents);
}

/** The same for many amounts: in plain numbers wherever the product stays exact. */
export function compileRate(rate: Fraction): (cents: Cents) => Cents {
  const [num, den] = [Number(rate.num), Number(rate.den)];
  return (cents) => {
    const product = cents * num;
    if (Number.isSafeInteger(product)) return (product - (product % den)) / den;
    if (!Number.isFinite(cents)) return num === 0 ? 0 : cents;
    return Number((BigInt(cents) * rate.num) / rate.den);
  };
}

export function sumRanges(ranges: readonly Range[]): Range {
  let [low, high] = [0, 0];
  for (const range of ranges) {
    low += range.low;
    high += range.high;
  }
  return { low, high };
}
