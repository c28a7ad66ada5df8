import type { Facts, Range } from '../condition/facts.ts';
import type {
  Assessment,
  CostFigures,
  GrantFigures,
  ScoreFigures,
} from '../assessment/assessment.ts';
import { outcomes } from '../assessment/assessment.ts';
import { decideRequirementForPartner } from '../assessment/assess-eligibility.ts';
import { findChosen } from '../assessment/criterion-points.ts';
import { sharePartnerCosts } from '../assessment/partner-costs.ts';
import { isKnown } from '../assessment/ranges.ts';
import { no, unknown, yes, type Truth } from '../condition/truth.ts';
import type { CostPlan } from '../definition/compile-costs.ts';
import type { GrantPlan, RateRange } from '../definition/compile-grant.ts';
import { partnersList, variables } from '../definition/names.ts';
import { compare } from '../numbers/fraction.ts';
import { findCommonValue } from './common-figures.ts';
import type { Figure, Rule } from './figure.ts';
import { makeFigure, outcomeFigure } from './make-figure.ts';
import { rulesOf, type Read, type TrackRules } from './track-rules.ts';

const noInputs: readonly Figure[] = [];
/** Stands for the partners while nobody knows who they are. */
const nobody: Figure = {
  rule: { kind: 'list', name: 'partners' },
  low: Number.NaN,
  high: Number.NaN,
  note: -1,
  inputs: noInputs,
};

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
  if (grant && total) inputs.push(explainGrant(rules, grant, total, assessment));
  else if (total) inputs.push(total);
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
  const { facts } = assessment.prepared;
  const inputs = rules.requirements.map(({ rule, reads, partnerReads, common }, index) => {
    const outcome = assessment.requirements[index] ?? outcomes.unknown;
    if (common.length > 0) {
      const value = findCommonValue(reads, facts);
      const shared = value < 0 ? undefined : common[value]?.[outcome];
      if (shared) return shared;
    }
    const project = readAll(reads, facts);
    if (!partnerReads) return outcomeFigure(rule, outcome, project);
    const partners = explainPartners(assessment, rule, partnerReads, project);
    return outcomeFigure(rule, outcome, partners);
  });
  if (rules.minimumProject && total && assessment.costs) {
    const declared = rangeFigure(rules.declaredTotal, assessment.costs.declaredTotal, noInputs);
    inputs.push(truthFigure(rules.minimumProject, assessment.minimumProject, [declared, total]));
  }
  return truthFigure(rules.eligible, assessment.eligible, inputs);
}

function explainPartners(
  { prepared }: Assessment,
  rule: TrackRules['requirements'][number]['rule'],
  reads: readonly Read[],
  project: readonly Figure[],
): readonly Figure[] {
  const { facts, partners } = prepared;
  if (facts.lists[partnersList] === undefined) return [nobody];
  return partners.map((partner, place) =>
    explainPartner(rule, partner, place, facts, reads, project),
  );
}

function explainPartner(
  rule: TrackRules['requirements'][number]['rule'],
  partner: Assessment['prepared']['partners'][number],
  place: number,
  facts: Facts,
  reads: readonly Read[],
  project: readonly Figure[],
): Figure {
  const outcome = decideRequirementForPartner(rule.requirement, facts, partner.row);
  const inputs = reads.map((read) => {
    const value = partner.row[read.slot] ?? Number.NaN;
    return makeFigure(read.rule, value, value, -1, noInputs);
  });
  const { requirement } = rule;
  const own: Rule = { kind: 'partner', requirement, partner: partner.id, place };
  return outcomeFigure(own, outcome, [...inputs, ...project]);
}

function explainCosts(rules: TrackRules, costs: CostFigures, plan: CostPlan | undefined): Figure {
  const parts = rules.parts.map((rule, index) =>
    rangeFigure(rule, costs.admitted[index] ?? nothing, noInputs),
  );
  const inputs = rules.admitted.map(({ rule, bases }, index) => {
    const below = plan?.categories[index]?.flat ? [] : explainDeclared(rules, costs, index);
    for (const base of bases) below.push(explainBase(base, parts));
    return rangeFigure(rule, costs.admitted[index] ?? nothing, below);
  });
  return rangeFigure(rules.admittedTotal, costs.total, inputs);
}

/** What counts of a category before any limit: as declared, or what the office recognises of it. */
function explainDeclared(
  rules: TrackRules,
  { declared, recognised }: CostFigures,
  index: number,
): Figure[] {
  const [said, counted] = [declared[index], recognised[index]];
  const [rule, ownRule] = [rules.declared[index], rules.recognised[index]];
  if (!said || !counted || !rule || !ownRule) return [];
  const figure = rangeFigure(rule, said, noInputs);
  const isSame = said.low === counted.low && said.high === counted.high;
  return isSame ? [figure] : [rangeFigure(ownRule, counted, [figure])];
}

const nothing: Range = { low: 0, high: 0 };

/** What the share is taken of, at the admitted amounts. */
function explainBase(rule: Rule, parts: readonly Figure[]): Figure {
  const terms = rule.kind === 'base' ? rule.limit.terms : undefined;
  if (!terms) return makeFigure(rule, 0, Number.POSITIVE_INFINITY, -1, noInputs);
  const inputs: Figure[] = [];
  let low = 0;
  let high = 0;
  for (const index of terms.base) {
    const part = parts[index] as Figure;
    inputs.push(part);
    low += part.low;
    high += part.high;
  }
  return makeFigure(rule, low, high, -1, inputs);
}

function explainGrant(
  rules: TrackRules,
  grant: GrantFigures,
  total: Figure,
  assessment: Assessment,
): Figure {
  const { facts } = assessment.prepared;
  const inputs: Figure[] = [];
  if (rules.byRate)
    inputs.push(rangeFigure(rules.byRate, grant.byRate, explainRates(assessment, total)));
  for (let index = 0; index < rules.ceilings.length; index += 1) {
    const { rule, reads } = rules.ceilings[index] as TrackRules['ceilings'][number];
    const ceiling = grant.ceilings[index];
    if (ceiling) inputs.push(rangeFigure(rule, ceiling, readAll(reads, facts)));
  }
  if (grant.shares)
    for (const { partner, amount } of grant.shares)
      inputs.push(makeFigure({ kind: 'share', partner }, amount, amount, -1, noInputs));
  return rangeFigure(rules.grant ?? rules.outcome, grant.amount, inputs);
}

/** The total, the costs of each partner where rates differ, and the rate asked for where it can be lower. */
function explainRates({ prepared, costs }: Assessment, total: Figure): readonly Figure[] {
  const plan = prepared.track.grant;
  const inputs: Figure[] = [total];
  if (!plan || !costs) return inputs;
  const isSplit = plan.partnerRates.length > 0 && prepared.partners.length > 0;
  if (isSplit && total.low === total.high && costs.admitted.every(isKnown)) {
    const shared = sharePartnerCosts(prepared, costs) ?? [];
    prepared.partners.forEach(({ id, row }, index) => {
      prepared.facts.rows[variables.partner] = row;
      const rate = rateOfPartner(plan, prepared.facts);
      const amount = shared[index] ?? 0;
      inputs.push(
        makeFigure({ kind: 'partner-costs', partner: id, rate }, amount, amount, -1, noInputs),
      );
    });
  }
  const { requestedRate: rate } = prepared;
  if (rate && plan.document.upTo) {
    const share = Number((rate.num * 10_000n) / rate.den);
    inputs.push(makeFigure({ kind: 'requested-rate', rate }, share, share, -1, noInputs));
  }
  return inputs;
}

/** The rate of the first group the partner at hand belongs to, as wide as what is unknown makes it. */
function rateOfPartner(plan: GrantPlan, facts: Facts): RateRange {
  const possible: RateRange[] = [];
  for (const { where, rate } of plan.partnerRates) {
    const holds = where.holds(facts);
    if (holds !== no) possible.push(rate);
    if (holds === yes) return widest(possible);
  }
  return widest([...possible, plan.rate]);
}

function widest(rates: readonly RateRange[]): RateRange {
  return rates.reduce((a, b) => {
    const lower = compare(a.low, b.low) <= 0 ? a : b;
    const upper = compare(a.high, b.high) >= 0 ? a : b;
    return { low: lower.low, ofLow: lower.ofLow, high: upper.high, ofHigh: upper.ofHigh };
  });
}

function explainScore(rules: TrackRules, score: ScoreFigures, facts: Facts): Figure {
  const criteria = rules.criteria.map(({ rule, way, reads, common }, index) => {
    const value = findCommonValue(reads, facts);
    const shared = value < 0 ? undefined : common[value];
    if (shared) return shared;
    const { low, high } = score.criteria[index] ?? nothing;
    return makeFigure(rule, low, high, findChosen(way, facts), readAll(reads, facts));
  });
  const net = rangeFigure(rules.net ?? rules.outcome, score.net, criteria);
  const inputs: Figure[] = [];
  for (let index = 0; index < rules.thresholds.length; index += 1) {
    const { rule, of } = rules.thresholds[index] as TrackRules['thresholds'][number];
    if (of !== 'gross')
      inputs.push(
        thresholdFigure(rule, score.thresholds[index], of === 'net' ? net : criteria[of]),
      );
  }
  const gross = explainGross(rules, score, facts, net, inputs);
  for (let index = 0; index < rules.thresholds.length; index += 1) {
    const { rule, of } = rules.thresholds[index] as TrackRules['thresholds'][number];
    if (of === 'gross') inputs.push(thresholdFigure(rule, score.thresholds[index], gross));
  }
  inputs.push(gross);
  return truthFigure(rules.passes, score.passes, inputs);
}

/** The net score with its bonuses; these can depend on the thresholds that come before them. */
function explainGross(
  rules: TrackRules,
  score: ScoreFigures,
  facts: Facts,
  net: Figure,
  thresholds: readonly Figure[],
): Figure {
  const inputs: Figure[] = [];
  for (let index = 0; index < rules.bonuses.length; index += 1) {
    const { rule, reads } = rules.bonuses[index] as TrackRules['bonuses'][number];
    inputs.push(rangeFigure(rule, score.bonuses[index] ?? nothing, readAll(reads, facts)));
  }
  const areAlways = rules.net?.kind === 'net' && rules.net.score.bonusesGiven === 'always';
  if (!areAlways) for (const threshold of thresholds) inputs.push(threshold);
  const bonus = rangeFigure(rules.bonusTotal ?? rules.outcome, score.bonus, inputs);
  return rangeFigure(rules.gross, score.gross, [net, bonus]);
}

function thresholdFigure(rule: Rule, reached: Truth | undefined, of: Figure | undefined): Figure {
  return truthFigure(rule, reached ?? unknown, of ? [of] : noInputs);
}

function readAll(reads: readonly Read[], facts: Facts): readonly Figure[] {
  if (reads.length === 0) return noInputs;
  if (reads.length === 2)
    return [readFigure(reads[0] as Read, facts), readFigure(reads[1] as Read, facts)];
  if (reads.length > 2) return reads.map((read) => readFigure(read, facts));
  const value = findCommonValue(reads, facts);
  const only = reads[0] as Read;
  return value >= 0 && only.kind === 'number' && only.common[value]
    ? only.common[value]
    : [readFigure(only, facts)];
}

function readFigure(read: Read, facts: Facts): Figure {
  if (read.kind === 'list') {
    const size = facts.lists[read.slot]?.length ?? Number.NaN;
    return makeFigure(read.rule, size, size, -1, noInputs);
  }
  const value = facts.numbers[read.slot] as number;
  if (read.kind === 'number' && value >= 0 && value < read.common.length) {
    const shared = read.common[value];
    if (shared) return shared[0];
  }
  const inputs = read.kind === 'number' ? readAll(read.derived, facts) : noInputs;
  if (value === value) return makeFigure(read.rule, value, value, -1, inputs);
  const range = facts.ranges.get(read.slot);
  return makeFigure(read.rule, range?.low ?? Number.NaN, range?.high ?? Number.NaN, -1, inputs);
}

function rangeFigure(rule: Rule, { low, high }: Range, inputs: readonly Figure[]): Figure {
  return makeFigure(rule, low, high, -1, inputs);
}

function truthFigure(rule: Rule, truth: Truth, inputs: readonly Figure[]): Figure {
  return makeFigure(rule, truth === 1 ? 1 : 0, truth === 0 ? 0 : 1, -1, inputs);
}
