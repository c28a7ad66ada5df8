import { buildCells, type Bound, type Cells } from './build-cells.ts';
import type { CostProblem } from './cost-problem.ts';
import type { CostSystem } from './cost-system.ts';
import { solveCells } from './solve-cells.ts';
import { solveLinear } from './solve-linear.ts';

/**
 * Flat rates that feed each other without end, and categories that can never be admitted
 * anything, whatever is declared. The structure must be sound otherwise.
 */
export function checkAdmissible(structure: CostSystem): CostProblem[] {
  const cells = buildCells(structure);
  if (cells.flatOrder === undefined && !hasBoundedFlats(cells))
    return [describeLoop(structure, cells)];
  const dead = findDeadCategories(cells);
  if (dead.length === 0) return [];
  const names = dead.map((cell) => `"${structure.categories[cell]!.id}"`).join(', ');
  const message = `every cost in ${names} is limited by the others: add a category without a percentage cap`;
  return [{ code: 'dead-category', message, path: ['categories', dead[0]!] }];
}

/**
 * Whether the flat rates, fed one cent each, settle at positive amounts: exactly then their
 * effect on each other fades out.
 */
function hasBoundedFlats(cells: Cells): boolean {
  const flats = cells.bounds.filter((bound) => bound.source.kind === 'flat');
  const rows = flats.map((bound) => {
    const row = flats.map((other) => (bound.base.includes(other.cell) ? -bound.num : 0n));
    return [...row, bound.den];
  });
  rows.forEach((row, index) => {
    row[index] = row[index]! + flats[index]!.den;
  });
  const solution = solveLinear(rows);
  return solution !== undefined && solution.nums.every((num) => num > 0n);
}

function describeLoop(structure: CostSystem, cells: Cells): CostProblem {
  const flats = cells.isFlat.flatMap((isFlat, cell) => (isFlat ? [cell] : []));
  const names = flats.map((cell) => `"${structure.categories[cell]!.id}"`).join(', ');
  const message =
    `the flat rates ${names} feed each other without end: ` +
    'lower a rate or take a flat rate out of the base of another';
  return { code: 'flat-loop', message, path: ['categories', flats[0]!, 'of'] };
}

function findDeadCategories(cells: Cells): number[] {
  const isZeroFlat = (cell: number): boolean =>
    cells.isFlat[cell] === true && cells.bounds[cells.definedBy.get(cell)!]!.num === 0n;
  const groupOf = new Map<number, number>();
  for (const bound of cells.bounds) {
    if (bound.source.kind === 'members')
      bound.base.forEach((cell) => groupOf.set(cell, bound.cell));
  }
  const pick = (isAlive: (cell: number) => boolean): number[] =>
    Array.from({ length: cells.categories }, (_, cell) => cell).filter(
      (cell) => !isZeroFlat(cell) && !(isAlive(cell) && isAlive(groupOf.get(cell) ?? cell)),
    );
  const alive = findPlainlyAlive(cells);
  const suspects = pick((cell) => alive.has(cell));
  if (suspects.length === 0) return [];
  const { nums } = solveCells(
    cells,
    cells.isFlat.slice(0, cells.categories).map(() => 100n),
  );
  return pick((cell) => nums[cell]! > 0n);
}

/**
 * Cells that surely admit something because each of their bounds has a fixed part or a base with
 * such a cell in it. The others may still do: two halves of the same total can hold each other up.
 */
function findPlainlyAlive(cells: Cells): ReadonlySet<number> {
  const boundsOf = Array.from({ length: cells.count }, (): Bound[] => []);
  for (const bound of cells.bounds) boundsOf[bound.cell]!.push(bound);
  const alive = new Set<number>();
  let before = -1;
  while (before < alive.size) {
    before = alive.size;
    boundsOf.forEach((bounds, cell) => {
      const isFed = bounds.every(
        ({ num, plus, base }) => plus > 0n || (num > 0n && base.some((other) => alive.has(other))),
      );
      if (isFed) alive.add(cell);
    });
  }
  return alive;
}
