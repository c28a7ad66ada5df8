import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test.each<[unknown, string]>([
  [{ b: 1, a: [true, null, 'x"y'] }, '{"a":[true,null,"x\\"y"],"b":1}'],
  [{ B: 1, a: 2, é: 3, 10: 4, 9: 5 }, '{"10":4,"9":5,"B":1,"a":2,"é":3}'],
  [{ c: { z: 0, y: -1 }, gone: undefined }, '{"c":{"y":-1,"z":0}}'],
  [[], '[]'],
  [{}, '{}'],
  [Number.MAX_SAFE_INTEGER, '9007199254740991'],
])('%j is written in one way', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test('what two readers could write differently is refused', () => {
  expect(() => canonicalJson([0.5])).toThrow(
    new RangeError('0.5 is not a whole number that can be written exactly'),
  );
  expect(() => canonicalJson(2 ** 53)).toThrow(RangeError);
  expect(() => canonicalJson({ a: 1n })).toThrow(new TypeError('bigint has no place in a bundle'));
  expect(() => canonicalJson([undefined])).toThrow(
    new TypeError('undefined has no place in a bundle'),
  );
});
