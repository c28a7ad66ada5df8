/** Where a command reads and writes: the process itself, or a stand-in for tests. */
export interface Terminal {
  /** Standard input, byte by byte as it comes. */
  readonly input: AsyncIterable<Uint8Array | string>;
  readonly isInputInteractive: boolean;
  /** Standard output: kept back a little, and slow when the other end is slow. */
  write(text: string): Promise<void>;
  /** Sends what is kept back, so that a question is seen before its answer is waited for. */
  flush(): Promise<void>;
  /** Standard error. */
  warn(text: string): void;
  readonly columns: number;
  readonly hasColour: boolean;
  /** Whether standard error is watched by a person. */
  readonly showsProgress: boolean;
}

/** The other end of standard output has gone away, as `head` does: nobody wants the rest. */
export class OutputClosed extends Error {}

const defaultColumns = 100;
const keptBack = 64 * 1024;

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  let kept = '';
  // Without listeners a broken pipe would end the process with a stack trace.
  stdout.on('error', () => {});
  stderr.on('error', () => {});
  const flush = async (): Promise<void> => {
    if (kept === '') return;
    const text = kept;
    kept = '';
    await new Promise<void>((resolve, reject) => {
      stdout.write(text, (error) => (error ? reject(closedOr(error)) : resolve()));
    });
  };
  return {
    input: stdin,
    isInputInteractive: stdin.isTTY,
    flush,
    write: async (text) => {
      kept += text;
      if (kept.length >= keptBack) await flush();
    },
    warn: (text) => {
      stderr.write(text);
    },
    columns: stdout.columns || Number(env['COLUMNS']) || defaultColumns,
    hasColour: stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
    showsProgress: stderr.isTTY,
  };
}

function closedOr(error: Error): Error {
  return 'code' in error && error.code === 'EPIPE' ? new OutputClosed() : error;
}
