import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, ceil, floor, fraction, subtract, zero, type Fraction } from '../numbers/fraction.ts';
import { checkTable } from './check-table.ts';
import { proportionalCells, roundTable, type ExactTable } from './controlled-rounding.ts';

const chambers = [
  'Bergamo',
  'Brescia',
  'Como-Lecco',
  'Cremona',
  'Mantova',
  'MiLoMB',
  'Pavia',
  'Sondrio',
  'Varese',
];
const chamberTotals = [20, 20, 20, 10, 15, 20, 15, 10, 20].map((share) => share * 100_000);
const budgetRows = [4_000_000, 7_500_000, 3_000_000, 500_000];
const printedOrder = chambers.map((_, column) => column);

/** The table as the source prints it, every cell rounded alone. */
const printedBudget = [
  [533_333, 533_333, 533_333, 266_667, 400_000, 533_333, 400_000, 266_667, 533_333],
  [1_000_000, 1_000_000, 1_000_000, 500_000, 750_000, 1_000_000, 750_000, 500_000, 1_000_000],
  [400_000, 400_000, 400_000, 200_000, 300_000, 400_000, 300_000, 200_000, 400_000],
  [66_667, 66_667, 66_667, 33_333, 50_000, 66_667, 50_000, 33_333, 66_667],
];

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function roundOrThrow(table: ExactTable) {
  const rounding = roundTable(table);
  if (rounding.type === 'refused')
    throw new Error(JSON.stringify(rounding.problems.map((p) => p.code)));
  return rounding;
}

function proportional(rowTotals: number[], columnTotals: number[], residual: number[]): ExactTable {
  return { rowTotals, columnTotals, residual, cells: proportionalCells(rowTotals, columnTotals)! };
}

function expectSound(table: ExactTable, cells: readonly (readonly number[])[]): void {
  expect(checkTable({ ...table, cells })).toEqual([]);
  for (const [row, exact] of table.cells.entries()) {
    for (const [column, cell] of exact.entries()) {
      const rounded = BigInt(cells[row]![column]!);
      expect(rounded === floor(cell) || rounded === ceil(cell)).toBe(true);
    }
  }
}

/** A table of any fractions whose last row and column make every margin a whole number. */
function completeTable(inner: readonly (readonly Fraction[])[], width: number): ExactTable {
  const rows = inner.map((row) => {
    const sum = row.reduce(add, zero);
    return [...row, subtract(fraction(ceil(sum)), sum)];
  });
  const columns = Array.from({ length: width + 1 }, (_, on) =>
    rows.map((row) => row[on]!).reduce(add, zero),
  );
  const cells = [...rows, columns.map((sum) => subtract(fraction(ceil(sum)), sum))];
  const lastRow = cells.at(-1)!.reduce(add, zero);
  return {
    cells,
    rowTotals: [...rows.map((row) => Number(row.reduce(add, zero).num)), Number(lastRow.num)],
    columnTotals: columns.map((sum) => Number(ceil(sum))),
    residual: columns.map((_, on) => on),
  };
}

describe('the nine-chamber budget of 150,000.00', () => {
  it('finds the two rows of the printed table that are a cent off', () => {
    const printed = {
      cells: printedBudget,
      rowTotals: budgetRows,
      columnTotals: chamberTotals,
      grandTotal: 15_000_000,
    };
    expect(checkTable(printed)).toEqual([
      { on: 'row', index: 0, sum: 3_999_999, printed: 4_000_000, difference: -1 },
      { on: 'row', index: 3, sum: 500_001, printed: 500_000, difference: 1 },
    ]);
  });

  it('moves one cent in Bergamo, the first in printed order, and nothing else', () => {
    const table = proportional(budgetRows, chamberTotals, printedOrder);
    const rounding = roundOrThrow(table);
    const expected = structuredClone(printedBudget);
    expected[0]![0] = 533_334;
    expected[3]![0] = 66_666;
    expect(rounding.cells).toEqual(expected);
    expectSound(table, rounding.cells);
    expect(
      rounding.displaced.map(({ row, column, alone, rounded }) => ({
        row,
        column,
        alone,
        rounded,
      })),
    ).toEqual([
      { row: 0, column: 0, alone: 533_333, rounded: 533_334 },
      { row: 3, column: 0, alone: 66_667, rounded: 66_666 },
    ]);
    expect(rounding.raised.map(({ row, column }) => `${row} ${chambers[column]}`)).toEqual([
      '0 Bergamo',
      '0 Cremona',
      '0 Sondrio',
      '3 Brescia',
      '3 Como-Lecco',
      '3 MiLoMB',
      '3 Varese',
    ]);
  });

  it.each([
    ['Varese', printedOrder.toReversed(), 8],
    ['MiLoMB, for Cremona and Mantova have no such cent', [3, 4, 5, 0, 1, 2, 6, 7, 8], 5],
  ])('moves it in %s when declared first', (_, order, column) => {
    const rounding = roundOrThrow(proportional(budgetRows, chamberTotals, order));
    expect(rounding.displaced.map((each) => [each.row, each.column])).toEqual([
      [0, column],
      [3, column],
    ]);
  });
});

describe('a table that cannot be rounded', () => {
  const sound = proportional([100, 200], [150, 150], [0, 1]);
  it.each([
    ['totals-disagree', { ...sound, rowTotals: [100, 201] }],
    ['row-not-its-total', { ...sound, rowTotals: [101, 199] }],
    ['column-not-its-total', { ...sound, columnTotals: [151, 149] }],
    ['wrong-shape', { ...sound, cells: [[zero, zero]] }],
    ['wrong-shape', { ...sound, cells: [[zero, zero], [zero]] }],
    ['not-whole-cents', { ...sound, rowTotals: [100.5, 199.5] }],
    ['residual-not-every-column-once', { ...sound, residual: [0, 0] }],
    ['residual-not-every-column-once', { ...sound, residual: [1] }],
  ])('is refused: %s', (code, table) => {
    const rounding = roundTable(table);
    expect(rounding.type === 'refused' && rounding.problems.map((each) => each.code)).toContain(
      code,
    );
  });

  it('says by how much a row is off', () => {
    const rounding = roundTable({ ...sound, rowTotals: [101, 199] });
    expect(rounding).toEqual({
      type: 'refused',
      problems: [
        { code: 'row-not-its-total', path: 'rowTotals.0', difference: fraction(-1n) },
        { code: 'row-not-its-total', path: 'rowTotals.1', difference: fraction(1n) },
      ],
    });
  });

  it('has no proportional cells when its sides disagree', () => {
    expect(proportionalCells([1, 2], [4])).toBeUndefined();
    expect(proportionalCells([1, -1], [0])).toBeUndefined();
    expect(proportionalCells([0, 0], [0])).toEqual([[zero], [zero]]);
  });

  it('is not compared when cells are missing', () => {
    expect(checkTable({ cells: [[1]], rowTotals: [1], columnTotals: [1, 2] })).toBeUndefined();
  });
});

describe('every table that adds up', () => {
  const totals = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 7 });

  it('keeps its margins, with each cell just below or above its exact amount', () => {
    fc.assert(
      fc.property(totals, totals, fc.integer(), (rows, columns, seed) => {
        const difference = sumOf(rows) - sumOf(columns);
        if (difference > 0) columns[0]! += difference;
        else rows[0]! -= difference;
        const order = columns.map((_, column) => column);
        if (seed % 2 === 0) order.reverse();
        const table = proportional(rows, columns, order);
        const rounding = roundOrThrow(table);
        expectSound(table, rounding.cells);
        expect(roundOrThrow(table)).toEqual(rounding);
        expect(sumOf(rounding.cells.flat())).toBe(sumOf(rows));
      }),
    );
  });

  it('keeps them for any fractions, below zero too and with denominators of any size', () => {
    const cell = fc
      .tuple(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
      )
      .map(([num, den]) => fraction(num, den));
    const inner = fc
      .integer({ min: 1, max: 6 })
      .chain((width) =>
        fc.tuple(
          fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }),
          fc.constant(width),
        ),
      );
    fc.assert(
      fc.property(inner, ([rows, width]) => {
        const table = completeTable(rows, width);
        expectSound(table, roundOrThrow(table).cells);
      }),
    );
  });

  it('leaves whole cents untouched', () => {
    const rounding = roundOrThrow(proportional([300, 600], [300, 600], [0, 1]));
    expect(rounding).toEqual({
      type: 'rounded',
      cells: [
        [100, 200],
        [200, 400],
      ],
      raised: [],
      displaced: [],
    });
  });

  it('follows a permutation of its rows when no two tables are equally near', () => {
    const table = proportional([1000, 2003, 3011], [1009, 1987, 3018], [0, 1, 2]);
    const turned = proportional([3011, 2003, 1000], [1009, 1987, 3018], [0, 1, 2]);
    expect(roundOrThrow(turned).cells.toReversed()).toEqual(roundOrThrow(table).cells);
  });

  it.each([
    ['all cells alike', () => proportional(alike(200, 100), alike(200, 100), places(200))],
    ['no two alike', () => proportional(unlike(200, 7919), unlike(200, 7919), places(200))],
  ])('is rounded in seconds at 200 by 200: %s', (_, make) => {
    const table = make();
    const begin = performance.now();
    const rounding = roundOrThrow(table);
    expect(performance.now() - begin).toBeLessThan(20_000);
    expect(checkTable({ ...table, cells: rounding.cells })).toEqual([]);
  });
});

function alike(length: number, value: number): number[] {
  return Array.from({ length }, () => value);
}

function unlike(length: number, prime: number): number[] {
  return Array.from({ length }, (_, place) => 1_000_000 + ((place * place * prime) % 999_983));
}

function places(length: number): number[] {
  return Array.from({ length }, (_, place) => place);
}
