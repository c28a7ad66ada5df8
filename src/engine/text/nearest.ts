const longestName = 64;

/**
 * The most similar of `names`, the first of several, if it is close enough to be a slip of the pen:
 * at most `within` letters off, and as many as its length lets one expect when that is left out.
 */
export function findNearest(
  name: string,
  names: Iterable<string>,
  within: number = allowedDistance(name),
): string | undefined {
  if (name.length > longestName) return undefined;
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = within + 1;
  for (const candidate of names) {
    if (candidate === name || candidate.length > longestName) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function allowedDistance(name: string): number {
  return name.length <= 2 ? 1 : name.length <= 8 ? 2 : 3;
}

/** Insertions, deletions, replacements and swaps of neighbours; `limit` when it is that or more. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let older: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = distanceRow({ a, b, row, previous, older });
    if (Math.min(...current) >= limit) return limit;
    [older, previous] = [previous, current];
  }
  return Math.min(previous[b.length] ?? limit, limit);
}

interface Row {
  readonly a: string;
  readonly b: string;
  readonly row: number;
  readonly previous: readonly number[];
  readonly older: readonly number[];
}

function distanceRow({ a, b, row, previous, older }: Row): readonly number[] {
  const current = [row];
  for (let column = 1; column <= b.length; column += 1) {
    const same = a[row - 1] === b[column - 1];
    let distance = Math.min(
      (current[column - 1] ?? 0) + 1,
      (previous[column] ?? 0) + 1,
      (previous[column - 1] ?? 0) + (same ? 0 : 1),
    );
    const swapped =
      row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
    if (swapped) distance = Math.min(distance, (older[column - 2] ?? 0) + 1);
    current.push(distance);
  }
  return current;
}
