import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseRaised, type RaiseProblem } from './transport.ts';

/** Tries every choice: the best gain, then the first in declared order of columns. */
function chooseByTrial(problem: RaiseProblem): number[] | undefined {
  const { rows, columns, gains } = problem;
  let best: { gain: number; key: string; cells: number[] } | undefined;
  for (let bits = 0; bits < 2 ** (rows * columns); bits += 1) {
    const cells = gains.map((_, cell) => (bits >> cell) & 1);
    if (cells.some((raised, cell) => raised === 1 && gains[cell] === undefined)) continue;
    if (!meetsNeeds(problem, cells)) continue;
    const gain = cells.reduce((sum, raised, cell) => sum + raised * (gains[cell] ?? 0), 0);
    const key = problem.order
      .flatMap((on) => Array.from({ length: rows }, (_, at) => cells[at * columns + on]))
      .join('');
    if (best === undefined || gain > best.gain || (gain === best.gain && key > best.key)) {
      best = { gain, key, cells };
    }
  }
  return best?.cells;
}

function meetsNeeds(problem: RaiseProblem, cells: readonly number[]): boolean {
  const { rowNeeds, columnNeeds, columns } = problem;
  const inRow = rowNeeds.map(() => 0);
  const inColumn = columnNeeds.map(() => 0);
  for (const [cell, raised] of cells.entries()) {
    inRow[Math.floor(cell / columns)]! += raised;
    inColumn[cell % columns]! += raised;
  }
  return String(inRow) === String(rowNeeds) && String(inColumn) === String(columnNeeds);
}

const anyProblem = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, columns]) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      gains: fc.array(fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined, freq: 4 }), {
        minLength: rows * columns,
        maxLength: rows * columns,
      }),
      chosen: fc.array(fc.boolean(), { minLength: rows * columns, maxLength: rows * columns }),
      order: fc.shuffledSubarray(
        Array.from({ length: columns }, (_, column) => column),
        { minLength: columns },
      ),
    }),
  );

describe('the choice of the cells to raise', () => {
  it('is the one found by trying them all', () => {
    fc.assert(
      fc.property(anyProblem, ({ rows, columns, gains, chosen, order }) => {
        const rowNeeds = Array.from({ length: rows }, () => 0);
        const columnNeeds = Array.from({ length: columns }, () => 0);
        for (const [cell, isChosen] of chosen.entries()) {
          if (!isChosen || gains[cell] === undefined) continue;
          rowNeeds[Math.floor(cell / columns)]! += 1;
          columnNeeds[cell % columns]! += 1;
        }
        const problem = { rows, columns, gains, rowNeeds, columnNeeds, order };
        const found = chooseRaised(problem);
        expect(found && [...found]).toEqual(chooseByTrial(problem));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a row needs more than it can take', [2], [1]],
    ['a column is left short', [0], [1]],
    ['a need is below zero', [-1], [-1]],
  ])('is undefined when %s', (_, rowNeeds, columnNeeds) => {
    const problem = { rows: 1, columns: 1, gains: [1], rowNeeds, columnNeeds, order: [0] };
    expect(chooseRaised(problem)).toBeUndefined();
  });

  it('is undefined when the cells that are left cannot meet the needs', () => {
    const gains = [1, undefined, undefined, 1];
    const problem = { rows: 2, columns: 2, gains, rowNeeds: [1, 1], columnNeeds: [2, 0] };
    expect(chooseRaised({ ...problem, order: [0, 1] })).toBeUndefined();
  });
});
