import type { Range } from '../condition/facts.ts';
import { outcomes } from '../assessment/assessment.ts';
import {
  evaluate,
  inputsOf,
  isNo,
  isOpen,
  isYes,
  outcomeOn,
  settled,
  truthOn,
} from './evaluate-inputs.ts';
import type { Figure, Rule } from './figure.ts';
import { checkTotal, recomputeAdmitted, sumOf } from './recompute-costs.ts';
import {
  recomputeByRate,
  recomputeCeiling,
  recomputeGrant,
  recomputeMinimum,
} from './recompute-grant.ts';
import { recomputeBonusTotal, recomputeCriterion, recomputeNet } from './recompute-score.ts';

/** A figure whose inputs and rule give something else than what it says. */
export interface Discrepancy {
  readonly figure: Figure;
  readonly expected: Range;
}

/**
 * What a figure comes to by its rule and its inputs alone, worked out without the assessment.
 * `undefined` where it has no inputs or they do not suffice, as for conditions on the entries of a list.
 */
export function recompute(figure: Figure): Range | undefined {
  const { rule, inputs } = figure;
  switch (rule.kind) {
    case 'derived':
      return recomputeDerived(rule, inputs);
    case 'requirement':
      return recomputeRequirement(rule, inputs);
    case 'partner':
      return ofOutcome(outcomeOn(rule.requirement, inputsOf(inputs)));
    case 'minimum-project':
      return recomputeMinimum(rule.plan, inputs);
    case 'eligible':
      return allOf(inputs.filter(({ rule: each }) => excludes(each)));
    case 'admitted':
      return recomputeAdmitted(figure);
    case 'base':
      return rule.limit.terms && sumOf(inputs);
    case 'by-rate':
      return recomputeByRate(rule.plan, inputs);
    case 'ceiling':
      return recomputeCeiling(rule.ceiling, inputs);
    case 'grant':
      return recomputeGrant(rule.plan, inputs);
    case 'criterion':
      return recomputeCriterion(rule, inputs);
    case 'net':
      return recomputeNet(rule.score, inputs);
    case 'bonus':
      return ofBonus(rule, inputs);
    case 'bonus-total':
      return recomputeBonusTotal(rule.score, inputs);
    case 'gross':
      return sumOf(inputs);
    case 'threshold':
      return ofThreshold(rule, inputs);
    case 'passes':
      return allOf(inputs.filter((each) => each.rule.kind === 'threshold'));
    case 'outcome':
      return ofOutcomeInputs(inputs);
    default:
      return undefined;
  }
}

/** Every figure of an explanation that its own inputs contradict; none when the explanation is right. */
export function checkExplanation(root: Figure): readonly Discrepancy[] {
  const found: Discrepancy[] = [];
  const seen = new Set<Figure>();
  const visit = (figure: Figure): void => {
    if (seen.has(figure)) return;
    seen.add(figure);
    const expected = recompute(figure);
    if (expected && !isSame(figure, expected)) found.push({ figure, expected });
    if (figure.rule.kind === 'admitted-total') found.push(...checkTotal(figure));
    figure.inputs.forEach(visit);
  };
  visit(root);
  return found;
}

function isSame(figure: Figure, expected: Range): boolean {
  const { rule } = figure;
  const kind = rule.kind === 'derived' ? rule.type.kind : 'number';
  const { low, high } = settled(figure, kind);
  return low === expected.low && high === expected.high;
}

function recomputeDerived(
  { derived, type }: Rule & { kind: 'derived' },
  inputs: readonly Figure[],
): Range | undefined {
  if (!derived.tree) return undefined;
  const value = evaluate(derived.tree, inputsOf(inputs));
  return value && type.kind === 'bool' && value.low !== value.high ? isOpen : value;
}

const severity = [
  outcomes.notApplicable,
  outcomes.met,
  outcomes.unknown,
  outcomes.exceptionsClash,
  outcomes.notMet,
] as const;

function recomputeRequirement(
  { requirement }: Rule & { kind: 'requirement' },
  inputs: readonly Figure[],
): Range | undefined {
  if (requirement.document.level !== 'partner')
    return ofOutcome(outcomeOn(requirement, inputsOf(inputs)));
  if (inputs.some(({ rule }) => rule.kind === 'list')) return isOpen;
  const found: readonly number[] = inputs.map(({ note }) => note);
  return ofOutcome(
    severity.findLast((outcome) => found.includes(outcome)) ?? outcomes.notApplicable,
  );
}

function ofOutcome(outcome: number | undefined): Range | undefined {
  if (outcome === undefined) return undefined;
  if (outcome === outcomes.notMet) return isNo;
  return outcome === outcomes.met || outcome === outcomes.notApplicable ? isYes : isOpen;
}

function excludes(rule: Rule): boolean {
  return rule.kind === 'requirement'
    ? rule.requirement.document.effect === 'exclude'
    : rule.kind === 'minimum-project';
}

/** Yes when all are, no when one is not. */
function allOf(inputs: readonly Range[]): Range {
  if (inputs.some(({ high }) => high === 0)) return isNo;
  return inputs.every(({ low }) => low === 1) ? isYes : isOpen;
}

function ofBonus(
  { bonus }: Rule & { kind: 'bonus' },
  inputs: readonly Figure[],
): Range | undefined {
  const holds = truthOn(bonus.when, inputsOf(inputs));
  if (!holds) return undefined;
  if (holds.high === 0) return isNo;
  return holds.low === 1 ? bonus.points : { low: 0, high: bonus.points.high };
}

function ofThreshold(
  { threshold: { atLeast } }: Rule & { kind: 'threshold' },
  [input]: readonly Figure[],
): Range | undefined {
  if (!input) return undefined;
  if (atLeast === 'unknown') return isOpen;
  if (input.low >= atLeast) return isYes;
  return input.high < atLeast ? isNo : isOpen;
}

/** An application that is out for one reason or the other is `unknown` only while the reason is. */
function ofOutcomeInputs(inputs: readonly Figure[]): Range {
  const find = (kind: Rule['kind']): Range =>
    inputs.find(({ rule }) => rule.kind === kind) ?? isYes;
  const [eligible, passes] = [find('eligible'), find('passes')];
  if (eligible.high === 0) return isNo;
  if (eligible.low === 0) return isOpen;
  return passes.low === passes.high ? { low: passes.low, high: passes.high } : isOpen;
}
