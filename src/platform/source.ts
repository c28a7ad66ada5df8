export type Path = readonly (string | number)[];

export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** A value read from a text, which still knows where each part of it was written. */
export interface Source {
  readonly value: unknown;
  /** Where the value at `path` is written; for one that is missing, where its parent is. */
  locate(path: Path): Place;
  /** Where the key of the value at `path` is written; for an entry of a list, the entry. */
  locateKey(path: Path): Place;
  /** Where character `offset` of the text at `path` is written. */
  locateWithin(path: Path, offset: number): Place;
  /** How the scalar at `path` is written, quotes included. */
  written(path: Path): string | undefined;
}

/** Where one value lies in the text, as offsets from its beginning. */
export interface Spot {
  readonly start: number;
  readonly end: number;
  readonly entries?: ReadonlyMap<string, { readonly keyStart: number; readonly spot: Spot }>;
  readonly items?: readonly Spot[];
  /** For a text: how far into what is written a character lies. */
  readonly offsetOf?: (offset: number) => number;
}

export function sourceOf(text: string, value: unknown, root: Spot): Source {
  const placeAt = placeFinder(text);
  return {
    value,
    locate: (path) => placeAt(follow(root, path).spot.start),
    locateKey: (path) => {
      const { spot, keyStart } = follow(root, path);
      return placeAt(keyStart ?? spot.start);
    },
    locateWithin: (path, offset) => {
      const { spot } = follow(root, path);
      return placeAt(Math.min(spot.start + (spot.offsetOf?.(offset) ?? 0), spot.end));
    },
    written: (path) => {
      const { spot, isWhole } = follow(root, path);
      if (!isWhole || spot.entries || spot.items) return undefined;
      return text.slice(spot.start, spot.end);
    },
  };
}

interface Found {
  readonly spot: Spot;
  readonly keyStart?: number;
  /** False when the path leads further than what is written. */
  readonly isWhole: boolean;
}

function follow(root: Spot, path: Path): Found {
  let found: Found = { spot: root, isWhole: true };
  for (const step of path) {
    const entry = found.spot.entries?.get(String(step));
    const item = typeof step === 'number' ? found.spot.items?.[step] : undefined;
    if (entry) found = { ...entry, isWhole: true };
    else if (item) found = { spot: item, isWhole: true };
    else return { ...found, isWhole: false };
  }
  return found;
}

/** Turns offsets of one text into lines and columns. */
export function placeFinder(text: string): (offset: number) => Place {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    const bounded = Math.max(0, Math.min(offset, text.length));
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= bounded) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: bounded - (starts[low] ?? 0) + 1 };
  };
}
