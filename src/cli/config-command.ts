import { given, hiddenText, readConfig, settingEntries } from '../platform/config.ts';
import type { Setting } from '../platform/setting.ts';
import { jsonOption, type Command, type Context } from './command.ts';
import { complainOfConfig } from './complain-of-config.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { hanging, styleOf } from './style.ts';
import type { Terminal } from './terminal.ts';

export const configCommand: Command = {
  name: 'config',
  summary: 'every setting of the server: its value, where it comes from, what it is for',
  usage: ['bandolo config [--json]'],
  options: jsonOption,
  notes: ['Settings are variables of the environment. Secrets are not shown.'],
  examples: [{ about: 'As JSON, for other programs', line: 'bandolo config --json' }],
  run,
};

interface ShownSetting {
  readonly name: string;
  /** Absent where nothing stands. */
  readonly value?: string;
  readonly source: 'environment' | 'standard';
  readonly standard: string;
  readonly about: string;
}

async function run({ args, terminal }: Context): Promise<ExitCode> {
  const shown = settingEntries().map(([, setting]) => showSetting(setting));
  const reading = readConfig(process.env);
  const problems = reading.type === 'refused' ? reading.problems : [];
  if (args.isJson)
    await terminal.write(`${JSON.stringify({ settings: shown, problems }, null, 2)}\n`);
  else {
    await terminal.write(`${linesOf(shown, terminal).join('\n')}\n`);
    if (problems.length > 0) complainOfConfig(problems, terminal);
  }
  return problems.length > 0 ? exitCodes.notUnderstood : exitCodes.done;
}

function showSetting(setting: Setting<unknown>): ShownSetting {
  const text = given(process.env, setting);
  const value = text === undefined ? setting.standard : hiddenText(setting, text);
  return {
    name: setting.name,
    ...(value === undefined ? {} : { value }),
    source: text === undefined ? 'standard' : 'environment',
    standard: setting.standardAbout ?? setting.standard ?? '',
    about: setting.about,
  };
}

function linesOf(shown: readonly ShownSetting[], terminal: Terminal): readonly string[] {
  const style = styleOf(terminal);
  return shown.flatMap(({ name, value, source, standard, about }) => [
    source === 'environment'
      ? `${style.bold(name)} = ${value}   ${style.dim('(environment)')}`
      : `${style.bold(name)} = ${value ?? `(${standard})`}   ${style.dim('(standard)')}`,
    ...hanging('    ', about, terminal.columns),
    '',
  ]);
}
