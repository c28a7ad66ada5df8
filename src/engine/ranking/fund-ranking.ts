import type { Cents } from '../numbers/money.ts';
import {
  carryOutPlan,
  closePots,
  dropPlan,
  type FundingRun,
  isSpent,
  needOf,
  partialPolicies,
  planGrant,
  planOnly,
  recordFull,
  recordShort,
  stopAt,
  type TieDecision,
  type TiePolicy,
} from './funding-run.ts';
import { proRata } from './shares.ts';

/**
 * Goes down one ranking, giving money until it ends. False when it came to something that only a
 * decision can settle: the stop is in `run.stops`, and the places from there on stay undecided.
 * Places flagged in `passOver` are left as they are.
 */
export function fundRanking(
  run: FundingRun,
  unit: number,
  passOver: Uint8Array | undefined,
): boolean {
  const { starts, shared } = run.ranking;
  const last = starts[unit + 1]!;
  run.cut = 0;
  for (let place = starts[unit]!, next = place; place < last; place = next) {
    if (run.cut > 0 && isSpent(run)) {
      leaveOut(run, place, last, passOver);
      return true;
    }
    next = place + 1;
    while (next < last && shared[next] === 1) next += 1;
    if (next - place === 1) {
      if (passOver?.[place] !== 1 && !fundOne(run, place)) return false;
      continue;
    }
    const tied: number[] = [];
    for (let one = place; one < next; one += 1) if (passOver?.[one] !== 1) tied.push(one);
    if (tied.length === 1 && !fundOne(run, tied[0]!)) return false;
    if (tied.length > 1 && !fundTie(run, tied)) return false;
  }
  return true;
}

/** Nothing is left for anyone, so not even an unknown amount matters any more. */
function leaveOut(
  run: FundingRun,
  first: number,
  last: number,
  passOver: Uint8Array | undefined,
): void {
  for (let place = first; place < last; place += 1) {
    if (passOver?.[place] === 1) continue;
    if (needOf(run, place) === 0) recordFull(run, place);
    else recordShort(run, place, 'money-ended', 0);
  }
}

/** Gives one application what its pots still hold, or does with it what the call says. */
function fundOne(run: FundingRun, place: number): boolean {
  const need = needOf(run, place);
  if (Number.isNaN(need)) return stopAt(run, [place], { code: 'unknown-value' });
  const planned = planOnly(run, place);
  if (planned === need) {
    carryOutPlan(run, place);
    recordFull(run, place);
    return true;
  }
  if (planned === 0) {
    recordShort(run, place, 'money-ended', 0);
    return true;
  }
  if (run.partial === undefined) {
    const code = 'partial-policy-missing';
    return stopAt(run, [place], { code, left: planned, needed: need, allowed: partialPolicies });
  }
  if (run.partial === 'skip') {
    recordShort(run, place, 'skipped', planned);
    return true;
  }
  if (run.partial === 'partial') carryOutPlan(run, place);
  recordShort(run, place, run.partial === 'partial' ? 'partly-covered' : 'money-ended', planned);
  closePots(run, place);
  return true;
}

/** What a tie needs and what it can have, in cents. */
interface TieMoney {
  readonly needed: Cents;
  readonly left: Cents;
}

/**
 * Applications that share a position get the same treatment without anyone choosing, or none:
 * all are covered, or none can be. Anything between is for a decision.
 */
function fundTie(run: FundingRun, places: readonly number[]): boolean {
  const unknown = places.filter((place) => Number.isNaN(needOf(run, place)));
  if (unknown.length > 0) return stopAt(run, unknown, { code: 'unknown-value' });
  const tied = run.ledger.pots.length > 1 ? inDrawingOrder(run, places) : places;
  const needed = tied.reduce((sum, place) => sum + needOf(run, place), 0);
  const scratch = run.ledger.left.slice();
  const left = tied.reduce((sum, place) => sum + planGrant(run, place, scratch), 0);
  if (left === needed) return tied.every((place) => fundOne(run, place));
  const decision = findDecision(run, tied);
  if (decision) return settle(run, tied, decision, { needed, left });
  if (left === 0) return tied.every((place) => fundOne(run, place));
  const someFits = tied.some((place) => planOnly(run, place) === needOf(run, place));
  if (!someFits && (run.partial === 'stop' || run.partial === 'skip')) {
    return tied.every((place) => fundOne(run, place));
  }
  if (!someFits && run.partial === undefined) {
    const code = 'partial-policy-missing';
    return stopAt(run, tied, { code, left, needed, allowed: partialPolicies });
  }
  return stopAtTie(run, tied, { needed, left });
}

function settle(
  run: FundingRun,
  tied: readonly number[],
  decision: TieDecision,
  money: TieMoney,
): boolean {
  if (decision.policy === 'whole-tie') {
    return stopAt(run, tied, { code: 'more-money-needed', ...money });
  }
  if (decision.policy === 'draw') {
    const drawn = decision.order ?? [];
    if (!isSameSet(drawn, rowsAt(run, tied))) return stopAtTie(run, tied, money);
    const placeOf = new Map(tied.map((place) => [run.ranking.order[place]!, place]));
    return drawn.every((row) => fundOne(run, placeOf.get(row)!));
  }
  if (decision.policy === 'pro-rata') {
    if (!canShare(run, tied)) return stopAtTie(run, tied, money);
    fundProRata(run, tied, money.left);
    return true;
  }
  for (const place of tied) recordShort(run, place, 'none-of-tie', money.left);
  if (run.partial !== 'skip') for (const place of tied) closePots(run, place);
  return true;
}

function fundProRata(run: FundingRun, tied: readonly number[], left: Cents): void {
  const needs = tied.map((place) => needOf(run, place));
  const grants = proRata(left, needs);
  for (const [index, place] of tied.entries()) {
    planGrant(run, place, run.ledger.left, grants[index]);
    dropPlan(run, run.ledger.left);
    carryOutPlan(run, place);
    recordShort(run, place, 'pro-rata', left);
  }
  for (const place of tied) closePots(run, place);
}

function stopAtTie(run: FundingRun, tied: readonly number[], money: TieMoney): false {
  const always: TiePolicy[] = ['draw', 'whole-tie', 'none-of-tie'];
  const allowed = canShare(run, tied) ? [...always, 'pro-rata' as const] : always;
  return stopAt(run, tied, { code: 'tie-at-cut-off', ...money, allowed });
}

/** Sharing one sum among the tied has one meaning only when they draw on the same pots. */
function canShare(run: FundingRun, tied: readonly number[]): boolean {
  const accepts = run.accepts[tied[0]!];
  return (
    run.needs.length === 1 &&
    run.shares === undefined &&
    tied.every((place) => run.accepts[place] === accepts)
  );
}

function findDecision(run: FundingRun, tied: readonly number[]): TieDecision | undefined {
  const tiedRows = rowsAt(run, tied);
  return run.tieDecisions.find(({ rows }) => isSameSet(rows, tiedRows));
}

function isSameSet(some: readonly number[], others: readonly number[]): boolean {
  const set = new Set(some);
  return (
    set.size === some.length && set.size === others.length && others.every((one) => set.has(one))
  );
}

function rowsAt({ ranking }: FundingRun, places: readonly number[]): number[] {
  return places.map((place) => ranking.order[place]!);
}

/**
 * The tied with fewer pots to draw on draw first, so that those with a choice leave them theirs:
 * whether all are covered then depends on nothing but what they ask and may draw on. Receipt only
 * says which parcel of money pays whom.
 */
function inDrawingOrder(run: FundingRun, places: readonly number[]): number[] {
  const { table, ranking, accepts } = run;
  const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
  return places.toSorted((a, b) => {
    const [one, other] = [ranking.order[a]!, ranking.order[b]!];
    return (
      countBits(accepts[a]!) - countBits(accepts[b]!) ||
      compare(accepts[a]!, accepts[b]!) ||
      compare(table.received[one]!, table.received[other]!) ||
      compare(table.protocol[one]!, table.protocol[other]!) ||
      one - other
    );
  });
}

function countBits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
