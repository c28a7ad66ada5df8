import type { OptionSpec } from './arguments.ts';
import type { Command } from './command.ts';
import { findSampleRound } from './samples.ts';
import { hanging, padEnd, styleOf, wrapped, type Style } from './style.ts';
import type { Terminal } from './terminal.ts';

const exits = [
  ['0', 'done'],
  ['1', 'refused by the rules, stopped by them, or something differs'],
  ['2', 'not understood: a file, a line, an option'],
  ['70', 'a fault of Bandolo itself'],
  ['74', 'the output could not be written; nothing is left half-written'],
] as const;

/** The page of every command together. */
export async function printHelp(commands: readonly Command[], terminal: Terminal): Promise<void> {
  const style = styleOf(terminal);
  const lines = [
    style.bold('bandolo: public grant calls as data'),
    '',
    ...wrapped(
      'A call is one YAML file; Bandolo checks it, assesses applications by it, orders and funds them, and explains every figure.',
      terminal.columns,
    ),
    '',
    style.bold('Commands'),
    ...commands.flatMap(({ name, summary }) =>
      hanging(`  ${padEnd(name, 9)} `, summary, terminal.columns),
    ),
    '',
    `bandolo help <command> teaches each one by example. Try first: ${style.bold('bandolo demo')}`,
    '',
    ...exitLines(style),
  ];
  await terminal.write(`${lines.join('\n')}\n`);
}

/** The page of one command. */
export async function printCommandHelp(command: Command, terminal: Terminal): Promise<void> {
  const style = styleOf(terminal);
  const { name, summary, usage, options, notes = [], examples } = command;
  const all: Readonly<Record<string, OptionSpec>> = { ...options, help: { about: 'this help' } };
  const entries = Object.entries(all);
  const labels = entries.map(([option, { value }]) =>
    value === undefined ? `--${option}` : `--${option} ${value}`,
  );
  const width = Math.min(26, Math.max(...labels.map((label) => label.length)));
  const lines = [
    `${style.bold(`bandolo ${name}`)}: ${summary}`,
    '',
    ...usage.map((line) => `  ${line}`),
    '',
    style.bold('Options'),
    ...entries.flatMap(([, { about }], index) =>
      hanging(`  ${padEnd(labels[index] ?? '', width)}  `, about, terminal.columns),
    ),
    ...notes.flatMap((note) => ['', ...wrapped(note, terminal.columns)]),
    '',
    style.bold('Examples'),
    ...examples.flatMap(({ about, line }) => [style.dim(`  # ${about}`), `  ${withSamples(line)}`]),
    '',
    ...exitLines(style),
  ];
  await terminal.write(`${lines.join('\n')}\n`);
}

function exitLines(style: Style): readonly string[] {
  return [
    style.bold('Exit codes'),
    ...exits.map(([code, meaning]) => `  ${padEnd(code, 3)} ${meaning}`),
  ];
}

/** An example with real files in the place of their names. */
function withSamples(line: string): string {
  const sample = findSampleRound();
  const names: Readonly<Record<string, string>> = {
    CALL: sample?.call ?? 'call.yaml',
    DECISIONS: sample?.decisions ?? 'decisions.yaml',
    ROUND: sample?.round ?? 'applications.yaml',
    LINE: sample?.line ?? 'line-1',
    APPLICATION: sample?.application ?? 'A-001',
    BUNDLE: 'ranking.json',
    KEY: 'key.pem',
    RENOUNCED: 'D-0001',
    TMP: '.',
  };
  return line.replaceAll(/\$([A-Z]+)(\/)?/g, (whole, name: string, slash: string | undefined) => {
    if (name === 'TMP') return '';
    return names[name] === undefined ? whole : `${names[name]}${slash ?? ''}`;
  });
}
