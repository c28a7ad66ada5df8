import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, fraction } from '../numbers/fraction.ts';
import { consolidatePoints, type ConsolidationRule } from './consolidate.ts';
import { outliersOf } from './outliers.ts';

const range = { kind: 'steps', from: 0, to: 15_00 } as const;
const mean: ConsolidationRule = { method: 'mean', rounding: undefined, range };
const rounded = (to: number, by: 'half-up' | 'down' | 'up'): ConsolidationRule => ({
  ...mean,
  rounding: { to, by },
});
const median: ConsolidationRule = { ...mean, method: 'median' };

describe('points of several sheets', () => {
  test.each([
    [mean, [8_00, 10_00, 15_00], 11_00],
    [mean, [8_00, 9_00], 8_50],
    [mean, [10_00], 10_00],
    [rounded(1_00, 'half-up'), [8_00, 9_00], 9_00],
    [rounded(1_00, 'down'), [8_00, 9_00], 8_00],
    [rounded(1_00, 'up'), [8_00, 8_00, 8_50], 9_00],
    [rounded(50, 'half-up'), [8_00, 8_00, 9_00], 8_50],
    [rounded(1, 'half-up'), [10_00, 10_00, 11_00], 10_33],
    [rounded(1, 'up'), [10_00, 10_00, 11_00], 10_34],
    [rounded(1, 'half-up'), [1, 2], 2],
    [rounded(40_00, 'up'), [15_00, 14_00], 15_00],
    [median, [15_00, 8_00, 9_00], 9_00],
    [median, [15_00, 8_00, 9_00, 10_00], 9_50],
  ])('%# become the points the rule says', (rule, entries, points) => {
    expect(consolidatePoints(rule, entries)).toMatchObject({ type: 'points', points });
  });

  test('are refused with their exact mean where no rounding is said', () => {
    expect(consolidatePoints(mean, [10_00, 10_00, 11_00])).toEqual({
      type: 'refused',
      code: 'rounding-missing',
      exact: fraction(3100n, 3n),
    });
    const stepped = { ...mean, range: { ...range, step: 5_00 } };
    expect(consolidatePoints(stepped, [5_00, 10_00])).toMatchObject({ code: 'rounding-missing' });
    expect(consolidatePoints(stepped, [5_00, 15_00])).toMatchObject({ points: 10_00 });
    const odd = { ...mean, range: { ...range, from: 3_00, step: 2_00 } };
    expect(consolidatePoints(odd, [5_00, 9_00])).toMatchObject({ points: 7_00 });
    expect(consolidatePoints(odd, [4_00])).toMatchObject({ code: 'out-of-range' });
  });

  test('are agreed upon where the panel decides together', () => {
    expect(consolidatePoints({ ...mean, method: 'collegial' }, [8_00])).toEqual({
      type: 'to-agree',
    });
  });

  test.each([
    [[], 'no-sheets'],
    [[16_00], 'out-of-range'],
    [[-1], 'out-of-range'],
    [[8_00, 0.5], 'out-of-range'],
    [[Number.NaN], 'out-of-range'],
  ] as const)('are refused when they are none or impossible: %j', (entries, code) => {
    for (const method of ['collegial', 'mean', 'median'] as const)
      expect(consolidatePoints({ ...mean, method }, entries)).toEqual({ type: 'refused', code });
  });

  test('of options are the points of an option, or refused', () => {
    const choices: ConsolidationRule = {
      method: 'median',
      rounding: undefined,
      range: { kind: 'choices', points: [2_00, 5_00, 8_00] },
    };
    expect(consolidatePoints(choices, [2_00, 8_00, 5_00])).toMatchObject({ points: 5_00 });
    expect(consolidatePoints(choices, [2_00, 8_00])).toMatchObject({ points: 5_00 });
    expect(consolidatePoints(choices, [2_00, 5_00])).toEqual({
      type: 'refused',
      code: 'not-a-choice',
      exact: fraction(350n),
    });
    expect(consolidatePoints(choices, [3_00])).toMatchObject({ code: 'out-of-range' });
  });

  const anyRule = fc.record({
    method: fc.constantFrom('mean' as const, 'median' as const),
    rounding: fc.option(
      fc.record({
        to: fc.integer({ min: 1, max: 700 }),
        by: fc.constantFrom('half-up' as const, 'down' as const, 'up' as const),
      }),
      { nil: undefined },
    ),
    range: fc.constant({ kind: 'steps' as const, from: 3_00, to: 15_00 }),
  });
  const anyEntries = fc.array(fc.integer({ min: 3_00, max: 15_00 }), {
    minLength: 1,
    maxLength: 7,
  });

  test('stay between the lowest and the highest, and what the criterion can give', () => {
    fc.assert(
      fc.property(anyRule, anyEntries, (rule, entries) => {
        const result = consolidatePoints(rule, entries);
        if (result.type === 'to-agree') throw new Error('nothing is agreed upon here');
        const { exact } = result;
        if (!exact) throw new Error('these sheets are possible');
        const [low, high] = [Math.min(...entries), Math.max(...entries)];
        expect(compare(exact, fraction(BigInt(low)))).toBeGreaterThanOrEqual(0);
        expect(compare(exact, fraction(BigInt(high)))).toBeLessThanOrEqual(0);
        if (result.type === 'refused') {
          expect([result.code, rule.rounding, exact.den > 1n]).toEqual([
            'rounding-missing',
            undefined,
            true,
          ]);
          return;
        }
        const { points } = result;
        expect(points).toBeGreaterThanOrEqual(3_00);
        expect(points).toBeLessThanOrEqual(15_00);
        expect(Number.isSafeInteger(points)).toBe(true);
        const off = Math.abs(points - Number(exact.num) / Number(exact.den));
        expect(off).toBeLessThanOrEqual(rule.rounding?.to ?? 0);
      }),
      { numRuns: 2000 },
    );
  });

  test('do not depend on the order of the sheets', () => {
    fc.assert(
      fc.property(anyRule, anyEntries, (rule, entries) => {
        expect(consolidatePoints(rule, entries.toReversed())).toEqual(
          consolidatePoints(rule, entries),
        );
      }),
    );
  });
});

describe('sheets that lie far from the others', () => {
  const sheets = (...points: readonly number[]) => points.map((each) => ({ points: each }));
  const far = (limit: number | undefined, ...points: readonly number[]) =>
    outliersOf({ outlierPoints: limit }, sheets(...points)).map(({ sheet }) => sheet.points);

  test('are the one of many, or both of two', () => {
    expect(far(10_00, 50_00, 52_00, 80_00)).toEqual([80_00]);
    expect(far(10_00, 50_00, 61_00)).toEqual([50_00, 61_00]);
    expect(far(10_00, 50_00, 60_00)).toEqual([]);
    expect(far(10_00, 50_00, 51_00, 80_00, 81_00)).toEqual([50_00, 51_00, 80_00, 81_00]);
    expect(far(0, 50_00, 50_00, 50_01)).toEqual([50_01]);
    expect(far(10_00, 50_00)).toEqual([]);
    expect(far(10_00)).toEqual([]);
    expect(far(undefined, 0, 100_00)).toEqual([]);
  });

  test('are told with the middle, to the half of a hundredth', () => {
    const found = outliersOf({ outlierPoints: 20_00 }, sheets(10_00, 50_00, 50_01, 60_00));
    expect(found).toEqual([
      {
        sheet: { points: 10_00 },
        middle: fraction(10_001n, 2n),
        distance: fraction(-8_001n, 2n),
      },
    ]);
  });
});
