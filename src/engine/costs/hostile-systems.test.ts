import { describe, expect, test } from 'vitest';
import { fraction, type Fraction } from '../numbers/fraction.ts';
import { centsMax } from '../numbers/money.ts';
import { checkCostSystem } from './check-system.ts';
import {
  admitCosts,
  admitCostsBy,
  compileCostSystem,
  findAdmittedCosts,
} from './compile-system.ts';
import { listDeclared, type CostSystem } from './cost-system.ts';

const ids = Array.from({ length: 64 }, (_, index) => `c${index}`);
const almostOne = fraction(999_999_998n, 999_999_999n);

function ratio(num: number, den: number): Fraction {
  return { num: BigInt(num), den: BigInt(den) };
}

/** Every cap holds and no capped category could have one cent more, the others staying as they are. */
function expectTight(system: CostSystem): void {
  const { admitted } = admitCosts(compileCostSystem(system), listDeclared(system));
  const indexOf = new Map(system.categories.map(({ id }, index) => [id, index]));
  const limitOf = (cap: CostSystem['caps'][number], extra: bigint): bigint => {
    const named = Array.isArray(cap.of) ? cap.of : system.categories.map(({ id }) => id);
    const base = cap.of === 'others' ? named.filter((id) => id !== cap.on) : named;
    let sum = base.includes(cap.on) ? extra : 0n;
    for (const id of base) sum += BigInt(admitted[indexOf.get(id as string) ?? -1] ?? 0);
    return (cap.rate.num * sum) / cap.rate.den + BigInt(cap.plus ?? 0);
  };
  listDeclared(system).forEach((declared, index) => {
    const own = BigInt(admitted[index] ?? -1);
    const caps = system.caps.filter(({ on }) => indexOf.get(on) === index);
    expect(caps.every((cap) => own <= limitOf(cap, 0n))).toBe(true);
    const isTight = caps.some((cap) => own + 1n > limitOf(cap, 1n));
    expect(isTight || own === BigInt(declared)).toBe(true);
  });
}

const everyoneMost = ids.map((id) => ({ id, declared: centsMax }));

describe('systems made to be hard', () => {
  test.each<[string, CostSystem]>([
    [
      'two that almost hold each other up',
      {
        categories: everyoneMost.slice(0, 2),
        caps: [
          { on: 'c0', rate: almostOne, of: ['c1'] },
          { on: 'c1', rate: almostOne, of: ['c0'], plus: 101 },
        ],
        groups: [],
      },
    ],
    [
      'a ring of 64',
      {
        categories: everyoneMost,
        caps: ids.map((on, index) => ({
          on,
          rate: almostOne,
          of: [ids[(index + 1) % 64] ?? ''],
          plus: index === 0 ? 12_345 : 0,
        })),
        groups: [],
      },
    ],
    [
      '64 shares of a total, together almost all of it',
      {
        categories: everyoneMost,
        caps: ids.map((on, index) => ({
          on,
          rate: ratio(15_624_999, 1_000_000_000),
          of: 'total' as const,
          plus: index * 3,
        })),
        groups: [],
      },
    ],
    [
      '64 shares of the others, together almost all',
      {
        categories: everyoneMost,
        caps: ids.map((on, index) => ({
          on,
          rate: ratio(15_873_015, 1_000_000_000),
          of: 'others' as const,
          plus: index * 3,
        })),
        groups: [],
      },
    ],
  ])('%s', { timeout: 20_000 }, (_, system) => {
    expect(checkCostSystem(system)).toEqual([]);
    expectTight(system);
  });

  test('two that almost hold each other up, to the cent', () => {
    const compiled = compileCostSystem({
      categories: everyoneMost.slice(0, 2),
      caps: [
        { on: 'c0', rate: almostOne, of: ['c1'] },
        { on: 'c1', rate: almostOne, of: ['c0'], plus: 101 },
      ],
      groups: [],
    });
    const { admitted } = admitCosts(compiled, [centsMax, centsMax]);
    expect(admitted).toEqual([49_999_999_950, 50_000_000_001]);
  });
});

test('amounts too large for products of plain numbers are still exact', () => {
  const compiled = compileCostSystem({
    categories: everyoneMost.slice(0, 3),
    caps: [
      { on: 'c1', rate: ratio(999_999_999, 999_999_999), of: ['c0'] },
      { on: 'c2', rate: ratio(123_456_789, 987_654_321), of: 'others' },
    ],
    groups: [],
  });
  const declared = [centsMax, centsMax, centsMax];
  expect(admitCostsBy('numbers', compiled, declared)).toBeUndefined();
  const third = Number((123_456_789n * 2n * BigInt(centsMax)) / 987_654_321n);
  expect(admitCosts(compiled, declared).admitted).toEqual([centsMax, centsMax, third]);
});

test('without caps everything is admitted as declared', () => {
  const system: CostSystem = { categories: everyoneMost, caps: [], groups: [] };
  const { admitted, total } = admitCosts(compileCostSystem(system), listDeclared(system));
  expect(admitted).toEqual(listDeclared(system));
  expect(total).toBe(64 * centsMax);
});

test('flat rates that multiply beyond all numbers have no answer', () => {
  const chain: CostSystem = {
    categories: ids.map((id, index) =>
      index === 0
        ? { id, declared: centsMax }
        : { id, flat: ratio(9999, 1), of: [ids[index - 1] ?? ''] },
    ),
    caps: [],
    groups: [],
  };
  expect(checkCostSystem(chain)).toEqual([]);
  const compiled = compileCostSystem(chain);
  expect(findAdmittedCosts(compiled, listDeclared(chain))).toBeUndefined();
  expect(() => admitCosts(compiled, listDeclared(chain))).toThrow(RangeError);
});
