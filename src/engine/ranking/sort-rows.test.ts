import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalToAbove, firstOfAll, type SortColumn, sortRows } from './sort-rows.ts';

/** The same order by plain comparison: slower, and written without looking at the other. */
function sortNaively(rows: number[], columns: readonly SortColumn[]): number[] {
  return rows.toSorted((a, b) => {
    for (const { values, order } of columns) {
      const [one, other] = [values[a]!, values[b]!];
      if (one !== other) return one < other === (order === 'lowest-first') ? -1 : 1;
    }
    return a - b;
  });
}

const wide = fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 });
const valueKinds = [
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: -5, max: 5 }).map((value) => value * 100),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.integer({ min: 0, max: 40 }).map((value) => 1_700_000_000_000 + value * 1_000_000_007),
  wide,
  fc.oneof(wide, fc.constantFrom(2 ** 53, -(2 ** 53), 0, 2 ** 32, 2 ** 32 - 1, -1)),
];

const tables = fc.integer({ min: 0, max: 120 }).chain((size) =>
  fc.array(
    fc.record({
      values: fc
        .constantFrom(...valueKinds)
        .chain((kind) => fc.array(kind, { minLength: size, maxLength: size }))
        .map((values) => Float64Array.from(values)),
      order: fc.constantFrom('highest-first' as const, 'lowest-first' as const),
    }),
    { minLength: 1, maxLength: 6 },
  ),
);

describe('sortRows', () => {
  it('equals a plain comparison sort, on any columns with any ties', () => {
    fc.assert(
      fc.property(tables, (columns) => {
        const rows = [...columns[0]!.values.keys()];
        const sorted = sortRows(Uint32Array.from(rows), columns);
        expect([...sorted.rows]).toEqual(sortNaively(rows, columns));
      }),
      { numRuns: 500 },
    );
  });

  it('says which column tells each row from the one above', () => {
    fc.assert(
      fc.property(tables, (columns) => {
        const { rows, differs } = sortRows(Uint32Array.from(columns[0]!.values.keys()), columns);
        const expected = [...rows].map((row, place) => {
          if (place === 0) return firstOfAll;
          const above = rows[place - 1]!;
          const found = columns.findIndex(({ values }) => values[above] !== values[row]);
          return found === -1 ? equalToAbove : found;
        });
        expect([...differs]).toEqual(expected);
      }),
    );
  });

  it('sorts many rows in few long ties, where comparing would be slow', () => {
    const size = 20_000;
    const column = (value: (row: number) => number): SortColumn => ({
      values: Float64Array.from({ length: size }, (_, row) => value(row)),
      order: 'highest-first',
    });
    const columns = [
      column((row) => row % 3),
      column((row) => (row * 7919) % 1_000_003),
      column((row) => 2 ** 52 - ((row * 104_729) % 5) * 2 ** 40),
    ];
    const rows = [...columns[0]!.values.keys()];
    expect([...sortRows(Uint32Array.from(rows), columns).rows]).toEqual(sortNaively(rows, columns));
  });

  it('refuses numbers that are not whole or cannot be told apart', () => {
    const sort = (values: number[]): unknown =>
      sortRows(Uint32Array.of(0, 1), [
        { values: Float64Array.from(values), order: 'lowest-first' },
      ]);
    expect(() => sort([1, 1.5])).toThrow(RangeError);
    expect(() => sort([0, 2 ** 54])).toThrow(RangeError);
    expect(() => sort([0, Infinity])).toThrow(RangeError);
    expect(sort([0, Number.NaN])).toMatchObject({ metUnknown: true });
  });
});
