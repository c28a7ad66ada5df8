import { notApplicable, type Facts, type Range } from '../condition/facts.ts';
import { and, no, unknown, yes, type Truth } from '../condition/truth.ts';
import type { Criterion, Score, ScoreWay } from '../definition/compile-score.ts';
import type { ScoreFigures } from './assessment.ts';
import { nothing, reaches } from './ranges.ts';

/** Points per criterion, net, bonus and gross, and whether the thresholds are reached. */
export function assessScore(score: Score, facts: Facts): ScoreFigures {
  const chosen: number[] = [];
  const criteria = score.criteria.map((criterion) => {
    const given = givePoints(criterion, score, facts);
    chosen.push(given.chosen);
    return given.points;
  });
  const net = netPoints(score, criteria);
  const onNet = thresholdsOf(score, 'net', net, criteria);
  const bonuses = score.bonuses.map((bonus) => {
    const given = bonus.when.holds(facts);
    if (given === no) return nothing;
    return given === yes ? bonus.points : { low: 0, high: bonus.points.high };
  });
  const bonus = bonusPoints(score, bonuses, onNet.reduce(and, yes));
  const gross = { low: net.low + bonus.low, high: net.high + bonus.high };
  const onGross = thresholdsOf(score, 'gross', gross, []);
  const thresholds = [...onNet, ...onGross];
  return {
    criteria,
    chosen,
    net,
    bonuses,
    bonus,
    gross,
    thresholds,
    passes: thresholds.reduce(and, yes),
  };
}

/** Lost points together can give no more than the table leaves over below its maximum. */
function netPoints(score: Score, criteria: readonly Range[]): Range {
  let [low, high, lost] = [0, 0, 0];
  criteria.forEach((points, index) => {
    low += points.low;
    const isLost = score.criteria[index]?.max === undefined && points.low !== points.high;
    if (isLost) lost += points.high;
    else high += points.high;
  });
  return { low, high: high + Math.min(lost, score.residual) };
}

/** Thresholds on `net` come with those of single criteria, in that order. */
function thresholdsOf(
  score: Score,
  on: 'net' | 'gross',
  total: Range,
  criteria: readonly Range[],
): readonly Truth[] {
  const onTotal = score.thresholds
    .filter((threshold) => threshold.on === on)
    .map(({ atLeast }) => (atLeast === 'unknown' ? unknown : reaches(total, atLeast)));
  const single = criteria.flatMap((points, index): readonly Truth[] => {
    const atLeast = score.criteria[index]?.atLeast;
    if (atLeast === undefined) return [];
    return [atLeast === 'unknown' ? unknown : reaches(points, atLeast)];
  });
  return [...onTotal, ...single];
}

function bonusPoints(score: Score, bonuses: readonly Range[], passes: Truth): Range {
  let [low, high] = [0, 0];
  for (const bonus of bonuses) {
    low += bonus.low;
    high += bonus.high;
  }
  if (score.bonusMaximum !== undefined)
    [low, high] = [Math.min(low, score.bonusMaximum), Math.min(high, score.bonusMaximum)];
  if (score.bonusesGiven === 'always' || passes === yes) return { low, high };
  if (score.bonusesGiven === 'unknown') return { low: 0, high };
  return passes === no ? nothing : { low: 0, high };
}

interface Given {
  readonly points: Range;
  /** Index of the option or band that gave the points. */
  readonly chosen: number;
}

const none: Given = { points: nothing, chosen: -1 };

function givePoints(criterion: Criterion, score: Score, facts: Facts): Given {
  const { way } = criterion;
  switch (way.kind) {
    case 'options':
      return byOption(way, facts);
    case 'set':
      return bySet(way, facts, criterion.max ?? score.residual);
    case 'bands':
      return byBand(way, facts);
    case 'count':
      return byCount(way, facts);
    case 'judged':
      return byJudgement(way, facts, score.residual);
    case 'lost':
      return { points: { low: 0, high: score.residual }, chosen: -1 };
    default:
      return way satisfies never;
  }
}

function byOption(way: ScoreWay & { kind: 'options' }, facts: Facts): Given {
  const value = facts.numbers[way.slot] as number;
  if (value !== value) return { points: hullOf(way.points), chosen: -1 };
  const chosen = way.values.indexOf(value);
  return chosen < 0 ? none : { points: way.points[chosen] ?? nothing, chosen };
}

function bySet(way: ScoreWay & { kind: 'set' }, facts: Facts, limit: number): Given {
  const bits = facts.numbers[way.slot] as number;
  if (bits === notApplicable) return none;
  const isOpen = bits !== bits;
  const taken = way.points.filter(
    (_, index) => !isOpen && (bits & (1 << (way.values[index] ?? 0))) !== 0,
  );
  const open = isOpen ? way.points : [];
  const sum = taken.reduce(
    (total, each) => ({ low: total.low + each.low, high: total.high + each.high }),
    nothing,
  );
  const best = taken.reduce(
    (top, each) => ({ low: Math.max(top.low, each.low), high: Math.max(top.high, each.high) }),
    nothing,
  );
  const most = open.reduce(
    (total, each) => (way.combine === 'best' ? Math.max(total, each.high) : total + each.high),
    0,
  );
  const low = way.combine === 'sum' ? sum.low : best.low;
  const high = isOpen ? most : way.combine === 'best' ? best.high : sum.high;
  return { points: { low, high: Math.max(low, Math.min(high, Math.max(limit, low))) }, chosen: -1 };
}

function byBand(way: ScoreWay & { kind: 'bands' }, facts: Facts): Given {
  const value = facts.numbers[way.slot] as number;
  if (value === notApplicable) return none;
  if (value === value) {
    const chosen = way.bands.findIndex((band) => value >= band.low && value <= band.high);
    return chosen < 0 ? none : { points: way.bands[chosen]?.points ?? nothing, chosen };
  }
  const range = facts.ranges.get(way.slot);
  const possible = range
    ? way.bands.filter((band) => band.high >= range.low && band.low <= range.high)
    : way.bands;
  return {
    points: hullOf(possible.map((band) => band.points)),
    chosen: possible.length === 1 && possible[0] ? way.bands.indexOf(possible[0]) : -1,
  };
}

function byCount(way: ScoreWay & { kind: 'count' }, facts: Facts): Given {
  const value = facts.numbers[way.slot] as number;
  if (value === notApplicable) return none;
  const points = (count: number): number => Math.min(way.max, Math.max(0, count) * way.each);
  if (value === value) return { points: { low: points(value), high: points(value) }, chosen: -1 };
  const range = facts.ranges.get(way.slot) ?? { low: 0, high: Number.POSITIVE_INFINITY };
  return { points: { low: points(range.low), high: points(range.high) }, chosen: -1 };
}

function byJudgement(way: ScoreWay & { kind: 'judged' }, facts: Facts, residual: number): Given {
  const value = facts.numbers[way.slot] as number;
  if (value === notApplicable) return none;
  if (value === value) return { points: { low: value, high: value }, chosen: -1 };
  return { points: { low: way.from, high: way.to ?? Math.max(residual, way.from) }, chosen: -1 };
}

function hullOf(points: readonly Range[]): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const each of points) {
    if (each.low < low) low = each.low;
    if (each.high > high) high = each.high;
  }
  return { low: Number.isFinite(low) ? low : 0, high };
}
