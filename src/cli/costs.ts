import { answerCostText } from '../engine/index.ts';
import { readLines } from '../platform/ndjson.ts';
import { jsonOption, type Command, type Context } from './command.ts';
import { complain } from './complaint.ts';
import { emit } from './emit.ts';
import { exitCodes, worseOf, type ExitCode } from './exit-codes.ts';
import { openBytes } from './files.ts';
import { Progress } from './progress.ts';

export const costsCommand: Command = {
  name: 'costs',
  summary: 'answers systems of capped costs, one JSON object a line',
  usage: ['bandolo costs [systems.ndjson]'],
  options: {
    ...jsonOption,
    out: { value: 'FILE', about: 'write the answers there, whole or not at all' },
  },
  notes: [
    'One answer a line, in the order of the lines; empty lines get none. A line that cannot be admitted is answered with {"refused":{"code","message"}} and does not stop the others.',
    'Ends with 0 when every line was admitted, 1 when the rules refuse some, 2 when some cannot be read.',
  ],
  examples: [
    {
      about: 'Overheads at most 10% of the other admitted costs',
      line: `echo '{"categories":[{"id":"works","declared":"1000.00"},{"id":"overheads","declared":"500.00"}],"caps":[{"on":"overheads","rate":"10%","of":"others"}]}' | bandolo costs`,
    },
  ],
  run,
};

async function run({ args, terminal }: Context): Promise<ExitCode> {
  const opened = await openBytes(args.positionals[0] ?? '-', terminal);
  if (opened.type === 'not-understood') {
    await complain(terminal, opened.complaints, args.isJson);
    return exitCodes.notUnderstood;
  }
  let end: ExitCode = exitCodes.done;
  const progress = new Progress(terminal, 'cost systems answered', 'en');
  async function* answers(): AsyncGenerator<string> {
    if (opened.type !== 'open') return;
    for await (const line of readLines(opened.chunks, opened.name)) {
      progress.step();
      const answer = line.type === 'line' ? answerCostText(line.text) : refusedLine(line.problem);
      end = worseOf(end, endOf(answer));
      yield `${answer}\n`;
    }
  }
  await emit(answers(), args, terminal);
  progress.end();
  return end;
}

function refusedLine({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): string {
  return JSON.stringify({ refused: { code, message } });
}

const unreadable = new Set<string>([
  'malformed-amount',
  'malformed-rate',
  'missing-field',
  'unknown-key',
  'unknown-word',
  'wrong-type',
  'not-json',
  'too-large',
  'encoding',
]);

function endOf(answer: string): ExitCode {
  const code = /^\{"refused":\{"code":"([a-z-]+)"/.exec(answer)?.[1];
  if (code === undefined) return exitCodes.done;
  return unreadable.has(code) ? exitCodes.notUnderstood : exitCodes.refused;
}
