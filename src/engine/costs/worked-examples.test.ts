import { expect, test } from 'vitest';
import { formatCents, parseCents, type Cents } from '../numbers/money.ts';
import { parseRate } from '../numbers/rate.ts';
import { fraction, type Fraction } from '../numbers/fraction.ts';
import { boundCosts } from './bounds.ts';
import { checkCostSystem } from './check-system.ts';
import { admitCosts, admitCostsBy, compileCostSystem, type Path } from './compile-system.ts';
import { listDeclared, type Base, type CostSystem } from './cost-system.ts';
import { solveExactly } from './exact-solution.ts';
import { explainCosts } from './explain-costs.ts';

function cents(text: string): Cents {
  const value = parseCents(text);
  if (value === undefined) throw new Error(text);
  return value;
}

function rate(text: string): Fraction {
  const value = parseRate(text);
  if (!value) throw new Error(text);
  return value;
}

function declare(amounts: Record<string, string>): { id: string; declared: Cents }[] {
  return Object.entries(amounts).map(([id, text]) => ({ id, declared: cents(text) }));
}

function cap(on: string, text: string, of: Base) {
  return { on, rate: rate(text), of };
}

/** By every way to the answer, which must agree; amounts as text, the total last. */
function admit(system: CostSystem): Record<string, string> {
  expect(checkCostSystem(system)).toEqual([]);
  const compiled = compileCostSystem(system);
  const declared = listDeclared(system);
  const { admitted, total } = admitCosts(compiled, declared);
  for (const path of ['numbers', 'integers', 'exact'] satisfies Path[]) {
    expect(admitCostsBy(path, compiled, declared)).toEqual({ admitted, total });
  }
  const named = system.categories.map(({ id }, index) => [id, formatCents(admitted[index] ?? -1)]);
  return { ...(Object.fromEntries(named) as Record<string, string>), total: formatCents(total) };
}

function show({ num, den }: Fraction): string {
  const euros = fraction(num, den * 100n);
  return euros.den === 1n ? String(euros.num) : `${euros.num}/${euros.den}`;
}

/** The exact amounts in euros, as in `100000/9`. */
function solve(system: CostSystem): { amounts: string[]; total: string; solves: number } {
  const exact = solveExactly(compileCostSystem(system), listDeclared(system));
  return { amounts: exact.amounts.map(show), total: show(exact.total), solves: exact.solves };
}

const flatRateOf = (id: string, text: string, of: Base) => ({ id, flat: rate(text), of });

test('a base without the category itself', () => {
  const system: CostSystem = {
    categories: declare({ works: '80000', equipment: '40000', consulting: '50000' }),
    caps: [cap('consulting', '25%', 'others')],
    groups: [],
  };
  expect(admit(system)).toEqual({
    works: '80000.00',
    equipment: '40000.00',
    consulting: '30000.00',
    total: '150000.00',
  });
  expect(solve(system)).toEqual({
    amounts: ['80000', '40000', '30000'],
    total: '150000',
    solves: 2,
  });
});

test('a base with the category itself', () => {
  const system: CostSystem = {
    categories: declare({ works: '100000', fees: '20000' }),
    caps: [cap('fees', '10%', 'total')],
    groups: [],
  };
  expect(admit(system)).toEqual({ works: '100000.00', fees: '11111.11', total: '111111.11' });
  expect(solve(system)).toEqual({ amounts: ['100000', '100000/9'], total: '1000000/9', solves: 2 });
  const fees = explainCosts(compileCostSystem(system), listDeclared(system)).categories[1];
  expect(fees?.caps[0]).toMatchObject({
    isSelfIncluded: true,
    sum: cents('111111.11'),
    product: fraction(11_111_111n, 10n),
    rounded: cents('11111.11'),
    roundedWithOneMore: cents('11111.11'),
    breaksWithOneMore: true,
    closedForm: { rate: fraction(1n, 9n), sum: cents('100000'), plus: fraction(0n) },
  });
  expect(fees?.decidedBy).toEqual({ by: 'cap', cap: 0 });
});

const feedingEachOther: CostSystem = {
  categories: [
    ...declare({ equipment: '60000', personnel: '30000', consulting: '40000', fees: '25000' }),
    flatRateOf('indirect', '7%', ['equipment', 'personnel', 'consulting', 'fees']),
  ],
  caps: [cap('consulting', '25%', 'others'), cap('fees', '10%', 'total')],
  groups: [],
};

test('two caps and a flat rate feeding each other', () => {
  expect(admit(feedingEachOther)).toEqual({
    equipment: '60000.00',
    personnel: '30000.00',
    consulting: '28365.24',
    fees: '14182.62',
    indirect: '9278.35',
    total: '141826.21',
  });
  expect(solve(feedingEachOther)).toEqual({
    amounts: ['60000', '30000', '19260000/679', '9630000/679', '900000/97'],
    total: '96300000/679',
    solves: 2,
  });
});

test('the explanation gives the line behind each figure, and the multiplier', () => {
  const compiled = compileCostSystem(feedingEachOther);
  const { categories } = explainCosts(compiled, listDeclared(feedingEachOther));
  const [equipment, , consulting, fees, indirect] = categories;
  expect(equipment?.multiplier).toEqual(fraction(1070n, 679n));
  expect(equipment?.decidedBy).toEqual({ by: 'declared' });
  expect(consulting?.multiplier).toBeUndefined();
  expect(consulting?.caps[0]).toMatchObject({
    sum: cents('113460.97'),
    product: fraction(283_652_425n, 100n),
    rounded: cents('28365.24'),
    isSelfIncluded: false,
  });
  expect(fees?.caps[0]).toMatchObject({ sum: cents('141826.21'), rounded: cents('14182.62') });
  expect(fees?.caps[0]?.product).toEqual(fraction(14_182_621n, 10n));
  expect(indirect?.flat).toMatchObject({
    sum: cents('132547.86'),
    product: fraction(92_783_502n, 100n),
    rounding: 'down',
    rounded: cents('9278.35'),
  });
  expect(indirect?.flat?.base.map(({ id }) => id)).toEqual([
    'equipment',
    'personnel',
    'consulting',
    'fees',
  ]);
  expect(indirect?.decidedBy).toEqual({ by: 'flat' });
});

test('a cap that bites only after another has', () => {
  const system: CostSystem = {
    categories: declare({ works: '50000', consulting: '30000', fees: '8500' }),
    caps: [cap('consulting', '25%', 'others'), cap('fees', '10%', 'total')],
    groups: [],
  };
  expect(solve(system)).toEqual({
    amounts: ['50000', '100000/7', '50000/7'],
    total: '500000/7',
    solves: 3,
  });
  expect(admit(system)).toEqual({
    works: '50000.00',
    consulting: '14285.71',
    fees: '7142.85',
    total: '71428.56',
  });
});

test('rounding the exact figures down would break a cap', () => {
  const system: CostSystem = {
    categories: declare({
      works: '52856.56',
      consulting: '50000',
      fees: '50000',
      promotion: '50000',
    }),
    caps: [
      cap('consulting', '25%', 'total'),
      cap('fees', '10%', 'others'),
      cap('promotion', '30%', 'total'),
    ],
    groups: [],
  };
  expect(solve(system)).toEqual({
    amounts: ['1321414/25', '14535554/395', '5285656/395', '87213324/1975'],
    total: '58142216/395',
    solves: 4,
  });
  expect(admit(system)).toEqual({
    works: '52856.56',
    consulting: '36798.86',
    fees: '13381.40',
    promotion: '44158.63',
    total: '147195.45',
  });
  const lines = explainCosts(compileCostSystem(system), listDeclared(system)).categories;
  expect(lines.slice(1).map(({ caps }) => caps[0]?.product)).toEqual([
    fraction(367_988_625n, 100n),
    fraction(13_381_405n, 10n),
    fraction(44_158_635n, 10n),
  ]);
  expect(lines.slice(1).every(({ caps }) => caps[0]?.breaksWithOneMore)).toBe(true);
});

test('three categories that only limit each other are admitted nothing', () => {
  const system: CostSystem = {
    categories: declare({ a: '10000', b: '10000', c: '10000' }),
    caps: ['a', 'b', 'c'].map((id) => cap(id, '30%', 'total')),
    groups: [],
  };
  expect(solve(system)).toMatchObject({ amounts: ['0', '0', '0'], solves: 2 });
  const { total } = admitCosts(compileCostSystem(system), listDeclared(system));
  expect(total).toBe(0);
  expect(checkCostSystem(system)).toEqual([
    {
      code: 'dead-category',
      message:
        'every cost in "a", "b", "c" is limited by the others: add a category without a percentage cap',
      path: ['categories', 0],
    },
  ]);
});

test('two halves of the same total hold each other up', () => {
  const system: CostSystem = {
    categories: declare({ a: '100', b: '60' }),
    caps: [cap('a', '50%', 'total'), cap('b', '50%', 'total')],
    groups: [],
  };
  expect(admit(system)).toEqual({ a: '60.00', b: '60.00', total: '120.00' });
  expect(solve(system).amounts).toEqual(['60', '60']);
});

test.each([
  [{ base: '90000', technical: '12000' }, ['10%'], ['10000.00'], '100000.00'],
  [
    { base: '75000', technical: '20000', general: '20000', publicity: '20000' },
    ['10%', '10%', '5%'],
    ['10000.00', '10000.00', '5000.00'],
    '100000.00',
  ],
  [
    { base: '100000', technical: '9000', general: '15000', publicity: '3000' },
    ['10%', '10%', '5%'],
    ['9000.00', '12444.44', '3000.00'],
    '124444.44',
  ],
] as [Record<string, string>, string[], string[], string][])(
  'shares of a total that includes them: %o',
  (amounts, rates, shares, total) => {
    const capped = Object.keys(amounts).slice(1);
    const system: CostSystem = {
      categories: declare(amounts),
      caps: capped.map((id, index) => cap(id, rates[index] ?? '', 'total')),
      groups: [],
    };
    const answer = admit(system);
    expect(capped.map((id) => answer[id])).toEqual(shares);
    expect(answer['total']).toBe(total);
  },
);

test('consulting at a quarter of the others, without and with a flat rate among them', () => {
  const nine = ['II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'];
  const categories = declare({
    I: '99999.00',
    II: '30000',
    III: '20000',
    IV: '10000',
    V: '10000',
    VI: '10000',
    VII: '10000',
    VIII: '5000',
    IX: '5000',
  });
  const system: CostSystem = { categories, caps: [cap('I', '25%', nine)], groups: [] };
  expect(admit(system)['I']).toBe('25000.00');
  const withFlat: CostSystem = {
    categories: [...categories, flatRateOf('X', '7%', ['I', ...nine])],
    caps: [cap('I', '25%', [...nine, 'X'])],
    groups: [],
  };
  const answer = admit(withFlat);
  expect(solve(withFlat).amounts[0]).toBe('10700000/393');
  expect([answer['I'], answer['X']]).toEqual(['27226.46', '8905.85']);
});

test('a figure that is exactly a whole cent does not lose it', () => {
  const ids = ['works', 'consulting', 'fees'];
  const system: CostSystem = {
    categories: [
      ...declare({ works: '9506.00', consulting: '99999', fees: '99999' }),
      flatRateOf('indirect', '7%', ids),
    ],
    caps: [cap('consulting', '25%', 'others'), cap('fees', '10%', 'total')],
    groups: [],
  };
  expect(solve(system).amounts[3]).toBe('980');
  expect(admit(system)['indirect']).toBe('980.00');
});

test('amounts known as intervals give intervals, an open end only where it reaches', () => {
  const compiled = compileCostSystem(feedingEachOther);
  const from = cents('30000');
  const exact = (text: string) => ({ from: cents(text), to: cents(text) });
  const { admitted, total } = boundCosts(compiled, [
    exact('60000'),
    { from },
    exact('40000'),
    exact('25000'),
    exact('0'),
  ]);
  expect(admitted[0]).toEqual(exact('60000'));
  expect(admitted[1]).toEqual({ from });
  expect(admitted[2]).toEqual({ from: cents('28365.24'), to: cents('40000') });
  expect(admitted[3]).toEqual({ from: cents('14182.62'), to: cents('25000') });
  expect(admitted[4]).toEqual({ from: cents('9278.35') });
  expect(total).toEqual({ from: cents('141826.21') });
});

test('rounding a flat rate half up never lifts another category above what it declared', () => {
  const system: CostSystem = {
    categories: [
      { id: 'c0', declared: 1 },
      flatRateOf('c1', '0%', ['c2']),
      { ...flatRateOf('c2', '1/6', 'others'), rounding: 'half-up' },
    ],
    caps: [cap('c0', '300%', ['c2'])],
    groups: [],
  };
  expect(admitCosts(compileCostSystem(system), [1, 0, 0])).toEqual({
    admitted: [0, 0, 0],
    total: 0,
  });
  expect(admitCostsBy('exact', compileCostSystem(system), [1, 0, 0])?.total).toBe(0);
});
