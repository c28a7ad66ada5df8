import type { Range } from '../condition/facts.ts';
import type { Ceiling, GrantPlan } from '../definition/compile-grant.ts';
import { add, compare, floor, fraction, multiply, type Fraction } from '../numbers/fraction.ts';
import { evaluate, inputsOf, isNo, isOpen, isYes, settled } from './evaluate-inputs.ts';
import type { Figure } from './figure.ts';
import { sumOf } from './recompute-costs.ts';

/** The rate on the admitted costs, or on those of each partner where the rates differ. */
export function recomputeByRate(plan: GrantPlan, inputs: readonly Figure[]): Range | undefined {
  const total = inputs.find(({ rule }) => rule.kind === 'admitted-total');
  if (!total) return undefined;
  const asked = inputs.find(({ rule }) => rule.kind === 'requested-rate')?.rule;
  const requested = asked?.kind === 'requested-rate' ? asked.rate : undefined;
  const within = (rate: Fraction): Fraction =>
    requested && compare(requested, rate) < 0 ? requested : rate;
  const partners = inputs.flatMap(({ rule, low }) =>
    rule.kind === 'partner-costs' ? [{ cents: BigInt(low), rate: rule.rate }] : [],
  );
  if (partners.length > 0) {
    const sum = (end: 'low' | 'high'): number =>
      Number(
        floor(
          partners
            .map(({ cents, rate }) => multiply(fraction(cents), within(rate[end])))
            .reduce(add),
        ),
      );
    return { low: sum('low'), high: sum('high') };
  }
  const rates = [plan.rate, ...plan.partnerRates.map((each) => each.rate)];
  const lowest = rates.map((rate) => rate.low).reduce((a, b) => (compare(a, b) <= 0 ? a : b));
  const highest = rates.map((rate) => rate.high).reduce((a, b) => (compare(a, b) >= 0 ? a : b));
  return { low: share(total.low, within(lowest)), high: share(total.high, within(highest)) };
}

/** Rounded down to the cent. */
function share(cents: number, rate: Fraction): number {
  if (!Number.isFinite(cents)) return rate.num === 0n ? 0 : cents;
  return Number(floor(fraction(BigInt(cents) * rate.num, rate.den)));
}

/** Its amount, grown by the fact it grows with; no ceiling at all where its condition does not hold. */
export function recomputeCeiling(
  { when, low, high, growth, document }: Ceiling,
  inputs: readonly Figure[],
): Range | undefined {
  const known = inputsOf(inputs);
  const holds = when ? evaluate(when.tree, known) : isYes;
  if (!holds) return undefined;
  if (holds.high <= 0) return { low: Number.POSITIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const fact = growth && known.facts.get(document.growth?.fact ?? '');
  if (growth && !fact) return undefined;
  const beyond = (count: number): number => Math.max(0, count - (growth?.beyond ?? 0));
  const least = growth && fact ? beyond(fact.low) * growth.low : 0;
  const most = growth && fact && beyond(fact.high) > 0 ? beyond(fact.high) * growth.high : 0;
  return {
    low: low + least,
    high: holds.low === holds.high ? high + most : Number.POSITIVE_INFINITY,
  };
}

/** The lowest of what the rate gives and the ceilings; no more than the partners' own limits let through. */
export function recomputeGrant(plan: GrantPlan, inputs: readonly Figure[]): Range | undefined {
  const bounds = inputs.filter(({ rule }) => rule.kind === 'by-rate' || rule.kind === 'ceiling');
  const shares = inputs.filter(({ rule }) => rule.kind === 'share');
  const lowest = {
    low: Math.min(...bounds.map(({ low }) => low)),
    high: Math.min(...bounds.map(({ high }) => high)),
  };
  const shared = sumOf(shares);
  const hasNobody = shares.length > 0 && shared.high === 0;
  if (plan.partnerCeilingSlot === undefined) return hasNobody ? shared : lowest;
  return shares.length > 0 ? shared : undefined;
}

/** Whether the project is large enough, on the figure that the call reads it on. */
export function recomputeMinimum(plan: GrantPlan, inputs: readonly Figure[]): Range | undefined {
  const minimum = plan.minimumProject;
  const declared = inputs.find(({ rule }) => rule.kind === 'declared-total');
  const admitted = inputs.find(({ rule }) => rule.kind === 'admitted-total');
  if (!minimum || !declared || !admitted) return undefined;
  const reaches = ({ low, high }: Range): Range =>
    low >= minimum.high ? isYes : high < minimum.low ? isNo : isOpen;
  const [a, b] = [reaches(settled(declared, 'number')), reaches(settled(admitted, 'number'))];
  if (minimum.on === 'declared') return a;
  if (minimum.on === 'admitted') return b;
  if (a === b) return a;
  return minimum.on === 'both' && (a === isNo || b === isNo) ? isNo : isOpen;
}
