import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDifferences } from './differences.ts';
import { partnersMax, readDraft } from './draft.ts';
import { pointerTo } from './refusal.ts';

function said(content: unknown, title = 'A'): readonly string[] {
  const read = readDraft({ title, content });
  return read.type === 'read'
    ? []
    : read.problems.map(({ code, path }) => `${code} ${pointerTo(path)}`);
}

const read = (content: unknown) => {
  const reading = readDraft({ title: 'A', content });
  return reading.type === 'read' ? reading.value.content : undefined;
};

test('what is incomplete is stored; parts that say nothing are left out', () => {
  expect(read({})).toEqual({ facts: {} });
  expect(read({ facts: {}, costs: {}, partners: [] })).toEqual({ facts: {}, partners: [] });
  const partner = { id: 'p', role: 'lead', facts: {}, costs: {} };
  expect(read({ partners: [partner] })).toEqual({
    facts: {},
    partners: [{ id: 'p', role: 'lead' }],
  });
});

test.each<[string, unknown, string[]]>([
  ['no object', [], ['type /content']],
  ['nothing', null, ['type /content']],
  ['a name of ours', { id: 'x' }, ['said-by-server /content/id']],
  ['an unknown name', { fact: {} }, ['unknown-key /content/fact']],
  ['an amount that is a number', { costs: { poles: 10 } }, ['type /content/costs/poles']],
  ['half a number', { facts: { a: 0.5 } }, ['number-not-whole /content/facts/a']],
  ['too large a number', { facts: { a: 2 ** 60 } }, ['number-not-whole /content/facts/a']],
  ['half a character', { facts: { a: '\ud800' } }, ['not-text /content/facts/a']],
  ['half a character as a name', { facts: { '\ud800': 1 } }, ['not-text /content/facts']],
  ['a NUL', { facts: { a: 'a\0b' } }, ['not-text /content/facts/a']],
  ['a long text', { facts: { a: 'a'.repeat(20_001) } }, ['too-long /content/facts/a']],
  [
    'many partners',
    { partners: Array.from({ length: partnersMax + 1 }, () => ({ id: 'p', role: 'r' })) },
    ['too-many-partners /content/partners'],
  ],
  [
    'names that mean something to programs',
    { facts: { constructor: 1, lamps: [{ toString: '' }] }, requestedRate: { valueOf: 1 } },
    ['type /content/requestedRate'],
  ],
  [
    'values in values without end',
    JSON.parse(`{"facts":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`),
    [`too-deep /content/facts/a${'/0'.repeat(10)}`],
  ],
  [
    'many values',
    { facts: { a: Array.from({ length: 30_000 }, () => 'x') } },
    ['too-large /content'],
  ],
])('%s', (_, content, expected) => {
  expect(said(content)).toEqual(expected);
});

test.each<[string, string[]]>([
  ['  ', ['missing /title']],
  ['a\nb', ['not-text /title']],
  ['a'.repeat(301), ['too-long /title']],
  ['a'.repeat(300), []],
])('a title %j', (title, expected) => {
  expect(said({}, title)).toEqual(expected);
});

test('whatever is sent is either read or told with its places', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), fc.string(), (content, title) => {
      const reading = readDraft({ title, content });
      if (reading.type === 'refused') {
        expect(reading.problems.length).toBeGreaterThan(0);
        return;
      }
      expect(JSON.parse(JSON.stringify(reading.value))).toEqual(reading.value);
    }),
    { numRuns: 2_000 },
  );
});

test('differences lead from one text to the other', () => {
  expect(findDifferences({ a: 1, b: [1, { c: 2 }] }, { a: 1, b: [1, { c: 3 }, 4] })).toEqual([
    { path: ['b', 1, 'c'], before: 2, after: 3 },
    { path: ['b', 2], after: 4 },
  ]);
  expect(findDifferences({ a: [] }, { a: {} })).toEqual([{ path: ['a'], before: [], after: {} }]);
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
      const found = findDifferences(before, after);
      const isSame = JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
      expect(found.length === 0).toBe(isSame);
    }),
  );
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, sorted(each)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
