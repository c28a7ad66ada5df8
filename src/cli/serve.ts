import { readConfig } from '../platform/config.ts';
import { programVersion } from '../platform/package-file.ts';
import type { Running } from '../serve/start-server.ts';
import { complainOfConfig } from './complain-of-config.ts';
import { languageOption, type Command, type Context } from './command.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { styleOf } from './style.ts';
import type { Terminal } from './terminal.ts';

export const serveCommand: Command = {
  name: 'serve',
  summary: 'the server: pages and API, with a PostgreSQL of its own when none is given',
  usage: ['bandolo serve [--empty] [--lang en]'],
  options: {
    empty: {
      about: 'without the invented people, organisations and applications; the calls are there',
    },
    ...languageOption,
  },
  notes: [
    'Settings come from the environment: `bandolo config` shows them. Ctrl+C or SIGTERM stops the server in order; a second one stops it at once.',
  ],
  examples: [{ about: 'What it takes', line: 'bandolo serve --help' }],
  run,
};

const firstStart = {
  it: 'Primo avvio: si caricano i bandi e i dati inventati, per qualche secondo.',
  en: 'First start: the calls and the invented data are being loaded, for a few seconds.',
} as const;

async function run({ args, terminal }: Context): Promise<ExitCode> {
  const reading = readConfig(process.env);
  if (reading.type === 'refused') {
    complainOfConfig(reading.problems, terminal);
    return exitCodes.notUnderstood;
  }
  const { startServer } = await import('../serve/start-server.ts');
  const stopped = waitForSignal();
  const started = await startServer({
    config: reading.config,
    version: programVersion(),
    isEmpty: args.has('empty'),
    loadData: async (services, options) => {
      const { loadTrialData } = await import('../trial/index.ts');
      return loadTrialData(services, {
        ...options,
        onBegin: () => {
          if (terminal.showsProgress) terminal.warn(`${firstStart[args.language]}\n`);
        },
      });
    },
    say: (message) => terminal.warn(`bandolo: ${message}\n`),
  });
  if (started.type === 'not-started') {
    terminal.warn(`bandolo: ${started.reason}\n`);
    return exitCodes.notUnderstood;
  }
  const { running } = started;
  await greet(running, args.language, terminal);
  const reason = await Promise.race([stopped, running.lost]);
  await running.close();
  if (reason === undefined) return exitCodes.done;
  terminal.warn(`bandolo: ${reason.message}\n`);
  return exitCodes.broken;
}

/** The first signal stops in order; who sends a second one does not want to wait. */
function waitForSignal(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve(undefined);
        process.once(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143));
      });
    }
  });
}

async function greet(running: Running, language: 'it' | 'en', terminal: Terminal): Promise<void> {
  // Where the log goes to standard output, it must stay JSON.
  if (running.logFile === undefined) return;
  const { welcomeText } = await import('../serve/welcome.ts');
  const { bold, dim } = styleOf(terminal);
  await terminal.write(
    welcomeText(running, {
      language,
      people: running.people,
      columns: terminal.columns,
      bold,
      dim,
    }),
  );
  await terminal.flush();
}
