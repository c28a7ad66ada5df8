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
  /** By place, in cents: what is still to be given. */
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

/**
 * Money being shared out: what is known, what has been given so far, and room to plan.
 * Its columns follow the places of the ranking, not the rows of the table, so that going down the
 * ranking reads memory in order.
 */
export interface FundingRun {
  readonly table: RankingTable;
  readonly ranking: Ranking;
  readonly ledger: Ledger;
  readonly needs: readonly Need[];
  /** By place: mask of the pots that the application may draw on. */
  readonly accepts: Uint32Array;
  readonly shares: { readonly pots: readonly number[]; readonly weights: Weights } | undefined;
  readonly partial: PartialPolicy | undefined;
  readonly tieDecisions: readonly TieDecision[];
  readonly outcome: Uint8Array;
  /** By place, in cents: what this run has given. */
  readonly grant: Float64Array;
  readonly reason: Uint8Array;
  /** By place: position where the money ended, or cents that were left. */
  readonly reasonAt: Float64Array;
  readonly draws: DrawList;
  readonly stops: FundingStop[];
  /** Position of the first application of this ranking that was not covered; 0 until then. */
  cut: number;
  readonly plan: Plan;
  readonly routes: Map<number, Route>;
  lastRoute: Route | undefined;
}

/** For one mask of accepted pots: those that pay each part, in the order of drawing. */
interface Route {
  readonly accepts: number;
  readonly pots: readonly (readonly number[])[];
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
export function needOf(run: FundingRun, place: number): Cents {
  let need = 0;
  for (let i = 0; i < run.needs.length; i += 1) need += run.needs[i]!.cents[place]!;
  return need;
}

/**
 * Plans what an application would draw, in the order of the pots, and takes it off `left`.
 * Gives the cents planned: its whole need when the money covers it. `most` limits each part.
 */
export function planGrant(
  run: FundingRun,
  place: number,
  left: Float64Array,
  most: Cents = Number.POSITIVE_INFINITY,
): Cents {
  run.plan.size = 0;
  if (run.shares) return planShares(run, place, left, run.shares);
  const routes = routesOf(run, run.accepts[place]!);
  let planned = 0;
  for (let index = 0; index < run.needs.length; index += 1) {
    const { cents, part } = run.needs[index]!;
    let rest = Math.min(cents[place]!, most);
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
export function planOnly(run: FundingRun, place: number): Cents {
  const planned = planGrant(run, place, run.ledger.left);
  dropPlan(run, run.ledger.left);
  return planned;
}

/** Makes the draws of the last plan. */
export function carryOutPlan(run: FundingRun, place: number): void {
  for (let i = 0; i < run.plan.size; i += 1) {
    const pot = run.plan.pot[i]!;
    const amount = run.plan.amount[i]!;
    drawFrom(run.ledger, run.draws, {
      row: run.ranking.order[place]!,
      pot,
      part: run.plan.part[i] as Part,
      amount,
    });
    run.grant[place]! += amount;
  }
}

export function recordFull(run: FundingRun, place: number): void {
  run.outcome[place] = outcomeCode['fully-funded'];
  run.reason[place] = reasonCode['above-the-line'];
}

/** `left` is what the application could have drawn, in cents. */
export function recordShort(
  run: FundingRun,
  place: number,
  reason: Exclude<Reason, 'none' | 'above-the-line'>,
  left: Cents,
): void {
  run.cut ||= positionOf(run, place);
  const isPart = reason === 'partly-covered' || reason === 'pro-rata';
  run.outcome[place] = outcomeCode[isPart ? 'partly-funded' : 'admissible-not-funded'];
  run.reason[place] = reasonCode[reason];
  run.reasonAt[place] = reason === 'money-ended' ? run.cut : left;
}

/** Notes a stop about applications of one position of one ranking; always false, for returning. */
export function stopAt(
  run: FundingRun,
  places: readonly number[],
  stop: Omit<FundingStop, 'units' | 'rows' | 'position'>,
): false {
  const rows = places.map((place) => run.ranking.order[place]!);
  const position = positionOf(run, places[0]!);
  run.stops.push({ ...stop, units: [run.table.unit[rows[0]!]!], rows, position });
  return false;
}

function positionOf({ ranking }: FundingRun, place: number): number {
  return ranking.position[ranking.order[place]!]!;
}

/** Whether no pot has anything within reach. */
export function isSpent({ ledger }: FundingRun): boolean {
  for (let pot = 0; pot < ledger.pots.length; pot += 1) {
    if (availableIn(ledger, ledger.left, pot) > 0) return false;
  }
  return true;
}

/** Puts every pot that an application still needs out of reach of those below it. */
export function closePots(run: FundingRun, place: number): void {
  const routes = routesOf(run, run.accepts[place]!);
  for (const [index, { cents }] of run.needs.entries()) {
    if (cents[place]! > 0) for (const pot of routes[index]!) closePot(run.ledger, pot);
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
  place: number,
  left: Float64Array,
  { pots, weights }: NonNullable<FundingRun['shares']>,
): Cents {
  const reach = run.accepts[place]!;
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
  const amount = largestThatFits(needOf(run, place), weights, used);
  for (const [part, cents] of splitCents(amount, weights).entries()) {
    if (cents > 0) planDraw(run, pots[part]!, 0, cents, left);
  }
  return amount;
}

function routesOf(run: FundingRun, accepts: number): readonly (readonly number[])[] {
  if (run.lastRoute?.accepts === accepts) return run.lastRoute.pots;
  let route = run.routes.get(accepts);
  if (!route) {
    const pots = run.needs.map((need) =>
      [...run.ledger.pots.keys()].filter((pot) => ((accepts & need.pots) >>> pot) & 1),
    );
    route = { accepts, pots };
    run.routes.set(accepts, route);
  }
  run.lastRoute = route;
  return route.pots;
}
