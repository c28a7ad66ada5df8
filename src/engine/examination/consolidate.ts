import {
  add,
  compare,
  divide,
  floor,
  ceil,
  fraction,
  multiply,
  roundHalfUp,
  type Fraction,
} from '../numbers/fraction.ts';
import type { Points } from '../numbers/points.ts';

/** How the points that several people give to one criterion become one. */
export interface ConsolidationRule {
  readonly method: 'collegial' | 'mean' | 'median';
  /** In hundredths of a point; points that no sheet could give are refused without it. */
  readonly rounding: { readonly to: Points; readonly by: 'half-up' | 'down' | 'up' } | undefined;
  /** What a sheet can give to the criterion. */
  readonly range: PointsRange;
}

export type PointsRange =
  | { readonly kind: 'steps'; readonly from: Points; readonly to: Points; readonly step?: Points }
  | { readonly kind: 'choices'; readonly points: readonly Points[] };

export type Consolidated =
  | { readonly type: 'points'; readonly points: Points; readonly exact: Fraction }
  /** The panel agrees on them in its session: nothing is computed. */
  | { readonly type: 'to-agree' }
  | {
      readonly type: 'refused';
      readonly code: 'no-sheets' | 'out-of-range' | 'rounding-missing' | 'not-a-choice';
      /** What the sheets come to, exactly, where something can be computed. */
      readonly exact?: Fraction;
    };

/**
 * One score out of those of several sheets, in whole hundredths. The mean is an exact fraction and
 * is rounded only as the rule says; without a rule it must come out even, or it is refused.
 */
export function consolidatePoints(
  rule: ConsolidationRule,
  entries: readonly Points[],
): Consolidated {
  if (entries.length === 0) return { type: 'refused', code: 'no-sheets' };
  if (!entries.every((each) => canGive(rule.range, each)))
    return { type: 'refused', code: 'out-of-range' };
  if (rule.method === 'collegial') return { type: 'to-agree' };
  const exact = rule.method === 'mean' ? meanOf(entries) : medianOf(entries);
  const points = asGiven(rule, exact);
  if (points !== undefined) return { type: 'points', points, exact };
  const code = rule.range.kind === 'choices' ? 'not-a-choice' : 'rounding-missing';
  return { type: 'refused', code, exact };
}

/** The exact value where a sheet could give it, otherwise rounded as the rule says. */
function asGiven({ rounding, range }: ConsolidationRule, exact: Fraction): Points | undefined {
  const whole = exact.den === 1n ? Number(exact.num) : undefined;
  if (range.kind === 'choices')
    return whole !== undefined && range.points.includes(whole) ? whole : undefined;
  if (!rounding) return whole !== undefined && canGive(range, whole) ? whole : undefined;
  const unit = fraction(BigInt(rounding.to));
  const [low, high] = [fraction(BigInt(range.from)), fraction(BigInt(range.to))];
  const rounded = multiply(rounders[rounding.by](divide(exact, unit)), unit);
  if (compare(rounded, low) < 0) return range.from;
  return compare(rounded, high) > 0 ? range.to : Number(rounded.num);
}

const rounders: Readonly<Record<'half-up' | 'down' | 'up', (value: Fraction) => Fraction>> = {
  'half-up': (value) => fraction(roundHalfUp(value)),
  down: (value) => fraction(floor(value)),
  up: (value) => fraction(ceil(value)),
};

function canGive(range: PointsRange, points: Points): boolean {
  if (range.kind === 'choices') return range.points.includes(points);
  const { from, to, step } = range;
  if (!Number.isSafeInteger(points) || points < from || points > to) return false;
  return step === undefined || (points - from) % step === 0;
}

export function meanOf(entries: readonly Points[]): Fraction {
  const sum = entries.reduce((total, each) => add(total, fraction(BigInt(each))), fraction(0n));
  return divide(sum, fraction(BigInt(entries.length)));
}

/** The one in the middle, or half way between the two in the middle. */
export function medianOf(entries: readonly Points[]): Fraction {
  const sorted = entries.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) throw new RangeError('nothing has no middle');
  const lower = sorted.length % 2 === 1 ? upper : (sorted[middle - 1] ?? upper);
  return fraction(BigInt(lower) + BigInt(upper), 2n);
}
