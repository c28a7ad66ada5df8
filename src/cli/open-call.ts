import { dirname, join } from 'node:path';
import type { TextFile } from '../calls/index.ts';
import { readCallWith } from '../calls/read-call.ts';
import {
  compileCall,
  type Call,
  type CallDocument,
  type DecisionsDocument,
} from '../engine/index.ts';
import type { Arguments } from './arguments.ts';
import { complaint, notUnderstood, type NotUnderstood } from './complaint.ts';
import { exists, readText } from './files.ts';
import type { Terminal } from './terminal.ts';
import { say, type Language } from './words.ts';

/** A call with what it was read from, so that it can be published and pointed at. */
export interface OpenCall {
  readonly type: 'open';
  readonly call: Call;
  /** The definition as written, gaps and all. */
  readonly definition: CallDocument;
  readonly decisions: readonly DecisionsDocument[];
  readonly file: string;
  readonly decisionFiles: readonly string[];
  /** Arguments after the definition. */
  readonly rest: readonly string[];
}

/** Opens the call named by `--call` or by the first argument, with the decisions given. */
export async function openCall(
  args: Arguments,
  terminal: Terminal,
): Promise<OpenCall | NotUnderstood> {
  const named = args.text('call');
  const [first, ...others] = args.positionals;
  const file = named ?? first;
  if (file === undefined)
    return notUnderstood(
      complaint('no-call', 'which call? Give its definition: --call definitions/…/call.yaml'),
    );
  const rest = named === undefined ? others : args.positionals;
  const opened = await openCallFile(file, args.texts('decisions'), terminal);
  if (opened.type === 'not-understood') return opened;
  await hintAtDecisions(opened, args.language, terminal);
  return { ...opened, rest };
}

export async function openCallFile(
  file: string,
  decisionFiles: readonly string[],
  terminal: Terminal,
): Promise<OpenCall | NotUnderstood> {
  const definition = await readText(file, terminal);
  if (definition.type === 'not-understood') return definition;
  const decisions: TextFile[] = [];
  for (const each of decisionFiles) {
    const text = await readText(each, terminal);
    if (text.type === 'not-understood') return text;
    decisions.push(text);
  }
  const written: Pick<OpenCall, 'definition' | 'decisions'>[] = [];
  const compile: typeof compileCall = (document, documents) => {
    written.push({ definition: document, decisions: documents ?? [] });
    return compileCall(document, documents);
  };
  const read = readCallWith(compile, { definition, decisions });
  if (read.type === 'refused') return notUnderstood(...read.problems);
  const [as] = written;
  if (!as) throw new Error('a call was read without being compiled');
  return { type: 'open', call: read.call, ...as, file, decisionFiles, rest: [] };
}

/** Decisions are never taken up unasked: a rehearsal's values must not slip into a real round. */
async function hintAtDecisions(
  { call, file, decisionFiles }: OpenCall,
  language: Language,
  terminal: Terminal,
): Promise<void> {
  if (decisionFiles.length > 0 || call.gaps.length === 0) return;
  const beside = join(dirname(file), 'decisions.yaml');
  if (!(await exists(beside))) return;
  const count = call.gaps.length;
  terminal.warn(
    `${say(
      language,
      `Il bando lascia aperti ${count} punti; accanto c’è un file di determinazioni: per usarlo, --decisions ${beside}`,
      `The call leaves ${count} points open; there is a file of decisions beside it: to use it, --decisions ${beside}`,
    )}\n`,
  );
}
