import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { findMismatches } from '../calls/schema-mismatch.ts';
import type { Schema } from '../calls/schema-node.ts';
import { sortProblems, type Problem } from '../platform/problem.ts';
import type { Path, Source } from '../platform/source.ts';

const validators = new WeakMap<TSchema, Validator>();

/** What keeps a part of a text from having a shape, at the places where it is written. */
export function checkAgainst(
  schema: TSchema,
  { source, file, at = [] }: { readonly source: Source; readonly file: string; readonly at?: Path },
): readonly Problem[] {
  const validator = validators.get(schema) ?? Compile(schema);
  validators.set(schema, validator);
  let value: unknown = source.value;
  for (const step of at) value = (value as Record<string | number, unknown>)[step];
  if (validator.Check(value)) return [];
  const written = (path: Path): string | undefined => source.written(path);
  const site = { path: at, defs: {}, written };
  const mismatches = findMismatches(schema as unknown as Schema, value, site);
  return sortProblems(
    mismatches.map(({ path, onKey, ...said }) => ({
      file,
      ...(onKey === true ? source.locateKey(path) : source.locate(path)),
      ...said,
    })),
  );
}
