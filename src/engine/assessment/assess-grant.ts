import { no, unknown, yes, type Truth } from '../condition/truth.ts';
import type { Facts, Range } from '../condition/facts.ts';
import type { ReadyCondition } from '../definition/compile-eligibility.ts';
import type { Ceiling, GrantPlan, RateRange } from '../definition/compile-grant.ts';
import { variables } from '../definition/names.ts';
import {
  add,
  compare,
  floor,
  fraction,
  multiply,
  zero,
  type Fraction,
} from '../numbers/fraction.ts';
import type { Cents } from '../numbers/money.ts';
import { splitByLargestRemainder } from '../rounding/largest-remainder.ts';
import type { CostFigures, GrantFigures } from './assessment.ts';
import { sharePartnerCosts, type SharedSource } from './partner-costs.ts';
import type { Prepared, PreparedPartner } from './prepare-facts.ts';
import { isKnown, rateOf, reaches } from './ranges.ts';

/** What the grant of one application follows from, beside its admitted costs. */
export interface GrantSource
  extends Omit<SharedSource, 'partners'>, Pick<Prepared, 'facts' | 'requestedRate'> {
  readonly partners: readonly PreparedPartner[];
}

/** The rules of the grant, as far as amounts are concerned. */
export interface GrantRules extends Pick<GrantPlan, 'rate' | 'partnerCeilingSlot'> {
  readonly document: { readonly upTo?: boolean };
  readonly partnerRates: readonly {
    readonly where: Pick<ReadyCondition, 'holds'>;
    readonly rate: RateRange;
  }[];
  readonly ceilings: readonly CeilingRule[];
}

type CeilingRule = Pick<Ceiling, 'low' | 'high' | 'growth'> & {
  readonly when: Pick<ReadyCondition, 'holds'> | undefined;
};

/** The grant and its split: the intensity of the admitted costs, under every ceiling, in whole cents. */
export function assessGrant(
  plan: GrantRules,
  prepared: GrantSource,
  costs: CostFigures,
): GrantFigures {
  const { facts, partners } = prepared;
  const isShared = partners.length > 0 && costs.admitted.every(isKnown);
  const partnerCosts = isShared ? sharePartnerCosts(prepared, costs) : undefined;
  const byRate = grantByRate(plan, prepared, costs, partnerCosts);
  const ceilings = plan.ceilings.map((ceiling) => ceilingOf(ceiling, facts));
  let { low, high } = byRate;
  for (const limit of ceilings) {
    if (limit.low < low) low = limit.low;
    if (limit.high < high) high = limit.high;
  }
  if (partnerCosts && low === high && byRate.low === byRate.high)
    return { byRate, ceilings, ...splitGrant(plan, prepared, low, partnerCosts) };
  const amount = limitedByPartners(plan, prepared, { low, high });
  return { byRate, ceilings, amount, shares: undefined, unplaced: 0 };
}

/** Whether the project reaches the minimum; unknown while the figure it is read on is. */
export function decideMinimumProject(plan: GrantPlan, costs: CostFigures): Truth {
  const { minimumProject: minimum } = plan;
  if (!minimum) return yes;
  const onDeclared = reachesBetween(costs.declaredTotal, minimum);
  const onAdmitted = reachesBetween(costs.total, minimum);
  if (minimum.on === 'declared') return onDeclared;
  if (minimum.on === 'admitted') return onAdmitted;
  if (onDeclared === onAdmitted) return onDeclared;
  if (minimum.on === 'unknown') return unknown;
  return onDeclared === no || onAdmitted === no ? no : unknown;
}

function reachesBetween(range: Range, least: { readonly low: Cents; readonly high: Cents }): Truth {
  if (reaches(range, least.high) === yes) return yes;
  return reaches(range, least.low) === no ? no : unknown;
}

export function ceilingOf(ceiling: CeilingRule, facts: Facts): Range {
  const holds = ceiling.when ? ceiling.when.holds(facts) : yes;
  if (holds === no) return { low: Number.POSITIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const count = countOf(ceiling, facts);
  const low = ceiling.low + (ceiling.growth ? ceiling.growth.low * count.low : 0);
  const high =
    ceiling.high + (ceiling.growth && count.high > 0 ? ceiling.growth.high * count.high : 0);
  return { low, high: holds === unknown ? Number.POSITIVE_INFINITY : high };
}

function countOf(ceiling: CeilingRule, facts: Facts): Range {
  const { growth } = ceiling;
  if (!growth) return { low: 0, high: 0 };
  const value = facts.numbers[growth.slot] as number;
  const range =
    value === value
      ? { low: value, high: value }
      : (facts.ranges.get(growth.slot) ?? { low: 0, high: Number.POSITIVE_INFINITY });
  return {
    low: Math.max(0, range.low - growth.beyond),
    high: Math.max(0, range.high - growth.beyond),
  };
}

function grantByRate(
  plan: GrantRules,
  prepared: GrantSource,
  costs: CostFigures,
  partnerCosts: readonly Cents[] | undefined,
): Range {
  const { total } = costs;
  if (plan.partnerRates.length === 0 && !prepared.requestedRate)
    return { low: plan.rate.ofLow(total.low), high: plan.rate.ofHigh(total.high) };
  const limit = (rate: Fraction): Fraction => requestedRateOf(plan, prepared, rate);
  if (plan.partnerRates.length === 0)
    return {
      low: rateOf(total.low, limit(plan.rate.low)),
      high: rateOf(total.high, limit(plan.rate.high)),
    };
  const rates = partnerRates(plan, prepared);
  if (partnerCosts) {
    const rateAt = (end: 'low' | 'high') =>
      partnerCosts.map((_, index) => limit((rates[index] ?? plan.rate)[end]));
    return {
      low: sumOfRates(partnerCosts, rateAt('low')),
      high: sumOfRates(partnerCosts, rateAt('high')),
    };
  }
  const all = [plan.rate, ...plan.partnerRates.map((each) => each.rate)];
  const lowest = all.reduce(
    (least, each) => (compare(each.low, least) < 0 ? each.low : least),
    plan.rate.low,
  );
  const highest = all.reduce(
    (most, each) => (compare(each.high, most) > 0 ? each.high : most),
    plan.rate.high,
  );
  return {
    low: rateOf(costs.total.low, limit(lowest)),
    high: rateOf(costs.total.high, limit(highest)),
  };
}

/** Each amount times its rate, added exactly and rounded down once. */
function sumOfRates(amounts: readonly Cents[], rates: readonly Fraction[]): Cents {
  let sum = zero;
  amounts.forEach((amount, index) => {
    sum = add(sum, multiply(fraction(BigInt(amount)), rates[index] ?? zero));
  });
  return Number(floor(sum));
}

/** What was asked for, where a call lets applicants ask for less than its rate. */
function requestedRateOf(
  plan: GrantRules,
  { requestedRate }: GrantSource,
  rate: Fraction,
): Fraction {
  if (!plan.document.upTo || !requestedRate) return rate;
  return compare(requestedRate, rate) < 0 ? requestedRate : rate;
}

/** The intensity of each partner: that of the first group it belongs to, otherwise the common one. */
export function partnerRates(
  plan: GrantRules,
  { facts, partners }: GrantSource,
): readonly RateRange[] {
  return partners.map((partner) => {
    facts.rows[variables.partner] = partner.row;
    let possible: RateRange | undefined;
    for (const each of plan.partnerRates) {
      const holds = each.where.holds(facts);
      if (holds === no) continue;
      possible = possible ? widen(possible, each.rate) : each.rate;
      if (holds === yes) return possible;
    }
    return possible ? widen(possible, plan.rate) : plan.rate;
  });
}

function widen(a: RateRange, b: RateRange): RateRange {
  const lower = compare(a.low, b.low) <= 0 ? a : b;
  const upper = compare(a.high, b.high) >= 0 ? a : b;
  return { low: lower.low, ofLow: lower.ofLow, high: upper.high, ofHigh: upper.ofHigh };
}

/** While the split is not known, the partners' own limits can still only lower the whole. */
function limitedByPartners(plan: GrantRules, prepared: GrantSource, amount: Range): Range {
  if (plan.partnerCeilingSlot === undefined) return amount;
  const limits = partnerLimits(plan, prepared);
  if (isNoLimitInReach(plan, prepared, amount.high)) return amount;
  const most = limits.reduce((sum, limit) => sum + limit, 0);
  return { low: 0, high: prepared.partners.length > 0 ? Math.min(amount.high, most) : amount.high };
}

/** Whether no partner has a limit that the whole grant could exceed; an unknown limit could be. */
function isNoLimitInReach(plan: GrantRules, { partners }: GrantSource, amount: Cents): boolean {
  const receiving = partners.filter((partner) => partner.isBeneficiary);
  const slot = plan.partnerCeilingSlot ?? -1;
  return (
    receiving.length > 0 &&
    receiving.every((partner) => (partner.row[slot] ?? Number.NaN) >= amount)
  );
}

function partnerLimits(plan: GrantRules, { partners }: GrantSource): readonly Cents[] {
  return partners.map((partner) => {
    if (!partner.isBeneficiary) return 0;
    const limit = partner.row[plan.partnerCeilingSlot ?? -1];
    return limit === undefined || !Number.isFinite(limit) ? Number.POSITIVE_INFINITY : limit;
  });
}

/** Splits in proportion to admitted costs times intensity; a partner's own limit is not made up by others. */
function splitGrant(
  plan: GrantRules,
  prepared: GrantSource,
  grant: Cents,
  partnerCosts: readonly Cents[],
): Pick<GrantFigures, 'amount' | 'shares' | 'unplaced'> {
  const { partners } = prepared;
  const rates = plan.partnerRates.length > 0 ? partnerRates(plan, prepared) : [];
  const weights = partnerCosts.map((admitted, index) =>
    rates[index] ? rateOf(admitted, rates[index].low) : admitted,
  );
  const { shares } = splitByLargestRemainder(grant, weights);
  const hasLimits = plan.partnerCeilingSlot !== undefined;
  const isLimitUnknown =
    hasLimits &&
    partners.some(
      (partner) =>
        partner.isBeneficiary && Number.isNaN(partner.row[plan.partnerCeilingSlot ?? -1]),
    );
  const limits = hasLimits ? partnerLimits(plan, prepared) : undefined;
  const placed = shares.map((share, index) => Math.min(share, limits?.[index] ?? share));
  const total = placed.reduce((sum, share) => sum + share, 0);
  if (isLimitUnknown) return { amount: { low: 0, high: total }, shares: undefined, unplaced: 0 };
  return {
    amount: { low: total, high: total },
    shares: partners.map((partner, index) => ({
      partner: partner.id,
      admitted: partnerCosts[index] ?? 0,
      amount: placed[index] ?? 0,
    })),
    unplaced: grant - total,
  };
}
