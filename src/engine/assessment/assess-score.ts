import type { Facts, Range } from '../condition/facts.ts';
import { and, no, unknown, yes, type Truth } from '../condition/truth.ts';
import type { Score, ThresholdCheck } from '../definition/compile-score.ts';
import type { ScoreFigures } from './assessment.ts';
import { nothing, reaches, sumRanges } from './ranges.ts';

/** Points per criterion, net, bonus and gross, and whether the thresholds are reached. */
export function assessScore(score: Score, facts: Facts): ScoreFigures {
  const criteria = score.criteria.map((criterion) => criterion.give(facts));
  const bonuses: Range[] = [];
  for (const bonus of score.bonuses) {
    const given = bonus.when.holds(facts);
    bonuses.push(
      given === no ? nothing : given === yes ? bonus.points : { low: 0, high: bonus.points.high },
    );
  }
  return totalScore(score, criteria, bonuses);
}

/** The totals of points already given, and whether the thresholds of a score table are reached. */
export function totalScore(
  score: Score,
  criteria: readonly Range[],
  bonuses: readonly Range[],
): ScoreFigures {
  const net = netPoints(score, criteria);
  const thresholds = score.netChecks.map((check) =>
    decideThreshold(check, check.criterion < 0 ? net : (criteria[check.criterion] ?? nothing)),
  );
  let passes: Truth = yes;
  for (const reached of thresholds) passes = and(passes, reached);
  const bonus = bonuses.length === 0 ? nothing : bonusPoints(score, bonuses, passes);
  const gross = bonus === nothing ? net : { low: net.low + bonus.low, high: net.high + bonus.high };
  for (const check of score.grossChecks) {
    const reached = decideThreshold(check, gross);
    thresholds.push(reached);
    passes = and(passes, reached);
  }
  return { criteria, net, bonuses, bonus, gross, thresholds, passes };
}

function decideThreshold({ atLeast }: ThresholdCheck, figure: Range): Truth {
  return atLeast === 'unknown' ? unknown : reaches(figure, atLeast);
}

/** Criteria whose maximum is lost share what the table leaves over: together they give no more. */
function netPoints(score: Score, criteria: readonly Range[]): Range {
  if (!score.hasLostMaxima) return sumRanges(criteria);
  let low = 0;
  let high = 0;
  let lostLow = 0;
  let lostHigh = 0;
  for (let index = 0; index < criteria.length; index += 1) {
    const points = criteria[index] as Range;
    if (score.criteria[index]?.max === undefined) {
      lostLow += points.low;
      lostHigh += points.high;
    } else {
      low += points.low;
      high += points.high;
    }
  }
  return { low: low + lostLow, high: high + Math.max(lostLow, Math.min(lostHigh, score.residual)) };
}

function bonusPoints(score: Score, bonuses: readonly Range[], passes: Truth): Range {
  let low = 0;
  let high = 0;
  for (const bonus of bonuses) {
    low += bonus.low;
    high += bonus.high;
  }
  if (score.bonusMaximum !== undefined) {
    low = Math.min(low, score.bonusMaximum);
    high = Math.min(high, score.bonusMaximum);
  }
  if (score.bonusesGiven === 'always' || passes === yes) return { low, high };
  if (score.bonusesGiven === 'unknown') return { low: 0, high };
  return passes === no ? nothing : { low: 0, high };
}
