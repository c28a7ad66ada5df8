import { checkShape } from '../calls/index.ts';
import {
  assess,
  prepareApplication,
  type ApplicationDocument,
  type Assessment,
  type Call,
} from '../engine/index.ts';
import { FigureTooLarge } from '../engine/condition/facts.ts';
import { readJson } from '../platform/json-source.ts';
import { readLines } from '../platform/ndjson.ts';
import type { Problem } from '../platform/problem.ts';
import type { Path, Source } from '../platform/source.ts';
import { readYaml } from '../platform/yaml-source.ts';
import { notUnderstood, type NotUnderstood } from './complaint.ts';
import { openBytes } from './files.ts';
import type { Terminal } from './terminal.ts';

/** An application that the call can read, assessed; or why not, with the line it begins on. */
export type Submitted =
  | {
      readonly type: 'assessed';
      readonly line: number;
      readonly application: ApplicationDocument;
      readonly assessment: Assessment;
    }
  | { readonly type: 'refused'; readonly line: number; readonly problems: readonly Problem[] };

/** Assesses the applications of a file as they are read: one at a time when there is one a line. */
export async function assessFile(
  call: Call,
  file: string,
  terminal: Terminal,
): Promise<{ readonly type: 'open'; readonly all: AsyncGenerator<Submitted> } | NotUnderstood> {
  const opened = await openBytes(file, terminal);
  if (opened.type === 'not-understood') return opened;
  const { name, chunks } = opened;
  if (/\.(ndjson|jsonl)$/i.test(name))
    return { type: 'open', all: assessLines(call, chunks, name) };
  const { head, all } = await peeked(chunks);
  const isLines = !/\.(ya?ml|json)$/i.test(name) && looksLikeLines(head);
  if (isLines) return { type: 'open', all: assessLines(call, all, name) };
  const parts: Uint8Array[] = [];
  for await (const chunk of all) parts.push(bytesOf(chunk));
  const text = Buffer.concat(parts).toString('utf8');
  const reading = readYaml(text, name);
  if (reading.type === 'refused') return notUnderstood(...reading.problems);
  return { type: 'open', all: assessDocument(call, reading.source, name) };
}

/** A first line with a whole object on it is one of many; a lone brace opens a document. */
function looksLikeLines(head: string): boolean {
  const [first = ''] = head.trimStart().split('\n', 1);
  return first.startsWith('{') && first.trim().length > 1;
}

async function peeked(chunks: AsyncIterable<Uint8Array | string>): Promise<{
  readonly head: string;
  readonly all: AsyncIterable<Uint8Array | string>;
}> {
  const rest = chunks[Symbol.asyncIterator]();
  const first = await rest.next();
  async function* all(): AsyncGenerator<Uint8Array | string> {
    if (first.done) return;
    yield first.value;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  }
  const head = first.done ? '' : Buffer.from(bytesOf(first.value)).toString('utf8');
  return { head, all: all() };
}

function bytesOf(chunk: Uint8Array | string): Uint8Array {
  return typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
}

async function* assessLines(
  call: Call,
  chunks: AsyncIterable<Uint8Array | string>,
  file: string,
): AsyncGenerator<Submitted> {
  for await (const line of readLines(chunks, file)) {
    const { number } = line;
    if (line.type === 'refused') {
      yield { type: 'refused', line: number, problems: [line.problem] };
      continue;
    }
    const reading = readJson(line.text, file);
    const answer: Submitted =
      reading.type === 'refused'
        ? { type: 'refused', line: number, problems: reading.problems }
        : assessAt(call, reading.source, file, []);
    if (answer.type === 'assessed') yield { ...answer, line: number };
    // Only the number of the line was not known within the line.
    else
      yield {
        type: 'refused',
        line: number,
        problems: answer.problems.map((problem) => ({ ...problem, line: number })),
      };
  }
}

async function* assessDocument(
  call: Call,
  source: Source,
  file: string,
): AsyncGenerator<Submitted> {
  if (!Array.isArray(source.value)) {
    yield assessAt(call, source, file, []);
    return;
  }
  for (const index of source.value.keys()) yield assessAt(call, source, file, [index]);
}

function assessAt(call: Call, source: Source, file: string, at: Path): Submitted {
  const { line } = source.locate(at);
  const misshapen = checkShape({ shape: 'application', source, file, at });
  if (misshapen.length > 0) return { type: 'refused', line, problems: misshapen };
  const [index] = at;
  const value = typeof index === 'number' ? (source.value as unknown[])[index] : source.value;
  const application = value as ApplicationDocument;
  const read = prepareApplication(call, application);
  if ('problems' in read) {
    const problems = read.problems.map(({ path, ...said }) => ({
      file,
      ...source.locate([...at, ...path]),
      ...said,
    }));
    return { type: 'refused', line, problems };
  }
  try {
    return { type: 'assessed', line, application, assessment: assess(read.prepared) };
  } catch (error) {
    if (!(error instanceof FigureTooLarge)) throw error;
    const { message } = error;
    const problem = { file, ...source.locate(at), code: 'figure-too-large', message };
    return { type: 'refused', line, problems: [problem] };
  }
}
