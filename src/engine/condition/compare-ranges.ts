import { notApplicable, type Range } from './facts.ts';
import type { ComparisonOperator } from './syntax.ts';
import { no, not, unknown, yes, type Truth } from './truth.ts';

/** Zero times an unlimited value is zero: every value below the limit is finite. */
export function multiplyEnds(x: number, y: number): number {
  return x === 0 || y === 0 ? 0 : x * y;
}

/** Compares two stretches of values: a definite answer only when every pair of values agrees. */
export function compareRanges(sign: ComparisonOperator, a: Range, b: Range): Truth {
  if (isNotApplicable(a) || isNotApplicable(b)) return no;
  switch (sign) {
    case '<':
      return a.high < b.low ? yes : a.low >= b.high ? no : unknown;
    case '<=':
      return a.high <= b.low ? yes : a.low > b.high ? no : unknown;
    case '>':
      return compareRanges('<', b, a);
    case '>=':
      return compareRanges('<=', b, a);
    case '==':
      if (a.high < b.low || b.high < a.low) return no;
      return a.low === a.high && b.low === b.high && a.low === b.low ? yes : unknown;
    case '!=':
      return not(compareRanges('==', a, b));
    default:
      return sign satisfies never;
  }
}

/** Only a value that does not apply lies wholly below every number. */
export function isNotApplicable(range: Range): boolean {
  return range.high === notApplicable;
}
