import type { FundingPolicy } from './fund.ts';
import type { Outcome } from './outcome.ts';
import type { Addition, Move } from './pots.ts';
import { rank, type Ranking, type RankingStop } from './rank.ts';
import { buildTable, type RankedApplication, type RankingTable } from './ranking-table.ts';
import { type FundingAct, openingAct, outcomesAfterActs } from './funding-act.ts';
import { type Refused, type Saving, scroll } from './scroll.ts';

/** An application in a window that stays open: everyone is received, nobody is turned away. */
export interface RollingApplication extends Omit<RankedApplication, 'unit'> {
  /** Windows are examined one after the other; without windows all are in the same one. */
  readonly window?: number;
}

/** One act of a window: at an instant, in ms, it gives what there is to those then waiting. */
export interface RollingAct {
  readonly id: string;
  readonly at: number;
  readonly additions?: readonly Addition[];
  readonly moves?: readonly Move[];
  /** What came back since the act before: the money may be used again from this act on. */
  readonly savings?: readonly (Omit<Saving, 'row'> & { readonly application: string })[];
}

export interface RollingResult {
  readonly type: 'replayed';
  readonly table: RankingTable;
  /** The order of arrival, which governs examination and funding only. */
  readonly ranking: Ranking;
  readonly acts: readonly FundingAct[];
  /** Admissible and without money after the last act, in order: they keep waiting. */
  readonly waiting: readonly string[];
}

export interface RollingStopped {
  readonly type: 'stopped';
  readonly stops: readonly RankingStop[];
  /** Ids of the applications that the stops name. */
  readonly applications: readonly string[];
}

/** Rows of the applications in the order of receipt, or a stop that names those without one. */
export interface Arrival {
  readonly table: RankingTable;
  readonly ranking: Ranking;
}

/**
 * The order of arrival of everyone, whatever became of them: window, then instant, then protocol number. Two received in one instant
 * without different protocol numbers stop it and are named: nothing else may tell them apart.
 */
export function arrivalOrder(
  applications: readonly RollingApplication[],
  pots: readonly string[] = [],
): Arrival | RollingStopped {
  const everyone = applications.map((one): RankedApplication => {
    const isExamined = one.standing !== 'unknown';
    return {
      ...one,
      unit: 'arrival',
      standing: 'admissible',
      keys: { window: one.window ?? 0 },
      asked: isExamined ? one.asked : undefined,
      kinds: isExamined ? one.kinds : undefined,
    };
  });
  const table = buildTable(everyone, { pots });
  const ranking = rank(table, {
    keys: [{ by: 'window', order: 'lowest-first' }],
    ties: [],
    lastResort: 'protocol',
  });
  if (ranking.stops.length === 0) return { table, ranking };
  const { stops } = ranking;
  const named = stops.flatMap(({ rows }) => rows.map((row) => applications[row]!.id));
  return { type: 'stopped', stops, applications: named };
}

/**
 * Replays a window from the instants of receipt: each act funds, in the order of arrival, those
 * received by then. When the money ends the others stay admissible without money, in their order.
 * Nobody is funded past one not yet examined: that act stops there.
 */
export function replayRolling(
  applications: readonly RollingApplication[],
  policy: Omit<FundingPolicy, 'moves'>,
  requests: readonly RollingAct[],
): RollingResult | RollingStopped | Refused {
  const arrival = arrivalOrder(
    applications,
    policy.pots.map(({ id }) => id),
  );
  if ('type' in arrival) return arrival;
  const { table, ranking } = arrival;
  const ids = applications.map(({ id }) => id);
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  const known = applications.map(({ standing }): Outcome => {
    return standing === 'admissible' || standing === 'unknown' ? 'undecided' : standing;
  });
  const acts: FundingAct[] = [openingAct(ids, ranking, known, policy, 'opening')];
  for (const { id, at, additions = [], moves = [], savings = [] } of requests) {
    const act = scroll(
      table,
      ids,
      ranking,
      acts,
      { ...policy, moves },
      {
        id,
        additions,
        savings: savings.map(({ application, ...rest }) => ({
          ...rest,
          row: rowOf.get(application) ?? -1,
        })),
        isIncluded: (row) => known[row] === 'undecided' && table.received[row]! <= at,
      },
    );
    if ('type' in act) return act;
    acts.push(act);
  }
  const after = outcomesAfterActs(table, acts);
  const waiting = [...ranking.order].filter((row) => after[row] === 'admissible-not-funded');
  return { type: 'replayed', table, ranking, acts, waiting: waiting.map((row) => ids[row]!) };
}
