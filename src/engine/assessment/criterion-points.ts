import { notApplicable, type Facts, type Range } from '../condition/facts.ts';
import type { Band, ScoreWay } from '../definition/compile-criterion.ts';
import type { Points } from '../numbers/points.ts';
import { nothing } from './ranges.ts';

/** The points a criterion gives for some facts: a range while a fact or the points are unknown. */
export type GivePoints = (facts: Facts) => Range;

/** Makes a criterion ready to run; `limit` is the most it can give while its own maximum is lost. */
export function compilePoints(way: ScoreWay, limit: Points): GivePoints {
  switch (way.kind) {
    case 'options':
      return byOption(way);
    case 'set':
      return (facts) => bySet(way, facts, limit);
    case 'bands':
      return (facts) => byBand(way, facts);
    case 'count':
      return (facts) => byCount(way, facts);
    case 'judged':
      return (facts) => byJudgement(way, facts, limit);
    case 'lost': {
      const lost = { low: 0, high: limit };
      return () => lost;
    }
    default:
      return way satisfies never;
  }
}

/** Index of the option or band that gives the points; -1 where no single one does. */
export function findChosen(way: ScoreWay, facts: Facts): number {
  if (way.kind === 'options') return way.values.indexOf(facts.numbers[way.slot] as number);
  if (way.kind !== 'bands') return -1;
  const value = facts.numbers[way.slot] as number;
  if (value === value) return indexOfBand(way.bands, value);
  const range = facts.ranges.get(way.slot);
  const possible = range
    ? way.bands.filter((band) => band.high >= range.low && band.low <= range.high)
    : [];
  return possible.length === 1 && possible[0] ? way.bands.indexOf(possible[0]) : -1;
}

/** A value that does not apply lies in no band, not even in one without a lower end. */
function indexOfBand(bands: readonly Band[], value: number): number {
  if (value === notApplicable) return -1;
  for (let index = 0; index < bands.length; index += 1) {
    const band = bands[index] as Band;
    if (value >= band.low && value <= band.high) return index;
  }
  return -1;
}

function byOption(way: ScoreWay & { kind: 'options' }): GivePoints {
  const points: Range[] = [];
  way.values.forEach((value, index) => {
    points[value] = way.points[index] ?? nothing;
  });
  const any = hullOf(way.points);
  const { slot } = way;
  return (facts) => {
    const value = facts.numbers[slot] as number;
    return value === value ? (points[value] ?? nothing) : any;
  };
}

function bySet(way: ScoreWay & { kind: 'set' }, facts: Facts, limit: Points): Range {
  const bits = facts.numbers[way.slot] as number;
  if (bits === notApplicable) return nothing;
  const isOpen = bits !== bits;
  let [sumLow, sumHigh, bestLow, bestHigh, most] = [0, 0, 0, 0, 0];
  way.points.forEach((each, index) => {
    most = way.combine === 'best' ? Math.max(most, each.high) : most + each.high;
    if (isOpen || (bits & (1 << (way.values[index] ?? 0))) === 0) return;
    sumLow += each.low;
    sumHigh += each.high;
    bestLow = Math.max(bestLow, each.low);
    bestHigh = Math.max(bestHigh, each.high);
  });
  const low = way.combine === 'sum' ? sumLow : bestLow;
  const high = isOpen ? most : way.combine === 'best' ? bestHigh : sumHigh;
  return { low, high: Math.max(low, Math.min(high, Math.max(limit, low))) };
}

function byBand(way: ScoreWay & { kind: 'bands' }, facts: Facts): Range {
  const value = facts.numbers[way.slot] as number;
  if (value === notApplicable) return nothing;
  if (value === value) return way.bands[indexOfBand(way.bands, value)]?.points ?? nothing;
  const range = facts.ranges.get(way.slot);
  const possible = range
    ? way.bands.filter((band) => band.high >= range.low && band.low <= range.high)
    : way.bands;
  return hullOf(possible.map((band) => band.points));
}

function byCount(way: ScoreWay & { kind: 'count' }, facts: Facts): Range {
  const value = facts.numbers[way.slot] as number;
  if (value === value) {
    const given = pointsForCount(way, value === notApplicable ? 0 : value);
    return { low: given, high: given };
  }
  const range = facts.ranges.get(way.slot);
  return {
    low: pointsForCount(way, range?.low ?? 0),
    high: range ? pointsForCount(way, range.high) : way.max,
  };
}

function pointsForCount(way: ScoreWay & { kind: 'count' }, count: number): Points {
  return Math.min(way.max, Math.max(0, count) * way.each);
}

function byJudgement(way: ScoreWay & { kind: 'judged' }, facts: Facts, limit: Points): Range {
  const value = facts.numbers[way.slot] as number;
  if (value === notApplicable) return nothing;
  if (value === value) return { low: value, high: value };
  const range = facts.ranges.get(way.slot);
  const high = way.to ?? Math.max(limit, way.from);
  return range
    ? { low: Math.max(way.from, range.low), high: Math.min(high, range.high) }
    : { low: way.from, high };
}

function hullOf(points: readonly Range[]): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const each of points) {
    if (each.low < low) low = each.low;
    if (each.high > high) high = each.high;
  }
  return { low: Number.isFinite(low) ? low : 0, high };
}
