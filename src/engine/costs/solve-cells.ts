import type { Bound, Cells } from './build-cells.ts';
import { solveLinear, type CommonFractions } from './solve-linear.ts';

/** For each cell the bound it obeys, or `declaredBound`. */
export type Decisions = readonly number[];

export const declaredBound = -1;

export interface ExactCells extends CommonFractions {
  readonly decisions: Decisions;
  /** How many linear systems were solved on the way. */
  readonly solves: number;
}

/**
 * The greatest amounts, in exact cents, that respect every bound; `declared` has one amount for
 * each category. Starts from the declared amounts and, as long as some bound is broken, lets the
 * lowest broken one decide and solves again. Throws when flat rates feed each other without end.
 */
export function solveCells(cells: Cells, declared: readonly bigint[]): ExactCells {
  let decisions: Decisions = Array.from(
    { length: cells.count },
    (_, cell) => cells.definedBy.get(cell) ?? declaredBound,
  );
  for (let solves = 1; ; solves += 1) {
    const solution = solveDecisions(cells, decisions, declared, false);
    const next = switchBroken(cells, decisions, solution);
    if (next === undefined) return { ...solution, decisions, solves };
    decisions = next;
  }
}

/**
 * The cells when each obeys the bound decided for it. With `isRaised`, flat rates rounded half up
 * gain half a cent: then no solution in whole cents lies above.
 */
export function solveDecisions(
  cells: Cells,
  decisions: Decisions,
  declared: readonly bigint[],
  isRaised: boolean,
): CommonFractions {
  const unknown: number[] = [];
  const known: bigint[] = [];
  const columnOf: number[] = [];
  decisions.forEach((decision, cell) => {
    columnOf.push(decision === declaredBound ? -1 : unknown.push(cell) - 1);
    known.push(decision === declaredBound ? (declared[cell] ?? 0n) : 0n);
  });
  const bounds = unknown.map((cell) => cells.bounds[decisions[cell]!]!);
  const hasTotal = bounds.some((bound) => bound.isFromTotal);
  const size = unknown.length + (hasTotal ? 1 : 0);
  const rows = bounds.map((bound) => buildRow(bound, size, columnOf, known, isRaised));
  if (hasTotal) rows.push(buildTotalRow(cells, size, columnOf, known));
  const solution = solveLinear(rows);
  if (!solution) throw new RangeError('flat rates feed each other without end');
  const nums = known.map((value, cell) => {
    const column = columnOf[cell]!;
    return column < 0 ? value * solution.den : solution.nums[column]!;
  });
  return { nums, den: solution.den };
}

/** `den × cell − num × base = plus × den`, the total having the last column. */
function buildRow(
  bound: Bound,
  size: number,
  columnOf: readonly number[],
  known: readonly bigint[],
  isRaised: boolean,
): bigint[] {
  const scale = isRaised && bound.isHalfUp ? 2n : 1n;
  const num = bound.num * scale;
  const den = bound.den * scale;
  const row = Array.from({ length: size + 1 }, () => 0n);
  const sign = bound.isFromTotal ? -1n : 1n;
  let right = bound.plus * den + (scale === 2n ? bound.den : 0n);
  for (const cell of bound.listed) {
    const column = columnOf[cell]!;
    if (column < 0) right += sign * num * known[cell]!;
    else row[column] = -sign * num;
  }
  const own = columnOf[bound.cell]!;
  row[own] = row[own]! + den;
  if (bound.isFromTotal) row[size - 1] = -num;
  row[size] = right;
  return row;
}

function buildTotalRow(
  cells: Cells,
  size: number,
  columnOf: readonly number[],
  known: readonly bigint[],
): bigint[] {
  const row = Array.from({ length: size + 1 }, () => 0n);
  row[size - 1] = 1n;
  for (let cell = 0; cell < cells.count; cell += 1) {
    if (!cells.isCounted[cell]) continue;
    const column = columnOf[cell]!;
    if (column < 0) row[size] = row[size]! + known[cell]!;
    else row[column] = -1n;
  }
  return row;
}

/** For every cell above one of its bounds the lowest of them; undefined when there is none. */
function switchBroken(
  cells: Cells,
  decisions: Decisions,
  solution: CommonFractions,
): Decisions | undefined {
  const { nums, den } = solution;
  const total = sumCounted(cells, nums);
  const next = [...decisions];
  const lowest = new Map<number, { value: bigint; den: bigint }>();
  cells.bounds.forEach((bound, index) => {
    if (decisions[bound.cell] === index) return;
    const value = bound.num * sumBase(bound, nums, total) + bound.plus * bound.den * den;
    const rival = lowest.get(bound.cell) ?? { value: nums[bound.cell]!, den: 1n };
    if (value * rival.den >= rival.value * bound.den) return;
    lowest.set(bound.cell, { value, den: bound.den });
    next[bound.cell] = index;
  });
  return lowest.size === 0 ? undefined : next;
}

export function sumCounted(cells: Cells, values: readonly bigint[]): bigint {
  let total = 0n;
  for (let cell = 0; cell < cells.count; cell += 1) {
    if (cells.isCounted[cell]) total += values[cell]!;
  }
  return total;
}

/** The sum of a bound's base, `total` being the sum of all counted cells. */
export function sumBase(bound: Bound, values: readonly bigint[], total: bigint): bigint {
  let sum = bound.isFromTotal ? total : 0n;
  for (const cell of bound.listed) sum += bound.isFromTotal ? -values[cell]! : values[cell]!;
  return sum;
}
