import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentDepthMax } from './limits.ts';
import { formatProblem } from './problem.ts';
import type { Path, Source } from './source.ts';
import { readYaml } from './yaml-source.ts';

function read(text: string): Source {
  const reading = readYaml(text, 'f.yaml');
  if (reading.type === 'refused') throw new Error(reading.problems.map(formatProblem).join('\n'));
  return reading.source;
}

function problems(text: string): readonly string[] {
  const reading = readYaml(text, 'f.yaml');
  return reading.type === 'refused' ? reading.problems.map(formatProblem) : [];
}

function at(source: Source, path: Path): string {
  const { line, column } = source.locate(path);
  return `${line}:${column}`;
}

test('values of the core schema: dates and times stay text', () => {
  const { value } = read('day: 2025-01-15\ntime: 16:00\nyes: yes\nn: 0x10\ne: ~\n');
  expect(value).toEqual({ day: '2025-01-15', time: '16:00', yes: 'yes', n: 16, e: null });
});

test('places of values, of keys and of what is missing', () => {
  const source = read('a:\n  - b: 1\n    c: [x, {d: 2}]\n  - 7\n');
  expect(at(source, ['a', 0, 'c', 1, 'd'])).toBe('3:16');
  expect(source.locateKey(['a', 0, 'c'])).toEqual({ line: 3, column: 5 });
  expect(source.locateKey(['a', 1])).toEqual({ line: 4, column: 5 });
  expect(at(source, ['a', 0, 'gone'])).toBe('2:5');
  expect(at(source, ['a', 1, 'gone', 'further'])).toBe('4:5');
  expect(at(source, [])).toBe('1:1');
  expect(source.written(['a', 0, 'b'])).toBe('1');
  expect(source.written(['a'])).toBeUndefined();
});

test('behind an alias or a merge key lies the place where the value is written', () => {
  const source = read(
    'base: &b { x: 1, y: [2] }\nuse: *b\nmore:\n  <<: *b\n  x: 3\nboth:\n  <<: [*b, { z: 4 }]\n',
  );
  expect(source.value).toEqual({
    base: { x: 1, y: [2] },
    use: { x: 1, y: [2] },
    more: { x: 3, y: [2] },
    both: { x: 1, y: [2], z: 4 },
  });
  expect(at(source, ['use', 'y', 0])).toBe('1:22');
  expect(at(source, ['more', 'y', 0])).toBe('1:22');
  expect(at(source, ['more', 'x'])).toBe('5:6');
  expect(source.locateKey(['both', 'z'])).toEqual({ line: 7, column: 14 });
});

test('JSON is read too, and so is a file with a byte order mark and Windows line ends', () => {
  expect(at(read('{\n  "a": [1,\n\t"é"]\n}'), ['a', 1])).toBe('3:2');
  expect(at(read('\uFEFFa: 1\r\nb:\r\n  c: x\r\n'), ['b', 'c'])).toBe('3:6');
  expect(JSON.stringify(read('{"__proto__": {"a": 1}}').value)).toBe('{"__proto__":{"a":1}}');
});

test.each([
  ['plain', 'k: one two', 'two', '1:8'],
  ['plain over lines', 'k: one\n   two\n\n   three', 'three', '4:4'],
  ['single quotes', "k: 'it''s two'", 'two', '1:11'],
  ['double quotes', String.raw`k: "\"a\" == two"`, 'two', '1:14'],
  ['double quotes, codes', String.raw`k: "\u00e0\U0001F41D\x41 two"`, 'two', '1:26'],
  ['double quotes over lines', 'k: "one\\\n   and two"', 'two', '2:8'],
  ['double quotes, folded', 'k: "one\n   two"', 'two', '2:4'],
  ['literal block', 'k: |\n  one\n\n    more\n  two\n', 'two', '5:3'],
  ['literal block, Windows', 'k: |\r\n  one\r\n  two\r\n', 'two', '3:3'],
  ['literal block with a given indent', 'k: |2\n    one\n  two\n', 'two', '3:3'],
  ['folded block', 'k: >-\n  one &&\n  two\n', 'two', '3:3'],
  ['folded block, paragraphs', 'k: >\n  one\n\n  and\n  two\n', 'two', '5:3'],
  ['folded block, more indented', 'k: >\n  one\n    more\n  two\n', 'two', '4:3'],
])('a character within a text: %s', (_, text, word, expected) => {
  const source = read(text);
  const value = (source.value as { k: string }).k;
  const { line, column } = source.locateWithin(['k'], value.indexOf(word));
  expect(`${line}:${column}`).toBe(expected);
});

test('an offset beyond a text stays within what is written', () => {
  expect(read('k: abc\nl: 1').locateWithin(['k'], 99)).toEqual({ line: 1, column: 7 });
  expect(read('k: [abc]').locateWithin(['k'], 2)).toEqual({ line: 1, column: 4 });
});

test.each([
  [
    'a: [1, 2',
    'f.yaml:1:9: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['a: "x\nb: 1', 'f.yaml:2:5: Missing closing "quote'],
  ['a: 1\na: 2\n', 'f.yaml:2:1: "a" is written twice'],
  ['a: 1\n---\nb: 2\n', 'f.yaml:2:1: expected one document in the file, found a second one'],
  ['a: !secret x\n', 'f.yaml:1:4: expected a plain value, found a tag'],
  ['a: !!binary aGk=\n', 'f.yaml:1:4: expected a plain value, found a tag'],
  ['a: *b\n', 'f.yaml:1:4: *b has no anchor before it'],
  ['a: &a [*a]\n', 'f.yaml:1:8: *a stands inside what it repeats'],
  ['a: .inf\n', 'f.yaml:1:4: expected a number, found .inf'],
  ['? [a]\n: 1\n', 'f.yaml:1:3: expected a name, found something else as a key'],
  ['a:\n  <<: 3\n', 'f.yaml:2:3: expected an object, found something else after <<'],
  ['a:\n\t- 1\n', 'f.yaml:2:1: Tabs are not allowed as indentation'],
])('%j is refused', (text, expected) => {
  expect(problems(text)).toContain(expected);
});

test('aliases of aliases are counted, not walked', () => {
  const laughs = Array.from({ length: 40 }, (_, level) =>
    level === 0 ? 'l0: &l0 [x, x]' : `l${level}: &l${level} [*l${level - 1}, *l${level - 1}]`,
  ).join('\n');
  expect(problems(laughs)[0]).toContain('expected at most 250000 values, aliases counted');
  const merges = Array.from({ length: 40 }, (_, level) =>
    level === 0
      ? 'm0: &m0 { a: 1 }'
      : `m${level}: &m${level} { <<: [*m${level - 1}, *m${level - 1}], k${level}: 1 }`,
  ).join('\n');
  expect(read(merges).value).toHaveProperty(['m39', 'a'], 1);
});

test('many merges of a large object are stopped', () => {
  const keys = Array.from({ length: 5000 }, (_, index) => `k${index}: 1`).join(', ');
  const uses = Array.from({ length: 5000 }, (_, index) => `u${index}: { <<: *a }`).join('\n');
  expect(problems(`a: &a { ${keys} }\n${uses}\n`).join(' ')).toContain('entries repeated by <<');
});

test('deep nesting is refused before it can exhaust the stack', () => {
  const depth = 60_000;
  const expected = `expected at most ${documentDepthMax} values within each other, found deeper nesting`;
  for (const text of [
    '['.repeat(depth),
    '- '.repeat(depth),
    '{a: '.repeat(depth),
    '? '.repeat(depth),
  ]) {
    expect(problems(text).join('\n')).toMatch(new RegExp(`${expected}|too deep`));
  }
  expect(problems(`${'['.repeat(50)}1${']'.repeat(50)}`)).toEqual([]);
});

test('a huge file is refused unread', () => {
  expect(problems('a'.repeat(3 * 1024 * 1024))).toEqual([
    'f.yaml:1:1: expected at most 2097152 characters, found a longer file',
  ]);
});

test('a large file is read in reasonable time', () => {
  const text = Array.from({ length: 60_000 }, (_, index) => `key${index}: value ${index}`).join(
    '\n',
  );
  const start = performance.now();
  expect(Object.keys(read(text).value as object)).toHaveLength(60_000);
  expect(performance.now() - start).toBeLessThan(15_000);
});

test('no text makes the reader throw, and every problem lies within the text', () => {
  const sign = fc.constantFrom(
    ...'ab:-[]{},&*!|>\'"#%@`<?~. \n\t\\0'.split(''),
    '<<: ',
    '&a ',
    '*a',
    '\r\n',
    '---\n',
  );
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
      const text = signs.join('');
      const reading = readYaml(text, 'f.yaml');
      if (reading.type === 'read') return;
      expect(reading.problems.length).toBeGreaterThan(0);
      const lines = text.split('\n');
      for (const { line, column } of reading.problems) {
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
      }
    }),
    { numRuns: 3000 },
  );
});
