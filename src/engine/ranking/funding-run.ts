import type { Cents } from '../numbers/money.ts';
import { DrawList, type Part } from './draws.ts';
import { outcomeCode, type Reason, reasonCode } from './outcome.ts';
import { availableIn, closePot, drawFrom, type Ledger } from './pots.ts';
import type { Ranking } from './rank.ts';
import type { RankingTable } from './ranking-table.ts';
import { largestThatFits, splitCents, type Weights } from './shares.ts';

/** What happens to the first application that the money left does not cover. */
export type PartialPolicy = 'stop' | 'skip' | 'partial';

export const partialPolicies: readonly PartialPolicy[] = ['stop', 'skip', 'partial'];

export type TiePolicy = 'draw' | 'whole-tie' | 'none-of-tie' | 'pro-rata';

/** Settles what happens to applications that share a position where the money ends. */
export interface TieDecision {
  readonly decision: string;
  /** The tied, by row, in any order. */
  readonly rows: readonly number[];
  readonly policy: TiePolicy;
  /** For a draw: the same rows, first drawn first. */
  readonly order?: readonly number[];
}

/** A part of every grant and the pots that may pay it. */
interface Need {
  readonly part: Part;
  /** By row, in cents: what is still to be given. */
  readonly cents: Float64Array;
  /** Mask of the pots that pay this part. */
  readonly pots: number;
}

/** Why the sharing out stopped; every application from there on is undecided. */
export interface FundingStop {
  readonly code:
    | 'tie-at-cut-off'
    | 'more-money-needed'
    | 'partial-policy-missing'
    | 'order-of-rankings-missing'
    | 'waits-for-another-ranking'
    | 'ranking-stopped'
    | 'unknown-value'
    | 'money-kinds-missing';
  readonly units: readonly number[];
  /** The applications named, by row. */
  readonly rows: readonly number[];
  readonly position?: number;
  /** What those applications could still draw on, in cents. */
  readonly left?: Cents;
  /** What those applications need in all, in cents. */
  readonly needed?: Cents;
  /** Policies that a decision may choose. */
  readonly allowed?: readonly (PartialPolicy | TiePolicy)[];
  /** Ids of the pots that several rankings share. */
  readonly pots?: readonly string[];
}

/** Money being shared out: what is known, what has been given so far, and room to plan. */
export interface FundingRun {
  readonly table: RankingTable;
  readonly ranking: Ranking;
  readonly ledger: Ledger;
  readonly needs: readonly Need[];
  readonly shares: { readonly pots: readonly number[]; readonly weights: Weights } | undefined;
  readonly partial: PartialPolicy | undefined;
  readonly tieDecisions: readonly TieDecision[];
  readonly outcome: Uint8Array;
  /** By row, in cents: what this run has given. */
  readonly grant: Float64Array;
  readonly reason: Uint8Array;
  /** By row: position where the money ended, or cents that were left. */
  readonly reasonAt: Float64Array;
  readonly draws: DrawList;
  readonly stops: FundingStop[];
  /** Position of the first application of this ranking that was not covered; 0 until then. */
  cut: number;
  readonly plan: Plan;
  readonly routes: Map<number, readonly (readonly number[])[]>;
}

/** Draws that would be made; reused from one application to the next. */
export interface Plan {
  size: number;
  readonly pot: Uint8Array;
  readonly part: Uint8Array;
  readonly amount: Float64Array;
}

export function emptyPlan(pots: number): Plan {
  const room = Math.max(1, pots) * 2;
  return {
    size: 0,
    pot: new Uint8Array(room),
    part: new Uint8Array(room),
    amount: new Float64Array(room),
  };
}

/** What an application still has to get, in cents; `NaN` when nobody knows. */
export function needOf(run: FundingRun, row: number): Cents {
  let need = 0;
  for (let i = 0; i < run.needs.length; i += 1) need += run.needs[i]!.cents[row]!;
  return need;
}

/**
 * Plans what an application would draw, in the order of the pots, and takes it off `left`.
 * Gives the cents planned: its whole need when the money covers it. `most` limits each part.
 */
export function planGrant(
  run: FundingRun,
  row: number,
  left: Float64Array,
  most: Cents = Number.POSITIVE_INFINITY,
): Cents {
  run.plan.size = 0;
  if (run.shares) return planShares(run, row, left, run.shares);
  const routes = routesOf(run, run.table.accepts[row]!);
  let planned = 0;
  for (let index = 0; index < run.needs.length; index += 1) {
    const { cents, part } = run.needs[index]!;
    let rest = Math.min(cents[row]!, most);
    const pots = routes[index]!;
    for (let i = 0; i < pots.length && rest > 0; i += 1) {
      const amount = Math.min(rest, availableIn(run.ledger, left, pots[i]!));
      if (amount <= 0) continue;
      planDraw(run, pots[i]!, part, amount, left);
      rest -= amount;
      planned += amount;
    }
  }
  return planned;
}

/** Puts back what the last plan took off `left`. */
export function dropPlan(run: FundingRun, left: Float64Array): void {
  for (let i = 0; i < run.plan.size; i += 1) {
    for (const pot of run.ledger.chains[run.plan.pot[i]!]!) left[pot]! += run.plan.amount[i]!;
  }
}

/** Plans on the pots themselves, leaving them as they are. */
export function planOnly(run: FundingRun, row: number): Cents {
  const planned = planGrant(run, row, run.ledger.left);
  dropPlan(run, run.ledger.left);
  return planned;
}

/** Makes the draws of the last plan. */
export function carryOutPlan(run: FundingRun, row: number): void {
  for (let i = 0; i < run.plan.size; i += 1) {
    const pot = run.plan.pot[i]!;
    const part = run.plan.part[i] as Part;
    drawFrom(run.ledger, pot, run.plan.amount[i]!, (parcel, amount) => {
      run.draws.push(row, pot, parcel, part, amount);
      run.grant[row]! += amount;
    });
  }
}

export function recordFull(run: FundingRun, row: number): void {
  run.outcome[row] = outcomeCode['fully-funded'];
  run.reason[row] = reasonCode['above-the-line'];
}

/** `left` is what the application could have drawn, in cents. */
export function recordShort(
  run: FundingRun,
  row: number,
  reason: Exclude<Reason, 'none' | 'above-the-line'>,
  left: Cents,
): void {
  run.cut ||= run.ranking.position[row]!;
  const isPart = reason === 'partly-covered' || reason === 'pro-rata';
  run.outcome[row] = outcomeCode[isPart ? 'partly-funded' : 'admissible-not-funded'];
  run.reason[row] = reasonCode[reason];
  run.reasonAt[row] = reason === 'money-ended' ? run.cut : left;
}

/** Notes a stop about applications of one position of one ranking; always false, for returning. */
export function stopAt(
  run: FundingRun,
  rows: readonly number[],
  stop: Omit<FundingStop, 'units' | 'rows' | 'position'>,
): false {
  const row = rows[0]!;
  const units = [run.table.unit[row]!];
  run.stops.push({ ...stop, units, rows, position: run.ranking.position[row]! });
  return false;
}

/** Puts every pot that an application still needs out of reach of those below it. */
export function closePots(run: FundingRun, row: number): void {
  const routes = routesOf(run, run.table.accepts[row]!);
  for (const [index, { cents }] of run.needs.entries()) {
    if (cents[row]! > 0) for (const pot of routes[index]!) closePot(run.ledger, pot);
  }
}

function planDraw(
  run: FundingRun,
  pot: number,
  part: Part,
  amount: Cents,
  left: Float64Array,
): void {
  const { plan } = run;
  plan.pot[plan.size] = pot;
  plan.part[plan.size] = part;
  plan.amount[plan.size] = amount;
  plan.size += 1;
  const chain = run.ledger.chains[pot]!;
  for (let i = 0; i < chain.length; i += 1) left[chain[i]!]! -= amount;
}

function planShares(
  run: FundingRun,
  row: number,
  left: Float64Array,
  { pots, weights }: NonNullable<FundingRun['shares']>,
): Cents {
  const reach = run.table.accepts[row]!;
  const limits = run.ledger.pots.map((_, outer) => {
    const parts = [...pots.keys()].filter((part) =>
      run.ledger.chains[pots[part]!]!.includes(outer),
    );
    const isOpen = run.ledger.closed[outer] === 0;
    return { parts, available: isOpen ? left[outer]! : 0 };
  });
  const beyondReach = [...pots.keys()].filter((part) => ((reach >>> pots[part]!) & 1) === 0);
  limits.push({ parts: beyondReach, available: 0 });
  const used = limits.filter(({ parts }) => parts.length > 0);
  const amount = largestThatFits(needOf(run, row), weights, used);
  for (const [part, cents] of splitCents(amount, weights).entries()) {
    if (cents > 0) planDraw(run, pots[part]!, 0, cents, left);
  }
  return amount;
}

function routesOf(run: FundingRun, accepts: number): readonly (readonly number[])[] {
  const known = run.routes.get(accepts);
  if (known) return known;
  const routes = run.needs.map(({ pots }) =>
    [...run.ledger.pots.keys()].filter((pot) => ((accepts & pots) >>> pot) & 1),
  );
  run.routes.set(accepts, routes);
  return routes;
}
