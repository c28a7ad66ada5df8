import { roundRows, type Ground, type Round } from '../engine/index.ts';
import { outcomes, reasons, type Reason } from '../engine/ranking/outcome.ts';
import { standings } from '../engine/ranking/ranking-table.ts';
import type { CollectedRound, RoundNotes } from './collect-round.ts';

/** One application of a settled round, as people and programs are shown it. */
export interface RoundLine {
  readonly row: number;
  readonly application: string;
  readonly name: string;
  readonly line: string;
  readonly ranking: string;
  /** 0 without a position. */
  readonly position: number;
  readonly isShared: boolean;
  readonly decidedBy: string | undefined;
  readonly net: number;
  readonly bonus: number;
  readonly gross: number;
  readonly asked: number;
  readonly grant: number;
  readonly outcome: string;
  readonly reason: Reason;
  /** Position where the money ended, or cents that were left, as the reason says. */
  readonly reasonAt: number;
  readonly ground: Ground | undefined;
}

/** Rows best first within each ranking, then those without a position; one at a time. */
export function* roundLines(round: Round, { notes }: CollectedRound): Generator<RoundLine> {
  const { table, ranking, call } = round;
  if (call.document.procedure === 'list') {
    const rows = new Map(round.ids.map((id, row) => [id, row]));
    for (const { application, outcome } of roundRows(round)) {
      yield { ...lineAt(round, notes, rows.get(application) ?? 0), outcome };
    }
    return;
  }
  for (const row of ranking.order) yield lineAt(round, notes, row);
  for (let row = 0; row < table.size; row += 1)
    if (ranking.position[row] === 0) yield lineAt(round, notes, row);
}

function lineAt(round: Round, notes: RoundNotes, row: number): RoundLine {
  const { table, ids, ranking, funding } = round;
  const position = ranking.position[row] ?? 0;
  return {
    row,
    application: ids[row] ?? '',
    name: notes.names[row] ?? '',
    line: notes.lines[row] ?? '',
    ranking: table.units[table.unit[row] ?? 0] ?? '',
    position,
    isShared: false,
    decidedBy: ranking.deciders[ranking.decidedBy[row] ?? 0],
    net: notes.net[row] ?? Number.NaN,
    bonus: notes.bonus[row] ?? Number.NaN,
    gross: notes.gross[row] ?? Number.NaN,
    asked: table.asked[row] ?? Number.NaN,
    grant: funding?.grant[row] ?? 0,
    outcome: funding
      ? (outcomes[funding.outcome[row] ?? 0] ?? 'undecided')
      : standingOutcome(table.standing[row] ?? 0),
    reason: reasons[funding?.reason[row] ?? 0] ?? 'none',
    reasonAt: funding?.reasonAt[row] ?? 0,
    ground: notes.grounds[row],
  };
}

function standingOutcome(standing: number): string {
  const name = standings[standing] ?? 'unknown';
  return name === 'unknown' ? 'undecided' : name;
}

/** Marks the positions that two or more applications share. */
export function* withShared(lines: Iterable<RoundLine>): Generator<RoundLine> {
  let held: RoundLine | undefined;
  for (const next of lines) {
    if (held) {
      const isShared =
        next.position > 0 && next.position === held.position && next.ranking === held.ranking;
      yield isShared ? { ...held, isShared } : held;
      held = isShared ? { ...next, isShared } : next;
    } else held = next;
  }
  if (held) yield held;
}

/** What each pot paid, by row: chains through the draws, so that nothing is copied. */
export function drawsOf(
  round: Round,
): (row: number) => readonly { readonly pot: string; readonly cents: number }[] {
  const { funding, table } = round;
  if (!funding) return () => [];
  const { draws, accounts } = funding;
  const first = new Int32Array(table.size).fill(-1);
  const next = new Int32Array(draws.row.length).fill(-1);
  for (let index = draws.row.length - 1; index >= 0; index -= 1) {
    const row = draws.row[index] ?? 0;
    next[index] = first[row] ?? -1;
    first[row] = index;
  }
  return (row) => {
    const byPot = new Map<string, number>();
    for (let index = first[row] ?? -1; index >= 0; index = next[index] ?? -1) {
      const pot = accounts[draws.pot[index] ?? 0]?.pot ?? '';
      byPot.set(pot, (byPot.get(pot) ?? 0) + (draws.amount[index] ?? 0));
    }
    return [...byPot].map(([pot, cents]) => ({ pot, cents }));
  };
}
