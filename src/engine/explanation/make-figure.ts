import { outcomes } from '../assessment/assessment.ts';
import type { Figure, Rule } from './figure.ts';

/** The only place where figures are made, so that all of them have the same shape. */
export function makeFigure(
  rule: Rule,
  low: number,
  high: number,
  note: number,
  inputs: readonly Figure[],
): Figure {
  return { rule, low, high, note, inputs };
}

/** The note of a requirement is its outcome, which tells not met, unknown and not applicable apart. */
export function outcomeFigure(rule: Rule, outcome: number, inputs: readonly Figure[]): Figure {
  const isNo = outcome === outcomes.notMet;
  const isYes = outcome === outcomes.met || outcome === outcomes.notApplicable;
  return makeFigure(rule, isYes ? 1 : 0, isNo ? 0 : 1, outcome, inputs);
}
