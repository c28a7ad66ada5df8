/** Places of one ranking that are shown, or a stretch that is folded. */
export type Shown =
  | { readonly kind: 'places'; readonly from: number; readonly to: number }
  | { readonly kind: 'folded'; readonly from: number; readonly to: number };

/** Rankings up to this length are shown whole. */
const wholeMax = 40;
const atTop = 4;
const around = 3;
const atEnd = 1;
/** Fewer than this are not worth folding. */
const foldedMin = 4;
/** Of a tie where the money ends, so many on either side. */
const tieMax = 30;
/** Opened from a place on, so many at once. */
export const pageSize = 50;

/**
 * Which places of a ranking a page shows: the top, those around where the money ends, the last. `opened` is a place from
 * which on somebody wants to see more; however long a ranking is, a page has a bounded number of lines.
 */
export function shownPlaces(
  count: number,
  {
    cut,
    opened,
  }: { readonly cut?: { readonly from: number; readonly to: number }; readonly opened?: number },
): readonly Shown[] {
  if (count <= wholeMax) return count === 0 ? [] : [{ kind: 'places', from: 0, to: count }];
  const wanted: [number, number][] = [
    [0, atTop],
    [count - atEnd, count],
  ];
  if (cut) {
    const { from, to } = cut;
    if (to - from <= 2 * tieMax) wanted.push([from - around, to + around]);
    else wanted.push([from - around, from + tieMax], [to - tieMax, to + around]);
  }
  if (opened !== undefined) wanted.push([opened, opened + pageSize]);
  return unfold(count, wanted);
}

function unfold(count: number, wanted: readonly (readonly [number, number])[]): readonly Shown[] {
  const shown: { kind: Shown['kind']; from: number; to: number }[] = [];
  let next = 0;
  for (const [from, to] of wanted
    .map(([a, b]) => [Math.max(0, a), Math.min(count, b)] as const)
    .filter(([a, b]) => a < b)
    .toSorted(([a], [b]) => a - b)) {
    const last = shown.at(-1);
    if (from - next >= foldedMin) shown.push({ kind: 'folded', from: next, to: from });
    const begin = from - next >= foldedMin ? from : next;
    if (to <= next) continue;
    if (last && begin === next && from - next < foldedMin) last.to = to;
    else shown.push({ kind: 'places', from: begin, to });
    next = to;
  }
  return shown;
}
