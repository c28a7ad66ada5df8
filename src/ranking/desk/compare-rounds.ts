import { roundOutcomes as outcomes, type Cents, type Round } from '../../engine/index.ts';

/** One application that one way of settling a round treats otherwise than the other, by its row. */
export interface ChangedRow {
  readonly row: number;
  readonly before: Cents;
  readonly after: Cents;
}

export interface PotChange {
  readonly pot: string;
  readonly before: PotFigures;
  readonly after: PotFigures;
}

export interface PotFigures {
  /** What the pot holds, after what was moved. */
  readonly amount: Cents;
  readonly drawn: Cents;
  readonly left: Cents;
}

/** What one frozen round comes to in two ways: who enters and who leaves, and what it does to the money. */
export interface RoundComparison {
  /** Without money before, with money after. */
  readonly entering: readonly ChangedRow[];
  readonly leaving: readonly ChangedRow[];
  /** With money both times, and not the same. */
  readonly changed: readonly ChangedRow[];
  /** Left open before, and without money after. */
  readonly settled: readonly number[];
  /** Decided before, and left open after. */
  readonly opened: readonly number[];
  /** Applications whose position, or whose ranking, is another one. */
  readonly positionsChanged: number;
  readonly funded: BeforeAfter;
  readonly granted: BeforeAfter;
  readonly undecided: BeforeAfter;
  readonly stops: BeforeAfter;
  readonly pots: readonly PotChange[];
}

export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

/** Compares two ways of settling the same applications, in the same rows. */
export function compareRounds(before: Round, after: Round): RoundComparison {
  if (before.ids.length !== after.ids.length)
    throw new RangeError('two rounds are compared that are not of the same applications');
  const rows = compareRows(before, after);
  return {
    ...rows,
    funded: { before: countFunded(before), after: countFunded(after) },
    granted: { before: grantedIn(before), after: grantedIn(after) },
    undecided: { before: countUndecided(before), after: countUndecided(after) },
    stops: { before: before.stops.length, after: after.stops.length },
    pots: comparePots(before, after),
  };
}

type RowChanges = Pick<
  RoundComparison,
  'entering' | 'leaving' | 'changed' | 'settled' | 'opened' | 'positionsChanged'
>;

function compareRows(before: Round, after: Round): RowChanges {
  const entering: ChangedRow[] = [];
  const leaving: ChangedRow[] = [];
  const changed: ChangedRow[] = [];
  const settled: number[] = [];
  const opened: number[] = [];
  let positionsChanged = 0;
  for (let row = 0; row < after.ids.length; row += 1) {
    const was = grantOf(before, row);
    const is = grantOf(after, row);
    if (was === 0 && is > 0) entering.push({ row, before: was, after: is });
    else if (was > 0 && is === 0) leaving.push({ row, before: was, after: is });
    else if (was !== is) changed.push({ row, before: was, after: is });
    const wasOpen = isUndecided(before, row);
    const isOpen = isUndecided(after, row);
    if (wasOpen && !isOpen && is === 0) settled.push(row);
    if (!wasOpen && isOpen) opened.push(row);
    if (hasMoved(before, after, row)) positionsChanged += 1;
  }
  return { entering, leaving, changed, settled, opened, positionsChanged };
}

function hasMoved(before: Round, after: Round, row: number): boolean {
  const was = before.ranking.position[row] ?? 0;
  const is = after.ranking.position[row] ?? 0;
  if (was !== is) return true;
  if (was === 0) return false;
  return unitOf(before, row) !== unitOf(after, row);
}

function unitOf({ table }: Round, row: number): string {
  return table.units[table.unit[row] ?? 0] ?? '';
}

/** In cents; none while nothing has been shared out. */
export function grantOf({ funding }: Round, row: number): Cents {
  return funding?.grant[row] ?? 0;
}

/** Whether nobody can say yet what an application gets. */
export function isUndecided({ funding, table }: Round, row: number): boolean {
  if (funding) return outcomes[funding.outcome[row] ?? 0] === 'undecided';
  const standing = table.standing[row];
  return standing === 0 || standing === 5;
}

export function countFunded({ funding }: Round): number {
  let count = 0;
  for (const grant of funding?.grant ?? []) if (grant > 0) count += 1;
  return count;
}

export function countUndecided(round: Round): number {
  let count = 0;
  for (let row = 0; row < round.ids.length; row += 1) if (isUndecided(round, row)) count += 1;
  return count;
}

function grantedIn({ funding }: Round): Cents {
  return funding?.checks.granted ?? 0;
}

/** Pots of either, in the order of what comes after. */
function comparePots(before: Round, after: Round): readonly PotChange[] {
  const was = figuresByPot(before);
  const is = figuresByPot(after);
  return [...new Set([...is.keys(), ...was.keys()])].map((pot) => ({
    pot,
    before: was.get(pot) ?? noMoney,
    after: is.get(pot) ?? noMoney,
  }));
}

const noMoney: PotFigures = { amount: 0, drawn: 0, left: 0 };

function figuresByPot({ funding }: Round): ReadonlyMap<string, PotFigures> {
  return new Map(
    (funding?.accounts ?? []).map(({ pot, initial, added, movedIn, movedOut, drawn, left }) => [
      pot,
      { amount: initial + added + movedIn - movedOut, drawn, left },
    ]),
  );
}
