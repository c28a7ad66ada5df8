import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonSchemaFiles } from './json-schema.ts';

type Node = Readonly<Record<string, unknown>>;

function nodesOf(value: unknown): readonly Node[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(nodesOf);
  return Array.isArray(value) ? inner : [value as Node, ...inner];
}

const files = jsonSchemaFiles().map(({ name, text }) => ({
  name,
  text,
  root: JSON.parse(text) as Node,
}));

test.each(files)('the written $name is up to date', ({ name, text }) => {
  const written = readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8');
  expect(written, 'write it again with `bandolo schema`').toBe(text);
});

test.each(files)('$name holds together', ({ root }) => {
  const definitions = Object.keys(root['definitions'] ?? {});
  const nodes = nodesOf(root);
  const references = nodes.flatMap((node) =>
    typeof node['$ref'] === 'string' ? [node['$ref']] : [],
  );
  expect(references.length).toBeGreaterThan(0);
  for (const reference of references) {
    expect(definitions).toContain(reference.replace('#/definitions/', ''));
  }
  expect([...new Set(references)].toSorted()).toEqual(
    definitions.map((name) => `#/definitions/${name}`).toSorted(),
  );
  expect(nodes.flatMap(Object.keys).filter((key) => /^(x-|~|\$defs)/.test(key))).toEqual([]);
});

test.each(files)('every property of $name is described, and no object takes more', ({ root }) => {
  const objects = nodesOf(root).filter((node) => node['type'] === 'object');
  expect(objects.length).toBeGreaterThan(1);
  const open = objects.filter((node) => node['additionalProperties'] !== false);
  // Only the values a later rule sees may have any name.
  expect(open.every((node) => JSON.stringify(node).includes('"patternProperties":{"^.*$"'))).toBe(
    true,
  );
  const undescribed = objects.flatMap((node) =>
    Object.entries((node['properties'] ?? {}) as Record<string, Node>)
      .filter(([, part]) => typeof part['description'] !== 'string')
      .map(([name]) => name),
  );
  expect(undescribed).toEqual([]);
});
