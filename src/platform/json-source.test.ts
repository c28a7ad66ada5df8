import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from './json-source.ts';
import { formatProblem } from './problem.ts';
import type { Source } from './source.ts';

function read(text: string): Source {
  const reading = readJson(text, 'f.json');
  if (reading.type === 'refused') throw new Error(reading.problems.map(formatProblem).join('\n'));
  return reading.source;
}

test('values and their places', () => {
  const source = read('{"a": [1, {"b": "x\\ny"}],\n "c": null}');
  expect(source.value).toEqual({ a: [1, { b: 'x\ny' }], c: null });
  expect(source.locate(['a', 1, 'b'])).toEqual({ line: 1, column: 17 });
  expect(source.locateKey(['c'])).toEqual({ line: 2, column: 2 });
  expect(source.locateWithin(['a', 1, 'b'], 2)).toEqual({ line: 1, column: 21 });
  expect(source.locate(['a', 5])).toEqual({ line: 1, column: 7 });
  expect(source.written(['a', 0])).toBe('1');
});

test.each([
  ['', 'f.json:1:1: expected a value, found the end'],
  ['{"a": 1', 'f.json:1:8: expected a comma or }, found the end'],
  ['[1, 2,]', 'f.json:1:7: expected a value, found "]"'],
  ["{'a': 1}", `f.json:1:2: expected a key in quotes, found "'a': 1}"`],
  ['{"a" 1}', 'f.json:1:6: expected a colon, found "1}"'],
  ['[1 2]', 'f.json:1:4: expected a comma or ], found "2]"'],
  ['"a\nb"', String.raw`f.json:1:3: expected a quote that ends the text, found "\nb\""`],
  [
    String.raw`"\x41"`,
    String.raw`f.json:1:2: expected an escape such as \n or \u00e0, found "\\x41\""`,
  ],
  ['01', 'f.json:1:2: expected the end of the text, found "1"'],
  ['1e999', 'f.json:1:1: expected a smaller number, found "1e999"'],
  ['{"a": 1, "a": 2}', 'f.json:1:10: "a" is written twice'],
  ['{} {}', 'f.json:1:4: expected the end of the text, found "{}"'],
])('%j is refused', (text, expected) => {
  const reading = readJson(text, 'f.json');
  expect(reading.type === 'refused' && reading.problems.map(formatProblem)).toEqual([expected]);
});

test('deep nesting is refused without exhausting the stack', () => {
  const reading = readJson('['.repeat(1_000_000), 'f.json');
  expect(reading.type === 'refused' && reading.problems[0]?.code).toBe('too-deep');
});

test('a long text is read in one go', () => {
  const text = JSON.stringify('\\"x'.repeat(300_000));
  expect(read(text).value).toBe(JSON.parse(text));
});

test('reads what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6, noUnicodeString: false }), (text) => {
      expect(JSON.stringify(read(text).value)).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
});

test('refuses what JSON.parse refuses', () => {
  const sign = fc.constantFrom(...'{}[]",:0-1.eE+tf\\u n\t\n'.split(''), 'true', 'null', '"a"');
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 12 }), (signs) => {
      const text = signs.join('');
      const reading = readJson(text, 'f.json');
      const isTwice = reading.type === 'refused' && reading.problems[0]?.code === 'duplicate-key';
      fc.pre(!isTwice);
      expect(reading.type === 'read' ? JSON.stringify(reading.source.value) : 'refused').toBe(
        standardReading(text),
      );
    }),
    { numRuns: 5000 },
  );
});

function standardReading(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return 'refused';
    throw error;
  }
}
