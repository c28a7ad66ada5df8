import { settleRound, type Round, type RoundDecisions, type RoundStop } from '../engine/index.ts';
import { outcomeCode } from '../engine/ranking/outcome.ts';
import { countOf } from './arguments.ts';
import { collectRound, type CollectedRound } from './collect-round.ts';
import type { Context } from './command.ts';
import { complain, complaint, notUnderstood, type NotUnderstood } from './complaint.ts';
import { emit } from './emit.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { openCall, type OpenCall } from './open-call.ts';
import { printCounts, printDecisions, printNext, printTitle } from './print-frame.ts';
import { printPots, printStops } from './print-money.ts';
import { printBreaches, printRankings } from './print-round.ts';
import { readRoundDecisions } from './read-round-decisions.ts';
import { roundAsCsv, roundAsJson } from './round-json.ts';
import { openKey, writeBundle } from './write-bundle.ts';

/** Rows of a ranking that a person is shown when nothing else is asked for. */
const defaultTop = 200;

/** Reads a round, settles it, and prints it as it was asked for. */
export async function runRound(context: Context, withMoney: boolean): Promise<ExitCode> {
  const { args, terminal } = context;
  const ready = await prepareRound(context);
  if (ready.type === 'not-understood') {
    await complain(terminal, ready.complaints, args.isJson);
    return exitCodes.notUnderstood;
  }
  const { opened, collected, roundDecisions, key, top } = ready;
  const round = onlyWanted(
    settleRound(opened.call, collected.collector, roundDecisions),
    withMoney,
  );
  const bundle = args.text('bundle');
  if (bundle !== undefined) {
    const { applications } = collected;
    await writeBundle(bundle, { opened, applications, roundDecisions, key }, args, terminal);
  }
  const output = { round, collected, roundDecisions, withMoney };
  if (args.has('csv')) await emit(roundAsCsv(output), args, terminal);
  else if (args.isJson || args.text('out') !== undefined)
    await emit(roundAsJson(output), args, terminal);
  else await printRound(context, ready, round, { withMoney, top });
  return round.stops.length > 0 ? exitCodes.refused : exitCodes.done;
}

interface ReadyRound {
  readonly type: 'ready';
  readonly opened: OpenCall;
  readonly collected: CollectedRound;
  readonly roundDecisions: RoundDecisions;
  readonly key: import('node:crypto').KeyObject | undefined;
  readonly top: number;
}

async function prepareRound({ args, terminal }: Context): Promise<ReadyRound | NotUnderstood> {
  const { language } = args;
  const top = countOf(args, 'top');
  if (top.type === 'not-understood') return top;
  const opened = await openCall(args, terminal);
  if (opened.type === 'not-understood') return opened;
  const round = await readRoundDecisions(args.text('round'), terminal);
  if (round.type === 'not-understood') return round;
  const files = [...args.texts('applications'), ...opened.rest];
  const keepsApplications = args.text('bundle') !== undefined;
  const options = { terminal, language, keepsApplications };
  const collected = await collectRound(opened.call, files, options);
  if (collected.type === 'not-understood') return collected;
  const strange = strangeNames(round.decisions, collected);
  if (strange) return strange;
  const key = await openKey(args, terminal);
  if (key.type === 'not-understood') return key;
  return {
    type: 'ready',
    opened,
    collected,
    roundDecisions: round.decisions,
    key: key.key,
    top: top.count ?? defaultTop,
  };
}

/** A ranking that no line of the call has would otherwise be passed over in silence. */
function strangeNames(
  { orderOfRankings }: RoundDecisions,
  { collector }: CollectedRound,
): NotUnderstood | undefined {
  const { units } = collector.plan;
  const strange = orderOfRankings?.find((name) => !units.includes(name));
  if (strange === undefined) return undefined;
  return notUnderstood(
    complaint(
      'unknown-name',
      `orderOfRankings: there is no ranking "${strange}": there are ${units.join(', ')}`,
    ),
  );
}

const moneyStops = new Set<RoundStop['code']>([
  'pot-amount-missing',
  'pot-share-missing',
  'tie-at-cut-off',
  'more-money-needed',
  'partial-policy-missing',
  'order-of-rankings-missing',
  'waits-for-another-ranking',
  'money-kinds-missing',
  'reallocation-not-allowed',
  'move-not-valid',
  'move-exceeds-left',
  'addition-not-valid',
]);

/** Without money, what stops the money does not matter. */
function onlyWanted(round: Round, withMoney: boolean): Round {
  if (withMoney) return round;
  const stops = round.stops.filter(({ code }) => !moneyStops.has(code));
  return { ...round, funding: undefined, stops };
}

async function printRound(
  { args, terminal }: Context,
  { opened, collected }: ReadyRound,
  round: Round,
  { withMoney, top }: { readonly withMoney: boolean; readonly top: number },
): Promise<void> {
  const { language } = args;
  const printing = { language, terminal };
  await printTitle(opened.call, printing);
  await printCounts(round, printing);
  const view = { round, collected, language, terminal, withMoney, top };
  await printRankings(view);
  await printStops(round.stops, opened.call, printing);
  if (withMoney) await printPots(round, printing);
  await printBreaches(view);
  await printDecisions(opened.call.decisions, opened.call.gaps.length, printing);
  const application = tellingOne(round);
  const files = [...args.texts('applications'), ...opened.rest];
  if (application === undefined || files.length === 0 || files.includes('-')) return;
  await printNext(
    [
      'npx',
      'bandolo',
      'explain',
      opened.file,
      ...opened.decisionFiles.flatMap((file) => ['--decisions', file]),
      ...files.flatMap((file) => ['--applications', file]),
      '--application',
      application,
      '--figure',
      opened.call.document.gives === 'grant' ? 'grant' : 'outcome',
    ],
    printing,
  );
}

/** The application most worth asking about: the one that the money only partly covers, or the first. */
function tellingOne({ ids, ranking, funding }: Round): string | undefined {
  const partly = funding?.outcome.indexOf(outcomeCode['partly-funded']) ?? -1;
  return ids[partly >= 0 ? partly : (ranking.order[0] ?? 0)];
}
