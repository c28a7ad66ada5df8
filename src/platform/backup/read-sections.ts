import { UnusableArchive } from './archive.ts';

/** Text in lines, of which some parts are passed on as they are because they may be large. */
export interface Sections {
  /** The next line without its end. Throws `UnusableArchive` when there is none. */
  readonly line: () => Promise<string>;
  /** All lines before the one that is `mark`, which is skipped. To be read to its end before the next line. */
  readonly until: (mark: string) => AsyncGenerator<Buffer>;
  readonly isAtEnd: () => Promise<boolean>;
}

const lineBytesMax = 64 * 1024 * 1024;
const newline = 10;

export function readSections(source: AsyncIterable<Buffer>): Sections {
  const chunks = source[Symbol.asyncIterator]();
  let kept: Buffer = Buffer.alloc(0);
  /** Whether there was more. */
  const more = async (): Promise<boolean> => {
    const next: IteratorResult<Buffer, void> = await chunks.next().catch((error: unknown) => {
      throw broken(error);
    });
    if (next.done === true) return false;
    kept = kept.length === 0 ? next.value : Buffer.concat([kept, next.value]);
    return true;
  };

  async function line(): Promise<string> {
    for (;;) {
      const end = kept.indexOf(newline);
      if (end !== -1) {
        const text = kept.toString('utf8', 0, end);
        kept = kept.subarray(end + 1);
        return text;
      }
      if (kept.length > lineBytesMax || !(await more())) throw broken();
    }
  }

  async function* until(mark: string): AsyncGenerator<Buffer> {
    const inside = Buffer.from(`\n${mark}`);
    // The mark may be the very first line; further on it follows the end of another.
    while (kept.length < mark.length) if (!(await more())) throw broken();
    if (kept.subarray(0, mark.length).equals(Buffer.from(mark))) {
      kept = kept.subarray(mark.length);
      return;
    }
    for (;;) {
      const end = kept.indexOf(inside);
      if (end !== -1) {
        const rows = kept.subarray(0, end + 1);
        kept = kept.subarray(end + inside.length);
        yield rows;
        return;
      }
      // The beginning of a mark may be at the end of what is there.
      const safe = kept.length - inside.length;
      if (safe > 0) {
        const rows = kept.subarray(0, safe);
        kept = kept.subarray(safe);
        yield rows;
      }
      if (!(await more())) throw broken();
    }
  }

  return {
    line,
    until,
    isAtEnd: async () => {
      while (kept.length === 0) if (!(await more())) return true;
      return false;
    },
  };
}

function broken(cause?: unknown): UnusableArchive {
  return new UnusableArchive('altered', { cause });
}
