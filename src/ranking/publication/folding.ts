import type { UnitDigest } from './digest.ts';

/** A stretch of places, both ends included; folded ones are only said to be there. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly isFolded: boolean;
}

/** Rankings no longer than this are shown whole. */
const wholeMax = 30;
const beginning = 5;
const beside = 3;

type Places = Pick<UnitDigest, 'firstPlace' | 'lastPlace' | 'lastRankedPlace' | 'lastFundedPlace'>;

/** What of a long ranking is shown at first: its beginning, and both sides of the line at which the money ends. */
export function foldRanking(unit: Places): readonly Stretch[] {
  const { firstPlace, lastPlace, lastFundedPlace } = unit;
  if (lastPlace - firstPlace + 1 <= wholeMax)
    return [{ from: firstPlace, to: lastPlace, isFolded: false }];
  const open: [number, number][] = [[firstPlace, firstPlace + beginning - 1]];
  if (lastFundedPlace > 0)
    open.push([
      Math.max(firstPlace, lastFundedPlace - beside + 1),
      Math.min(lastPlace, lastFundedPlace + beside),
    ]);
  return withFolds(joined(open), lastPlace);
}

/** Stretches that touch, or have next to nothing between them, are one. */
function joined(open: readonly [number, number][]): readonly [number, number][] {
  const found: [number, number][] = [];
  for (const [from, to] of open) {
    const last = found.at(-1);
    if (last && from - last[1] <= beside) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}

function withFolds(open: readonly [number, number][], lastPlace: number): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const [index, [from, to]] of open.entries()) {
    found.push({ from, to, isFolded: false });
    const next = open[index + 1]?.[0] ?? lastPlace + 1;
    if (next > to + 1) found.push({ from: to + 1, to: next - 1, isFolded: true });
  }
  return found;
}
