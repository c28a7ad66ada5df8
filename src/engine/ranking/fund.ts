import type { Fraction } from '../numbers/fraction.ts';
import type { Cents } from '../numbers/money.ts';
import { DrawList, type Draws } from './draws.ts';
import { fundRanking } from './fund-ranking.ts';
import {
  emptyPlan,
  type FundingRun,
  type FundingStop,
  needOf,
  type PartialPolicy,
  planGrant,
  type TieDecision,
} from './funding-run.ts';
import { outcomesBeforeMoney } from './outcome.ts';
import {
  accountsOf,
  type Ledger,
  type Move,
  type MoneyProblem,
  moveMoney,
  openLedger,
  type Pot,
  type PotAccount,
} from './pots.ts';
import type { Ranking } from './rank.ts';
import type { RankingTable } from './ranking-table.ts';
import { weightsOf } from './shares.ts';

/** How the money of a call is shared out. `undefined` stands for a rule that the call lacks. */
export interface FundingPolicy {
  /** In the order in which an application draws on them; bit `p` of `accepts` is `pots[p]`. */
  readonly pots: readonly Pot[];
  /** Fixed shares of every grant between pots, instead of drawing in order. */
  readonly shares?: readonly { readonly pot: string; readonly rate: Fraction }[] | undefined;
  readonly partial: PartialPolicy | undefined;
  readonly reallocationAllowed?: boolean;
  /** Reallocations decided before the money is shared out. */
  readonly moves?: readonly Move[];
  /** Which ranking draws first on a pot that several share: indices of rankings. */
  readonly orderOfRankings?: readonly number[] | undefined;
  readonly tieDecisions?: readonly TieDecision[];
}

/** Sums that must agree; `conserved` is false only through a bug. */
export interface FundingChecks {
  /** Sum of the grants, in cents. */
  readonly granted: Cents;
  /** Sum of the draws, in cents. */
  readonly drawn: Cents;
  readonly conserved: boolean;
}

/** What every application got, column by column; rows are those of the table. */
export interface Funding {
  /** Codes of `outcomes`. */
  readonly outcome: Uint8Array;
  /** In cents. */
  readonly grant: Float64Array;
  /** Codes of `reasons`. */
  readonly reason: Uint8Array;
  /** Position where the money ended, or cents that were left, as the reason says. */
  readonly reasonAt: Float64Array;
  readonly draws: Draws;
  readonly accounts: readonly PotAccount[];
  readonly stops: readonly FundingStop[];
  /** A reallocation that cannot be made: nothing has been shared out then. */
  readonly problem?: MoneyProblem;
  readonly checks: FundingChecks;
}

/**
 * Shares the money of the pots out along every ranking.
 * Whatever the rules leave open and matters is a stop: the applications before it keep what they
 * got, those from there on are undecided. Money moves between pots only by the moves given.
 * Throws `RangeError` for pots or shares that make no sense.
 */
export function fund(table: RankingTable, ranking: Ranking, policy: FundingPolicy): Funding {
  const ledger = openLedger(policy.pots);
  const run = startRun(table, ranking, ledger, policy, wholeNeeds(table));
  const problem = moveMoney(ledger, policy.moves ?? [], policy.reallocationAllowed ?? false);
  if (!problem) shareOut(run, policy, [undefined]);
  const draws = run.draws.all();
  const accounts = accountsOf(ledger);
  const grant = new Float64Array(table.size);
  const reasonAt = new Float64Array(table.size);
  const outcome = outcomesBeforeMoney(table);
  const reason = new Uint8Array(table.size);
  for (let place = 0; place < ranking.order.length; place += 1) {
    const row = ranking.order[place]!;
    grant[row] = run.grant[place]!;
    outcome[row] = run.outcome[place]!;
    reason[row] = run.reason[place]!;
    reasonAt[row] = run.reasonAt[place]!;
  }
  return {
    outcome,
    grant,
    reason,
    reasonAt,
    draws,
    accounts,
    stops: run.stops,
    ...(problem && { problem }),
    checks: checkMoney(grant, draws.amount, accounts),
  };
}

/** By row, in cents: the parts of a grant still to be given. */
export type Needs =
  | { readonly whole: Float64Array }
  | { readonly capital: Float64Array; readonly current: Float64Array };

function wholeNeeds(table: RankingTable): Needs {
  return table.kinds ?? { whole: table.asked };
}

export function startRun(
  table: RankingTable,
  ranking: Ranking,
  ledger: Ledger,
  policy: FundingPolicy,
  needs: Needs,
): FundingRun {
  const shares = policy.shares && {
    pots: policy.shares.map(({ pot }) => potIndex(ledger, pot)),
    weights: weightsOf(policy.shares.map(({ rate }) => rate)),
  };
  if (shares && 'capital' in needs) throw new RangeError('shares and kinds of money exclude');
  const maskOf = (other: 'capital' | 'current'): number =>
    policy.pots.reduce((mask, { money }, pot) => (money === other ? mask : mask | (1 << pot)), 0);
  const size = ranking.order.length;
  const accepts = new Uint32Array(size);
  for (let place = 0; place < size; place += 1)
    accepts[place] = table.accepts[ranking.order[place]!]!;
  return {
    table,
    ranking,
    ledger,
    needs:
      'whole' in needs
        ? [{ part: 0, cents: byPlace(ranking, needs.whole), pots: -1 }]
        : [
            { part: 1, cents: byPlace(ranking, needs.capital), pots: maskOf('current') },
            { part: 2, cents: byPlace(ranking, needs.current), pots: maskOf('capital') },
          ],
    shares,
    partial: policy.partial,
    tieDecisions: policy.tieDecisions ?? [],
    accepts,
    outcome: new Uint8Array(size),
    grant: new Float64Array(size),
    reason: new Uint8Array(size),
    reasonAt: new Float64Array(size),
    draws: new DrawList(ranking.order.length),
    stops: [],
    cut: 0,
    plan: emptyPlan(policy.pots.length),
    routes: new Map(),
    lastRoute: undefined,
  };
}

function byPlace({ order }: Ranking, cents: Float64Array): Float64Array {
  const placed = new Float64Array(order.length);
  for (let place = 0; place < order.length; place += 1) placed[place] = cents[order[place]!]!;
  return placed;
}

function potIndex(ledger: Ledger, pot: string): number {
  const index = ledger.indexOf.get(pot);
  if (index === undefined) throw new RangeError(`no pot ${pot}`);
  return index;
}

/**
 * Funds every ranking, group by group of those that share a pot; within a group, one pass after
 * the other. Places flagged in a pass are passed over in it.
 */
export function shareOut(
  run: FundingRun,
  policy: FundingPolicy,
  passes: readonly (Uint8Array | undefined)[],
): void {
  const isSplit = run.needs.length > 1;
  if (!isSplit && policy.pots.some(({ money }) => money !== undefined)) {
    run.stops.push({ code: 'money-kinds-missing', units: [...run.table.units.keys()], rows: [] });
    return;
  }
  const everPassedOver = passes.reduce(
    (merged, passOver) => merged && passOver?.map((flag, place) => flag & merged[place]!),
  );
  for (const group of groupsOfRankings(run)) {
    const units = orderOf(run, group, policy.orderOfRankings, everPassedOver);
    if (units) fundInOrder(run, units, passes);
  }
}

function fundInOrder(
  run: FundingRun,
  units: readonly number[],
  passes: readonly (Uint8Array | undefined)[],
): void {
  for (const passOver of passes) {
    for (const [index, unit] of units.entries()) {
      const isWithoutOrder = isStopped(run, unit);
      if (isWithoutOrder) run.stops.push({ code: 'ranking-stopped', units: [unit], rows: [] });
      else if (fundRanking(run, unit, passOver)) continue;
      const waiting = units.slice(index + 1);
      if (waiting.length === 0) return;
      run.stops.push({ code: 'waits-for-another-ranking', units: waiting, rows: [] });
      return;
    }
  }
}

function isStopped(run: FundingRun, unit: number): boolean {
  return run.ranking.stops.some((stop) => stop.unit === unit);
}

/** Rankings that could take money from each other, directly or through a third. */
function groupsOfRankings(run: FundingRun): number[][] {
  const reach = reachOfRankings(run);
  const groups: { units: number[]; pots: number }[] = [];
  for (const [unit, pots] of reach.entries()) {
    const joined = { units: [unit], pots };
    for (let i = groups.length - 1; i >= 0; i -= 1) {
      if ((groups[i]!.pots & pots) === 0) continue;
      const [other] = groups.splice(i, 1);
      joined.units.unshift(...other!.units);
      joined.pots |= other!.pots;
    }
    groups.push(joined);
  }
  return groups.map(({ units }) => units.toSorted((a, b) => a - b));
}

/** For each ranking, the mask of the pots its applications draw on, the outer ones included. */
function reachOfRankings({ table, ledger, ranking, accepts, shares }: FundingRun): number[] {
  const shared = (shares?.pots ?? []).reduce((mask, pot) => mask | (1 << pot), 0);
  const direct = new Int32Array(table.units.length);
  for (const unit of direct.keys()) {
    const last = ranking.starts[unit + 1]!;
    for (let place = ranking.starts[unit]!; place < last; place += 1) {
      direct[unit]! |= accepts[place]! | shared;
    }
  }
  for (const { unit } of ranking.stops) direct[unit] = -1;
  return Array.from(direct, (mask) =>
    ledger.chains.reduce(
      (whole, chain, pot) =>
        (mask >>> pot) & 1 ? chain.reduce((sum, outer) => sum | (1 << outer), whole) : whole,
      0,
    ),
  );
}

/** The rankings of a group in the order in which they draw; `undefined` after a stop. */
function orderOf(
  run: FundingRun,
  group: readonly number[],
  given: readonly number[] | undefined,
  passOver: Uint8Array | undefined,
): readonly number[] | undefined {
  const competing = group.filter((unit) => isStopped(run, unit) || hasPlaces(run, unit, passOver));
  if (competing.length < 2) return competing;
  if (given && competing.every((unit) => given.includes(unit))) {
    return given.filter((unit) => competing.includes(unit));
  }
  const anyStopped = competing.some((unit) => isStopped(run, unit));
  const left = run.ledger.left.slice();
  const places = competing.flatMap((unit) => placesOf(run, unit, passOver));
  let isEnough = !anyStopped;
  for (let i = 0; i < places.length && isEnough; i += 1) {
    isEnough = planGrant(run, places[i]!, left) === needOf(run, places[i]!);
  }
  if (isEnough) return competing;
  const reach = reachOfRankings(run);
  const pots = run.ledger.pots.filter(
    (_, pot) => competing.filter((unit) => (reach[unit]! >>> pot) & 1).length > 1,
  );
  run.stops.push({
    code: anyStopped ? 'waits-for-another-ranking' : 'order-of-rankings-missing',
    units: competing,
    rows: [],
    pots: pots.map(({ id }) => id),
    left: run.ledger.left.reduce((sum, cents, pot) => sum + (isOuter(run, pot) ? cents : 0), 0),
    needed: places.reduce((sum, place) => sum + needOf(run, place), 0),
  });
  return undefined;
}

function isOuter(run: FundingRun, pot: number): boolean {
  return run.ledger.chains[pot]!.length === 1;
}

function hasPlaces(
  { ranking }: FundingRun,
  unit: number,
  passOver: Uint8Array | undefined,
): boolean {
  const last = ranking.starts[unit + 1]!;
  for (let place = ranking.starts[unit]!; place < last; place += 1) {
    if (passOver?.[place] !== 1) return true;
  }
  return false;
}

function placesOf(
  { ranking }: FundingRun,
  unit: number,
  passOver: Uint8Array | undefined,
): number[] {
  const places: number[] = [];
  const last = ranking.starts[unit + 1]!;
  for (let place = ranking.starts[unit]!; place < last; place += 1) {
    if (passOver?.[place] !== 1) places.push(place);
  }
  return places;
}

export function checkMoney(
  grant: Float64Array,
  drawn: Float64Array,
  accounts: readonly PotAccount[],
): FundingChecks {
  const sums = { granted: sumOf(grant), drawn: sumOf(drawn) };
  const balanced = accounts.every(
    ({ initial, added, movedIn, movedOut, drawn: taken, left, parcels }) =>
      initial + added + movedIn - movedOut === taken + left &&
      parcels.reduce((sum, parcel) => sum + parcel.left, 0) === left,
  );
  return { ...sums, conserved: balanced && sums.granted === sums.drawn };
}

function sumOf(amounts: Float64Array): Cents {
  let sum = 0;
  for (let i = 0; i < amounts.length; i += 1) sum += amounts[i]!;
  return sum;
}
