import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type CallDocument, type Json } from '../engine/index.ts';
import { compareJson, compareVersions, pathText, type VersionContent } from './compare-versions.ts';
import { readCallDocument, readDecisionsDocument } from './index.ts';

const sample = 'definitions/fictional-village-lamps';

function readSample(): VersionContent {
  const call = readCallDocument(readFileSync(`${sample}/call.yaml`, 'utf8'), 'call.yaml');
  const beside = readDecisionsDocument(readFileSync(`${sample}/decisions.yaml`, 'utf8'), 'd.yaml');
  if (call.type === 'refused' || beside.type === 'refused')
    throw new Error('the sample is refused');
  return { definition: call.document, decisions: [beside.document] };
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: Json;
}

/** Every value without parts, under the names that a change would give it; ids apart, for they name their entry. */
function leavesOf(value: Json, path: readonly string[] = []): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    const ids = items.map((item) => (item as { readonly id?: Json } | null)?.id);
    const isNamed = ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length;
    return items.flatMap((item, index) =>
      leavesOf(item, [...path, isNamed ? String(ids[index]) : String(index)]).filter(
        (leaf) => !isNamed || leaf.path.at(-1) !== 'id' || leaf.path.length !== path.length + 2,
      ),
    );
  }
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...path, key]));
}

/** The value with the leaf at the path replaced. */
function withLeaf(value: Json, path: readonly string[], leaf: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return leaf;
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    const byId = items.findIndex((item) => (item as { readonly id?: Json } | null)?.id === step);
    const place = byId >= 0 ? byId : Number(step);
    return items.map((item, index) => (index === place ? withLeaf(item, rest, leaf) : item));
  }
  const fields = value as { readonly [key: string]: Json };
  return { ...fields, [step]: withLeaf(fields[step] as Json, rest, leaf) };
}

const anyJson = fc.jsonValue({ noUnicodeString: true, maxDepth: 4 }).map((value) => value as Json);

describe('two documents', () => {
  test.each(globSync('definitions/*/call.yaml').toSorted())(
    '%s does not differ from itself',
    (file) => {
      const read = readCallDocument(readFileSync(file, 'utf8'), file);
      expect(read.type).toBe('read');
      if (read.type !== 'read') return;
      const copy = JSON.parse(canonicalJson(read.document)) as CallDocument;
      const other: VersionContent = { definition: copy, decisions: [] };
      expect(compareVersions({ definition: read.document, decisions: [] }, other)).toEqual([]);
    },
  );

  test('differ exactly where a leaf was changed', () => {
    const document = readSample().definition as unknown as Json;
    const leaves = leavesOf(document);
    expect(leaves.length).toBeGreaterThan(1000);
    const some = fc.uniqueArray(fc.integer({ min: 0, max: leaves.length - 1 }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(some, (chosen) => {
        const changed = chosen.map((index) => leaves[index] as Leaf);
        const after = changed.reduce(
          (value, { path, value: old }) =>
            withLeaf(value, path, `${JSON.stringify(old)}, otherwise`),
          document,
        );
        const found = compareJson(document, after);
        expect(new Set(found.map(({ path }) => pathText(path)))).toEqual(
          new Set(changed.map(({ path }) => pathText(path))),
        );
        expect(found.every(({ kind }) => kind === 'changed')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('are the same when and only when nothing is listed', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (one, other) => {
        const [a, b] = [JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other))] as [
          Json,
          Json,
        ];
        expect(compareJson(a, a)).toEqual([]);
        const isSame = sorted(a) === sorted(b);
        expect(compareJson(a, b).length === 0).toBe(isSame);
      }),
      { numRuns: 500 },
    );
  });
});

function sorted(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${sorted(child)}`).join(',')}}`;
}

test('an entry put between others is the only change, with its article', () => {
  const before = {
    rules: [
      { id: 'a', article: 'art. 1' },
      { id: 'c', article: 'art. 3' },
    ],
  };
  const after = {
    rules: [
      { id: 'a', article: 'art. 1' },
      { id: 'b', article: 'art. 2', points: 3 },
      { id: 'c', article: 'art. 3' },
    ],
  };
  expect(compareJson(before, after)).toEqual([
    {
      kind: 'added',
      path: ['rules', 'b'],
      after: { id: 'b', article: 'art. 2', points: 3 },
      article: 'art. 2',
    },
  ]);
  expect(compareJson(after, before)).toMatchObject([{ kind: 'removed', path: ['rules', 'b'] }]);
});

test('another order of the same entries is said as such', () => {
  const [a, b] = [{ id: 'a' }, { id: 'b' }];
  expect(compareJson({ keys: [a, b] }, { keys: [b, a] })).toEqual([
    { kind: 'reordered', path: ['keys'], before: ['a', 'b'], after: ['b', 'a'] },
  ]);
});

test('a gap that gets a value is one change', () => {
  const gap = { unknown: { id: 'hours', state: 'lost', note: { it: '', en: '' } } };
  const rule = { article: 'art. 2', opens: gap };
  expect(compareJson({ rule }, { rule: { ...rule, opens: { judged: 3 } } })).toEqual([
    {
      kind: 'changed',
      path: ['rule', 'opens'],
      before: gap,
      after: { judged: 3 },
      article: 'art. 2',
    },
  ]);
});

test('a decision is found by the gap that it fills', () => {
  const before = readSample();
  const [file] = before.decisions;
  if (!file) throw new Error('the sample has no decisions');
  const decisions = file.decisions.map((decision) =>
    decision.fills === 'restored-bonus' ? { ...decision, id: 'd-other', value: 3 } : decision,
  );
  const after = { ...before, decisions: [{ ...file, decisions: decisions.slice(1).toReversed() }] };
  expect(compareVersions(before, after).map(({ kind, path }) => [kind, pathText(path)])).toEqual([
    ['removed', '/decisions/call-decree-date'],
    ['changed', '/decisions/restored-bonus/id'],
    ['changed', '/decisions/restored-bonus/value'],
  ]);
});
