import type { Call } from '../definition/compile-call.ts';
import { fund, type Funding, type FundingPolicy } from '../ranking/fund.ts';
import { fundingRows, type FundingRow } from '../ranking/funding-result.ts';
import type { FundingStop } from '../ranking/funding-run.ts';
import type { MoneyProblem } from '../ranking/pots.ts';
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
    | MoneyProblem['code']
    | 'unknown-application'
    | 'application-twice'
    | 'unknown-ranking';
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
  const mistakes = findMistakes(decisions, collected, rows);
  const ranking = rank(table, withDraws(plan.policy, decisions, rows));
  const isBlocked = plan.open.length > 0 || mistakes.length > 0 || plan.procedure === undefined;
  const policy =
    isBlocked || plan.procedure === 'list' || !plan.funding
      ? undefined
      : withDecisions(plan.funding, decisions, plan.units, rows);
  const funding = policy && fund(table, ranking, policy);
  const isOrdered = plan.procedure === 'ranking' || plan.procedure === 'rolling';
  const rankingStops = isOrdered && plan.open.length === 0 ? ranking.stops : [];
  const named = new StopNames(ids, table.units);
  const stops: RoundStop[] = [
    ...plan.open.map(({ code, gap }) => named.stop(code, { gap })),
    ...mistakes,
    ...rankingStops.map(({ code, unit, rows: touched, values, decisions: at }) =>
      named.stop(code, { values, ...(at ? { decisions: at } : {}) }, touched, [unit]),
    ),
    ...(funding?.stops ?? [])
      .filter((stop) => stop.code !== 'ranking-stopped')
      .map(({ code, units, rows: touched, ...detail }) => named.stop(code, detail, touched, units)),
    ...(funding?.problem ? [named.stop(funding.problem.code, { ...funding.problem })] : []),
  ];
  return { call, table, ids, ranking, funding, policy, stops };
}

/** Turns rows and units into the ids that people know. */
class StopNames {
  readonly #ids: readonly string[];
  readonly #units: readonly string[];

  constructor(ids: readonly string[], units: readonly string[]) {
    this.#ids = ids;
    this.#units = units;
  }

  stop(
    code: RoundStop['code'],
    detail: RoundStop['detail'],
    rows: readonly number[] = [],
    units: readonly number[] = [],
  ): RoundStop {
    return {
      code,
      detail,
      applications: rows.map((row) => this.#ids[row] ?? ''),
      rankings: units.map((unit) => this.#units[unit] ?? ''),
    };
  }
}

/** Decisions and applications that cannot be what was meant: a round with one of them stops. */
function findMistakes(
  { draws, ties, orderOfRankings }: RoundDecisions,
  { ids, plan }: RoundCollector,
  rows: ReadonlyMap<string, number>,
): readonly RoundStop[] {
  const stop = (
    code: RoundStop['code'],
    applications: readonly string[],
    rankings: readonly string[] = [],
  ) => ({
    code,
    applications,
    rankings,
    detail: {},
  });
  const named = [
    ...(draws ?? []).flatMap((draw) => draw.order),
    ...(ties ?? []).flatMap((tie) => tie.applications),
  ];
  const strangers = named.filter((id) => !rows.has(id));
  const twice = ids.filter((id, row) => rows.get(id) !== row);
  const rankings = (orderOfRankings ?? []).filter((name) => !plan.units.includes(name));
  return [
    ...(strangers.length > 0 ? [stop('unknown-application', strangers)] : []),
    ...(twice.length > 0 ? [stop('application-twice', twice)] : []),
    ...(rankings.length > 0 ? [stop('unknown-ranking', [], rankings)] : []),
  ];
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
