import type { Path } from '../platform/source.ts';

/** One place at which two texts differ; a side that has nothing there has no value. */
export interface Difference {
  readonly path: Path;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** More differences than anybody reads. */
const differencesMax = 100;

/** Where two plain values differ, in the order of the keys of the first and then of the second. */
export function findDifferences(before: unknown, after: unknown): readonly Difference[] {
  const found: Difference[] = [];
  collect(before, after, [], found);
  return found;
}

function collect(before: unknown, after: unknown, path: Path, found: Difference[]): void {
  if (found.length >= differencesMax || Object.is(before, after)) return;
  const [a, b] = [entriesOf(before), entriesOf(after)];
  if (!a || !b || Array.isArray(before) !== Array.isArray(after)) {
    found.push({
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
    return;
  }
  const isList = Array.isArray(before);
  for (const key of new Set([...a.keys(), ...b.keys()]))
    collect(a.get(key), b.get(key), [...path, isList ? Number(key) : key], found);
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map(Object.entries(value).filter(([, each]) => each !== undefined));
}
