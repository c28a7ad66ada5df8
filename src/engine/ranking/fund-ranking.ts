import type { Cents } from '../numbers/money.ts';
import {
  carryOutPlan,
  closePots,
  dropPlan,
  type FundingRun,
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
 * decision can settle: the stop is in `run.stops`, and the rows from there on stay undecided.
 * Rows flagged in `passOver` are left as they are.
 */
export function fundRanking(
  run: FundingRun,
  unit: number,
  passOver: Uint8Array | undefined,
): boolean {
  const { order, starts, position } = run.ranking;
  const last = starts[unit + 1]!;
  run.cut = 0;
  for (let place = starts[unit]!, next = place; place < last; place = next) {
    const shared = position[order[place]!];
    next = place + 1;
    while (next < last && position[order[next]!] === shared) next += 1;
    if (next - place === 1) {
      if (passOver?.[order[place]!] === 1) continue;
      if (!fundOne(run, order[place]!)) return false;
      continue;
    }
    const tied = [...order.subarray(place, next)].filter((row) => passOver?.[row] !== 1);
    if (tied.length > 0 && !(tied.length > 1 ? fundTie(run, tied) : fundOne(run, tied[0]!))) {
      return false;
    }
  }
  return true;
}

/** Gives one application what its pots still hold, or does with it what the call says. */
function fundOne(run: FundingRun, row: number): boolean {
  const need = needOf(run, row);
  if (Number.isNaN(need)) return stopAt(run, [row], { code: 'unknown-value' });
  const planned = planOnly(run, row);
  if (planned === need) {
    carryOutPlan(run, row);
    recordFull(run, row);
    return true;
  }
  if (planned === 0) {
    recordShort(run, row, 'money-ended', 0);
    return true;
  }
  switch (run.partial) {
    case undefined:
      return stopAt(run, [row], {
        code: 'partial-policy-missing',
        left: planned,
        needed: need,
        allowed: partialPolicies,
      });
    case 'skip':
      recordShort(run, row, 'skipped', planned);
      return true;
    case 'stop':
      recordShort(run, row, 'money-ended', planned);
      closePots(run, row);
      return true;
    case 'partial':
      carryOutPlan(run, row);
      recordShort(run, row, 'partly-covered', planned);
      closePots(run, row);
      return true;
  }
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
function fundTie(run: FundingRun, rows: readonly number[]): boolean {
  const unknown = rows.filter((row) => Number.isNaN(needOf(run, row)));
  if (unknown.length > 0) return stopAt(run, unknown, { code: 'unknown-value' });
  const tied = run.ledger.pots.length > 1 ? inDrawingOrder(run, rows) : rows;
  const needed = tied.reduce((sum, row) => sum + needOf(run, row), 0);
  const scratch = run.ledger.left.slice();
  const left = tied.reduce((sum, row) => sum + planGrant(run, row, scratch), 0);
  if (left === needed) return tied.every((row) => fundOne(run, row));
  const decision = findDecision(run, tied);
  if (decision) return settle(run, tied, decision, { needed, left });
  if (left === 0) return tied.every((row) => fundOne(run, row));
  const someFits = tied.some((row) => planOnly(run, row) === needOf(run, row));
  if (!someFits && (run.partial === 'stop' || run.partial === 'skip')) {
    return tied.every((row) => fundOne(run, row));
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
  switch (decision.policy) {
    case 'draw': {
      const drawn = decision.order ?? [];
      if (!isSameSet(drawn, tied)) return stopAtTie(run, tied, money);
      return drawn.every((row) => fundOne(run, row));
    }
    case 'whole-tie':
      return stopAt(run, tied, { code: 'more-money-needed', ...money });
    case 'none-of-tie':
      for (const row of tied) {
        recordShort(run, row, 'none-of-tie', money.left);
        if (run.partial !== 'skip') closePots(run, row);
      }
      return true;
    case 'pro-rata':
      if (!canShare(run, tied)) return stopAtTie(run, tied, money);
      fundProRata(run, tied, money.left);
      return true;
  }
}

function fundProRata(run: FundingRun, tied: readonly number[], left: Cents): void {
  const needs = tied.map((row) => needOf(run, row));
  const grants = proRata(left, needs);
  for (const [index, row] of tied.entries()) {
    planGrant(run, row, run.ledger.left, grants[index]);
    dropPlan(run, run.ledger.left);
    carryOutPlan(run, row);
    recordShort(run, row, 'pro-rata', left);
  }
  for (const row of tied) closePots(run, row);
}

function stopAtTie(run: FundingRun, tied: readonly number[], money: TieMoney): false {
  const always: TiePolicy[] = ['draw', 'whole-tie', 'none-of-tie'];
  const allowed = canShare(run, tied) ? [...always, 'pro-rata' as const] : always;
  return stopAt(run, tied, { code: 'tie-at-cut-off', ...money, allowed });
}

/** Sharing one sum among the tied has one meaning only when they draw on the same pots. */
function canShare(run: FundingRun, tied: readonly number[]): boolean {
  const accepts = run.table.accepts[tied[0]!];
  return (
    run.needs.length === 1 &&
    run.shares === undefined &&
    tied.every((row) => run.table.accepts[row] === accepts)
  );
}

function findDecision(run: FundingRun, tied: readonly number[]): TieDecision | undefined {
  return run.tieDecisions.find(({ rows }) => isSameSet(rows, tied));
}

function isSameSet(some: readonly number[], others: readonly number[]): boolean {
  const set = new Set(some);
  return (
    set.size === some.length && set.size === others.length && others.every((one) => set.has(one))
  );
}

/** Only says which pot pays whom among the tied; it never decides who is paid. */
function inDrawingOrder({ table }: FundingRun, rows: readonly number[]): readonly number[] {
  const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
  return rows.toSorted(
    (a, b) =>
      compare(table.received[a]!, table.received[b]!) ||
      compare(table.protocol[a]!, table.protocol[b]!) ||
      a - b,
  );
}
