import type { CostSystem } from '../costs/cost-system.ts';
import type { CostPlan } from '../definition/compile-costs.ts';
import { zero } from '../numbers/fraction.ts';
import type { Limit, LimitTerms } from './figure.ts';

/** Every limit on one category of a plan: its flat rate, its own caps, the common cap of its group. */
export function limitsOf(plan: CostPlan, index: number): readonly Limit[] {
  const category = plan.categories[index];
  if (!category) return [];
  const [variant] = plan.variants;
  const structure = plan.variants.length === 1 ? variant?.compiled.structure : undefined;
  const limits: Limit[] = [];
  if (category.flat) {
    const terms = structure && flatTerms(structure, index);
    limits.push({ kind: 'flat', article: category.article, index, document: category.flat, terms });
  }
  plan.caps.forEach((cap, at) => {
    if (cap.on !== category.id) return;
    const terms = structure && capTerms(structure, at);
    limits.push({ kind: 'cap', article: cap.article, index: at, document: cap, terms });
  });
  plan.groups.forEach((group, at) => {
    if (!group.members.includes(category.id)) return;
    const terms = structure && groupTerms(structure, at);
    limits.push({ kind: 'group', article: group.article, index: at, document: group, terms });
  });
  return limits;
}

function flatTerms(structure: CostSystem, index: number): LimitTerms | undefined {
  const category = structure.categories[index];
  if (!category || !('flat' in category)) return undefined;
  return {
    rate: category.flat,
    plus: 0,
    rounding: category.rounding ?? 'down',
    members: [],
    split: undefined,
    ...baseOf(structure, category.of, [index], category.flat.num === 0n),
  };
}

function capTerms(structure: CostSystem, at: number): LimitTerms | undefined {
  const cap = structure.caps[at];
  if (!cap) return undefined;
  const group = structure.groups.find((each) => each.members.includes(cap.on));
  const own = group ? group.members : [cap.on];
  return {
    rate: cap.rate,
    plus: cap.plus ?? 0,
    rounding: 'down',
    members: [],
    split: undefined,
    ...baseOf(structure, cap.of, indexesOf(structure, own), cap.rate.num === 0n),
  };
}

function groupTerms(structure: CostSystem, at: number): LimitTerms | undefined {
  const group = structure.groups[at];
  if (!group) return undefined;
  const members = indexesOf(structure, group.members);
  return {
    rate: group.rate ?? zero,
    plus: group.plus ?? 0,
    rounding: 'down',
    members,
    split: group.split,
    ...baseOf(structure, group.of, members, group.rate.num === 0n),
  };
}

/** `own` are the categories that `others` leaves out; a fixed amount has no base. */
function baseOf(
  structure: CostSystem,
  of: 'others' | 'total' | readonly string[],
  own: readonly number[],
  isFixed: boolean,
): Pick<LimitTerms, 'of' | 'base' | 'isSelfIncluded'> {
  const all = structure.categories.map((_, index) => index);
  const base = isFixed
    ? []
    : of === 'total'
      ? all
      : of === 'others'
        ? all.filter((index) => !own.includes(index))
        : indexesOf(structure, of);
  return {
    of: of === 'total' || of === 'others' ? of : 'listed',
    base,
    isSelfIncluded: own.some((index) => base.includes(index)),
  };
}

function indexesOf(structure: CostSystem, ids: readonly string[]): readonly number[] {
  return ids.flatMap((id) => {
    const index = structure.categories.findIndex((category) => category.id === id);
    return index < 0 ? [] : [index];
  });
}
