import { findNearest } from '../text/nearest.ts';

/** `; did you mean "works"?`, or nothing. */
export function suggestName(word: string, names: readonly string[]): string {
  const nearest = findNearest(word, names);
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}
