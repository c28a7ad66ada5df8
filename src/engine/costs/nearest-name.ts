/** The name that `word` was most likely meant to be, if one is close enough to be worth saying. */
function findNearestName(word: string, names: readonly string[]): string | undefined {
  if (word.length > lengthMax) return undefined;
  let nearest: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const name of names) {
    if (name.length > lengthMax) continue;
    const edits = countEdits(word.toLowerCase(), name.toLowerCase());
    if (edits >= least || edits >= name.length) continue;
    least = edits;
    nearest = name;
  }
  return nearest;
}

/** `; did you mean "works"?`, or nothing. */
export function suggestName(word: string, names: readonly string[]): string {
  const nearest = findNearestName(word, names);
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}

const lengthMax = 80;

/** Letters to insert, delete or replace to turn `from` into `to`. */
function countEdits(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = previous[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
}
