import { expect, test } from 'vitest';
import { findNearest } from './nearest.ts';

const names = ['floors', 'Flags', 'worth', 'worthy'];

test.each<[string, string | undefined]>([
  ['floors', 'floors'],
  ['FLOORS', 'floors'],
  ['flor', 'floors'],
  ['flag', 'Flags'],
  ['flo', undefined],
  ['wort', 'worth'],
  ['worty', 'worth'],
  ['x', undefined],
  ['', undefined],
])('%j may have been meant as %s', (mistaken, name) => {
  expect(findNearest(mistaken, names)).toBe(name);
});

test('longer words may have more letters wrong', () => {
  expect(findNearest('abcdefghijkl', ['abcdefghXXXX'])).toBe('abcdefghXXXX');
  expect(findNearest('abcdefghijkl', ['abcdefgXXXXX'])).toBeUndefined();
  expect(findNearest('ab', ['XX'])).toBe('XX');
});

test('very long names are not looked at', () => {
  const long = 'a'.repeat(64);
  expect(findNearest(long, [long])).toBe(long);
  expect(findNearest(`${long}a`, [long])).toBeUndefined();
  expect(findNearest(long, [`${long}a`])).toBeUndefined();
});
