import type { Cents } from '../numbers/money.ts';

/** A table as somebody printed it; `cells[row][column]` in cents. */
export interface PrintedTable {
  readonly cells: readonly (readonly Cents[])[];
  readonly rowTotals: readonly Cents[];
  readonly columnTotals: readonly Cents[];
  readonly grandTotal?: Cents;
}

/** One sum that is not what is printed; `index` counts from 0. */
export interface TableDifference {
  readonly on: 'row' | 'column' | 'row-totals' | 'column-totals';
  readonly index: number;
  readonly sum: Cents;
  readonly printed: Cents;
  /** The sum of the cells less the printed total. */
  readonly difference: Cents;
}

/**
 * Every printed total that its cells do not add up to, rows before columns before the grand total,
 * which is compared with both margins; `undefined` if a row or a column lacks a cell or a total.
 */
export function checkTable(table: PrintedTable): readonly TableDifference[] | undefined {
  const { cells, rowTotals, columnTotals, grandTotal } = table;
  const isWhole = cells.every((row) => row.length === columnTotals.length);
  if (cells.length !== rowTotals.length || !isWhole) return undefined;
  const columns = columnTotals.map((_, column) => cells.map((row) => row[column]!));
  const found = [
    ...rowTotals.map((total, index) => compareSum('row', index, cells[index]!, total)),
    ...columnTotals.map((total, index) => compareSum('column', index, columns[index]!, total)),
  ];
  if (grandTotal !== undefined) {
    found.push(
      compareSum('row-totals', 0, rowTotals, grandTotal),
      compareSum('column-totals', 0, columnTotals, grandTotal),
    );
  }
  return found.filter((each) => each.difference !== 0);
}

function compareSum(
  on: TableDifference['on'],
  index: number,
  amounts: readonly Cents[],
  printed: Cents,
): TableDifference {
  const sum = amounts.reduce((partial, amount) => partial + amount, 0);
  return { on, index, sum, printed, difference: sum - printed };
}
