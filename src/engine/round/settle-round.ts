import type { Call } from '../definition/compile-call.ts';
import { fund, type Funding, type FundingPolicy } from '../ranking/fund.ts';
import { fundingRows, type FundingRow } from '../ranking/funding-result.ts';
import type { FundingStop } from '../ranking/funding-run.ts';
import type { Outcome } from '../ranking/outcome.ts';
import {
  list,
  rank,
  type DrawnOrder,
  type Ranking,
  type RankingPolicy,
  type RankingStop,
} from '../ranking/rank.ts';
import { standings, type RankingTable } from '../ranking/ranking-table.ts';
import type { RoundCollector } from './collect-round.ts';
import { withDecisions, type RoundDecisions } from './round-decisions.ts';
import type { OpenRule } from './round-plan.ts';

/** A stop with the applications and rankings it names, by id. */
export interface RoundStop {
  readonly code:
    | OpenRule['code']
    | RankingStop['code']
    | FundingStop['code']
    | 'unknown-application';
  readonly applications: readonly string[];
  readonly rankings: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Round {
  readonly call: Call;
  readonly table: RankingTable;
  readonly ids: readonly string[];
  readonly ranking: Ranking;
  readonly funding: Funding | undefined;
  readonly policy: FundingPolicy | undefined;
  readonly stops: readonly RoundStop[];
}

/**
 * Orders a round and shares out its money by the rules of the call and the decisions given.
 * Whatever they leave open is a stop that names what is missing and whom it touches.
 */
export function settleRound(
  call: Call,
  collected: RoundCollector,
  decisions: RoundDecisions = {},
): Round {
  const { plan, ids } = collected;
  const table = collected.table();
  const rows = new Map(ids.map((id, row) => [id, row]));
  const unknown = unknownApplications(decisions, rows);
  const ranking = rank(table, withDraws(plan.policy, decisions, rows));
  const isBlocked = plan.open.length > 0 || unknown.length > 0 || plan.procedure === undefined;
  const policy =
    isBlocked || plan.procedure === 'list' || !plan.funding
      ? undefined
      : withDecisions(plan.funding, decisions, plan.units, rows);
  const funding = policy && fund(table, ranking, policy);
  const named = (units: readonly number[]): readonly string[] =>
    units.map((unit) => table.units[unit] ?? '');
  const idsOf = (touched: readonly number[]): readonly string[] =>
    touched.map((row) => ids[row] ?? '');
  const isOrdered = plan.procedure === 'ranking' || plan.procedure === 'rolling';
  const rankingStops = isOrdered && plan.open.length === 0 ? ranking.stops : [];
  const stops: RoundStop[] = [
    ...plan.open.map(({ code, gap }) => ({
      code,
      applications: [],
      rankings: [],
      detail: { gap },
    })),
    ...unknown.map((id) => ({
      code: 'unknown-application' as const,
      applications: [id],
      rankings: [],
      detail: {},
    })),
    ...rankingStops.map(({ code, unit, rows: touched, values, decisions: at }) => ({
      code,
      applications: idsOf(touched),
      rankings: named([unit]),
      detail: { values, ...(at ? { decisions: at } : {}) },
    })),
    ...(funding?.stops ?? [])
      .filter((stop) => stop.code !== 'ranking-stopped')
      .map(({ code, units, rows: touched, ...detail }) => ({
        code,
        applications: idsOf(touched),
        rankings: named(units),
        detail,
      })),
  ];
  return { call, table, ids, ranking, funding, policy, stops };
}

function withDraws(
  policy: RankingPolicy,
  decisions: RoundDecisions,
  rows: ReadonlyMap<string, number>,
): RankingPolicy {
  const draws = (decisions.draws ?? []).map((draw): DrawnOrder => ({
    decision: draw.decision,
    order: rowsOf(draw.order, rows),
  }));
  return draws.length > 0 ? { ...policy, draws } : policy;
}

function rowsOf(ids: readonly string[], rows: ReadonlyMap<string, number>): readonly number[] {
  return ids.flatMap((id) => rows.get(id) ?? []);
}

function unknownApplications(
  { draws, ties }: RoundDecisions,
  rows: ReadonlyMap<string, number>,
): readonly string[] {
  const named = [
    ...(draws ?? []).flatMap((draw) => draw.order),
    ...(ties ?? []).flatMap((tie) => tie.applications),
  ];
  return named.filter((id) => !rows.has(id));
}

/** A row of a settled round, or of a list, as plain data. */
export type RoundRow =
  | FundingRow
  | {
      readonly application: string;
      readonly ranking: string;
      readonly position: number;
      readonly outcome: Outcome | 'listed' | 'not-listed';
      readonly grant: number;
    };

/** The round as plain rows: best first within each ranking, then those without a position. */
export function roundRows(round: Round): readonly RoundRow[] {
  const { table, ids, ranking, funding, call } = round;
  if (call.document.procedure === 'list') return listRows(round);
  if (funding) return inOrder(round, fundingRows(table, ids, ranking, funding));
  return inOrder(
    round,
    ids.map((application, row) => ({
      application,
      ranking: table.units[table.unit[row] ?? 0] ?? '',
      position: ranking.position[row] ?? 0,
      outcome: outcomeOf(table.standing[row] ?? 0),
      grant: 0,
    })),
  );
}

function outcomeOf(standing: number): Outcome {
  const name = standings[standing] ?? 'unknown';
  return name === 'admissible' || name === 'unknown' ? 'undecided' : name;
}

function listRows({ table, ids }: Round): readonly RoundRow[] {
  const { listed, undecided } = list(table);
  const on = new Set(listed);
  const open = new Set(undecided);
  return ids.map((application, row) => ({
    application,
    ranking: table.units[table.unit[row] ?? 0] ?? '',
    position: 0,
    outcome: on.has(row)
      ? 'listed'
      : open.has(row)
        ? 'undecided'
        : table.standing[row] === 2
          ? 'below-threshold'
          : 'not-listed',
    grant: 0,
  }));
}

function inOrder(round: Round, rows: readonly RoundRow[]): readonly RoundRow[] {
  const { order } = round.ranking;
  const placed = new Set(order);
  const rest = rows.filter((_, row) => !placed.has(row));
  return [...Array.from(order, (row) => rows[row] as RoundRow), ...rest];
}
