import { findNearest } from '../engine/index.ts';
import { readArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { complain, complaint } from './complaint.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { NotWritten } from './files.ts';
import { printCommandHelp, printHelp } from './help.ts';
import { OutputClosed, type Terminal } from './terminal.ts';

/** In the order in which a call lives; each is loaded only when it is asked for. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check.ts')).checkCommand,
  assess: async () => (await import('./assess.ts')).assessCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  rank: async () => (await import('./rank.ts')).rankCommand,
  fund: async () => (await import('./fund.ts')).fundCommand,
  scroll: async () => (await import('./scroll.ts')).scrollCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  advise: async () => (await import('./advise.ts')).adviseCommand,
  costs: async () => (await import('./costs.ts')).costsCommand,
  schema: async () => (await import('./schema.ts')).schemaCommand,
  'import-ranking': async () => (await import('./import-ranking.ts')).importRankingCommand,
  serve: async () => (await import('./serve.ts')).serveCommand,
  config: async () => (await import('./config-command.ts')).configCommand,
  migrate: async () => (await import('./migrate-command.ts')).migrateCommand,
  backup: async () => (await import('./backup-command.ts')).backupCommand,
  restore: async () => (await import('./restore-command.ts')).restoreCommand,
  journal: async () => (await import('./journal-command.ts')).journalCommand,
  demo: async () => (await import('./demo.ts')).demoCommand,
};

export const commandNames: readonly string[] = Object.keys(loaders);

async function findCommand(name: string): Promise<Command | undefined> {
  return commandNames.includes(name) ? await loaders[name]?.() : undefined;
}

async function loadCommands(): Promise<readonly Command[]> {
  return Promise.all(Object.values(loaders).map((load) => load()));
}

/** Runs what a command line asks for; every way it can end is an exit code. */
export async function runCommandLine(
  words: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  try {
    const end = await dispatch(words, terminal, version);
    await terminal.flush();
    return end;
  } catch (error) {
    return endAfter(error, terminal);
  }
}

async function dispatch(
  words: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === '-h') {
    await printHelp(await loadCommands(), terminal);
    return exitCodes.done;
  }
  if (name === '--version' || name === '-V') {
    await terminal.write(`bandolo ${version}\n`);
    return exitCodes.done;
  }
  if (name === 'help') return help(rest[0], terminal);
  const command = await findCommand(name);
  if (!command) return unknownCommand(name, terminal);
  const read = readArguments(rest, command.options);
  if (read.type === 'not-understood') {
    await complain(terminal, read.complaints, rest.includes('--json'));
    terminal.warn(`bandolo help ${command.name} shows how it is used\n`);
    return exitCodes.notUnderstood;
  }
  if (read.arguments.has('help')) return help(name, terminal);
  return command.run({ args: read.arguments, terminal });
}

async function help(name: string | undefined, terminal: Terminal): Promise<ExitCode> {
  if (name === undefined) {
    await printHelp(await loadCommands(), terminal);
    return exitCodes.done;
  }
  const command = await findCommand(name);
  if (!command) return unknownCommand(name, terminal);
  await printCommandHelp(command, terminal);
  return exitCodes.done;
}

async function unknownCommand(name: string, terminal: Terminal): Promise<ExitCode> {
  const isOption = name.startsWith('-');
  const message = isOption
    ? `give a command before ${name}: ${commandNames.join(', ')}`
    : `there is no command "${name}": there are ${commandNames.join(', ')}`;
  await complain(
    terminal,
    [complaint('unknown-command', message, findNearest(name, commandNames))],
    false,
  );
  return exitCodes.notUnderstood;
}

/** The only place that answers for what was thrown. */
function endAfter(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof OutputClosed) return exitCodes.done;
  if (error instanceof NotWritten) {
    terminal.warn(`bandolo: ${error.message}\n`);
    return exitCodes.notWritten;
  }
  const [first = ''] = String(error).split('\n', 1);
  terminal.warn(`bandolo: this is a fault of Bandolo, not of your files: ${first}\n`);
  terminal.warn('Run it again with BANDOLO_DEBUG=1 to see where, and report it with that.\n');
  if (process.env['BANDOLO_DEBUG'] === '1' && error instanceof Error)
    terminal.warn(`${error.stack ?? ''}\n`);
  return exitCodes.broken;
}
