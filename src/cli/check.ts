import { examineDefinition } from '../calls/index.ts';
import { formatProblem, type Problem } from '../platform/problem.ts';
import { readYaml } from '../platform/yaml-source.ts';
import { checkProgrammeText } from './check-programme.ts';
import { jsonOption, languageOption, type Command, type Context } from './command.ts';
import { complain, complaint } from './complaint.ts';
import { exitCodes, worseOf, type ExitCode } from './exit-codes.ts';
import { readText } from './files.ts';
import { printCallCheck, type CallReport } from './print-check.ts';

export const checkCommand: Command = {
  name: 'check',
  summary: 'reads definitions of calls and programmes and runs every example in them',
  usage: ['bandolo check <definition.yaml…> [--decisions FILE]'],
  options: {
    decisions: {
      value: 'FILE',
      about: 'decisions that fill the gaps; may be repeated',
      isRepeated: true,
    },
    ...languageOption,
    ...jsonOption,
  },
  notes: [
    'Ends with 0 when the definition can be run and every example comes out; 1 when an example does not; 2 when something cannot be read: amounts, names, types, bands, cycles, points that miss their maximum, crossed dates, each with file, line and column.',
  ],
  examples: [
    { about: 'A definition with its gaps open', line: 'bandolo check $CALL' },
    {
      about: 'With the decisions that fill them',
      line: 'bandolo check $CALL --decisions $DECISIONS',
    },
    { about: 'For a program', line: 'bandolo check $CALL --json' },
  ],
  run,
};

async function run({ args, terminal }: Context): Promise<ExitCode> {
  const named = args.positionals;
  if (named.length === 0 && terminal.isInputInteractive) {
    await complain(
      terminal,
      [complaint('no-file', 'which definition? bandolo check <definition.yaml>')],
      args.isJson,
    );
    return exitCodes.notUnderstood;
  }
  let end: ExitCode = exitCodes.done;
  for (const file of named.length > 0 ? named : ['-'])
    end = worseOf(end, await checkFile(file, { args, terminal }));
  return end;
}

async function checkFile(file: string, context: Context): Promise<ExitCode> {
  const { args, terminal } = context;
  const text = await readText(file, terminal);
  if (text.type === 'not-understood') {
    await complain(terminal, text.complaints, args.isJson);
    return exitCodes.notUnderstood;
  }
  const reading = readYaml(text.text, text.file);
  if (reading.type === 'refused') return refuse(text.file, reading.problems, context);
  if (kindOf(reading.source.value) === 'programme')
    return checkProgrammeText(reading.source, text.file, context);
  const decisions = [];
  for (const each of args.texts('decisions')) {
    const beside = await readText(each, terminal);
    if (beside.type === 'not-understood') {
      await complain(terminal, beside.complaints, args.isJson);
      return exitCodes.notUnderstood;
    }
    decisions.push(beside);
  }
  const read = examineDefinition({ definition: text, decisions });
  if (read.type === 'refused') return refuse(text.file, read.problems, context);
  const { call, failures } = read;
  await report({ file: text.file, call, failures }, context);
  return failures.length > 0 ? exitCodes.refused : exitCodes.done;
}

function kindOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
}

async function refuse(
  file: string,
  problems: readonly Problem[],
  { args, terminal }: Context,
): Promise<ExitCode> {
  if (args.isJson)
    await terminal.write(`${JSON.stringify({ type: 'check', file, sound: false, problems })}\n`);
  else for (const problem of problems) terminal.warn(`${formatProblem(problem)}\n`);
  return exitCodes.notUnderstood;
}

async function report(checked: CallReport, { args, terminal }: Context): Promise<void> {
  const { file, call, failures } = checked;
  if (!args.isJson) {
    for (const failure of failures) terminal.warn(`${formatProblem(failure)}\n`);
    await printCallCheck(checked, { language: args.language, terminal });
    return;
  }
  const { document } = call;
  const failed = new Set(failures.map(({ example }) => example)).size;
  const answer = {
    type: 'check',
    file,
    kind: 'call',
    id: document.id,
    version: document.version,
    sound: true,
    fictional: call.isFictional,
    decisions: call.decisions,
    lines: [...call.tracks.keys()],
    facts: document.facts.length,
    requirements: document.eligibility.length,
    criteria: document.score?.criteria.length ?? 0,
    examples: { run: document.examples.length, failed, failures },
    gaps: call.gaps.map(({ gap, paths }) => ({ ...gap, paths })),
  };
  await terminal.write(`${JSON.stringify(answer)}\n`);
}
