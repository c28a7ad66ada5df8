import {
  readApplicationLines,
  readApplications,
  type ApplicationReading,
} from '../applications/index.ts';
import {
  assess,
  FigureTooLarge,
  prepareApplication,
  type ApplicationDocument,
  type Assessment,
  type Call,
} from '../engine/index.ts';
import type { Problem } from '../platform/problem.ts';
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
    return { type: 'open', all: assessReadings(call, readApplicationLines(chunks, name), name) };
  const { head, all } = await peeked(chunks);
  const isLines = !/\.(ya?ml|json)$/i.test(name) && looksLikeLines(head);
  if (isLines)
    return { type: 'open', all: assessReadings(call, readApplicationLines(all, name), name) };
  const parts: Uint8Array[] = [];
  for await (const chunk of all) parts.push(bytesOf(chunk));
  const text = Buffer.concat(parts).toString('utf8');
  const readings = readApplications(text, name);
  const [first] = readings;
  if (readings.length === 1 && first?.type === 'refused') return notUnderstood(...first.problems);
  return { type: 'open', all: assessReadings(call, readings, name) };
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

async function* assessReadings(
  call: Call,
  readings: AsyncIterable<ApplicationReading> | Iterable<ApplicationReading>,
  file: string,
): AsyncGenerator<Submitted> {
  for await (const reading of readings)
    yield reading.type === 'refused' ? reading : assessReading(call, reading, file);
}

function assessReading(
  call: Call,
  { line, application, locate }: ApplicationReading & { readonly type: 'read' },
  file: string,
): Submitted {
  const read = prepareApplication(call, application);
  if ('problems' in read) {
    const problems = read.problems.map(({ path, ...said }) => ({ file, ...locate(path), ...said }));
    return { type: 'refused', line, problems };
  }
  try {
    return { type: 'assessed', line, application, assessment: assess(read.prepared) };
  } catch (error) {
    if (!(error instanceof FigureTooLarge)) throw error;
    const problem = { file, ...locate([]), code: 'figure-too-large', message: error.message };
    return { type: 'refused', line, problems: [problem] };
  }
}
