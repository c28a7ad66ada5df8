import { expect, test } from 'vitest';
import { editDistance, findNearest } from './nearest.ts';

test.each([
  ['artcle', 'article'],
  ['Title', 'title'],
  ['TITLE', 'title'],
  ['ttile', 'title'],
  ['zon', 'zone'],
  ['title', undefined],
  ['beyond', undefined],
  ['', undefined],
  ['x'.repeat(10_000), undefined],
])('the name nearest to %.10s is %s', (name, expected) => {
  expect(findNearest(name, ['title', 'article', 'zone'])).toBe(expected);
});

test('of equally near names the first, of nearer ones the nearest', () => {
  expect(findNearest('worty', ['worth', 'worthy'])).toBe('worth');
  expect(findNearest('wortthy', ['worth', 'worthy'])).toBe('worthy');
});

test('longer words may have more letters wrong', () => {
  expect(findNearest('ab', ['XX'])).toBeUndefined();
  expect(findNearest('ab', ['aX'])).toBe('aX');
  expect(findNearest('abcd', ['abXX'])).toBe('abXX');
  expect(findNearest('abcd', ['aXXX'])).toBeUndefined();
  expect(findNearest('abcdefghi', ['abcdefXXX'])).toBe('abcdefXXX');
  expect(findNearest('abcdefghi', ['abcdeXXXX'])).toBeUndefined();
});

test('very long names are not looked at', () => {
  const long = 'a'.repeat(64);
  expect(findNearest(`b${long.slice(1)}`, [long])).toBe(long);
  expect(findNearest(`${long}a`, [long])).toBeUndefined();
  expect(findNearest(long, [`${long}a`])).toBeUndefined();
});

test('distances, cut at the limit', () => {
  expect(editDistance('abc', 'acb', 9)).toBe(1);
  expect(editDistance('', 'abc', 9)).toBe(3);
  expect(editDistance('kitten', 'sitting', 9)).toBe(3);
  expect(editDistance('kitten', 'sitting', 2)).toBe(2);
});
