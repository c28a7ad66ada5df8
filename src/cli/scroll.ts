import {
  parseCents,
  suggestAmount,
  type ActChain,
  type ChainRefused,
  type ScrollOrder,
} from '../engine/index.ts';
import { formatCents } from '../engine/index.ts';
import { beginChain, extendChain, settleBundle } from '../ranking/index.ts';
import type { Arguments } from './arguments.ts';
import { jsonOption, languageOption, type Command, type Context } from './command.ts';
import { complain, complaint, notUnderstood, type NotUnderstood } from './complaint.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { exists, readText, writeWhole } from './files.ts';
import { printAct } from './print-act.ts';
import { readActs } from './read-acts.ts';
import { readBundle } from './read-bundle.ts';
import { readRoundDecisions } from './read-round-decisions.ts';
import { headOf } from './round-json.ts';

export const scrollCommand: Command = {
  name: 'scroll',
  summary: 'gives new or saved money along a published ranking, as a further act',
  usage: ['bandolo scroll <bundle.json> --id ACT --act TEXT [--add POT=AMOUNT] [--acts FILE]'],
  options: {
    acts: {
      value: 'FILE',
      about: 'the acts so far; the new one is added to it, and it is made when it is not there',
    },
    id: { value: 'ID', about: 'what the new act is called' },
    act: { value: 'TEXT', about: 'the act or resolution that gives or takes back the money' },
    add: { value: 'POT=AMOUNT', about: 'new money, as in pot-1=500000.00', isRepeated: true },
    source: { value: 'TEXT', about: 'who gives the new money' },
    renounce: { value: 'ID', about: 'an application that gives its grant back', isRepeated: true },
    forfeit: { value: 'ID', about: 'an application that loses its grant', isRepeated: true },
    reduce: {
      value: 'ID=AMOUNT',
      about: 'an application whose grant is lowered by so much',
      isRepeated: true,
    },
    round: { value: 'FILE', about: 'ties and moves of money decided for this act' },
    ...languageOption,
    ...jsonOption,
  },
  notes: [
    'Earlier acts are made again and must come out the same; they are never changed. Each act carries the hash of the one before.',
  ],
  examples: [
    {
      about: 'An application renounces: its money goes down the ranking',
      line: 'bandolo scroll $BUNDLE --id act-2 --act "Decree 12 of 2025" --renounce $RENOUNCED --acts $TMP/acts.json',
    },
  ],
  run,
};

interface ReadyOrder {
  readonly type: 'order';
  readonly order: ScrollOrder;
}

async function run({ args, terminal }: Context): Promise<ExitCode> {
  const order = await readOrder({ args, terminal });
  const [file = '-'] = args.positionals;
  const text = order.type === 'not-understood' ? order : await readText(file, terminal);
  const read = text.type === 'not-understood' ? text : readBundle(text);
  const chain = read.type === 'not-understood' ? read : await earlierActs({ args, terminal });
  if (
    order.type === 'not-understood' ||
    read.type === 'not-understood' ||
    chain.type === 'not-understood'
  ) {
    await complain(terminal, chain.type === 'not-understood' ? chain.complaints : [], args.isJson);
    return exitCodes.notUnderstood;
  }
  const settled = settleBundle(read.bundle);
  if ('problems' in settled) {
    const complaints = settled.problems.map((message) => complaint('bundle', message));
    await complain(terminal, complaints, args.isJson);
    return exitCodes.notUnderstood;
  }
  const { round } = settled;
  const before = chain.chain ?? beginChain(round, read.bundle.hash, 'approval');
  if ('type' in before) return refuse(before, { args, terminal });
  if (before.ranking !== read.bundle.hash) {
    const changed = { type: 'refused', code: 'ranking-changed', at: before.ranking } as const;
    return refuse(changed, { args, terminal });
  }
  const after = extendChain(round, before, order.order);
  if ('type' in after) return refuse(after, { args, terminal });
  return publish(after, round, { args, terminal });
}

async function publish(
  chain: ActChain,
  round: Parameters<typeof printAct>[0]['round'],
  { args, terminal }: Context,
): Promise<ExitCode> {
  const out = args.text('acts');
  if (out !== undefined) await writeWhole(out, [`${JSON.stringify(chain, null, 1)}\n`]);
  const act = chain.acts.at(-1);
  if (!act) throw new Error('a chain was extended and has no act');
  if (args.isJson)
    await terminal.write(`${JSON.stringify({ type: 'act', ...headOf(round.call), act })}\n`);
  else await printAct({ round, chain, act }, { language: args.language, terminal });
  if (out === undefined && !args.isJson) terminal.warn('--acts FILE keeps the act\n');
  return act.stops.length > 0 ? exitCodes.refused : exitCodes.done;
}

async function earlierActs({
  args,
  terminal,
}: Context): Promise<{ readonly type: 'read'; readonly chain?: ActChain } | NotUnderstood> {
  const file = args.text('acts');
  if (file === undefined || !(await exists(file))) return { type: 'read' };
  return readActs(file, terminal);
}

async function readOrder({ args, terminal }: Context): Promise<ReadyOrder | NotUnderstood> {
  const [id, act] = [args.text('id'), args.text('act')];
  if (id === undefined || act === undefined)
    return notUnderstood(
      complaint('option-missing', 'an act has a name and a ground: --id ID --act TEXT'),
    );
  const additions = pairs(args, 'add');
  if (additions.type === 'not-understood') return additions;
  const reductions = pairs(args, 'reduce');
  if (reductions.type === 'not-understood') return reductions;
  const source = args.text('source');
  if (additions.pairs.length > 0 && source === undefined)
    return notUnderstood(complaint('option-missing', 'new money has a giver: --source TEXT'));
  const decisions = await readRoundDecisions(args.text('round'), terminal);
  if (decisions.type === 'not-understood') return decisions;
  const back = (name: string, kind: 'renunciation' | 'forfeiture') =>
    args.texts(name).map((application) => ({ application, kind, act }));
  const order: ScrollOrder = {
    id,
    additions: additions.pairs.map(({ name, amount }) => ({
      pot: name,
      amount,
      act,
      source: source ?? '',
    })),
    savings: [
      ...back('renounce', 'renunciation'),
      ...back('forfeit', 'forfeiture'),
      ...reductions.pairs.map(({ name, amount }) => ({
        application: name,
        kind: 'reduction' as const,
        amount,
        act,
      })),
    ],
    ...(args.has('round') ? { decisions: decisions.decisions } : {}),
  };
  return { type: 'order', order };
}

function pairs(
  args: Arguments,
  option: string,
):
  | {
      readonly type: 'pairs';
      readonly pairs: readonly { readonly name: string; readonly amount: string }[];
    }
  | NotUnderstood {
  const found: { name: string; amount: string }[] = [];
  for (const text of args.texts(option)) {
    const at = text.lastIndexOf('=');
    const amount = text.slice(at + 1);
    const cents = at > 0 ? parseCents(amount) : undefined;
    if (cents === undefined || cents === 0)
      return notUnderstood(
        complaint(
          'malformed-amount',
          `--${option} wants NAME=AMOUNT as in pot-1=500000.00, and this is ${JSON.stringify(text)}`,
          suggestAmount(amount),
        ),
      );
    found.push({ name: text.slice(0, at), amount: formatCents(cents) });
  }
  return { type: 'pairs', pairs: found };
}

const refusals: Readonly<Record<ChainRefused['code'], string>> = {
  'no-funding': 'the ranking shared out no money, so there is nothing to follow',
  'unknown-application': 'there is no such application in the ranking',
  'act-differs': 'an earlier act does not come out as it is written',
  'ranking-changed': 'the acts are about another ranking',
  'act-id-taken': 'there is an act of that name already',
  'reallocation-not-allowed': 'the call does not let money move between pots',
  'move-not-valid': 'a move names a pot that is not there, or lacks its ground',
  'move-exceeds-left': 'a move takes more than is left',
  'addition-not-valid': 'new money names a pot that is not there',
  'saving-not-valid': 'more is given back than was granted',
};

async function refuse({ code, at }: ChainRefused, { args, terminal }: Context): Promise<ExitCode> {
  if (args.isJson)
    await terminal.write(
      `${JSON.stringify({ type: 'refused', code, at, message: refusals[code] })}\n`,
    );
  else terminal.warn(`bandolo: ${refusals[code]} (${at})\n`);
  return exitCodes.refused;
}
