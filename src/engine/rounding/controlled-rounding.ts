import {
  add,
  compare,
  floor,
  fraction,
  isZero,
  roundHalfUp,
  subtract,
  zero,
  type Fraction,
} from '../numbers/fraction.ts';
import type { Cents } from '../numbers/money.ts';
import { chooseRaised } from './transport.ts';

/** A two-way table with its printed margins; `cells[row][column]` are exact amounts in cents. */
export interface ExactTable {
  readonly rowTotals: readonly Cents[];
  readonly columnTotals: readonly Cents[];
  readonly cells: readonly (readonly Fraction[])[];
  /** Every column once, the first to take a residual cent first. */
  readonly residual: readonly number[];
}

/** A cell that was not a whole number of cents, and what it became. */
export interface CentPlacement {
  readonly row: number;
  readonly column: number;
  readonly exact: Fraction;
  /** What rounding this cell alone, halves upwards, would have given. */
  readonly alone: Cents;
  readonly rounded: Cents;
}

export interface TableProblem {
  readonly code:
    | 'wrong-shape'
    | 'not-whole-cents'
    | 'residual-not-every-column-once'
    | 'totals-disagree'
    | 'row-not-its-total'
    | 'column-not-its-total';
  readonly path: string;
  /** By how many cents the sum is above the total. */
  readonly difference?: Fraction;
}

export type TableRounding =
  | {
      readonly type: 'rounded';
      readonly cells: readonly (readonly Cents[])[];
      /** Every cell that took a cent above its exact amount, by rows. */
      readonly raised: readonly CentPlacement[];
      /** Every cell a cent away from what rounding it alone would give, by rows. */
      readonly displaced: readonly CentPlacement[];
    }
  | { readonly type: 'refused'; readonly problems: readonly TableProblem[] };

/**
 * Rounds a table to whole cents so that every row and every column adds up to its total exactly.
 *
 * Each cell becomes the whole cent just below or just above its exact amount, and whole cents stay
 * as they are. Of all such tables the one nearest to the exact amounts is taken (least sum of
 * distances, hence of squares too); of equally near ones, the columns that come first in `residual`
 * take the cents, and within a column the rows from the top. The same table in another order of
 * rows or columns can therefore differ only between equally near tables.
 * Distances are compared exactly while the common denominator is small enough, and otherwise cell by
 * cell to at least nine decimals of a cent; the sums are exact always.
 */
export function roundTable(table: ExactTable): TableRounding {
  const problems = checkExactTable(table);
  if (problems.length > 0) return { type: 'refused', problems };
  const floors = table.cells.map((row) => row.map((cell) => Number(floor(cell))));
  const raised = chooseRaised({
    rows: table.rowTotals.length,
    columns: table.columnTotals.length,
    gains: gainsOf(table),
    rowNeeds: table.rowTotals.map((total, row) => total - sum(floors[row]!)),
    columnNeeds: table.columnTotals.map((total, column) => total - sum(columnOf(floors, column))),
    order: table.residual,
  });
  if (raised === undefined) throw new Error('a table that adds up could not be rounded');
  const width = table.columnTotals.length;
  const cells = floors.map((row, at) => row.map((cell, on) => cell + raised[at * width + on]!));
  const placements = findPlacements(table, cells);
  return {
    type: 'rounded',
    cells,
    raised: placements.filter((each) => compare(fraction(BigInt(each.rounded)), each.exact) > 0),
    displaced: placements.filter((each) => each.rounded !== each.alone),
  };
}

/**
 * The exact cells of a table in which every row is divided as the columns are: row total times
 * column total over the grand total. `undefined` if the two sides do not have the same total.
 */
export function proportionalCells(
  rowTotals: readonly Cents[],
  columnTotals: readonly Cents[],
): Fraction[][] | undefined {
  const grand = sum(rowTotals);
  if (grand !== sum(columnTotals)) return undefined;
  if (grand === 0) {
    const allZero = [...rowTotals, ...columnTotals].every((total) => total === 0);
    return allZero ? rowTotals.map(() => columnTotals.map(() => zero)) : undefined;
  }
  return rowTotals.map((row) =>
    columnTotals.map((column) => fraction(BigInt(row) * BigInt(column), BigInt(grand))),
  );
}

/** Why `roundTable` would refuse a table; empty if it would not. */
export function checkExactTable(table: ExactTable): readonly TableProblem[] {
  const shape = checkShape(table);
  if (shape.length > 0) return shape;
  const problems: TableProblem[] = [];
  const difference = sum(table.rowTotals) - sum(table.columnTotals);
  if (difference !== 0) {
    const apart = fraction(BigInt(difference));
    problems.push({ code: 'totals-disagree', path: 'rowTotals', difference: apart });
  }
  for (const [row, total] of table.rowTotals.entries()) {
    const apart = differenceFrom(table.cells[row]!, total);
    if (isZero(apart)) continue;
    problems.push({ code: 'row-not-its-total', path: `rowTotals.${row}`, difference: apart });
  }
  for (const [column, total] of table.columnTotals.entries()) {
    const apart = differenceFrom(columnOf(table.cells, column), total);
    if (isZero(apart)) continue;
    const path = `columnTotals.${column}`;
    problems.push({ code: 'column-not-its-total', path, difference: apart });
  }
  return problems;
}

function checkShape(table: ExactTable): readonly TableProblem[] {
  const width = table.columnTotals.length;
  const problems: TableProblem[] = [];
  if (table.cells.length !== table.rowTotals.length) {
    problems.push({ code: 'wrong-shape', path: 'cells' });
  }
  for (const [row, cells] of table.cells.entries()) {
    if (cells.length !== width) problems.push({ code: 'wrong-shape', path: `cells.${row}` });
    const isSafe = cells.every((cell) => Number.isSafeInteger(Number(floor(cell)) + 1));
    if (!isSafe) problems.push({ code: 'not-whole-cents', path: `cells.${row}` });
  }
  for (const key of ['rowTotals', 'columnTotals'] as const) {
    const isSafe = table[key].every(Number.isSafeInteger) && Number.isSafeInteger(sum(table[key]));
    if (!isSafe) problems.push({ code: 'not-whole-cents', path: key });
  }
  const named = table.residual.toSorted((a, b) => a - b);
  if (named.length !== width || named.some((column, place) => column !== place)) {
    problems.push({ code: 'residual-not-every-column-once', path: 'residual' });
  }
  return problems;
}

/**
 * How welcome it is to raise each cell: the fraction of a cent it has above the whole, over a
 * common denominator, so that the most welcome choice is the nearest table.
 */
function gainsOf(table: ExactTable): (number | undefined)[] {
  // A sum of gains along any path through the table must stay a safe integer.
  const nodes = table.rowTotals.length + table.columnTotals.length + 2;
  const limit = BigInt(Math.floor(Number.MAX_SAFE_INTEGER / (4 * nodes)));
  const exact = table.cells.flat();
  let scale = 1n;
  for (const cell of exact) {
    if (scale % cell.den !== 0n) scale *= fraction(cell.den, scale).num;
    if (scale > limit) {
      scale = limit;
      break;
    }
  }
  return exact.map((cell) => {
    const part = cell.num - floor(cell) * cell.den;
    return part === 0n ? undefined : Number((part * scale) / cell.den);
  });
}

function findPlacements(table: ExactTable, cells: readonly (readonly Cents[])[]): CentPlacement[] {
  return table.cells.flatMap((row, at) =>
    row.flatMap((exact, on) => {
      if (exact.den === 1n) return [];
      const rounded = cells[at]![on]!;
      return [{ row: at, column: on, exact, alone: Number(roundHalfUp(exact)), rounded }];
    }),
  );
}

function differenceFrom(cells: readonly Fraction[], total: Cents): Fraction {
  return subtract(cells.reduce(add, zero), fraction(BigInt(total)));
}

function columnOf<T>(cells: readonly (readonly T[])[], column: number): T[] {
  return cells.map((row) => row[column]!);
}

function sum(amounts: readonly Cents[]): Cents {
  return amounts.reduce((partial, amount) => partial + amount, 0);
}
