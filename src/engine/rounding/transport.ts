import type { Cells } from './build-cells.ts';

/** The bounds of a system laid out in flat arrays of plain numbers, for the quick descent. */
export interface NumberBounds {
  readonly cell: Int32Array;
  readonly num: Float64Array;
  readonly den: Float64Array;
  readonly offset: Float64Array;
  readonly isFromTotal: Uint8Array;
  /** Bound `b` lists the cells `listed[start[b]]` up to `listed[start[b + 1]]`, not included. */
  readonly start: Int32Array;
  readonly listed: Int32Array;
  readonly isCounted: Uint8Array;
  /** As long as all cells together stay within this, every product is a safe integer. */
  readonly sumMax: number;
  readonly values: Float64Array;
}

/** Undefined when a rate has terms so long that no amount would be safe. */
export function layOutNumbers(cells: Cells): NumberBounds | undefined {
  const count = cells.bounds.length;
  const laid: NumberBounds = {
    cell: new Int32Array(count),
    num: new Float64Array(count),
    den: new Float64Array(count),
    offset: new Float64Array(count),
    isFromTotal: new Uint8Array(count),
    start: new Int32Array(count + 1),
    listed: Int32Array.from(cells.bounds.flatMap((bound) => bound.listed)),
    isCounted: Uint8Array.from(cells.isCounted, Number),
    sumMax: findSumMax(cells),
    values: new Float64Array(cells.count),
  };
  if (laid.sumMax < 0) return undefined;
  cells.bounds.forEach((bound, index) => {
    const scale = bound.isHalfUp ? 2n : 1n;
    laid.cell[index] = bound.cell;
    laid.num[index] = Number(bound.num * scale);
    laid.den[index] = Number(bound.den * scale);
    laid.offset[index] = Number(bound.plus * bound.den * scale + (scale === 2n ? bound.den : 0n));
    laid.isFromTotal[index] = bound.isFromTotal ? 1 : 0;
    laid.start[index + 1] = laid.start[index]! + bound.listed.length;
  });
  return laid;
}

/** Leaves room for `num × sum + offset` and for `den × (amount + 1)`. */
function findSumMax(cells: Cells): number {
  let max = BigInt(Number.MAX_SAFE_INTEGER);
  for (const { num, den, plus } of cells.bounds) {
    const factor = 2n * (num > den ? num : den);
    const room = (BigInt(Number.MAX_SAFE_INTEGER) - 2n * (plus + 1n) * den) / factor - 1n;
    if (room < max) max = room;
  }
  return Number(max);
}

/**
 * Sets the cells to amounts that no solution exceeds: declared amounts, members added up, flat
 * rates of those. Gives their sum, or nothing when it leaves the safe range.
 */
export function startNumbers(
  cells: Cells,
  laid: NumberBounds,
  declared: readonly number[],
): number | undefined {
  const { values, sumMax } = laid;
  if (cells.flatOrder === undefined) return undefined;
  let counted = 0;
  let uncounted = 0;
  for (let cell = 0; cell < cells.count; cell += 1) {
    const isOwn = cell < cells.categories && !cells.isFlat[cell];
    const value = isOwn ? declared[cell]! : 0;
    values[cell] = value;
    if (laid.isCounted[cell]) counted += value;
    else uncounted += value;
  }
  for (let cell = cells.categories; cell < cells.count; cell += 1) {
    const bound = cells.definedBy.get(cell)!;
    values[cell] = sumListed(laid, bound, 0);
    counted += values[cell]!;
  }
  for (const cell of cells.flatOrder) {
    if (counted > sumMax) return undefined;
    const bound = cells.definedBy.get(cell)!;
    const value = readBound(laid, bound, counted);
    values[cell] = value;
    counted += value;
  }
  return counted + uncounted <= sumMax ? counted : undefined;
}

/**
 * Lowers every cell to its bounds until nothing changes; false when that takes more than `sweeps`.
 * `total` is the sum of the counted cells. Allocates nothing.
 */
export function descendNumbers(laid: NumberBounds, total: number, sweeps: number): boolean {
  const { cell: cellOf, num, den, offset, isFromTotal, start, listed, isCounted, values } = laid;
  const count = cellOf.length;
  let sum = total;
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    let isSettled = true;
    for (let bound = 0; bound < count; bound += 1) {
      const end = start[bound + 1]!;
      let base = 0;
      if (isFromTotal[bound]) {
        base = sum;
        for (let k = start[bound]!; k < end; k += 1) base -= values[listed[k]!]!;
      } else {
        for (let k = start[bound]!; k < end; k += 1) base += values[listed[k]!]!;
      }
      const product = num[bound]! * base + offset[bound]!;
      const cell = cellOf[bound]!;
      const value = values[cell]!;
      if (value * den[bound]! <= product) continue;
      const lowered = (product - (product % den[bound]!)) / den[bound]!;
      if (isCounted[cell]) sum -= value - lowered;
      values[cell] = lowered;
      isSettled = false;
    }
    if (isSettled) return true;
  }
  return false;
}

function readBound(laid: NumberBounds, bound: number, total: number): number {
  const product = laid.num[bound]! * sumListed(laid, bound, total) + laid.offset[bound]!;
  const den = laid.den[bound]!;
  return (product - (product % den)) / den;
}

function sumListed(laid: NumberBounds, bound: number, total: number): number {
  const isFromTotal = laid.isFromTotal[bound] === 1;
  let sum = isFromTotal ? total : 0;
  for (let k = laid.start[bound]!; k < laid.start[bound + 1]!; k += 1) {
    const value = laid.values[laid.listed[k]!]!;
    sum += isFromTotal ? -value : value;
  }
  return sum;
}
