import type { Range } from '../condition/facts.ts';
import { floor, fraction, roundHalfUp, type Fraction } from '../numbers/fraction.ts';
import type { Figure, Limit, LimitTerms, Rule } from './figure.ts';

/** The sum of some figures, end by end. */
export function sumOf(inputs: readonly Range[]): Range {
  let [low, high] = [0, 0];
  for (const each of inputs) {
    low += each.low;
    high += each.high;
  }
  return { low, high };
}

/** `rate` × `base` + `plus` in whole cents, rounded as the rule says; infinite over an infinite base. */
export function limitAt({ rate, plus, rounding }: LimitTerms, base: number): number {
  if (!Number.isFinite(base)) return rate.num === 0n ? plus : base;
  const product: Fraction = fraction(rate.num * BigInt(base), rate.den);
  return plus + Number(rounding === 'half-up' ? roundHalfUp(product) : floor(product));
}

/**
 * What a category is admitted with, from what is declared and the bases of its limits; `undefined`
 * while a limit can be read in more than one way. A category in a group comes out before sharing.
 */
function recomputeAllowance({ rule, inputs }: Figure): Range | undefined {
  if (rule.kind !== 'admitted') return undefined;
  const counted = countedFigure(inputs);
  let low = counted?.low ?? Number.POSITIVE_INFINITY;
  let high = counted?.high ?? Number.POSITIVE_INFINITY;
  for (const limit of rule.limits) {
    const base = baseFigure(inputs, limit);
    if (!limit.terms || !base || !canCompare(limit, base)) return undefined;
    if (limit.kind === 'group') continue;
    low = Math.min(low, limitAt(limit.terms, base.low));
    high = Math.min(high, limitAt(limit.terms, base.high));
  }
  return { low, high };
}

/** What is admitted of a category but for its limits: what was declared or, instead of it, recognised. */
export function countedFigure(inputs: readonly Figure[]): Figure | undefined {
  return inputs.find(({ rule }) => rule.kind === 'declared' || rule.kind === 'recognised');
}

/** Over several readings the ends of a base need not belong to the same reading. */
function canCompare(limit: Limit, base: Figure): boolean {
  return limit.isOnlyReading || base.inputs.every(({ low, high }) => low === high);
}

export function recomputeAdmitted(figure: Figure): Range | undefined {
  const { rule } = figure;
  const isShared = rule.kind === 'admitted' && rule.limits.some(({ kind }) => kind === 'group');
  return isShared ? undefined : recomputeAllowance(figure);
}

export function baseFigure(inputs: readonly Figure[], limit: Limit): Figure | undefined {
  return inputs.find(({ rule }) => rule.kind === 'base' && rule.limit === limit);
}

/**
 * The checks that need every category side by side: the total is their sum, every part of a base is
 * what its category is admitted with, and each group shares out exactly what its limit allows.
 */
export function checkTotal(
  total: Figure,
): readonly { readonly figure: Figure; readonly expected: Range }[] {
  if (total.rule.kind !== 'admitted-total') return [];
  const found = total.inputs.flatMap((category) => checkParts(category, total.inputs));
  const isExact = total.inputs.every(({ low, high }) => low === high);
  const { compiled } = total.rule;
  const canSum = compiled !== undefined && compiled.structure.groups.length === 0;
  const expected = sumOf(total.inputs);
  if ((isExact || canSum) && !sameRange(total, expected)) found.push({ figure: total, expected });
  return isExact ? [...found, ...checkShares(total)] : found;
}

function checkParts(
  category: Figure,
  siblings: readonly Figure[],
): { figure: Figure; expected: Range }[] {
  return category.inputs
    .flatMap((base) => base.inputs)
    .flatMap((part) => {
      const own = siblings.find(
        ({ rule }) =>
          rule.kind === 'admitted' &&
          part.rule.kind === 'part' &&
          rule.category === part.rule.category,
      );
      return own && !sameRange(part, own) ? [{ figure: part, expected: own }] : [];
    });
}

/** What each member of a group gets, once everything is known. */
function checkShares(total: Figure): { figure: Figure; expected: Range }[] {
  const groups = new Map<string, { terms: LimitTerms; base: Figure }>();
  for (const category of total.inputs) {
    for (const limit of limitsIn(category.rule)) {
      const base = baseFigure(category.inputs, limit);
      if (limit.kind === 'group' && limit.terms && base)
        groups.set(limit.terms.members.join(), { terms: limit.terms, base });
    }
  }
  return [...groups.values()].flatMap(({ terms, base }) => {
    const members = terms.members.flatMap((index) => total.inputs[index] ?? []);
    const wanted = members.map((member) => recomputeAllowance(member)?.low ?? 0);
    const shares = shareOut(terms, limitAt(terms, base.low), wanted);
    return members.flatMap((figure, place) => {
      const share = shares[place] ?? 0;
      return figure.low === share ? [] : [{ figure, expected: { low: share, high: share } }];
    });
  });
}

function limitsIn(rule: Rule): readonly Limit[] {
  return rule.kind === 'admitted' ? rule.limits : [];
}

/** In order, or in proportion with the cents left over to the largest remainders, earlier ones first. */
function shareOut(
  { split }: LimitTerms,
  limit: number,
  wanted: readonly number[],
): readonly number[] {
  const all = wanted.reduce((sum, each) => sum + each, 0);
  if (all <= limit) return wanted;
  if (split === 'order') {
    let left = limit;
    return wanted.map((each) => {
      const share = Math.min(each, left);
      left -= share;
      return share;
    });
  }
  const exact = wanted.map((each) => BigInt(each) * BigInt(limit));
  const shares = exact.map((each) => Number(each / BigInt(all)));
  const remainders = exact.map((each) => each % BigInt(all));
  let left = limit - shares.reduce((sum, each) => sum + each, 0);
  while (left > 0) {
    let largest = 0;
    remainders.forEach((each, place) => {
      if (each > (remainders[largest] ?? 0n)) largest = place;
    });
    shares[largest] = (shares[largest] ?? 0) + 1;
    remainders[largest] = -1n;
    left -= 1;
  }
  return shares;
}

function sameRange(a: Range, b: Range): boolean {
  return a.low === b.low && a.high === b.high;
}
