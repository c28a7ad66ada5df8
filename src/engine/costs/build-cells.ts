import type { Fraction } from '../numbers/fraction.ts';
import { isFlat, type Base, type CostSystem } from './cost-system.ts';

/** Where a bound comes from: a cap or group by its index, a flat rate, or a group's members. */
export type BoundSource =
  | { readonly kind: 'cap'; readonly index: number }
  | { readonly kind: 'group'; readonly index: number }
  | { readonly kind: 'members'; readonly index: number }
  | { readonly kind: 'flat' };

/** Limits `cell` to `num/den` × the sum of `base`, plus `plus` cents. */
export interface Bound {
  readonly cell: number;
  readonly num: bigint;
  readonly den: bigint;
  readonly plus: bigint;
  readonly isHalfUp: boolean;
  readonly base: readonly number[];
  /** When true, the base is the total less `listed`; otherwise it is `listed`. */
  readonly isFromTotal: boolean;
  readonly listed: readonly number[];
  readonly source: BoundSource;
}

/**
 * The unknowns of a system. The first `categories` cells are the categories; a member of a group
 * has here its allowance, which nothing but the group reads. The cells after them are the groups.
 */
export interface Cells {
  readonly categories: number;
  readonly count: number;
  /** Whether the cell is a term of the total: members of a group are not, their group is. */
  readonly isCounted: readonly boolean[];
  readonly isFlat: readonly boolean[];
  readonly bounds: readonly Bound[];
  /** The bound that a cell starts with instead of a declared amount: flat categories and groups. */
  readonly definedBy: ReadonlyMap<number, number>;
  /** The flat categories so that each comes after those it reads; nothing when they form a loop. */
  readonly flatOrder: readonly number[] | undefined;
}

interface Layout {
  readonly indexOf: ReadonlyMap<string, number>;
  /** The cell that stands for each category in the bases of others. */
  readonly standIn: readonly number[];
  readonly isCounted: readonly boolean[];
  readonly counted: readonly number[];
}

/** Turns a checked system into cells and bounds; an unknown category is a bug of the caller. */
export function buildCells(system: CostSystem): Cells {
  const layout = buildLayout(system);
  const bounds: Bound[] = [];
  const definedBy = new Map<number, number>();
  const categories = system.categories.length;
  system.categories.forEach((category, cell) => {
    if (!isFlat(category)) return;
    definedBy.set(cell, bounds.length);
    const isHalfUp = category.rounding === 'half-up';
    bounds.push(
      buildBound(layout, cell, category.flat, category.of, 0, { kind: 'flat' }, isHalfUp),
    );
  });
  system.groups.forEach((group, index) => {
    const cell = categories + index;
    definedBy.set(cell, bounds.length);
    const base = group.members.map((id) => findCell(layout, id));
    bounds.push({
      cell,
      num: 1n,
      den: 1n,
      plus: 0n,
      isHalfUp: false,
      base,
      isFromTotal: false,
      listed: base,
      source: { kind: 'members', index },
    });
    const source: BoundSource = { kind: 'group', index };
    bounds.push(buildBound(layout, cell, group.rate, group.of, group.plus ?? 0, source));
  });
  system.caps.forEach((cap, index) => {
    const source: BoundSource = { kind: 'cap', index };
    const cell = findCell(layout, cap.on);
    bounds.push(buildBound(layout, cell, cap.rate, cap.of, cap.plus ?? 0, source));
  });
  const flags = layout.isCounted.map((_, cell) => {
    const category = system.categories[cell];
    return category !== undefined && isFlat(category);
  });
  return {
    categories,
    count: flags.length,
    isCounted: layout.isCounted,
    isFlat: flags,
    bounds,
    definedBy,
    flatOrder: findFlatOrder(bounds, flags),
  };
}

function buildLayout(system: CostSystem): Layout {
  const indexOf = new Map(system.categories.map((category, index) => [category.id, index]));
  const standIn = system.categories.map((_, index) => index);
  const isCounted = Array.from(
    { length: system.categories.length + system.groups.length },
    () => true,
  );
  system.groups.forEach((group, index) => {
    for (const id of group.members) {
      const member = indexOf.get(id);
      if (member === undefined) throw new RangeError(`the category ${id} does not exist`);
      standIn[member] = system.categories.length + index;
      isCounted[member] = false;
    }
  });
  const counted = isCounted.flatMap((isIn, cell) => (isIn ? [cell] : []));
  return { indexOf, standIn, isCounted, counted };
}

function findCell(layout: Layout, id: string): number {
  const index = layout.indexOf.get(id);
  if (index === undefined) throw new RangeError(`the category ${id} does not exist`);
  return index;
}

function buildBound(
  layout: Layout,
  cell: number,
  rate: Fraction,
  of: Base,
  plus: number,
  source: BoundSource,
  isHalfUp = false,
): Bound {
  const base = resolveBase(layout, cell, of);
  const inBase = new Set(base);
  const rest = layout.counted.filter((other) => !inBase.has(other));
  const isFromTotal = rest.length < base.length;
  const listed = isFromTotal ? rest : base;
  const { num, den } = rate;
  return { cell, num, den, plus: BigInt(plus), isHalfUp, base, isFromTotal, listed, source };
}

function resolveBase(layout: Layout, cell: number, of: Base): readonly number[] {
  if (of === 'total') return layout.counted;
  const self = layout.standIn[cell] ?? cell;
  if (of === 'others') return layout.counted.filter((other) => other !== self);
  return [...new Set(of.map((id) => layout.standIn[findCell(layout, id)] ?? 0))];
}

function findFlatOrder(
  bounds: readonly Bound[],
  flags: readonly boolean[],
): readonly number[] | undefined {
  const waiting = new Map<number, readonly number[]>();
  for (const bound of bounds) {
    if (bound.source.kind !== 'flat') continue;
    waiting.set(
      bound.cell,
      bound.num === 0n ? [] : bound.base.filter((cell) => flags[cell] === true),
    );
  }
  const order: number[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, reads]) => reads.every((cell) => !waiting.has(cell)));
    if (ready.length === 0) return undefined;
    for (const [cell] of ready) {
      order.push(cell);
      waiting.delete(cell);
    }
  }
  return order;
}
