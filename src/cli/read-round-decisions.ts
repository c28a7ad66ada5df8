import { RoundDecisionsSchema } from '../calls/round-decisions-schema.ts';
import type { RoundDecisions } from '../engine/index.ts';
import { readYaml } from '../platform/yaml-source.ts';
import { checkAgainst } from './check-against.ts';
import { notUnderstood, type NotUnderstood } from './complaint.ts';
import { readText } from './files.ts';
import type { Terminal } from './terminal.ts';

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
  const problems = checkAgainst(RoundDecisionsSchema, { source, file: text.file });
  if (problems.length > 0) return notUnderstood(...problems);
  return { type: 'read', decisions: source.value as RoundDecisions };
}
