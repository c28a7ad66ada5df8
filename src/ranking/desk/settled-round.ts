import {
  fundingReasons as reasons,
  roundOutcomes as outcomes,
  settleRound,
  standings,
  type Cents,
  type FundingReason as Reason,
  type Round,
  type RoundCollector,
  type RoundDecisions,
  type RoundOutcome as Outcome,
  type Standing,
  type StandingReason,
} from '../../engine/index.ts';
import type { LoadedRound } from '../round/load-round.ts';

/** A frozen round settled by the engine, with what the pages of a desk look up in it. */
export interface SettledRound {
  readonly loaded: LoadedRound;
  readonly collector: RoundCollector;
  readonly round: Round;
  /** By place: what was given in its ranking down to here, in cents. */
  readonly reached: Float64Array;
  /** By place: the last of the positions that it shares with its equals. */
  readonly lastPosition: Uint32Array;
  /** By row: its place among all that have one; -1 without. */
  readonly placeOf: Int32Array;
}

/** Settles a frozen round by the rules of its call and what was decided about it. */
export function settleLoaded(loaded: LoadedRound, decisions: RoundDecisions): SettledRound {
  const { call, collector } = loaded;
  return lookUp(loaded, collector, settleRound(call, collector, decisions));
}

/** Prepares what pages look up; `round` may follow other rules than those of the call. */
export function lookUp(loaded: LoadedRound, collector: RoundCollector, round: Round): SettledRound {
  const { order, starts, shared, position } = round.ranking;
  const reached = new Float64Array(order.length);
  const lastPosition = new Uint32Array(order.length);
  const placeOf = new Int32Array(round.ids.length).fill(-1);
  for (let unit = 0; unit + 1 < starts.length; unit += 1) {
    const end = starts[unit + 1] ?? 0;
    let sum = 0;
    for (let place = starts[unit] ?? 0; place < end; place += 1) {
      const row = order[place] ?? 0;
      sum += round.funding?.grant[row] ?? 0;
      reached[place] = sum;
      placeOf[row] = place;
    }
    for (let place = end - 1, last = 0; place >= (starts[unit] ?? 0); place -= 1) {
      const isLastOfTie = place === end - 1 || shared[place + 1] !== 1;
      if (isLastOfTie) last = place - (starts[unit] ?? 0) + 1;
      lastPosition[place] = Math.max(last, position[order[place] ?? 0] ?? 0);
    }
  }
  return { loaded, collector, round, reached, lastPosition, placeOf };
}

/** What put an application where it is, with the figures that are compared. */
export type PlaceReason =
  | { readonly kind: 'first' }
  | { readonly kind: 'tied' }
  | {
      readonly kind: 'key';
      readonly by: string;
      /** Whether an earlier key had left the two equal. */
      readonly isAfterTie: boolean;
      readonly own: number;
      readonly above: number;
    };

/** One application of a settled round, as its line shows it. */
export interface RankingLine {
  readonly row: number;
  /** Among all that have a position, from 0; -1 without one. */
  readonly place: number;
  readonly unit: string;
  readonly line: string;
  /** 0 without a position. */
  readonly position: number;
  readonly lastPosition: number;
  readonly standing: Standing;
  readonly standingReason: StandingReason;
  readonly outcome: Outcome | 'listed' | 'not-listed';
  readonly isReserved: boolean;
  /** In hundredths; `NaN` while not known, `undefined` without a score. */
  readonly net: number | undefined;
  readonly bonus: number | undefined;
  readonly gross: number | undefined;
  /** In cents; `NaN` while not known. */
  readonly asked: Cents;
  readonly granted: Cents;
  readonly reached: Cents;
  readonly reason: Reason;
  /** Position where the money ended, or cents that were left, as the reason says. */
  readonly reasonAt: number;
  readonly placed: PlaceReason | undefined;
}

/** The line of one application, made when it is looked at. */
export function lineAt(settled: SettledRound, row: number): RankingLine {
  const { round, collector, loaded, reached, lastPosition, placeOf } = settled;
  const { table, ranking, funding } = round;
  const place = placeOf[row] ?? -1;
  const assessment = loaded.assessments[row];
  const score = assessment?.score;
  const standing = standings[table.standing[row] ?? 5] ?? 'unknown';
  return {
    row,
    place,
    unit: table.units[table.unit[row] ?? 0] ?? '',
    line: collector.plan.lines[table.line[row] ?? 0] ?? '',
    position: ranking.position[row] ?? 0,
    lastPosition: place < 0 ? 0 : (lastPosition[place] ?? 0),
    standing,
    standingReason: collector.reasonOf(row),
    outcome: outcomeAt(round, row, standing),
    isReserved: isReserved(settled, row),
    net: score && exact(score.net),
    bonus: score && exact(score.bonus),
    gross: score && exact(score.gross),
    asked: table.asked[row] ?? Number.NaN,
    granted: funding?.grant[row] ?? 0,
    reached: place < 0 ? 0 : (reached[place] ?? 0),
    reason: reasons[funding?.reason[row] ?? 0] ?? 'none',
    reasonAt: funding?.reasonAt[row] ?? 0,
    placed: place < 0 ? undefined : placeReason(round, place),
  };
}

function isReserved({ loaded }: SettledRound, row: number): boolean {
  const admission = loaded.applications[row]?.application.admission;
  if (admission !== undefined) return admission === 'with-reserve';
  return loaded.assessments[row]?.reserved === 1;
}

function outcomeAt(
  { call, funding }: Round,
  row: number,
  standing: Standing,
): RankingLine['outcome'] {
  if (call.document.procedure === 'list') {
    if (standing === 'admissible') return 'listed';
    if (standing === 'unknown') return 'undecided';
    return standing === 'below-threshold' ? 'below-threshold' : 'not-listed';
  }
  if (funding) return outcomes[funding.outcome[row] ?? 0] ?? 'undecided';
  return standing === 'admissible' || standing === 'unknown' ? 'undecided' : standing;
}

/** Values of `decidedBy` that name no key. */
const firstOfAll = 255;
const equalToAbove = 254;

function placeReason({ ranking, table }: Round, place: number): PlaceReason {
  const row = ranking.order[place] ?? 0;
  const code = ranking.decidedBy[row] ?? firstOfAll;
  if (code === firstOfAll) return { kind: 'first' };
  if (code === equalToAbove) return { kind: 'tied' };
  const by = ranking.deciders[code] ?? '';
  const above = ranking.order[place - 1] ?? 0;
  const values =
    by === 'received'
      ? table.received
      : by === 'protocol'
        ? table.protocol
        : by === 'grant'
          ? table.asked
          : table.columns[by];
  return {
    kind: 'key',
    by,
    isAfterTie: code > 0,
    own: values?.[row] ?? Number.NaN,
    above: values?.[above] ?? Number.NaN,
  };
}

function exact({ low, high }: { readonly low: number; readonly high: number }): number {
  return low === high ? low : Number.NaN;
}
