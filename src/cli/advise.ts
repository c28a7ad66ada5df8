import { checkShape } from '../calls/index.ts';
import { advise, type Advice, type Answers, type Call } from '../engine/index.ts';
import { readYaml } from '../platform/yaml-source.ts';
import { adviceToJson, printAdvice } from './print-advice.ts';
import { interview } from './interview.ts';
import { jsonOption, languageOption, type Command, type Context } from './command.ts';
import { complain, complaint, notUnderstood, type NotUnderstood } from './complaint.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { readText } from './files.ts';
import { openCallFile } from './open-call.ts';
import type { Terminal } from './terminal.ts';

export const adviseCommand: Command = {
  name: 'advise',
  summary: 'which calls fit some answers, which cannot, and what to ask next',
  usage: ['bandolo advise --call FILE [--call FILE…] [answers.yaml] [--interactive]'],
  options: {
    call: { value: 'FILE', about: 'the definition of a call; may be repeated', isRepeated: true },
    decisions: {
      value: 'FILE',
      about: 'decisions of one of the calls; may be repeated',
      isRepeated: true,
    },
    interactive: { about: 'ask, one question at a time, only what still matters' },
    ...languageOption,
    ...jsonOption,
  },
  notes: [
    'Answers have the form of an application: facts, partners, costs, requestedRate. The same answer serves every call that knows a fact by that name.',
    'With --interactive the replies may also come line by line on standard input; an empty line is "I do not know".',
  ],
  examples: [
    { about: 'Nothing said yet: what is asked first', line: 'bandolo advise --call $CALL' },
    {
      about: 'One question at a time (here with the replies on standard input)',
      line: 'printf "\\n\\n" | bandolo advise --call $CALL --interactive',
    },
  ],
  run,
};

async function run({ args, terminal }: Context): Promise<ExitCode> {
  const { language, isJson } = args;
  const calls = await openCalls({ args, terminal });
  const answers =
    calls.type === 'not-understood' ? calls : await readAnswers(args.positionals[0], terminal);
  if (calls.type === 'not-understood' || answers.type === 'not-understood') {
    await complain(terminal, answers.type === 'not-understood' ? answers.complaints : [], isJson);
    return exitCodes.notUnderstood;
  }
  let advice: Advice = advise(calls.calls, answers.answers);
  if (args.has('interactive') && advice.problems.length === 0)
    advice = await interview(calls.calls, answers.answers, { language, terminal });
  if (advice.problems.length > 0) {
    const complaints = advice.problems.flatMap(({ call, problems }) =>
      problems.map(({ code, message, path, suggestion }) =>
        complaint(code, `${call}: ${path.join('.')}: ${message}`, suggestion),
      ),
    );
    await complain(terminal, complaints, isJson);
    return exitCodes.notUnderstood;
  }
  if (isJson) await terminal.write(`${JSON.stringify(adviceToJson(advice, calls.calls))}\n`);
  else await printAdvice(advice, calls.calls, { language, terminal });
  return exitCodes.done;
}

async function openCalls({
  args,
  terminal,
}: Context): Promise<{ readonly type: 'calls'; readonly calls: readonly Call[] } | NotUnderstood> {
  const files = args.texts('call');
  if (files.length === 0)
    return notUnderstood(
      complaint('no-call', 'which calls? --call definitions/…/call.yaml, once for each'),
    );
  const calls: Call[] = [];
  const decisions = await decisionsByCall(args.texts('decisions'), terminal);
  if ('type' in decisions) return decisions;
  const used = new Set<string>();
  for (const file of files) {
    const bare = await openCallFile(file, [], terminal);
    if (bare.type === 'not-understood') return bare;
    const own = decisions.get(bare.definition.id) ?? [];
    const opened = own.length > 0 ? await openCallFile(file, own, terminal) : bare;
    if (opened.type === 'not-understood') return opened;
    used.add(bare.definition.id);
    calls.push(opened.call);
  }
  const strange = [...decisions.keys()].find((id) => !used.has(id));
  if (strange !== undefined)
    return notUnderstood(
      complaint('unknown-name', `these decisions are for "${strange}", and no --call is that`),
    );
  return { type: 'calls', calls };
}

async function decisionsByCall(
  files: readonly string[],
  terminal: Terminal,
): Promise<ReadonlyMap<string, readonly string[]> | NotUnderstood> {
  const byCall = new Map<string, readonly string[]>();
  for (const file of files) {
    const text = await readText(file, terminal);
    if (text.type === 'not-understood') return text;
    const reading = readYaml(text.text, text.file);
    if (reading.type === 'refused') return notUnderstood(...reading.problems);
    const problems = checkShape({ shape: 'decisions', source: reading.source, file });
    if (problems.length > 0) return notUnderstood(...problems);
    const { call } = reading.source.value as { readonly call: string };
    byCall.set(call, [...(byCall.get(call) ?? []), file]);
  }
  return byCall;
}

/** Answers are an application that has no name yet. */
async function readAnswers(
  file: string | undefined,
  terminal: Terminal,
): Promise<{ readonly type: 'answers'; readonly answers: Answers } | NotUnderstood> {
  if (file === undefined) return { type: 'answers', answers: { facts: {} } };
  const text = await readText(file, terminal);
  if (text.type === 'not-understood') return text;
  const reading = readYaml(text.text, text.file);
  if (reading.type === 'refused') return notUnderstood(...reading.problems);
  const { value } = reading.source;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const named = isObject ? { id: 'answers', facts: {}, ...value } : value;
  const source = { ...reading.source, value: named };
  const problems = checkShape({ shape: 'application', source, file: text.file });
  if (problems.length > 0) return notUnderstood(...problems);
  return { type: 'answers', answers: named as Answers };
}
