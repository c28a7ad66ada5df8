import {
  roundRows,
  type Assessment,
  type Cents,
  type Round,
  type RoundRow,
} from '../../engine/index.ts';
import type { FrozenLead } from './frozen-round.ts';
import type { FrozenApplication, LoadedRound } from './load-round.ts';

/** What a settled round says of one application. Points in hundredths, money in cents. */
export interface RankingEntry {
  /** Ranking by ranking, best first, then those without a position; from 1. */
  readonly place: number;
  readonly applicationId: string;
  readonly entryNumber: number;
  readonly pseudonym: string;
  readonly title: string;
  readonly lead: FrozenLead;
  readonly unit: string;
  readonly line: string | null;
  /** Equal ones share a stretch of positions; 0 without a position. */
  readonly position: number;
  readonly positionTo: number;
  readonly outcome: RoundRow['outcome'];
  /** Why it got what it got, or why it has no position. */
  readonly reason: string;
  /** What put it below the one above; nothing for the first and for open ties. */
  readonly decidedBy: string | null;
  readonly isReserved: boolean;
  /** Nothing while they are not known exactly, or where there are no points. */
  readonly net: number | null;
  readonly bonus: number | null;
  readonly gross: number | null;
  readonly asked: Cents | null;
  readonly granted: Cents;
  /** Granted in its ranking down to here. */
  readonly reached: Cents;
  /** Points by criterion, those that are known. */
  readonly criteria: Readonly<Record<string, number>>;
}

/** The round as rows that can be shown and kept: all applications, in the order of the ranking. */
export function entriesOf(
  loaded: Pick<LoadedRound, 'applications' | 'assessments' | 'collector'>,
  round: Round,
): readonly RankingEntry[] {
  const rowOf = new Map(round.ids.map((id, row) => [id, row]));
  const rows = roundRows(round);
  const shared = countShared(rows);
  const reached = new Map<string, Cents>();
  return rows.map((settled, index): RankingEntry => {
    const row = rowOf.get(settled.application) ?? -1;
    const application = loaded.applications[row];
    const assessment = loaded.assessments[row];
    if (!application || !assessment) throw new Error(`${settled.application} is not in the round`);
    const { ranking, position, outcome, grant } = settled;
    const down = (reached.get(ranking) ?? 0) + grant;
    reached.set(ranking, down);
    return {
      place: index + 1,
      ...headOf(application),
      unit: ranking,
      line: application.application.line ?? null,
      position,
      positionTo: position + Math.max(0, (shared.get(placeName(ranking, position)) ?? 1) - 1),
      outcome,
      reason: reasonOf(settled, loaded.collector.reasonOf(row)),
      decidedBy: ('decidedBy' in settled ? settled.decidedBy : undefined) ?? null,
      ...figuresOf(assessment),
      granted: grant,
      reached: down,
    };
  });
}

function headOf({ application, entryNumber, pseudonym, title, lead }: FrozenApplication) {
  const isReserved = application.admission === 'with-reserve';
  return { applicationId: application.id, entryNumber, pseudonym, title, lead, isReserved };
}

function figuresOf({ score, grant, prepared }: Assessment) {
  const criteria = (prepared.track.score?.criteria ?? []).flatMap(({ document }, index) => {
    const points = exactOf(score?.criteria[index]);
    return points === null ? [] : [[document.id, points] as const];
  });
  return {
    net: exactOf(score?.net),
    bonus: exactOf(score?.bonus),
    gross: exactOf(score?.gross),
    asked: exactOf(grant?.amount),
    criteria: Object.fromEntries(criteria),
  };
}

function reasonOf(settled: RoundRow, standing: string): string {
  const funding = 'reason' in settled ? settled.reason.code : 'none';
  return funding === 'none' ? standing : funding;
}

/** How many share each position: the next one after it says where the stretch ends. */
function countShared(rows: readonly RoundRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { ranking, position } of rows) {
    if (position === 0) continue;
    const name = placeName(ranking, position);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function placeName(ranking: string, position: number): string {
  return `${ranking}/${position}`;
}

function exactOf(
  range: { readonly low: number; readonly high: number } | undefined,
): number | null {
  return range && range.low === range.high ? range.low : null;
}
