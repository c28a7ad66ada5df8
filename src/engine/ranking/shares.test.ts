import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRate } from '../numbers/rate.ts';
import { largestThatFits, proRata, splitCents, weightsOf } from './shares.ts';

const sum = (parts: readonly number[]): number => parts.reduce((all, one) => all + one, 0);

describe('splitCents', () => {
  it('gives the cents left over to the largest remainders, the first when they are equal', () => {
    const thirds = weightsOf([parseRate('1/3')!, parseRate('1/3')!, parseRate('1/3')!]);
    expect(splitCents(100, thirds)).toEqual([34, 33, 33]);
    expect(splitCents(101, thirds)).toEqual([34, 34, 33]);
    const uneven = weightsOf([parseRate('26.75%')!, parseRate('73.25%')!]);
    expect(splitCents(1, uneven)).toEqual([0, 1]);
  });

  it('adds up exactly, and no part is a cent away from its exact share, however large', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 5 })
      .filter((parts) => sum(parts) > 0)
      .map((parts) => ({ parts, total: sum(parts) }));
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 99_999_999_999_999 }), (some, amount) => {
        const split = splitCents(amount, some);
        expect(sum(split)).toBe(amount);
        for (const [index, part] of split.entries()) {
          const exact = BigInt(amount) * BigInt(some.parts[index]!);
          const distance = BigInt(part) * BigInt(some.total) - exact;
          expect(distance < BigInt(some.total) && distance > -BigInt(some.total)).toBe(true);
        }
      }),
    );
  });

  it('finds the largest amount that fits, as trying every amount does', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 });
    const limits = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(parts, limits, fc.integer({ min: 0, max: 80 }), (weights, available, most) => {
        const some = { parts: weights, total: sum(weights) };
        const shared = available.map((cents, part) => ({ parts: [part], available: cents }));
        let largest = most;
        while (splitCents(largest, some).some((cents, part) => cents > available[part]!)) {
          largest -= 1;
        }
        expect(largestThatFits(most, some, shared)).toBe(largest);
      }),
    );
  });

  it('pro rata gives nobody more than it needs', () => {
    const needs = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(needs, fc.nat(), (some, number) => {
        const amount = number % (sum(some) + 1);
        const grants = proRata(amount, some);
        expect(sum(grants)).toBe(amount);
        for (const [index, grant] of grants.entries()) {
          expect(grant).toBeLessThanOrEqual(some[index]!);
        }
      }),
    );
  });
});
