import { expect, test } from 'vitest';
import {
  add,
  ceil,
  compare,
  divide,
  floor,
  fraction,
  isZero,
  multiply,
  roundHalfUp,
  subtract,
} from './fraction.ts';
import { formatCents, parseCents, suggestAmount } from './money.ts';
import { formatPercent, formatPoints, parsePercent, parsePoints } from './points.ts';
import { parseRate } from './rate.ts';

test.each<[string, number]>([
  ['0', 0],
  ['7', 7_00],
  ['1234.50', 1234_50],
  ['0.05', 5],
  ['999999999999.99', 99_999_999_999_999],
])('%s is an amount', (text, cents) => {
  expect(parseCents(text)).toBe(cents);
});

test.each([
  '',
  '01',
  '1.5',
  '1.505',
  '1,50',
  '1.000.00',
  '-1',
  '1234567890123',
  ' 1',
  '1 ',
  '1.',
  '€1',
  '1e3',
])('%j is not an amount', (text) => {
  expect(parseCents(text)).toBeUndefined();
});

test.each<[number, string]>([
  [0, '0.00'],
  [5, '0.05'],
  [123450, '1234.50'],
  [-7, '-0.07'],
])('%i cents are written %s', (cents, text) => {
  expect(formatCents(cents)).toBe(text);
});

test.each<[string, string | undefined]>([
  ['1.234,5', '1234.50'],
  ['€ 12,00', '12.00'],
  ['EUR 1.000.000,99', '1000000.99'],
  ['1,234', '1234.00'],
  ['12,345.60', '12345.60'],
  ['12.3', '12.30'],
  ['123.456,78', '123456.78'],
  ['1234.567,8', undefined],
  ['12.34,5', undefined],
  ['1.234', undefined],
  ['1,2345', undefined],
  ['12.345', undefined],
  ['x1.2', undefined],
  ['1.2x', undefined],
  ['1,23x', undefined],
  ['12,345.6', undefined],
])('%j may have been meant as %s', (text, amount) => {
  expect(suggestAmount(text)).toBe(amount);
});

test.each<[string | number, number | undefined]>([
  [10, 10_00],
  ['2.5', 2_50],
  ['2.25', 2_25],
  ['-2.5', -2_50],
  ['-0', 0],
  ['2.255', undefined],
  ['.5', undefined],
  ['1234567', undefined],
  ['a1', undefined],
  ['1a', undefined],
  [0.001, undefined],
])('%j as points is %s hundredths', (text, points) => {
  expect(parsePoints(text)).toBe(points);
});

test.each<[string, number | undefined]>([
  ['35%', 35_00],
  ['12.5%', 12_50],
  ['0.25%', 25],
  ['12.345%', undefined],
  ['123456%', undefined],
  ['35', undefined],
  ['x35%', undefined],
  ['35%x', undefined],
])('%j as a percentage is %s ten-thousandths', (text, value) => {
  expect(parsePercent(text)).toBe(value);
});

test('points and percentages are written without idle zeros', () => {
  expect([250, 225, 1_000, -50, 5, 0].map(formatPoints)).toEqual([
    '2.5',
    '2.25',
    '10',
    '-0.5',
    '0.05',
    '0',
  ]);
  expect(formatPercent(12_50)).toBe('12.5%');
});

test.each<[string, readonly [bigint, bigint] | undefined]>([
  ['7%', [7n, 100n]],
  ['26.75%', [107n, 400n]],
  ['0.000001%', [1n, 100_000_000n]],
  ['1/3', [1n, 3n]],
  ['4/6', [2n, 3n]],
  ['0/9', [0n, 1n]],
  ['1/0', undefined],
  ['1/03', undefined],
  ['7', undefined],
  ['7%%', undefined],
  ['x7%', undefined],
  ['12345%', undefined],
  ['1.1234567%', undefined],
  ['x1/3', undefined],
  ['1/3x', undefined],
])('the rate %s is exact', (text, parts) => {
  expect(parseRate(text)).toEqual(parts && { num: parts[0], den: parts[1] });
});

test('fractions are exact, in lowest terms, above a positive denominator', () => {
  const [third, half] = [fraction(1n, 3n), fraction(1n, 2n)];
  expect(fraction(2n, -4n)).toEqual({ num: -1n, den: 2n });
  expect(fraction(0n, -4n)).toEqual({ num: 0n, den: 1n });
  expect(() => fraction(1n, 0n)).toThrow(
    new RangeError('a fraction cannot have a zero denominator'),
  );
  expect(add(third, half)).toEqual(fraction(5n, 6n));
  expect(subtract(third, half)).toEqual(fraction(-1n, 6n));
  expect(multiply(third, half)).toEqual(fraction(1n, 6n));
  expect(divide(third, half)).toEqual(fraction(2n, 3n));
  expect([compare(third, half), compare(half, third), compare(half, fraction(2n, 4n))]).toEqual([
    -1, 1, 0,
  ]);
  expect([isZero(subtract(half, half)), isZero(half)]).toEqual([true, false]);
});

test('whole numbers below, above and nearest', () => {
  const values = [
    fraction(-3n, 2n),
    fraction(-1n),
    fraction(0n),
    fraction(3n, 2n),
    fraction(7n, 3n),
  ];
  expect(values.map(floor)).toEqual([-2n, -1n, 0n, 1n, 2n]);
  expect(values.map(ceil)).toEqual([-1n, -1n, 0n, 2n, 3n]);
  expect(values.map(roundHalfUp)).toEqual([-1n, -1n, 0n, 2n, 2n]);
});
