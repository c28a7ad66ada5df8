import type { CostSystem } from '../costs/cost-system.ts';
import type { CostPlan, CostVariant } from '../definition/compile-costs.ts';
import { findGaps } from '../definition/fill-gaps.ts';
import { compare } from '../numbers/fraction.ts';
import type { Limit, LimitTerms } from './figure.ts';

/** Every limit on one category of a plan: its flat rate, its own caps, the common cap of its group. */
export function limitsOf(plan: CostPlan, index: number): readonly Limit[] {
  const category = plan.categories[index];
  if (!category) return [];
  const { article } = category;
  const limits: Limit[] = [];
  const add = (kind: Limit['kind'], own: string, document: unknown, terms: TermsIn): void => {
    const isOnlyReading = plan.variants.length === 1;
    limits.push({ kind, article: own, document, isOnlyReading, terms: inEvery(plan, terms) });
  };
  if (category.flat) add('flat', article, category.flat, (system) => flatTerms(system, index));
  plan.caps.forEach((cap, at) => {
    if (cap.on !== category.id) return;
    add('cap', cap.article, cap, (system) =>
      capTerms(system, placeIn(plan.caps, system.caps.length, at)),
    );
  });
  plan.groups.forEach((group, at) => {
    if (!group.members.includes(category.id)) return;
    add('group', group.article, group, (system) =>
      groupTerms(system, placeIn(plan.groups, system.groups.length, at)),
    );
  });
  return limits;
}

type TermsIn = (system: CostSystem) => LimitTerms | undefined;

/** The terms of a limit where every reading of the rules gives it the same ones. */
function inEvery({ variants }: CostPlan, termsIn: TermsIn): LimitTerms | undefined {
  const all = variants.map(({ compiled }: CostVariant) => termsIn(compiled.structure));
  const [first] = all;
  return all.every((terms) => terms && first && sameTerms(terms, first)) ? first : undefined;
}

function sameTerms(a: LimitTerms, b: LimitTerms): boolean {
  return (
    compare(a.rate, b.rate) === 0 &&
    a.plus === b.plus &&
    a.split === b.split &&
    a.base.join() === b.base.join()
  );
}

/** A reading leaves out limits that it reads as no limit at all; only those with a gap can be. */
function placeIn(documents: readonly unknown[], count: number, at: number): number {
  const open = documents.map((document) => findGaps(document).size > 0);
  const dropped = documents.length - count;
  if (dropped === 0) return at;
  const isEveryOpenOne = dropped === open.filter(Boolean).length;
  return isEveryOpenOne && !open[at] ? at - open.slice(0, at).filter(Boolean).length : -1;
}

function flatTerms(system: CostSystem, index: number): LimitTerms | undefined {
  const category = system.categories[index];
  if (!category || !('flat' in category)) return undefined;
  return {
    rate: category.flat,
    plus: 0,
    rounding: category.rounding ?? 'down',
    members: [],
    split: undefined,
    ...baseOf(system, category.of, [index], category.flat.num === 0n),
  };
}

function capTerms(system: CostSystem, at: number): LimitTerms | undefined {
  const cap = system.caps[at];
  if (!cap) return undefined;
  const group = system.groups.find((each) => each.members.includes(cap.on));
  const own = group ? group.members : [cap.on];
  return {
    rate: cap.rate,
    plus: cap.plus ?? 0,
    rounding: 'down',
    members: [],
    split: undefined,
    ...baseOf(system, cap.of, indexesOf(system, own), cap.rate.num === 0n),
  };
}

function groupTerms(system: CostSystem, at: number): LimitTerms | undefined {
  const group = system.groups[at];
  if (!group) return undefined;
  const members = indexesOf(system, group.members);
  return {
    rate: group.rate,
    plus: group.plus ?? 0,
    rounding: 'down',
    members,
    split: group.split,
    ...baseOf(system, group.of, members, group.rate.num === 0n),
  };
}

/** `own` are the categories that `others` leaves out; a fixed amount has no base. */
function baseOf(
  system: CostSystem,
  of: 'others' | 'total' | readonly string[],
  own: readonly number[],
  isFixed: boolean,
): Pick<LimitTerms, 'base' | 'isSelfIncluded'> {
  const all = system.categories.map((_, index) => index);
  const others = all.filter((index) => !own.includes(index));
  const listed = of === 'total' ? all : of === 'others' ? others : indexesOf(system, of);
  const base = isFixed ? [] : listed;
  return { base, isSelfIncluded: own.some((index) => base.includes(index)) };
}

function indexesOf(system: CostSystem, ids: readonly string[]): readonly number[] {
  return ids.flatMap((id) => {
    const index = system.categories.findIndex((category) => category.id === id);
    return index < 0 ? [] : [index];
  });
}
