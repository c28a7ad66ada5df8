import type { Range } from '../condition/facts.ts';
import type { Score } from '../definition/compile-score.ts';
import type { ScoreWay } from '../definition/compile-criterion.ts';
import { settled } from './evaluate-inputs.ts';
import type { Figure, Rule } from './figure.ts';

const nothing: Range = { low: 0, high: 0 };

/** The points of a criterion, from its table and the fact it reads. */
export function recomputeCriterion(
  { criterion, score }: Rule & { kind: 'criterion' },
  [input]: readonly Figure[],
): Range | undefined {
  const { way } = criterion;
  const limit = criterion.max ?? score.residual;
  if (way.kind === 'lost') return { low: 0, high: limit };
  if (!input) return undefined;
  const value = settled(input, 'number');
  if (value.high === Number.NEGATIVE_INFINITY) return nothing;
  switch (way.kind) {
    case 'options':
      return ofOptions(way, value);
    case 'set':
      return ofSet(way, value, limit);
    case 'bands':
      return widest(
        way.bands
          .filter((band) => band.low <= value.high && value.low <= band.high)
          .map((band) => band.points),
      );
    case 'count': {
      const points = (count: number): number => Math.min(way.max, Math.max(0, count * way.each));
      return { low: points(value.low), high: points(value.high) };
    }
    case 'judged':
      if (value.low === value.high) return value;
      return { low: way.from, high: way.to ?? Math.max(limit, way.from) };
    default:
      return way satisfies never;
  }
}

function ofOptions(way: ScoreWay & { kind: 'options' }, value: Range): Range {
  if (value.low !== value.high) return widest(way.points);
  return way.points.find((_, index) => way.values[index] === value.low) ?? nothing;
}

function ofSet(way: ScoreWay & { kind: 'set' }, value: Range, limit: number): Range {
  const isKnown = value.low === value.high;
  const isIn = (option: number): boolean => Math.floor(value.low / 2 ** option) % 2 === 1;
  const taken = isKnown
    ? way.points.filter((_, index) => isIn(way.values[index] ?? 0))
    : way.points;
  const sum = (end: 'low' | 'high'): number => taken.reduce((total, each) => total + each[end], 0);
  const best = (end: 'low' | 'high'): number => Math.max(0, ...taken.map((each) => each[end]));
  const low = !isKnown ? 0 : way.combine === 'sum' ? sum('low') : best('low');
  const high = way.combine === 'best' ? best('high') : sum('high');
  return { low, high: Math.max(low, Math.min(high, limit)) };
}

function widest(points: readonly Range[]): Range {
  if (points.length === 0) return nothing;
  return {
    low: Math.min(...points.map((each) => each.low)),
    high: Math.max(0, ...points.map((each) => each.high)),
  };
}

/** Criteria whose maximum is lost can together reach only what the table leaves over. */
export function recomputeNet(score: Score, inputs: readonly Figure[]): Range {
  const isLost = ({ rule }: Figure): boolean =>
    rule.kind === 'criterion' && rule.criterion.max === undefined;
  const total = (figures: readonly Figure[], end: 'low' | 'high'): number =>
    figures.reduce((sum, each) => sum + each[end], 0);
  const lost = inputs.filter(isLost);
  const rest = inputs.filter((each) => !isLost(each));
  const least = total(lost, 'low');
  const most = Math.max(least, Math.min(total(lost, 'high'), score.residual));
  return { low: total(rest, 'low') + least, high: total(rest, 'high') + most };
}

/** Bonuses up to their common maximum, and where the call wants it only above the thresholds. */
export function recomputeBonusTotal(score: Score, inputs: readonly Figure[]): Range {
  const bonuses = inputs.filter(({ rule }) => rule.kind === 'bonus');
  const most = score.bonusMaximum ?? Number.POSITIVE_INFINITY;
  const low = Math.min(
    most,
    bonuses.reduce((sum, each) => sum + each.low, 0),
  );
  const high = Math.min(
    most,
    bonuses.reduce((sum, each) => sum + each.high, 0),
  );
  const thresholds = inputs.filter(({ rule }) => rule.kind === 'threshold');
  if (bonuses.length === 0) return nothing;
  if (score.bonusesGiven === 'always' || thresholds.every((each) => each.low === 1))
    return { low, high };
  if (score.bonusesGiven === 'above-threshold' && thresholds.some((each) => each.high === 0))
    return nothing;
  return { low: 0, high };
}
