import { nearest } from '../platform/nearest.ts';
import { adviseCommand } from './advise.ts';
import { readArguments } from './arguments.ts';
import { assessCommand } from './assess.ts';
import { checkCommand } from './check.ts';
import type { Command } from './command.ts';
import { complain, complaint } from './complaint.ts';
import { costsCommand } from './costs.ts';
import { demoCommand } from './demo.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { explainCommand } from './explain.ts';
import { NotWritten } from './files.ts';
import { fundCommand } from './fund.ts';
import { printCommandHelp, printHelp } from './help.ts';
import { rankCommand } from './rank.ts';
import { schemaCommand } from './schema.ts';
import { scrollCommand } from './scroll.ts';
import { OutputClosed, type Terminal } from './terminal.ts';
import { verifyCommand } from './verify.ts';

/** In the order in which a call lives. */
export const commands: readonly Command[] = [
  checkCommand,
  assessCommand,
  explainCommand,
  rankCommand,
  fundCommand,
  scrollCommand,
  verifyCommand,
  adviseCommand,
  costsCommand,
  schemaCommand,
  demoCommand,
];

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
    await printHelp(commands, terminal);
    return exitCodes.done;
  }
  if (name === '--version' || name === '-V') {
    await terminal.write(`bandolo ${version}\n`);
    return exitCodes.done;
  }
  if (name === 'help') return help(rest[0], terminal);
  const command = commands.find((each) => each.name === name);
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
    await printHelp(commands, terminal);
    return exitCodes.done;
  }
  const command = commands.find((each) => each.name === name);
  if (!command) return unknownCommand(name, terminal);
  await printCommandHelp(command, terminal);
  return exitCodes.done;
}

async function unknownCommand(name: string, terminal: Terminal): Promise<ExitCode> {
  const names = commands.map((each) => each.name);
  const isOption = name.startsWith('-');
  const message = isOption
    ? `give a command before ${name}: ${names.join(', ')}`
    : `there is no command "${name}": there are ${names.join(', ')}`;
  await complain(terminal, [complaint('unknown-command', message, nearest(name, names))], false);
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
