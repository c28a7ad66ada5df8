import type { Facts, Range } from '../condition/facts.ts';
import { unknown, type Truth } from '../condition/truth.ts';
import type {
  Assessment,
  CostFigures,
  GrantFigures,
  ScoreFigures,
} from '../assessment/assessment.ts';
import { outcomes } from '../assessment/assessment.ts';
import { decideRequirementForPartner } from '../assessment/assess-eligibility.ts';
import type { CostPlan } from '../definition/compile-costs.ts';
import type { Figure, Limit, Rule } from './figure.ts';
import { rulesOf, type Read, type TrackRules } from './track-rules.ts';

const noInputs: readonly Figure[] = [];

/**
 * The whole explanation of an assessment as one tree: from the outcome down to the facts, every
 * figure with its rule and its inputs. It only arranges what the assessment found.
 */
export function explain(assessment: Assessment): Figure {
  const { prepared, costs, grant, score } = assessment;
  const rules = rulesOf(prepared.call, prepared.track);
  const total = costs && explainCosts(rules, costs, prepared.track.costs);
  const inputs: Figure[] = [explainEligible(assessment, rules, total)];
  if (score) inputs.push(explainScore(rules, score, prepared.facts));
  if (grant && total) inputs.push(explainGrant(rules, grant, total, prepared.facts));
  return truthFigure(rules.outcome, outcomeTruth(assessment), inputs);
}

function outcomeTruth({ outcome }: Assessment): Truth {
  return outcome === 'unknown' ? unknown : outcome === 'admissible' ? 1 : 0;
}

function explainEligible(
  assessment: Assessment,
  rules: TrackRules,
  total: Figure | undefined,
): Figure {
  const { facts, partners } = assessment.prepared;
  const inputs: Figure[] = [];
  rules.requirements.forEach(({ rule, reads, partnerReads }, index) => {
    const outcome = assessment.requirements[index] ?? outcomes.unknown;
    const isPartner = rule.kind === 'requirement' && rule.requirement.document.level === 'partner';
    const below = isPartner
      ? partners.map((partner, place) => explainPartner(rule, partner, place, facts, partnerReads))
      : readAll(reads, facts);
    inputs.push(outcomeFigure(rule, outcome, below));
  });
  if (rules.minimumProject && total)
    inputs.push(truthFigure(rules.minimumProject, assessment.minimumProject, [total]));
  return truthFigure(rules.eligible, assessment.eligible, inputs);
}

function explainPartner(
  rule: Rule & { kind: 'requirement' },
  partner: Assessment['prepared']['partners'][number],
  place: number,
  facts: Facts,
  reads: readonly Read[],
): Figure {
  const outcome = decideRequirementForPartner(rule.requirement, facts, partner.row);
  const inputs = reads.map((read) => {
    const value = partner.row[read.slot] ?? Number.NaN;
    return figure(read.rule, value, value, -1, noInputs);
  });
  const own: Rule = { kind: 'partner', requirement: rule.requirement, partner: partner.id };
  return { ...outcomeFigure(own, outcome, inputs), note: place };
}

/** The note of a requirement is its outcome, which tells not met, unknown and not applicable apart. */
function outcomeFigure(rule: Rule, outcome: number, inputs: readonly Figure[]): Figure {
  const isNo = outcome === outcomes.notMet;
  const isYes = outcome === outcomes.met || outcome === outcomes.notApplicable;
  return figure(rule, isYes ? 1 : 0, isNo ? 0 : 1, outcome, inputs);
}

function explainCosts(rules: TrackRules, costs: CostFigures, plan: CostPlan | undefined): Figure {
  const inputs = rules.admitted.map(({ rule, bases }, index) => {
    const declared = costs.declared[index];
    const admitted = costs.admitted[index];
    const below: Figure[] = [];
    const own = rules.declared[index];
    if (declared && own && !plan?.categories[index]?.flat)
      below.push(rangeFigure(own, declared, noInputs));
    for (const base of bases) below.push(rangeFigure(base, baseRange(base, costs, plan), noInputs));
    return rangeFigure(rule, admitted ?? { low: 0, high: 0 }, below);
  });
  return rangeFigure(rules.admittedTotal, costs.total, inputs);
}

/** What the share is taken of, at the admitted amounts. */
function baseRange(rule: Rule, costs: CostFigures, plan: CostPlan | undefined): Range {
  const compiled = plan?.variants.length === 1 ? plan.variants[0]?.compiled : undefined;
  if (rule.kind !== 'base' || !compiled) return { low: 0, high: Number.POSITIVE_INFINITY };
  const { structure } = compiled;
  const { of, own } = baseOfLimit(rule.limit, structure);
  let [low, high] = [0, 0];
  structure.categories.forEach((category, index) => {
    const isIn =
      of === 'total' || (of === 'others' ? !own.includes(category.id) : of.includes(category.id));
    if (!isIn) return;
    low += costs.admitted[index]?.low ?? 0;
    high += costs.admitted[index]?.high ?? 0;
  });
  return { low, high };
}

type Structure = NonNullable<CostPlan['variants'][number]>['compiled']['structure'];

/** The base of a limit and the categories that `others` leaves out. */
export function baseOfLimit(
  limit: Limit,
  structure: Structure,
): { readonly of: 'others' | 'total' | readonly string[]; readonly own: readonly string[] } {
  if (limit.kind === 'cap') {
    const cap = structure.caps[limit.index];
    return { of: cap?.of ?? 'total', own: cap ? [cap.on] : [] };
  }
  if (limit.kind === 'group') {
    const group = structure.groups[limit.index];
    return { of: group?.of ?? 'total', own: group?.members ?? [] };
  }
  const category = structure.categories[limit.index];
  return category && 'flat' in category
    ? { of: category.of, own: [category.id] }
    : { of: 'total', own: [] };
}

function explainGrant(rules: TrackRules, grant: GrantFigures, total: Figure, facts: Facts): Figure {
  const inputs: Figure[] = [];
  if (rules.byRate) inputs.push(rangeFigure(rules.byRate, grant.byRate, [total]));
  rules.ceilings.forEach(({ rule, reads }, index) => {
    const ceiling = grant.ceilings[index];
    if (ceiling) inputs.push(rangeFigure(rule, ceiling, readAll(reads, facts)));
  });
  for (const share of grant.shares ?? [])
    inputs.push(
      figure({ kind: 'share', partner: share.partner }, share.amount, share.amount, -1, noInputs),
    );
  return rangeFigure(rules.grant ?? rules.outcome, grant.amount, inputs);
}

function explainScore(rules: TrackRules, score: ScoreFigures, facts: Facts): Figure {
  const criteria = rules.criteria.map(({ rule, reads }, index) => {
    const points = score.criteria[index];
    return figure(
      rule,
      points?.low ?? 0,
      points?.high ?? 0,
      score.chosen[index] ?? -1,
      readAll(reads, facts),
    );
  });
  const net = rangeFigure(rules.net ?? rules.outcome, score.net, criteria);
  const bonuses = rules.bonuses.map(({ rule, reads }, index) =>
    rangeFigure(rule, score.bonuses[index] ?? { low: 0, high: 0 }, readAll(reads, facts)),
  );
  const bonus = rangeFigure(rules.bonusTotal ?? rules.outcome, score.bonus, bonuses);
  const gross = rangeFigure(rules.gross, score.gross, [net, bonus]);
  const thresholds = rules.thresholds.map(({ rule, of }, index) => {
    const input = of === 'net' ? net : of === 'gross' ? gross : criteria[of];
    return truthFigure(rule, score.thresholds[index] ?? unknown, input ? [input] : noInputs);
  });
  return truthFigure(rules.passes, score.passes, [...thresholds, gross]);
}

function readAll(reads: readonly Read[], facts: Facts): readonly Figure[] {
  if (reads.length === 0) return noInputs;
  return reads.map((read) => readFigure(read, facts));
}

function readFigure(read: Read, facts: Facts): Figure {
  if (read.kind === 'list') {
    const size = facts.lists[read.slot]?.length ?? Number.NaN;
    return figure(read.rule, size, size, -1, noInputs);
  }
  const value = facts.numbers[read.slot] as number;
  const inputs = read.kind === 'number' ? readAll(read.derived, facts) : noInputs;
  if (value === value) return figure(read.rule, value, value, -1, inputs);
  const range = facts.ranges.get(read.slot);
  return figure(read.rule, range?.low ?? Number.NaN, range?.high ?? Number.NaN, -1, inputs);
}

function rangeFigure(rule: Rule, { low, high }: Range, inputs: readonly Figure[]): Figure {
  return figure(rule, low, high, -1, inputs);
}

function truthFigure(rule: Rule, truth: Truth, inputs: readonly Figure[]): Figure {
  return figure(rule, truth === 1 ? 1 : 0, truth === 0 ? 0 : 1, -1, inputs);
}

function figure(
  rule: Rule,
  low: number,
  high: number,
  note: number,
  inputs: readonly Figure[],
): Figure {
  return { rule, low, high, note, inputs };
}
