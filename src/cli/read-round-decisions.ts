import { Compile } from 'typebox/compile';
import { RoundDecisionsSchema } from '../calls/round-decisions-schema.ts';
import type { Schema } from '../calls/schema-node.ts';
import { findMismatches } from '../calls/schema-mismatch.ts';
import type { RoundDecisions } from '../engine/index.ts';
import { sortProblems } from '../platform/problem.ts';
import type { Path } from '../platform/source.ts';
import { readYaml } from '../platform/yaml-source.ts';
import { notUnderstood, type NotUnderstood } from './complaint.ts';
import { readText } from './files.ts';
import type { Terminal } from './terminal.ts';

const validator = Compile(RoundDecisionsSchema);

/** What was decided for one round: draws, ties, moves of money, order of rankings. */
export async function readRoundDecisions(
  file: string | undefined,
  terminal: Terminal,
): Promise<{ readonly type: 'read'; readonly decisions: RoundDecisions } | NotUnderstood> {
  if (file === undefined) return { type: 'read', decisions: {} };
  const text = await readText(file, terminal);
  if (text.type === 'not-understood') return text;
  const reading = readYaml(text.text, text.file);
  if (reading.type === 'refused') return notUnderstood(...reading.problems);
  const { source } = reading;
  if (validator.Check(source.value))
    return { type: 'read', decisions: source.value as RoundDecisions };
  const schema = RoundDecisionsSchema as unknown as Schema;
  const written = (path: Path): string | undefined => source.written(path);
  const mismatches = findMismatches(schema, source.value, { path: [], defs: {}, written });
  const problems = mismatches.map(({ path, onKey, ...said }) => ({
    file: text.file,
    ...(onKey === true ? source.locateKey(path) : source.locate(path)),
    ...said,
  }));
  return notUnderstood(...sortProblems(problems));
}
