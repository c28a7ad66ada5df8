import type { Arguments, OptionSpec } from './arguments.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface Context {
  readonly args: Arguments;
  readonly terminal: Terminal;
}

export interface CommandExample {
  readonly about: string;
  /** `$CALL`, `$DECISIONS` and `$ROUND` stand for files of the definitions that come with Bandolo. */
  readonly line: string;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly usage: readonly string[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Paragraphs under the options. */
  readonly notes?: readonly string[];
  /** A test runs every one of them. */
  readonly examples: readonly CommandExample[];
  run(context: Context): Promise<ExitCode>;
}

export const languageOption: Readonly<Record<string, OptionSpec>> = {
  lang: {
    value: 'it|en',
    about: 'language of the answer; Italian when left out',
    choices: ['it', 'en'],
  },
};

export const jsonOption: Readonly<Record<string, OptionSpec>> = {
  json: { about: 'the answer as JSON' },
};

export const callOptions: Readonly<Record<string, OptionSpec>> = {
  call: { value: 'FILE', about: 'the definition of the call; the first argument when left out' },
  decisions: {
    value: 'FILE',
    about: 'decisions that fill its gaps; may be repeated',
    isRepeated: true,
  },
};

export const applicationOptions: Readonly<Record<string, OptionSpec>> = {
  applications: {
    value: 'FILE',
    about: 'applications (YAML, JSON, NDJSON); "-" or nothing reads standard input',
    isRepeated: true,
  },
};
