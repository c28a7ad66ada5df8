import { findNearest } from '../engine/index.ts';
import { exampleOf, expectedOf, foundText, kindOf, list, takesKind } from './describe-schema.ts';
import type { Mismatch, Site } from './mismatch.ts';
import { mismatchesOfScalar, suggestScalar } from './scalar-mismatch.ts';
import { branchesOf, isSchema, resolve, type Resolved, type Schema } from './schema-node.ts';

/** Every difference, few and plain: of a union, only those of the branch that was most likely meant. */
export function findMismatches(node: Schema, value: unknown, site: Site): readonly Mismatch[] {
  const { schema, defs } = resolve(node, site.defs);
  const here: Site = { ...site, defs };
  if (Array.isArray(schema['anyOf'])) return mismatchesOfUnion(schema, value, here);
  if (!takesKind(schema, kindOf(value))) return mismatchesOfScalar(schema, value, here);
  if (Array.isArray(value)) return mismatchesOfList(schema, value, here);
  if (typeof value === 'object' && value !== null) {
    return mismatchesOfObject(schema, value as Readonly<Record<string, unknown>>, here);
  }
  return mismatchesOfScalar(schema, value, here);
}

function mismatchesOfList(
  schema: Schema,
  value: readonly unknown[],
  site: Site,
): readonly Mismatch[] {
  const { items } = schema;
  const [least, most] = [
    Number(schema['minItems'] ?? 0),
    Array.isArray(items) ? items.length : Infinity,
  ];
  if (value.length < least || value.length > most) {
    const message = value.length === 0 ? 'found an empty list' : `found a list of ${value.length}`;
    const expected = Array.isArray(items) ? expectedOf(schema) : 'at least one entry';
    return [{ path: site.path, code: 'range', message, expected }];
  }
  return value.flatMap((item, index) => {
    const part: unknown = Array.isArray(items) ? items[index] : items;
    return isSchema(part) ? findMismatches(part, item, inner(site, index)) : [];
  });
}

function mismatchesOfObject(
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  site: Site,
): readonly Mismatch[] {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const patterns = Object.entries((schema['patternProperties'] ?? {}) as Record<string, Schema>);
  const mismatches: Mismatch[] = [];
  for (const key of Object.keys(value)) {
    const part = Object.hasOwn(properties, key)
      ? properties[key]
      : patterns.find(([pattern]) => new RegExp(pattern, 'u').test(key))?.[1];
    if (part) mismatches.push(...findMismatches(part, value[key], inner(site, key)));
    else if (schema['additionalProperties'] === false) {
      mismatches.push(unknownKey(schema, key, { value, site }));
    }
  }
  const missing = findMissing(schema, value, mismatches);
  return missing.length === 0
    ? mismatches
    : [missingProperties(missing, properties, site), ...mismatches];
}

function unknownKey(
  schema: Schema,
  key: string,
  { value, site }: { readonly value: object; readonly site: Site },
): Mismatch {
  const path = [...site.path, key];
  const rule = schema['x-key-expected'];
  if (typeof rule === 'string') {
    return {
      path,
      onKey: true,
      code: 'key',
      message: `found ${JSON.stringify(key)}`,
      expected: rule,
    };
  }
  const names = Object.keys(schema['properties'] ?? {});
  const free = names.filter((name) => !Object.hasOwn(value, name));
  const suggestion = findNearest(key, free) ?? findNearest(key, names);
  return {
    path,
    onKey: true,
    code: 'unknown-key',
    message: `found the unknown name ${JSON.stringify(key)}`,
    ...(suggestion !== undefined && { suggestion }),
    ...(suggestion === undefined && { expected: list(free.length > 0 ? free : names) }),
  };
}

/** Names that are missing, but for those that a misspelt one already explains. */
function findMissing(schema: Schema, value: object, found: readonly Mismatch[]): readonly string[] {
  const required = (schema['required'] ?? []) as readonly string[];
  const misspelt = new Set(
    found.map(({ code, suggestion }) => code === 'unknown-key' && suggestion),
  );
  return required.filter((name) => !Object.hasOwn(value, name) && !misspelt.has(name));
}

function missingProperties(
  names: readonly string[],
  properties: Readonly<Record<string, Schema>>,
  site: Site,
): Mismatch {
  const quoted = names.map((name) => JSON.stringify(name));
  const [first = ''] = names;
  const examples = names.map((name) => `${name}: ${exampleOf(properties[name], site.defs)}`);
  return {
    path: names.length === 1 ? [...site.path, first] : site.path,
    code: 'missing',
    message: `${list(quoted, 'and')} ${names.length === 1 ? 'is' : 'are'} missing`,
    expected: examples.join(', '),
  };
}

function inner(site: Site, step: string | number): Site {
  return { ...site, path: [...site.path, step] };
}

function typeMismatch(schema: Schema, value: unknown, site: Site): Mismatch {
  return {
    path: site.path,
    code: 'type',
    message: `found ${foundText(value, site.written(site.path))}`,
    expected: expectedOf(schema, site.defs),
  };
}

/** The differences from the branch that was most likely meant; none if any branch fits. */
function mismatchesOfUnion(schema: Schema, value: unknown, site: Site): readonly Mismatch[] {
  const branches = branchesOf(schema, site.defs);
  const kind = kindOf(value);
  const possible = branches.filter((branch) => takesKind(branch.schema, kind));
  const attempts = possible.map((branch) => ({
    branch,
    mismatches: findMismatches(branch.schema, value, { ...site, defs: branch.defs }),
  }));
  if (attempts.some(({ mismatches }) => mismatches.length === 0)) return [];
  if (kind === 'object')
    return mismatchesOfObjectUnion(attempts, schema, { value: value as object, site });
  if (kind === 'array' && attempts.length > 0) return fewest(attempts).mismatches;
  const [only] = attempts;
  if (only && attempts.length === 1 && isFormat(only.branch.schema)) return only.mismatches;
  return [inAnyBranch(schema, branches, { value, site })];
}

interface Attempt {
  readonly branch: Resolved;
  readonly mismatches: readonly Mismatch[];
}

/** A text with a form of its own, unlike a word out of a few. */
function isFormat(schema: Schema): boolean {
  return typeof schema['pattern'] === 'string';
}

function inAnyBranch(
  schema: Schema,
  branches: readonly Resolved[],
  { value, site }: { readonly value: unknown; readonly site: Site },
): Mismatch {
  const suggestions = branches.map((branch) => suggestScalar(branch.schema, value, site));
  const suggestion = suggestions.find((text) => text !== undefined);
  const mismatch = typeMismatch(schema, value, site);
  return suggestion === undefined ? mismatch : { ...mismatch, suggestion };
}

function mismatchesOfObjectUnion(
  attempts: readonly Attempt[],
  schema: Schema,
  { value, site }: { readonly value: object; readonly site: Site },
): readonly Mismatch[] {
  const scored = attempts.map((attempt) => ({
    ...attempt,
    ...likeness(attempt.branch.schema, value),
  }));
  const same = Math.max(0, ...scored.map((attempt) => attempt.same));
  const alike = scored.filter((attempt) => attempt.same === same);
  if (same > 0) return fewest(alike).mismatches;
  const close = alike.filter((attempt) => attempt.isClose);
  return close.length > 0 ? fewest(close).mismatches : [typeMismatch(schema, value, site)];
}

/** How many of the names are those of the branch, and whether one is nearly so. */
function likeness(
  schema: Schema,
  value: object,
): { readonly same: number; readonly isClose: boolean } {
  const names = Object.keys(schema['properties'] ?? {});
  const keys = Object.keys(value);
  // An object with free names takes any.
  if (schema['patternProperties'] !== undefined) return { same: keys.length, isClose: true };
  return {
    same: keys.filter((key) => names.includes(key)).length,
    isClose: keys.some((key) => findNearest(key, names) !== undefined),
  };
}

/** The attempt with the fewest differences; of several, the one that fitted furthest down. */
function fewest(attempts: readonly Attempt[]): Attempt {
  const [first, ...others] = attempts;
  if (first === undefined) throw new Error('there is no attempt to choose from');
  let best = first;
  for (const attempt of others) {
    const fewer = best.mismatches.length - attempt.mismatches.length;
    if (fewer > 0 || (fewer === 0 && depthOf(attempt) > depthOf(best))) best = attempt;
  }
  return best;
}

function depthOf({ mismatches }: Attempt): number {
  return Math.max(...mismatches.map(({ path }) => path.length));
}
