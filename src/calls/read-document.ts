import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { ApplicationDocument, CallDocument, DecisionsDocument } from '../engine/index.ts';
import { sortProblems, type Problem } from '../platform/problem.ts';
import type { Path, Source } from '../platform/source.ts';
import { readYaml } from '../platform/yaml-source.ts';
import { ApplicationSchema } from './application-schema.ts';
import { CallSchema } from './call-schema.ts';
import { DecisionsSchema } from './decisions-schema.ts';
import type { Mismatch } from './mismatch.ts';
import type { Schema } from './schema-node.ts';
import { findMismatches } from './schema-mismatch.ts';

interface Shapes {
  readonly call: CallDocument;
  readonly decisions: DecisionsDocument;
  readonly application: ApplicationDocument;
}

export type ShapeName = keyof Shapes;

export type DocumentReading<T> =
  | { readonly type: 'read'; readonly document: T; readonly source: Source }
  | { readonly type: 'refused'; readonly problems: readonly Problem[] };

const schemas: Readonly<Record<ShapeName, TSchema>> = {
  call: CallSchema,
  decisions: DecisionsSchema,
  application: ApplicationSchema,
};

const validators = new Map<ShapeName, Validator>();

/** Reads a definition as far as its shape: what names and conditions mean is looked at later. */
export function readCallDocument(text: string, file: string): DocumentReading<CallDocument> {
  return readDocument('call', text, file);
}

export function readDecisionsDocument(
  text: string,
  file: string,
): DocumentReading<DecisionsDocument> {
  return readDocument('decisions', text, file);
}

function readDocument<N extends ShapeName>(
  shape: N,
  text: string,
  file: string,
): DocumentReading<Shapes[N]> {
  const reading = readYaml(text, file);
  if (reading.type === 'refused') return reading;
  const { source } = reading;
  const problems = checkShape({ shape, source, file });
  if (problems.length > 0) return { type: 'refused', problems };
  return { type: 'read', document: source.value as Shapes[N], source };
}

export interface ShapeCheck {
  readonly shape: ShapeName;
  readonly source: Source;
  readonly file: string;
  /** The part of the source to look at; all of it when left out. */
  readonly at?: Path;
}

/** What keeps a value from being such a document, at the places where it is written. */
export function checkShape({ shape, source, file, at = [] }: ShapeCheck): readonly Problem[] {
  const value = valueAt(source.value, at);
  if (fits(shape, value)) return [];
  const mismatches = mismatchesWith(shape, value, { at, source });
  return sortProblems(mismatches.map((mismatch) => place(mismatch, source, file)));
}

export function fits(shape: ShapeName, value: unknown): boolean {
  let validator = validators.get(shape);
  if (validator === undefined) {
    validator = Compile(schemas[shape]);
    validators.set(shape, validator);
  }
  return validator.Check(value);
}

/** The differences of a value that does not fit, with the paths of its source. */
export function mismatchesWith(
  shape: ShapeName,
  value: unknown,
  { at = [], source }: { readonly at?: Path; readonly source?: Source },
): readonly Mismatch[] {
  const schema = schemas[shape] as unknown as Schema;
  const other = otherKind(schema, value, at);
  if (other !== undefined) return [other];
  const written = (path: Path) => source?.written(path);
  const mismatches = findMismatches(schema, value, { path: at, defs: {}, written });
  if (mismatches.length === 0) throw new Error(`a ${shape} was refused without a reason`);
  return mismatches;
}

/** A document of quite another kind: everything else would be wrong too, and is not worth saying. */
function otherKind(schema: Schema, value: unknown, at: Path): Mismatch | undefined {
  const { kind } = schema['properties'] as Record<string, Schema | undefined>;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = value === null ? 'found nothing' : 'found another kind of value';
    const name = String(schema['title']).toLowerCase();
    const article = /^[aeiou]/.test(name) ? 'an' : 'a';
    return {
      path: at,
      code: 'type',
      message,
      expected: `an object with the fields of ${article} ${name}`,
    };
  }
  const found = (value as Record<string, unknown>)['kind'];
  if (kind === undefined || typeof found !== 'string' || found === kind['const']) return undefined;
  if (!Object.hasOwn(schemas, found)) return undefined;
  const message = `found a document of kind ${found}`;
  return {
    path: [...at, 'kind'],
    code: 'choice',
    message,
    expected: `kind: ${String(kind['const'])}`,
  };
}

function place(mismatch: Mismatch, source: Source, file: string): Problem {
  const { path, onKey, ...said } = mismatch;
  const at = onKey === true ? source.locateKey(path) : source.locate(path);
  return { file, ...at, ...said };
}

export function valueAt(value: unknown, path: Path): unknown {
  let inner = value;
  for (const step of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step))
      return undefined;
    inner = (inner as Record<string | number, unknown>)[step];
  }
  return inner;
}
