/** Values over one positive common denominator: value `i` is `nums[i] / den`. */
export interface CommonFractions {
  readonly nums: readonly bigint[];
  readonly den: bigint;
}

/**
 * Solves `rows` exactly: n rows of n whole coefficients and, last, the right-hand side.
 * Undefined when there is no single solution. The rows are overwritten.
 */
export function solveLinear(rows: bigint[][]): CommonFractions | undefined {
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    const pivot = findPivot(rows, column);
    if (pivot === undefined) return undefined;
    const row = rows[pivot]!;
    rows[pivot] = rows[column]!;
    rows[column] = row;
    for (let other = 0; other < size; other += 1) {
      if (other !== column && rows[other]![column] !== 0n) clearColumn(rows[other]!, row, column);
    }
  }
  let den = 1n;
  for (let i = 0; i < size; i += 1) {
    const own = absolute(rows[i]![i]!);
    den = (den / greatestDivisor(den, own)) * own;
  }
  const nums = rows.map((row, i) => (row[size]! * den) / row[i]!);
  return { nums, den };
}

/** Among the rows not used yet, one with few entries, so that the others stay short. */
function findPivot(rows: readonly bigint[][], column: number): number | undefined {
  let best: number | undefined;
  let fewest = Infinity;
  for (let i = column; i < rows.length; i += 1) {
    const row = rows[i]!;
    if (row[column] === 0n) continue;
    let entries = 0;
    for (const value of row) if (value !== 0n) entries += 1;
    if (entries < fewest) {
      fewest = entries;
      best = i;
    }
  }
  return best;
}

/** Takes a multiple of `row` away from `target`, then divides it by what its entries share. */
function clearColumn(target: bigint[], row: readonly bigint[], column: number): void {
  const pivot = row[column]!;
  const factor = target[column]!;
  let shared = 0n;
  for (let k = 0; k < target.length; k += 1) {
    const own = target[k]!;
    const taken = row[k]!;
    if (own === 0n && taken === 0n) continue;
    const value = own * pivot - taken * factor;
    target[k] = value;
    if (shared !== 1n && value !== 0n) shared = greatestDivisor(absolute(value), shared);
  }
  if (shared <= 1n) return;
  for (let k = 0; k < target.length; k += 1) {
    if (target[k] !== 0n) target[k] = target[k]! / shared;
  }
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
