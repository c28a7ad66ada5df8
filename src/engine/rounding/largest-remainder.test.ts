import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitByLargestRemainder } from './largest-remainder.ts';

const cents = fc.integer({ min: 0, max: 99_999_999_999_999 });
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 30 });

function add(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

describe('a split by largest remainder', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33], [0]],
    [101, [1, 1, 1], [34, 34, 33], [0, 1]],
    [10, [1, 2, 3], [2, 3, 5], [0]],
    [1, [1, 3], [0, 1], [1]],
    [7, [0, 5, 0], [0, 7, 0], []],
    [0, [3, 4], [0, 0], []],
  ])('gives %d by %j as %j', (total, parts, shares, raised) => {
    const expected = { shares, leftover: 0, raised };
    expect(splitByLargestRemainder(total, parts)).toEqual(expected);
    expect(splitByLargestRemainder(total, parts.map(BigInt))).toEqual(expected);
  });

  it('leaves the total over when nobody has a weight', () => {
    expect(splitByLargestRemainder(500, [0, 0])).toEqual({
      shares: [0, 0],
      leftover: 500,
      raised: [],
    });
    expect(splitByLargestRemainder(500, [])).toEqual({ shares: [], leftover: 500, raised: [] });
  });

  it('gives what is above a limit to the others by the same rule', () => {
    expect(splitByLargestRemainder(100, [1, 1, 2], { limits: [10, 100, 100] }).shares).toEqual([
      10, 30, 60,
    ]);
    // The first limit pushes the second share over its own limit in turn.
    expect(splitByLargestRemainder(100, [6, 3, 1], { limits: [40, 44, 100] }).shares).toEqual([
      40, 44, 16,
    ]);
  });

  it('says what no limit could hold', () => {
    expect(splitByLargestRemainder(100, [1, 0, 1], { limits: [10, 50, 20] })).toEqual({
      shares: [10, 0, 20],
      leftover: 70,
      raised: [],
    });
  });

  it('stays exact where floating-point numbers are not', () => {
    const huge = [2n ** 80n, 2n ** 80n + 1n, 1n];
    expect(splitByLargestRemainder(99_999_999_999_999, huge).shares).toEqual([
      49_999_999_999_999, 50_000_000_000_000, 0,
    ]);
  });

  it.each([
    [-1, [1], undefined],
    [0.5, [1], undefined],
    [1, [-1], undefined],
    [1, [0.1], undefined],
    [1, [1], [1, 2]],
    [1, [1], [-2]],
  ])('throws for the broken input %d %j %j', (total, parts, limits) => {
    expect(() => splitByLargestRemainder(total, parts, limits ? { limits } : {})).toThrow(
      RangeError,
    );
  });

  it('conserves every cent and stays within one cent of the exact share', () => {
    fc.assert(
      fc.property(cents, weights, (total, parts) => {
        const split = splitByLargestRemainder(total, parts);
        const sum = BigInt(add(parts));
        expect(add(split.shares) + split.leftover).toBe(total);
        if (sum === 0n) return;
        expect(split.leftover).toBe(0);
        for (const [place, share] of split.shares.entries()) {
          const exact = BigInt(total) * BigInt(parts[place]!);
          const isRaised = split.raised.includes(place);
          expect(BigInt(share)).toBe(exact / sum + (isRaised ? 1n : 0n));
          expect(isRaised && exact % sum === 0n).toBe(false);
        }
      }),
    );
  });

  it('keeps every limit, and leaves money over only when all limits are reached', () => {
    const limited = fc.array(
      fc.record({
        weight: fc.integer({ min: 0, max: 50 }),
        limit: fc.integer({ min: 0, max: 900 }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), limited, (total, parts) => {
        const limits = parts.map((part) => part.limit);
        const split = splitByLargestRemainder(
          total,
          parts.map((part) => part.weight),
          { limits },
        );
        expect(add(split.shares) + split.leftover).toBe(total);
        for (const [place, share] of split.shares.entries()) {
          expect(share).toBeLessThanOrEqual(limits[place]!);
          const hadRoom = parts[place]!.weight > 0 && share < limits[place]!;
          expect(hadRoom && split.leftover > 0).toBe(false);
        }
      }),
    );
  });

  it('follows a permutation of the weights but for cents between equal remainders', () => {
    const distinct = fc.uniqueArray(fc.integer({ min: 1, max: 997 }), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), distinct, (total, parts) => {
        const sum = add(parts);
        const remainders = parts.map((part) => (total * part) % sum);
        fc.pre(new Set(remainders).size === parts.length);
        const split = splitByLargestRemainder(total, parts);
        const turned = splitByLargestRemainder(total, parts.toReversed());
        expect(turned.shares.toReversed()).toEqual(split.shares);
      }),
    );
    // Between equal remainders the first takes the cent, whoever is first.
    expect(splitByLargestRemainder(1, [5, 5]).shares).toEqual([1, 0]);
  });

  it('splits among ten a hundred thousand times within seconds', () => {
    const parts = [20, 10, 15, 7, 3, 1, 9, 11, 13, 17];
    const begin = performance.now();
    for (let total = 0; total < 100_000; total += 1) splitByLargestRemainder(total, parts);
    expect(performance.now() - begin).toBeLessThan(10_000);
  });
});
