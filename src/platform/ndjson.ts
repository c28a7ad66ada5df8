import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ndjsonLineBytesMax } from './limits.ts';
import type { Problem } from './problem.ts';

export type Line =
  | { readonly type: 'line'; readonly number: number; readonly text: string }
  | { readonly type: 'refused'; readonly number: number; readonly problem: Problem };

const newline = 0x0a;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/**
 * The lines of a stream, one at a time and in bounded memory. A line that is too long or is not
 * UTF-8 is refused by itself; the ones after it are still read. Empty lines are counted and skipped.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array | string>,
  file: string,
): AsyncGenerator<Line> {
  const splitter = new LineSplitter(file);
  for await (const chunk of chunks) {
    yield* splitter.push(typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk);
  }
  yield* splitter.finish();
}

class LineSplitter {
  private parts: Uint8Array[] = [];
  private bytes = 0;
  private number = 1;
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  *push(chunk: Uint8Array): Generator<Line> {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      this.keep(chunk.subarray(start, end));
      yield* this.finish();
      start = end + 1;
      this.number += 1;
    }
    this.keep(chunk.subarray(start));
  }

  /** The line gathered so far, if it says anything. */
  *finish(): Generator<Line> {
    const { bytes, number } = this;
    const line = Buffer.concat(this.parts);
    this.parts = [];
    this.bytes = 0;
    if (bytes > ndjsonLineBytesMax) {
      yield this.refuse(
        'too-large',
        `found ${bytes}`,
        `at most ${ndjsonLineBytesMax} bytes in a line`,
      );
      return;
    }
    const isMarked = number === 1 && byteOrderMark.every((byte, at) => line[at] === byte);
    const content = isMarked ? line.subarray(byteOrderMark.length) : line;
    const text = decode(content);
    if (text === undefined) {
      const column = `byte ${firstBadByte(content) + 1}`;
      yield this.refuse('encoding', `found something else at ${column}`, 'text in UTF-8');
    } else if (text.trim() !== '') {
      yield { type: 'line', number, text: text.endsWith('\r') ? text.slice(0, -1) : text };
    }
  }

  /** Counts a line that is already too long without keeping it. */
  private keep(part: Uint8Array): void {
    this.bytes += part.length;
    if (this.bytes > ndjsonLineBytesMax) this.parts = [];
    // The stream may reuse its buffer for the next chunk.
    else if (part.length > 0) this.parts.push(Uint8Array.prototype.slice.call(part));
  }

  private refuse(code: string, message: string, expected: string): Line {
    const problem = { file: this.file, line: this.number, column: 1, code, message, expected };
    return { type: 'refused', number: this.number, problem };
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function firstBadByte(bytes: Uint8Array): number {
  const lenient = Buffer.from(Buffer.from(bytes).toString('utf8'), 'utf8');
  const length = Math.min(lenient.length, bytes.length);
  for (let at = 0; at < length; at += 1) if (lenient[at] !== bytes[at]) return at;
  return length;
}

/**
 * Writes each value on a line of its own, and waits whenever the other end is slow. The stream
 * stays open; if it breaks, so does the promise.
 */
export async function writeLines(
  values: AsyncIterable<unknown> | Iterable<unknown>,
  sink: NodeJS.WritableStream,
): Promise<void> {
  await pipeline(Readable.from(asLines(values)), sink, { end: false });
}

async function* asLines(
  values: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`;
}
