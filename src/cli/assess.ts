import { assessmentToJson, type Call } from '../engine/index.ts';
import { explain } from '../engine/explanation/explain.ts';
import { explanationToJson, renderExplanation } from '../engine/explanation/render.ts';
import {
  applicationOptions,
  callOptions,
  languageOption,
  type Command,
  type Context,
} from './command.ts';
import { complain, formatComplaint } from './complaint.ts';
import { emit } from './emit.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { openCall, type OpenCall } from './open-call.ts';
import { printAssessment } from './print-assessment.ts';
import { printDecisions, printTitle } from './print-frame.ts';
import { Progress } from './progress.ts';
import { assessFile, type Submitted } from './read-applications.ts';
import { say } from './words.ts';

export const assessCommand: Command = {
  name: 'assess',
  summary: 'what the rules say of applications: eligibility, costs, grant, score',
  usage: ['bandolo assess <call.yaml> [applications…] [--decisions FILE]'],
  options: {
    ...callOptions,
    ...applicationOptions,
    explain: { about: 'add the explanation of every figure' },
    ...languageOption,
    json: { about: 'one JSON object a line, in the order of the applications' },
    out: { value: 'FILE', about: 'write the JSON there, whole or not at all' },
  },
  notes: [
    'An application that is not admissible is assessed all the same: that ends with 0. One that cannot be read ends with 2, and the others are still answered.',
  ],
  examples: [
    {
      about: 'Every application of a file',
      line: 'bandolo assess $CALL $ROUND --decisions $DECISIONS',
    },
    {
      about: 'One from standard input, as JSON',
      line: `echo '{"id":"A-1","line":"$LINE","facts":{}}' | bandolo assess $CALL --json`,
    },
  ],
  run,
};

async function run({ args, terminal }: Context): Promise<ExitCode> {
  const opened = await openCall(args, terminal);
  if (opened.type === 'not-understood') {
    await complain(terminal, opened.complaints, args.isJson);
    return exitCodes.notUnderstood;
  }
  const given = [...args.texts('applications'), ...opened.rest];
  const files = given.length > 0 ? given : ['-'];
  const context = { args, terminal };
  if (args.isJson || args.text('out') !== undefined) return writeJson(opened, files, context);
  return printAll(opened, files, context);
}

async function writeJson(
  { call }: OpenCall,
  files: readonly string[],
  { args, terminal }: Context,
): Promise<ExitCode> {
  let end: ExitCode = exitCodes.done;
  const progress = new Progress(
    terminal,
    say(args.language, 'domande', 'applications'),
    args.language,
  );
  async function* lines(): AsyncGenerator<string> {
    for (const file of files) {
      const opened = await assessFile(call, file, terminal);
      if (opened.type === 'not-understood') {
        end = exitCodes.notUnderstood;
        yield `${JSON.stringify({ type: 'not-understood', problems: opened.complaints })}\n`;
        continue;
      }
      for await (const submitted of opened.all) {
        progress.step();
        if (submitted.type === 'refused') end = exitCodes.notUnderstood;
        yield `${JSON.stringify(jsonOf(submitted, call, args.has('explain')))}\n`;
      }
    }
  }
  await emit(lines(), args, terminal);
  progress.end();
  return end;
}

function jsonOf(submitted: Submitted, call: Call, withExplanation: boolean): object {
  if (submitted.type === 'refused') {
    const { line, problems } = submitted;
    return { type: 'not-understood', line, problems };
  }
  const { assessment } = submitted;
  return {
    type: 'assessed',
    ...assessmentToJson(assessment),
    call: call.document.id,
    version: call.document.version,
    fictional: call.isFictional,
    decisions: call.decisions.map(({ id, fills }) => ({ id, fills })),
    ...(withExplanation && { explanation: explanationToJson(explain(assessment), call) }),
  };
}

async function printAll(
  { call }: OpenCall,
  files: readonly string[],
  { args, terminal }: Context,
): Promise<ExitCode> {
  const { language } = args;
  const printing = { language, terminal };
  let end: ExitCode = exitCodes.done;
  await printTitle(call, printing);
  for (const file of files) {
    const opened = await assessFile(call, file, terminal);
    if (opened.type === 'not-understood') {
      await complain(terminal, opened.complaints, false);
      end = exitCodes.notUnderstood;
      continue;
    }
    for await (const submitted of opened.all) {
      if (submitted.type === 'refused') {
        end = exitCodes.notUnderstood;
        for (const problem of submitted.problems) terminal.warn(`${formatComplaint(problem)}\n`);
        continue;
      }
      await printAssessment(submitted, printing);
      if (args.has('explain'))
        await terminal.write(
          `\n${renderExplanation(explain(submitted.assessment), call, language, { depth: 4 })}`,
        );
    }
  }
  await printDecisions(call.decisions, call.gaps.length, printing);
  return end;
}
