import type { Cents } from '../numbers/money.ts';
import { type FundingPolicy, type Needs, shareOut, startRun } from './fund.ts';
import {
  type ActEntry,
  checkAct,
  deepFreeze,
  fingerprintOf,
  type FundingAct,
  type Reduced,
} from './funding-act.ts';
import { drawsByRow, type GrantDraw } from './funding-result.ts';
import { type Outcome, outcomes } from './outcome.ts';
import {
  accountsOf,
  type Addition,
  addMoney,
  giveBack,
  type Ledger,
  type MoneyProblem,
  moveMoney,
  reopenLedger,
} from './pots.ts';
import type { Ranking } from './rank.ts';
import type { RankingTable } from './ranking-table.ts';

/** Money that comes back from an application. */
export interface Saving {
  readonly row: number;
  /** `reduction`: the grant is lowered and the difference is never given to it again. */
  readonly kind: 'renunciation' | 'forfeiture' | 'reduction';
  /** For a reduction, the cents taken off; the others give back everything. */
  readonly amount?: Cents;
  readonly act: string;
}

export interface ScrollRequest {
  readonly id: string;
  readonly additions?: readonly Addition[];
  readonly savings?: readonly Saving[];
  /** Places left out this time, by row: for instance applications that had not yet arrived. */
  readonly isIncluded?: (row: number) => boolean;
}

export interface Refused {
  readonly type: 'refused';
  readonly problem: MoneyProblem | { readonly code: 'ranking-changed' | 'act-id-taken' };
}

/**
 * Gives new and saved money along a frozen ranking: first to complete those partly funded, then
 * down the same order. Gives a new act; the acts before it stay as they are.
 * The moves of `policy` are those decided for this act. Refused when the ranking is not the one
 * of the acts, when the id was used, or when money is moved or given back that is not there.
 */
export function scroll(
  table: RankingTable,
  ids: readonly string[],
  ranking: Ranking,
  acts: readonly FundingAct[],
  policy: FundingPolicy,
  request: ScrollRequest,
): FundingAct | Refused {
  const last = acts.at(-1);
  if (!last) throw new RangeError('there is no act to follow');
  const fingerprint = fingerprintOf(ranking);
  if (last.fingerprint !== fingerprint) return refused({ code: 'ranking-changed' });
  if (acts.some((act) => act.id === request.id)) return refused({ code: 'act-id-taken' });
  const states = statesAfter(table, ids, acts);
  const before = states.map((state) => ({ ...state }));
  const ledger = reopenLedger(policy.pots, last.accounts);
  const problem =
    takeBack(ledger, ids, states, request.savings ?? []) ??
    addMoney(ledger, request.additions ?? []) ??
    moveMoney(ledger, policy.moves ?? [], policy.reallocationAllowed ?? false);
  if (problem) return refused(problem);
  const run = startRun(table, ranking, ledger, policy, needsOf(table, states));
  shareOut(run, policy, passesOf(ranking, states, request.isIncluded ?? (() => true)));
  const accounts = accountsOf(ledger);
  for (const [row, draws] of drawsByRow(run.draws.all(), accounts)) give(states[row]!, draws);
  for (const [place, row] of ranking.order.entries()) {
    const state = states[row]!;
    if (state.outcome === 'undecided') state.outcome = outcomes[run.outcome[place]!]!;
  }
  const entries = [...ids.keys()]
    .filter((row) => isTouched(states[row]!, before[row]!))
    .map((row) => entryOf(row, ids[row]!, ranking, states[row]!, before[row]!));
  const checks = checkAct(entries, accounts);
  const { stops } = run;
  return deepFreeze({
    id: request.id,
    follows: last.id,
    fingerprint,
    entries,
    accounts,
    stops,
    checks,
  });
}

/** Where one application stands while an act is being made. */
interface State {
  outcome: Outcome;
  entitled: Cents;
  reduced: Reduced;
  draws: GrantDraw[];
}

function statesAfter(
  table: RankingTable,
  ids: readonly string[],
  acts: readonly FundingAct[],
): State[] {
  const states = ids.map((_, row): State => {
    return { outcome: 'undecided', entitled: table.asked[row]!, reduced: {}, draws: [] };
  });
  for (const { row, after, entitled, reduced, draws } of acts.flatMap((act) => act.entries)) {
    const state = states[row]!;
    state.outcome = after;
    state.entitled = entitled;
    state.reduced = reduced;
    state.draws = [...state.draws, ...draws];
  }
  return states;
}

function totalOf(state: State, money?: GrantDraw['money']): Cents {
  return state.draws.reduce(
    (sum, draw) => (money === undefined || draw.money === money ? sum + draw.amount : sum),
    0,
  );
}

/** Money goes back where it came from, the last drawn first. */
function takeBack(
  ledger: Ledger,
  ids: readonly string[],
  states: readonly State[],
  savings: readonly Saving[],
): MoneyProblem | undefined {
  for (const [index, { row, kind, amount, act }] of savings.entries()) {
    const state = states[row];
    if (!state) return { code: 'saving-not-valid', index };
    const total = totalOf(state);
    const back = kind === 'reduction' ? (amount ?? 0) : total;
    const isAmount = Number.isSafeInteger(back) && (kind !== 'reduction' || back > 0);
    if (!isAmount || back > total || act === '') return { code: 'saving-not-valid', index };
    const returned = returnDraws(ledger, state, back, {
      kind: 'saved',
      application: ids[row]!,
      act,
    });
    if (kind === 'reduction') reduce(state, returned);
    else state.outcome = kind === 'renunciation' ? 'withdrawn' : 'forfeited';
  }
  return undefined;
}

function returnDraws(
  ledger: Ledger,
  state: State,
  amount: Cents,
  origin: Extract<GrantDraw['origin'], { kind: 'saved' }>,
): GrantDraw[] {
  let rest = amount;
  const returned: GrantDraw[] = [];
  const held = new Map<string, GrantDraw>();
  for (const draw of state.draws) {
    const key = `${draw.pot} ${draw.money} ${JSON.stringify(draw.origin)}`;
    held.set(key, { ...draw, amount: draw.amount + (held.get(key)?.amount ?? 0) });
  }
  for (const draw of [...held.values()].toReversed()) {
    const back = Math.min(rest, draw.amount);
    if (back <= 0) continue;
    giveBack(ledger, ledger.indexOf.get(draw.pot)!, back, origin);
    returned.push({ ...draw, amount: -back });
    rest -= back;
  }
  state.draws = [...state.draws, ...returned];
  return returned;
}

function reduce(state: State, returned: readonly GrantDraw[]): void {
  for (const { money, amount } of returned) {
    state.entitled += amount;
    state.reduced = { ...state.reduced, [money]: (state.reduced[money] ?? 0) - amount };
  }
}

function isOut(state: State): boolean {
  return state.outcome === 'withdrawn' || state.outcome === 'forfeited';
}

function needsOf(table: RankingTable, states: readonly State[]): Needs {
  const open = (asked: Float64Array, money: GrantDraw['money']): Float64Array =>
    asked.map((cents, row) => {
      const state = states[row]!;
      return cents - (state.reduced[money] ?? 0) - totalOf(state, money);
    });
  if (!table.kinds) {
    return { whole: Float64Array.from(states, (state) => state.entitled - totalOf(state)) };
  }
  return {
    capital: open(table.kinds.capital, 'capital'),
    current: open(table.kinds.current, 'current'),
  };
}

/** First the places to complete, then every place that can still get something. */
function passesOf(
  ranking: Ranking,
  states: readonly State[],
  isIncluded: (row: number) => boolean,
): [Uint8Array, Uint8Array] {
  const passes: [Uint8Array, Uint8Array] = [
    new Uint8Array(ranking.order.length),
    new Uint8Array(ranking.order.length),
  ];
  for (const [place, row] of ranking.order.entries()) {
    const state = states[row]!;
    const total = totalOf(state);
    const canGet = !isOut(state) && isIncluded(row) && !(total >= state.entitled);
    passes[0][place] = canGet && total > 0 ? 0 : 1;
    passes[1][place] = canGet && total === 0 ? 0 : 1;
  }
  return passes;
}

function give(state: State, draws: readonly GrantDraw[]): void {
  state.draws = [...state.draws, ...draws];
  state.outcome = totalOf(state) === state.entitled ? 'fully-funded' : 'partly-funded';
}

function isTouched(state: State, before: State): boolean {
  return state.outcome !== before.outcome || state.draws.length !== before.draws.length;
}

function entryOf(
  row: number,
  application: string,
  ranking: Ranking,
  state: State,
  before: State,
): ActEntry {
  const draws = state.draws.slice(before.draws.length);
  const total = totalOf(state);
  return {
    row,
    application,
    position: ranking.position[row]!,
    before: before.outcome,
    after: state.outcome,
    grant: total - totalOf(before),
    total,
    entitled: state.entitled,
    reduced: state.reduced,
    draws,
  };
}

function refused(problem: Refused['problem']): Refused {
  return { type: 'refused', problem };
}
