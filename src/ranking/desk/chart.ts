import type { Cents } from '../../engine/index.ts';

/** What became of an application, as far as a picture tells it. */
export type BarKind = 'full' | 'part' | 'tied' | 'open' | 'without';

/** Applications in the order of a ranking, column by column: amount asked, points and what became of them. */
export interface ChartColumns {
  /** In cents; `NaN` where it is not known, and then it has no width. */
  readonly asked: ArrayLike<number>;
  /** In hundredths; `NaN` where there is no score or it is not known. */
  readonly points: ArrayLike<number>;
  readonly kinds: readonly BarKind[];
}

/** One application, or neighbours of the same fate where they are too many to be told apart. */
export interface ChartBar {
  readonly kind: BarKind;
  readonly count: number;
  /** Place of the first in the ranking, from 0. */
  readonly place: number;
  readonly cents: Cents;
  /** Lowest and highest points in it, in hundredths; equal for one application. */
  readonly low: number;
  readonly high: number;
  /** Where it begins and how wide it is, as shares of the whole width. */
  readonly from: number;
  readonly width: number;
}

export interface RankingChart {
  readonly bars: readonly ChartBar[];
  readonly cents: Cents;
  /** Highest figure of the scale, in hundredths; 0 where nothing has points. */
  readonly top: number;
  /** Whether bars stand for several applications each. */
  readonly isMerged: boolean;
}

/** Up to so many applications each has a bar of its own. */
const ownBarsMax = 150;
const mergedBars = 180;
/** What has no known amount is still seen. */
const thinnest = 1 / 2000;

/** The picture of a ranking: width is money, height is points; as readable with five lines as with five thousand. */
export function chartOf(columns: ChartColumns, top: number): RankingChart {
  const count = columns.kinds.length;
  const isMerged = count > ownBarsMax;
  let cents = 0;
  for (let place = 0; place < count; place += 1) cents += knownOr(columns.asked[place], 0);
  const most = isMerged ? Math.max(1, cents / mergedBars) : 0;
  const groups = groupsOf(columns, most);
  const widths = groups.map(({ cents: own }) =>
    Math.max(cents === 0 ? 1 / Math.max(1, groups.length) : own / cents, thinnest),
  );
  const whole = widths.reduce((sum, width) => sum + width, 0);
  let from = 0;
  const bars = groups.map((group, index): ChartBar => {
    const width = (widths[index] ?? 0) / whole;
    const bar = { ...group, from, width };
    from += width;
    return bar;
  });
  return { bars, cents, top, isMerged };
}

type Group = { -readonly [K in keyof Omit<ChartBar, 'from' | 'width'>]: ChartBar[K] };

/** Neighbours of one kind, together until they are `most` cents wide; a tie at the cut-off is one bar. */
function groupsOf({ asked, points, kinds }: ChartColumns, most: Cents): readonly Group[] {
  const groups: Group[] = [];
  for (const [place, kind] of kinds.entries()) {
    const cents = knownOr(asked[place], 0);
    const height = knownOr(points[place], 0);
    const last = groups.at(-1);
    const joins =
      last?.kind === kind && (kind === 'tied' ? last.high === height : last.cents + cents <= most);
    if (last && joins) {
      last.count += 1;
      last.cents += cents;
      last.low = Math.min(last.low, height);
      last.high = Math.max(last.high, height);
    } else groups.push({ kind, place, cents, count: 1, low: height, high: height });
  }
  return groups;
}

function knownOr(value: number | undefined, otherwise: number): number {
  return value === undefined || Number.isNaN(value) ? otherwise : value;
}

/** Where an amount of money lies on the width of a picture, as a share. */
export function shareAt({ bars }: RankingChart, cents: Cents): number {
  let before = 0;
  for (const bar of bars) {
    if (before + bar.cents >= cents && bar.cents > 0)
      return bar.from + (bar.width * (cents - before)) / bar.cents;
    before += bar.cents;
  }
  return 1;
}

/** The stretches of one fate, first to last, as a table says the picture. */
export interface ChartStretch {
  readonly kind: BarKind;
  readonly place: number;
  readonly count: number;
  readonly cents: Cents;
  readonly low: number;
  readonly high: number;
}

export function stretchesOf({ bars }: Pick<RankingChart, 'bars'>): readonly ChartStretch[] {
  const stretches: Group[] = [];
  for (const { from: _from, width: _width, ...bar } of bars) {
    const last = stretches.at(-1);
    if (last?.kind === bar.kind) {
      last.count += bar.count;
      last.cents += bar.cents;
      last.low = Math.min(last.low, bar.low);
      last.high = Math.max(last.high, bar.high);
    } else stretches.push({ ...bar });
  }
  return stretches;
}
