import { Type } from 'typebox';
import { checkFillings } from '../calls/check-fillings.ts';
import { checkShape, type TextFile } from '../calls/index.ts';
import { RoundDecisionsSchema } from '../calls/round-decisions-schema.ts';
import { readJson } from '../platform/json-source.ts';
import { sortProblems, type Problem } from '../platform/problem.ts';
import type { Path, Source } from '../platform/source.ts';
import type { SealedBundle } from '../engine/index.ts';
import { checkAgainst } from './check-against.ts';
import { notUnderstood, type NotUnderstood } from './complaint.ts';

const Text = Type.String();

/** Only the outside of a bundle: rules, decisions and applications have schemas of their own. */
const BundleSchema = Type.Object({
  bandolo: Type.Literal(1),
  kind: Type.Literal('bundle'),
  about: Type.Object({ it: Text, en: Text }),
  definition: Type.Object({}),
  decisions: Type.Array(Type.Object({})),
  roundDecisions: RoundDecisionsSchema,
  applications: Type.Array(Type.Object({})),
  outcomes: Type.Array(Type.Object({ application: Text })),
  totals: Type.Object({}),
  stops: Type.Array(Type.Object({ code: Text, applications: Type.Array(Text) })),
  definitionHash: Text,
  partHashes: Type.Record(Text, Text),
  hash: Text,
  signature: Type.Optional(
    Type.Object({ algorithm: Text, publicKey: Text, value: Text }, { additionalProperties: false }),
  ),
});

/** Reads a bundle, down to the shape of every application in it. */
export function readBundle(
  text: TextFile,
): { readonly type: 'read'; readonly bundle: SealedBundle } | NotUnderstood {
  const reading = readJson(text.text, text.file);
  if (reading.type === 'refused') return notUnderstood(...reading.problems);
  const { source } = reading;
  const place = { source, file: text.file };
  const outside = checkAgainst(BundleSchema, place);
  if (outside.length > 0) return notUnderstood(...outside);
  const bundle = source.value as SealedBundle;
  const inside = [
    ...unwritableNumbers(source, text.file),
    ...checkShape({ shape: 'call', ...place, at: ['definition'] }),
    ...bundle.decisions.flatMap((_, index) =>
      checkShape({ shape: 'decisions', ...place, at: ['decisions', index] }),
    ),
    ...bundle.applications.flatMap((_, index) =>
      checkShape({ shape: 'application', ...place, at: ['applications', index] }),
    ),
  ];
  if (inside.length > 0) return notUnderstood(...sortProblems(inside));
  const misfits = checkFillings(bundle.definition, bundle.decisions).map(
    ({ path, document, onKey: _onKey, ...said }): Problem => {
      const at: Path = document === 'call' ? ['definition'] : ['decisions', document];
      return { file: text.file, ...source.locate([...at, ...path]), ...said };
    },
  );
  return misfits.length > 0 ? notUnderstood(...misfits) : { type: 'read', bundle };
}

/** Numbers that two programs could write in two ways have no place in what is signed. */
function unwritableNumbers(source: Source, file: string): readonly Problem[] {
  const problems: Problem[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      const message = `found ${value}`;
      const expected = 'a whole number that can be written exactly';
      problems.push({ file, ...source.locate(path), code: 'number', message, expected });
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value))
      visit(child, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  visit(source.value, []);
  return problems;
}
