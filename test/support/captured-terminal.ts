import { runCommandLine } from '../../src/cli/run.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

export interface Captured {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CaptureOptions {
  readonly input?: string;
  readonly columns?: number;
  readonly hasColour?: boolean;
}

/** Runs a command line without a process, and gives back what it wrote. */
export async function runCaptured(
  words: readonly string[],
  { input = '', columns = 100, hasColour = false }: CaptureOptions = {},
): Promise<Captured> {
  let [out, err] = ['', ''];
  async function* chunks(): AsyncGenerator<string> {
    yield input;
  }
  const terminal: Terminal = {
    input: chunks(),
    isInputInteractive: false,
    write: async (text) => {
      out += text;
    },
    flush: async () => {},
    warn: (text) => {
      err += text;
    },
    columns,
    hasColour,
    showsProgress: false,
  };
  const code = await runCommandLine(words, terminal, '0.0.0');
  return { code, out, err };
}
