import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fraction, type Fraction } from '../numbers/fraction.ts';
import { boundCosts } from './bounds.ts';
import { checkCostSystem } from './check-system.ts';
import { admitCosts, admitCostsBy, compileCostSystem, type Path } from './compile-system.ts';
import {
  isFlat,
  listDeclared,
  type Base,
  type Cap,
  type CapGroup,
  type CostCategory,
  type CostSystem,
} from './cost-system.ts';
import { explainCosts, type CategoryLine } from './explain-costs.ts';

interface Sizes {
  readonly categoriesMax: number;
  readonly centsMax: number;
  readonly flatsMax: number;
  readonly hasGroup?: boolean;
}

const anyRate = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .map(([num, den]) => fraction(BigInt(num), BigInt(den)));
const flatRate = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 12, max: 15 }))
  .map(([num, den]) => fraction(BigInt(num), BigInt(den)));

function anyBase(ids: readonly string[]): fc.Arbitrary<Base> {
  return fc.oneof(
    fc.constantFrom<Base>('others', 'total'),
    fc.subarray([...ids], { minLength: 1 }),
  );
}

function anySystem(sizes: Sizes): fc.Arbitrary<CostSystem> {
  const anyIds = fc
    .integer({ min: 2, max: sizes.categoriesMax })
    .map((count) => Array.from({ length: count }, (_, index) => `c${index}`));
  return anyIds.chain((ids) => {
    const flats = fc.integer({ min: 0, max: Math.min(sizes.flatsMax, ids.length - 1) });
    const anyCap: fc.Arbitrary<Cap> = fc.record({
      on: fc.constantFrom(...ids),
      rate: anyRate,
      of: anyBase(ids),
      plus: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: sizes.centsMax })),
    });
    return flats.chain((count) =>
      fc.record({
        categories: fc.tuple(
          ...ids.map((id, index): fc.Arbitrary<CostCategory> => {
            if (index < ids.length - count) {
              return fc.record({
                id: fc.constant(id),
                declared: fc.integer({ min: 0, max: sizes.centsMax }),
              });
            }
            const rounding = fc.constantFrom('down' as const, 'half-up' as const);
            return fc.record({ id: fc.constant(id), flat: flatRate, of: anyBase(ids), rounding });
          }),
        ),
        caps: fc.array(anyCap, { maxLength: ids.length + 1 }),
        groups: sizes.hasGroup ? anyGroup(ids.slice(0, ids.length - count)) : fc.constant([]),
      }),
    );
  });
}

function anyGroup(ids: readonly string[]): fc.Arbitrary<CapGroup[]> {
  return fc
    .record({
      members: fc.shuffledSubarray([...ids], { minLength: 1, maxLength: Math.min(3, ids.length) }),
      rate: anyRate,
      of: fc.oneof(fc.constantFrom<Base>('others', 'total'), anyBase(ids)),
      plus: fc.integer({ min: 0, max: 4 }),
      split: fc.constantFrom('order' as const, 'pro-rata' as const),
    })
    .map((group) => [group]);
}

/** Systems that cannot be admitted anything still have an answer. */
function isSolvable(system: CostSystem): boolean {
  return checkCostSystem(system).every(({ code }) => ['dead-category', 'zero-cap'].includes(code));
}

function membersOf(system: CostSystem, of: Base, self: readonly string[]): readonly string[] {
  const ids = system.categories.map(({ id }) => id);
  if (of === 'total') return ids;
  return of === 'others' ? ids.filter((id) => !self.includes(id)) : of;
}

/** What a limit allows, in twelfths and the like: compared as `amount × den ≤ num × sum + plus × den`. */
function allows(
  system: CostSystem,
  limit: { rate: Fraction; of: Base; plus?: number },
  self: readonly string[],
  amounts: ReadonlyMap<string, number>,
): Fraction {
  const sum = membersOf(system, limit.of, self).reduce(
    (all, id) => all + (amounts.get(id) ?? 0),
    0,
  );
  const { num, den } = limit.rate;
  return { num: num * BigInt(sum) + BigInt(limit.plus ?? 0) * den, den };
}

function isWithin(amount: number, limit: Fraction): boolean {
  return BigInt(amount) * limit.den <= limit.num;
}

function roundFlat(category: CostCategory, value: Fraction): number {
  const isHalfUp = isFlat(category) && category.rounding === 'half-up';
  const { num, den } = isHalfUp ? { num: value.num * 2n + value.den, den: value.den * 2n } : value;
  return Number(num / den);
}

function isFeasible(system: CostSystem, amounts: ReadonlyMap<string, number>): boolean {
  const isCategoryRight = (category: CostCategory): boolean => {
    const amount = amounts.get(category.id) ?? 0;
    const caps = system.caps
      .filter((cap) => cap.on === category.id)
      .map((cap) => allows(system, cap, [cap.on], amounts));
    if (!isFlat(category)) return caps.every((limit) => isWithin(amount, limit));
    const own = roundFlat(
      category,
      allows(system, { ...category, rate: category.flat }, [category.id], amounts),
    );
    return amount === Math.min(own, ...caps.map(({ num, den }) => Number(num / den)));
  };
  const isGroupRight = (group: CapGroup): boolean => {
    const sum = group.members.reduce((all, id) => all + (amounts.get(id) ?? 0), 0);
    return isWithin(sum, allows(system, group, group.members, amounts));
  };
  return system.categories.every(isCategoryRight) && system.groups.every(isGroupRight);
}

/** All vectors of whole cents that respect every rule, by trying every one there is. */
function findFeasible(system: CostSystem): number[][] {
  const declaredSum = listDeclared(system).reduce((sum, cents) => sum + cents, 0);
  const flatMax = 2 * declaredSum + 3;
  const found: number[][] = [];
  const amounts = new Map<string, number>();
  const visit = (index: number): void => {
    const category = system.categories[index];
    if (!category) {
      if (isFeasible(system, amounts)) found.push([...amounts.values()]);
      return;
    }
    const max = isFlat(category) ? flatMax : Number(category.declared);
    for (let cents = 0; cents <= max; cents += 1) {
      amounts.set(category.id, cents);
      visit(index + 1);
    }
  };
  visit(0);
  return found;
}

/** The named reason does hold: what was declared, what the rate gives, or a cap that is full. */
function isDecisionRight({ decidedBy, admitted, declared, flat, caps }: CategoryLine): boolean {
  if (decidedBy.by === 'declared') return admitted === declared;
  if (decidedBy.by === 'flat') return admitted === flat?.rounded;
  if (decidedBy.by === 'group') return true;
  return caps.some(({ index, breaksWithOneMore }) => index === decidedBy.cap && breaksWithOneMore);
}

const paths: readonly Path[] = ['numbers', 'integers', 'exact'];

describe('small systems, against a search through every possible answer', () => {
  test.each([
    { categoriesMax: 3, centsMax: 12, flatsMax: 0 },
    { categoriesMax: 4, centsMax: 6, flatsMax: 0 },
    { categoriesMax: 3, centsMax: 6, flatsMax: 1 },
    { categoriesMax: 3, centsMax: 8, flatsMax: 2 },
  ])('the answer is the greatest one in every category: %o', (sizes) => {
    let solved = 0;
    fc.assert(
      fc.property(anySystem(sizes), (system) => {
        fc.pre(isSolvable(system));
        const feasible = findFeasible(system);
        const greatest = system.categories.map((_, index) =>
          Math.max(...feasible.map((amounts) => amounts[index] ?? 0)),
        );
        const compiled = compileCostSystem(system);
        const declared = listDeclared(system);
        expect(admitCosts(compiled, declared).admitted).toEqual(greatest);
        expect(feasible).toContainEqual(greatest);
        for (const path of paths) {
          const answer = admitCostsBy(path, compiled, declared);
          expect(answer?.admitted ?? greatest).toEqual(greatest);
        }
        solved += 1;
      }),
      { numRuns: 250 },
    );
    expect(solved).toBeGreaterThan(100);
  });

  test('with a group, the total is the greatest and every share within its limits', () => {
    fc.assert(
      fc.property(
        anySystem({ categoriesMax: 4, centsMax: 6, flatsMax: 1, hasGroup: true }),
        (system) => {
          fc.pre(isSolvable(system));
          const feasible = findFeasible(system);
          const totals = feasible.map((amounts) => amounts.reduce((sum, cents) => sum + cents, 0));
          const compiled = compileCostSystem(system);
          const answer = admitCosts(compiled, listDeclared(system));
          expect(answer.total).toBe(Math.max(...totals));
          expect(feasible).toContainEqual([...answer.admitted]);
          for (const path of paths) {
            expect(admitCostsBy(path, compiled, listDeclared(system)) ?? answer).toEqual(answer);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('larger systems', () => {
  const large: Sizes = { categoriesMax: 9, centsMax: 2_000_000_000, flatsMax: 3 };

  test('all ways lead to the same answer', () => {
    fc.assert(
      fc.property(anySystem({ ...large, hasGroup: true }), (system) => {
        fc.pre(isSolvable(system));
        const compiled = compileCostSystem(system);
        const declared = listDeclared(system);
        const answer = admitCosts(compiled, declared);
        for (const path of paths) {
          expect(admitCostsBy(path, compiled, declared) ?? answer).toEqual(answer);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('declaring less never admits more', () => {
    fc.assert(
      fc.property(anySystem(large), fc.nat(8), fc.nat(2_000_000_000), (system, which, less) => {
        fc.pre(isSolvable(system));
        const compiled = compileCostSystem(system);
        const declared = listDeclared(system);
        const reduced = declared.map((cents, index) =>
          index === which % declared.length ? Math.max(0, cents - less) : cents,
        );
        const before = admitCosts(compiled, declared).admitted;
        const after = admitCosts(compiled, reduced).admitted;
        expect(after.every((cents, index) => cents <= (before[index] ?? 0))).toBe(true);
      }),
    );
  });

  test('every cap holds, and one cent more in a capped category breaks the cap that is named', () => {
    fc.assert(
      fc.property(anySystem({ ...large, hasGroup: true }), (system) => {
        fc.pre(isSolvable(system));
        const compiled = compileCostSystem(system);
        const { categories, groups } = explainCosts(compiled, listDeclared(system));
        for (const line of categories) {
          expect(line.caps.every((cap) => line.admitted <= cap.rounded)).toBe(true);
          expect(isDecisionRight(line)).toBe(true);
        }
        for (const group of groups) {
          expect(group.admitted).toBeLessThanOrEqual(group.cap.rounded);
          expect(group.decidedBy === 'allowances' || group.cap.breaksWithOneMore).toBe(true);
          expect(group.members.every((line) => line.admitted <= line.allowance)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('intervals contain every case, and without groups their ends are reached', () => {
    const anyShare = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 9, maxLength: 9 });
    const opened = fc.option(fc.nat(8), { nil: undefined });
    const anyCase = fc.record({
      low: anyShare,
      inside: anyShare,
      open: opened,
      hasGroup: fc.boolean(),
    });
    fc.assert(
      fc.property(
        anyCase.chain((shares) =>
          fc.tuple(fc.constant(shares), anySystem({ ...large, hasGroup: shares.hasGroup })),
        ),
        ([{ low, inside, open }, system]) => {
          fc.pre(isSolvable(system));
          const compiled = compileCostSystem(system);
          const tops = listDeclared(system);
          const froms = tops.map((cents, index) => Math.floor((cents * (low[index] ?? 0)) / 100));
          const between = tops.map((cents, index) => {
            const from = froms[index] ?? 0;
            return from + Math.floor(((cents - from) * (inside[index] ?? 0)) / 100);
          });
          const intervals = tops.map((to, index) => {
            const from = froms[index] ?? 0;
            return index === open ? { from } : { from, to };
          });
          const bounds = boundCosts(compiled, intervals);
          for (const declared of [froms, between, tops]) {
            const { admitted, total } = admitCosts(compiled, declared);
            [...admitted, total].forEach((cents, index) => {
              const { from, to } = [...bounds.admitted, bounds.total][index] ?? { from: Infinity };
              expect(from).toBeLessThanOrEqual(cents);
              expect(to ?? Infinity).toBeGreaterThanOrEqual(cents);
            });
          }
          if (system.groups.length > 0 || open !== undefined) return;
          const high = admitCosts(compiled, tops);
          expect(bounds.admitted.map(({ to }) => to)).toEqual(high.admitted);
          expect(bounds.total).toEqual({ from: admitCosts(compiled, froms).total, to: high.total });
        },
      ),
      { numRuns: 500 },
    );
  });
});
