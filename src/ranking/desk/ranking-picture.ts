import { outcomeCode, type Cents } from '../../engine/index.ts';
import { chartOf, shareAt, type BarKind, type RankingChart } from './chart.ts';
import type { SettledRound } from './settled-round.ts';

/** Where the money of one ranking ends, by places counted from its first. */
export interface CutOff {
  /** The first place that is not covered whole; with its equals, up to and without `to`. */
  readonly from: number;
  readonly to: number;
  readonly kind: 'tie' | 'stop' | 'end';
  /** Given down to there, in cents. */
  readonly reached: Cents;
  /** What is left for those at a stop, and what they need. */
  readonly left?: Cents;
  readonly needed?: Cents;
}

/** One ranking of a settled round, as its page draws and counts it. */
export interface RankingPicture {
  readonly chart: RankingChart;
  /** Rows in the order of the ranking. */
  readonly rows: Uint32Array;
  readonly kinds: readonly BarKind[];
  readonly counts: Readonly<Record<BarKind, number>>;
  readonly cut: CutOff | undefined;
  readonly asked: Cents;
  readonly granted: Cents;
  /** The threshold on points that all its lines have in common, in hundredths. */
  readonly threshold: { readonly points: number; readonly on: 'net' | 'gross' } | undefined;
  /** The money that only this ranking draws on, all of it; nothing where pots are shared. */
  readonly budget: Cents | undefined;
}

const drawn = new WeakMap<SettledRound, Map<number, RankingPicture>>();

/** What a page shows of one ranking, made once for each settled round. */
export function pictureOf(settled: SettledRound, unit: number): RankingPicture {
  const known = drawn.get(settled) ?? new Map<number, RankingPicture>();
  drawn.set(settled, known);
  const picture = known.get(unit) ?? makePicture(settled, unit);
  known.set(unit, picture);
  return picture;
}

function makePicture(settled: SettledRound, unit: number): RankingPicture {
  const { round, loaded } = settled;
  const { ranking, table, funding } = round;
  const start = ranking.starts[unit] ?? 0;
  const rows = ranking.order.subarray(start, ranking.starts[unit + 1] ?? start);
  const cut = cutOf(settled, unit, rows);
  const kinds = Array.from(rows, (row, index) => kindOf(settled, row, index, cut));
  const points = Array.from(rows, (row) => {
    const gross = loaded.assessments[row]?.score?.gross;
    return gross && gross.low === gross.high ? gross.low : Number.NaN;
  });
  const asked = Float64Array.from(rows, (row) => table.asked[row] ?? Number.NaN);
  const maximum = round.call.tracks.values().next().value?.score?.maximum ?? 0;
  const top = points.reduce((most, each) => (each > most ? each : most), maximum);
  const counts = { full: 0, part: 0, tied: 0, open: 0, without: 0 };
  for (const kind of kinds) counts[kind] += 1;
  return {
    chart: chartOf({ asked, points, kinds }, top),
    rows,
    kinds,
    counts,
    cut,
    asked: sumOf(asked),
    granted: rows.reduce((sum, row) => sum + (funding?.grant[row] ?? 0), 0),
    threshold: thresholdOf(settled, unit),
    budget: budgetOf(settled, unit),
  };
}

function kindOf(
  { round: { funding } }: SettledRound,
  row: number,
  index: number,
  cut: CutOff | undefined,
): BarKind {
  const isAtCut = cut?.kind === 'tie' && index >= cut.from && index < cut.to;
  if (isAtCut) return 'tied';
  switch (funding?.outcome[row]) {
    case outcomeCode['fully-funded']:
      return 'full';
    case outcomeCode['partly-funded']:
      return 'part';
    case outcomeCode['admissible-not-funded']:
      return 'without';
    default:
      return 'open';
  }
}

function cutOf(
  { round, reached }: SettledRound,
  unit: number,
  rows: Uint32Array,
): CutOff | undefined {
  const { funding, ranking, table } = round;
  if (!funding) return undefined;
  const first = rows.findIndex((row) => funding.outcome[row] !== outcomeCode['fully-funded']);
  if (first < 0) return undefined;
  const start = ranking.starts[unit] ?? 0;
  const before = first === 0 ? 0 : (reached[start + first - 1] ?? 0);
  const stop = funding.stops.find(
    (each) => each.units.includes(unit) && each.rows.includes(rows[first] ?? -1),
  );
  if (!stop) {
    const outcome = funding.outcome[rows[first] ?? 0];
    const isOpen = outcome === outcomeCode.undecided;
    const ends = outcome === outcomeCode['partly-funded'] ? first + 1 : first;
    const last = ends === first ? before : (reached[start + first] ?? before);
    return { from: ends, to: ends, kind: isOpen ? 'stop' : 'end', reached: last };
  }
  const isTie = stop.rows.length > 1;
  const members = new Set(stop.rows);
  let to = first;
  while (to < rows.length && members.has(rows[to] ?? -1)) to += 1;
  const needed = stop.needed ?? stop.rows.reduce((sum, row) => sum + (table.asked[row] ?? 0), 0);
  return {
    from: first,
    to,
    kind: isTie ? 'tie' : 'stop',
    reached: before,
    ...(stop.left === undefined ? {} : { left: stop.left, needed }),
  };
}

function thresholdOf({ round: { call }, collector }: SettledRound, unit: number) {
  const { unitOf } = collector.plan;
  const seen = new Map<string, { readonly points: number; readonly on: 'net' | 'gross' }>();
  for (const [id, track] of call.tracks) {
    if (unitOf.get(id) !== unit) continue;
    for (const { on, atLeast } of track.score?.thresholds ?? [])
      if (atLeast !== 'unknown') seen.set(`${on} ${atLeast}`, { points: atLeast, on });
  }
  return seen.size === 1 ? [...seen.values()][0] : undefined;
}

function budgetOf({ round }: SettledRound, unit: number): Cents | undefined {
  const { funding, table } = round;
  if (!funding || (round.call.document.funding?.shares ?? []).length > 0) return undefined;
  let own = 0;
  let others = 0;
  for (let row = 0; row < table.size; row += 1) {
    if (table.unit[row] === unit) own |= table.accepts[row] ?? 0;
    else others |= table.accepts[row] ?? 0;
  }
  const pots = [...funding.accounts.keys()].filter((pot) => (own >>> pot) & 1);
  const isAlone = (own & others) === 0 && pots.length === 1;
  const account = isAlone ? funding.accounts[pots[0] ?? 0] : undefined;
  const isInside = round.call.document.funding?.pots[pots[0] ?? 0]?.within !== undefined;
  return account && !isInside
    ? account.initial + account.added + account.movedIn - account.movedOut
    : undefined;
}

function sumOf(amounts: Float64Array): Cents {
  return amounts.reduce((sum, cents) => (Number.isNaN(cents) ? sum : sum + cents), 0);
}

/** Where the money ends on the width of the picture, as a share. */
export function cutShare({
  chart,
  cut,
}: Pick<RankingPicture, 'chart' | 'cut'>): number | undefined {
  if (!cut) return undefined;
  const reached = askedUpTo(chart, cut.from);
  return shareAt(chart, reached + (cut.left ?? 0));
}

/** Asked by those before a place; inside a bar that stands for several, in proportion. */
function askedUpTo({ bars }: RankingChart, place: number): Cents {
  let sum = 0;
  for (const bar of bars) {
    if (bar.place >= place) break;
    const inside = Math.min(bar.count, place - bar.place);
    sum += (bar.cents * inside) / bar.count;
  }
  return sum;
}
