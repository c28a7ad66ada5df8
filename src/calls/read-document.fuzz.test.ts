import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Problem } from '../platform/problem.ts';
import { readYaml } from '../platform/yaml-source.ts';
import { CallSchema } from './call-schema.ts';
import { fits, readCallDocument, valueAt } from './read-document.ts';
import { readCall } from './read-call.ts';
import { findMismatches } from './schema-mismatch.ts';
import type { Schema } from './schema-node.ts';

const small = readFileSync(new URL('fixtures/small-call.yaml', import.meta.url), 'utf8');

type Path = readonly (string | number)[];

function smallValue(): unknown {
  const reading = readYaml(small, 'call.yaml');
  if (reading.type === 'refused') throw new Error('the small call is valid');
  return reading.source.value;
}

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [path, ...[...keys].flatMap((key) => pathsOf(valueAt(value, [key]), [...path, key]))];
}

const paths = pathsOf(smallValue()).filter((path) => path.length > 0);

type Change =
  | { readonly type: 'delete' }
  | { readonly type: 'rename'; readonly name: string }
  | { readonly type: 'retype'; readonly value: unknown };

function change(root: unknown, path: Path, how: Change): void {
  const parent = valueAt(root, path.slice(0, -1)) as
    | Record<string | number, unknown>
    | null
    | undefined;
  const key = path.at(-1);
  if (
    typeof parent !== 'object' ||
    parent === null ||
    key === undefined ||
    !Object.hasOwn(parent, key)
  )
    return;
  if (how.type === 'retype') {
    parent[key] = how.value;
    return;
  }
  if (how.type === 'rename' && !Array.isArray(parent)) parent[how.name] = parent[key];
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

const otherValue = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, 2.5, -1, '', 'x', '70.000,00', '15/01/2025', [], {}, [
    {},
  ]),
  fc.constantFrom<unknown>({ unknown: {} }, { unknown: true }, { from: 1 }, [['a']], { it: 'a' }),
  fc.jsonValue({ maxDepth: 3 }),
);

const changes = fc.array(
  fc.record({
    path: fc.constantFrom(...paths),
    how: fc.oneof<fc.Arbitrary<Change>[]>(
      fc.constant({ type: 'delete' }),
      fc.record({
        type: fc.constant('rename' as const),
        name: fc.constantFrom('artcle', 'x', 'unknown', 'constructor', '__proto__x', ''),
      }),
      fc.record({ type: fc.constant('retype' as const), value: otherValue }),
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

function expectInside(text: string, problems: readonly Problem[]): void {
  expect(problems.length).toBeGreaterThan(0);
  const lines = text.split('\n');
  for (const { line, column, message } of problems) {
    expect(message).not.toBe('');
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
  }
}

test('a call with random changes is read or refused at places in the file', () => {
  fc.assert(
    fc.property(changes, fc.boolean(), (made, asJson) => {
      const value = structuredClone(smallValue());
      for (const { path, how } of made) change(value, path, how);
      const text = asJson ? JSON.stringify(value, null, 1) : stringify(value);
      const reading = readCallDocument(text, 'call.yaml');
      if (reading.type === 'refused') expectInside(text, reading.problems);
    }),
    { numRuns: 250 },
  );
});

test('the explanation and the validator agree on what fits', () => {
  const site = { path: [], defs: {}, written: () => undefined };
  fc.assert(
    fc.property(changes, (made) => {
      const value = structuredClone(smallValue());
      for (const { path, how } of made) change(value, path, how);
      const mismatches = findMismatches(CallSchema as unknown as Schema, value, site);
      expect(mismatches.length === 0).toBe(fits('call', value));
    }),
    { numRuns: 500 },
  );
});

test('a file cut short or with characters changed is read or refused', () => {
  fc.assert(
    fc.property(
      fc.nat(small.length),
      fc.nat(5),
      fc.constantFrom('', ':', '"', '- ', '&a', '*a', '{', '\n'),
      (at, gone, put) => {
        const text = small.slice(0, at) + put + small.slice(at + gone);
        const reading = readCall({ definition: { file: 'call.yaml', text } });
        if (reading.type === 'refused') expectInside(text, reading.problems);
      },
    ),
    { numRuns: 100 },
  );
});
