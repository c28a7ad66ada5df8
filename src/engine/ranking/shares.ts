import type { Fraction } from '../numbers/fraction.ts';
import type { Cents } from '../numbers/money.ts';

/** Whole weights in the proportion of some rates, and their sum. */
export interface Weights {
  readonly parts: readonly number[];
  readonly total: number;
}

/** Throws `RangeError` for a negative rate, or for rates that do not add up to exactly one. */
export function weightsOf(rates: readonly Fraction[]): Weights {
  const total = rates.reduce((product, rate) => product * rate.den, 1n);
  const parts = rates.map((rate) => (rate.num * total) / rate.den);
  const sum = parts.reduce((added, part) => added + part, 0n);
  if (sum !== total || parts.some((part) => part < 0n)) {
    throw new RangeError('the shares of a grant must add up to the whole of it');
  }
  const common = parts.reduce(greatestCommonDivisor, total);
  return { parts: parts.map((part) => Number(part / common)), total: Number(total / common) };
}

/**
 * Splits whole cents in proportion to weights: every part rounded down, then one cent each to the
 * largest remainders, the earlier part first when remainders are equal. The parts add up exactly.
 */
export function splitCents(amount: Cents, { parts, total }: Weights): Cents[] {
  const exact = amount * total <= Number.MAX_SAFE_INTEGER ? splitSafe : splitLarge;
  const { whole, remainders } = exact(amount, parts, total);
  let rest = amount - whole.reduce((sum, part) => sum + part, 0);
  const byRemainder = [...remainders.keys()].toSorted(
    (a, b) => remainders[b]! - remainders[a]! || a - b,
  );
  for (const index of byRemainder) {
    if (rest === 0) break;
    whole[index]! += 1;
    rest -= 1;
  }
  return whole;
}

/** Some parts of a split draw together on what is available, in cents. */
export interface SharedLimit {
  readonly parts: readonly number[];
  readonly available: Cents;
}

/** The largest amount up to `most` whose split stays within every limit. */
export function largestThatFits(
  most: Cents,
  weights: Weights,
  limits: readonly SharedLimit[],
): Cents {
  let bound = most;
  for (const { parts, available } of limits) {
    const weight = parts.reduce((sum, part) => sum + weights.parts[part]!, 0);
    if (weight === 0) continue;
    bound = Math.min(bound, mulDiv(available + parts.length, weights.total, weight));
  }
  while (bound > 0 && !fits(splitCents(bound, weights), limits)) bound -= 1;
  return bound;
}

function fits(split: readonly Cents[], limits: readonly SharedLimit[]): boolean {
  return limits.every(
    ({ parts, available }) => parts.reduce((sum, part) => sum + split[part]!, 0) <= available,
  );
}

interface Split {
  readonly whole: Cents[];
  readonly remainders: readonly number[];
}

function splitSafe(amount: Cents, parts: readonly number[], total: number): Split {
  const whole = parts.map((part) => Math.floor((amount * part) / total));
  return { whole, remainders: parts.map((part, index) => amount * part - whole[index]! * total) };
}

function splitLarge(amount: Cents, parts: readonly number[], total: number): Split {
  const products = parts.map((part) => BigInt(amount) * BigInt(part));
  return {
    whole: products.map((product) => Number(product / BigInt(total))),
    remainders: products.map((product) => Number(product % BigInt(total))),
  };
}

function mulDiv(a: number, b: number, divisor: number): number {
  return Number((BigInt(a) * BigInt(b)) / BigInt(divisor));
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/**
 * Shares an amount in proportion to needs, in whole cents that add up exactly to it; nobody gets
 * more than it needs, provided that the needs add up to at least the amount.
 */
export function proRata(amount: Cents, needs: readonly Cents[]): Cents[] {
  return splitCents(amount, { parts: needs, total: needs.reduce((sum, need) => sum + need, 0) });
}
