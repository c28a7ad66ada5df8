import { expect, test } from 'vitest';
import { fraction } from '../numbers/fraction.ts';
import { checkCostSystem } from './check-system.ts';
import type { Base, Cap, CapGroup, CostCategory, CostSystem } from './cost-system.ts';

const tenth = fraction(1n, 10n);
const half = fraction(1n, 2n);
const asked = (...ids: string[]): CostCategory[] =>
  ids.map((id) => ({ id, declared: 'by-applicant' }));

function check(system: Partial<CostSystem>): string[] {
  const problems = checkCostSystem({
    categories: asked('works', 'fees'),
    caps: [],
    groups: [],
    ...system,
  });
  return problems.map(({ code, path }) => `${code} ${path.join('.')}`);
}

function group(members: string[], rest: Partial<CapGroup> = {}): CapGroup {
  return { members, rate: half, of: 'others', plus: 100, split: 'order', ...rest };
}

test('a sound structure has no problems', () => {
  expect(check({ caps: [{ on: 'fees', rate: tenth, of: 'total' }] })).toEqual([]);
  expect(check({ caps: [{ on: 'fees', rate: fraction(0n), of: 'total', plus: 500 }] })).toEqual([]);
  expect(check({ caps: [{ on: 'fees', rate: fraction(0n), of: [], plus: 500 }] })).toEqual([]);
});

test.each<[string, Partial<CostSystem>, string[]]>([
  ['no categories', { categories: [] }, ['no-categories categories']],
  [
    '65 categories',
    { categories: asked(...Array.from({ length: 65 }, (_, index) => `c${index}`)) },
    ['too-many-categories categories'],
  ],
  [
    'too many caps',
    {
      caps: Array.from({ length: 257 }, () => ({ on: 'fees', rate: tenth, of: 'total' as const })),
    },
    ['too-many-caps caps'],
  ],
  ['the same id twice', { categories: asked('a', 'b', 'a') }, ['duplicate-id categories.2.id']],
  ['an empty id', { categories: asked('a', '') }, ['empty-id categories.1.id']],
  [
    'neither declared nor flat',
    { categories: [{ id: 'a' } as unknown as CostCategory] },
    ['neither-declared-nor-flat categories.0'],
  ],
  [
    'both declared and flat',
    {
      categories: [...asked('b'), { id: 'a', declared: 1, flat: tenth, of: 'others' }],
    },
    ['both-declared-and-flat categories.1'],
  ],
  [
    'unknown names',
    { caps: [{ on: 'fee', rate: tenth, of: ['work', 'fees'] }], groups: [group(['roads'])] },
    ['unknown-id caps.0.on', 'unknown-id caps.0.of.0', 'unknown-id groups.0.members.0'],
  ],
  [
    'negative things',
    {
      categories: [
        { id: 'a', declared: -1 },
        { id: 'b', declared: 0.5 },
        { id: 'c', flat: fraction(-1n), of: 'others' },
      ],
      caps: [{ on: 'a', rate: fraction(-1n, 2n), of: 'others', plus: -1 }],
    },
    [
      'negative-amount categories.0.declared',
      'not-whole-cents categories.1.declared',
      'negative-rate categories.2.flat',
      'negative-rate caps.0.rate',
      'negative-amount caps.0.plus',
    ],
  ],
  ['an empty base', { caps: [{ on: 'fees', rate: tenth, of: [] }] }, ['empty-base caps.0.of']],
  [
    'a name twice in a base',
    { caps: [{ on: 'fees', rate: tenth, of: ['works', 'works'] }] },
    ['repeated-id caps.0.of.1'],
  ],
  [
    'a cap of nothing',
    { caps: [{ on: 'fees', rate: fraction(0n), of: 'total' }] },
    ['zero-cap caps.0'],
  ],
])('%s', (_, system, problems) => {
  expect(check(system)).toEqual(problems);
});

test('an unknown name comes with the nearest known one', () => {
  const [problem] = checkCostSystem({
    categories: asked('works', 'fees'),
    caps: [{ on: 'fes', rate: tenth, of: 'total' }],
    groups: [],
  });
  expect(problem?.message).toBe('no category is called "fes"; did you mean "fees"?');
});

const flat = (id: string, num: number, den: number, of: Base): CostCategory => ({
  id,
  of,
  flat: fraction(BigInt(num), BigInt(den)),
});

test.each<[string, CostCategory[], string[]]>([
  ['a loop that fades out', [flat('x', 1, 2, ['a', 'y']), flat('y', 1, 2, ['x'])], []],
  ['a share of a total with itself', [flat('x', 99, 100, 'total')], []],
  ['all of a total with itself', [flat('x', 1, 1, 'total')], ['flat-loop categories.1.of']],
  [
    'a loop of gain one',
    [flat('x', 2, 1, ['a', 'y']), flat('y', 1, 2, ['x'])],
    ['flat-loop categories.1.of'],
  ],
  [
    'a loop of gain above one',
    [flat('x', 3, 1, ['y']), flat('y', 3, 1, ['x', 'a'])],
    ['flat-loop categories.1.of'],
  ],
  ['a rate of zero', [flat('x', 0, 1, 'others'), flat('y', 1, 10, 'total')], []],
])('flat rates that feed each other: %s', (_, flats, problems) => {
  expect(check({ categories: [...asked('a'), ...flats] })).toEqual(problems);
});

const shareOfTotal = (on: string, den: bigint, plus = 0): Cap => ({
  on,
  rate: fraction(1n, den),
  of: 'total',
  plus,
});

test('categories that can never be admitted anything', () => {
  expect(check({ caps: [shareOfTotal('works', 3n), shareOfTotal('fees', 2n)] })).toEqual([
    'dead-category categories.0',
  ]);
  expect(check({ caps: [shareOfTotal('works', 2n), shareOfTotal('fees', 2n)] })).toEqual([]);
  expect(check({ caps: [shareOfTotal('works', 3n, 1), shareOfTotal('fees', 3n)] })).toEqual([]);
  expect(
    check({
      categories: [...asked('works', 'fees', 'other'), flat('x', 1, 10, ['fees'])],
      caps: [{ on: 'fees', rate: tenth, of: ['fees'] }],
    }),
  ).toEqual(['dead-category categories.1']);
});

const halfOf = (on: string, of: Base): Cap[] => [{ on, rate: half, of }];

test('groups must be unambiguous', () => {
  const categories = asked('a', 'b', 'c');
  const groups = [group(['a', 'b'])];
  expect(check({ categories, groups, caps: halfOf('c', ['a']) })).toEqual([
    'ambiguous-group caps.0.of',
  ]);
  expect(check({ categories, groups, caps: halfOf('a', 'others') })).toEqual([
    'ambiguous-group caps.0.of',
  ]);
  expect(check({ categories, groups, caps: halfOf('a', ['b', 'c']) })).toEqual([
    'ambiguous-group caps.0.of',
  ]);
  expect(check({ categories, groups, caps: halfOf('c', ['b', 'a']) })).toEqual([]);
  expect(check({ categories, groups: [group(['a'])], caps: halfOf('a', 'others') })).toEqual([]);
  expect(check({ categories, groups: [group(['a', 'b'], { of: ['a', 'c'] })] })).toEqual([
    'ambiguous-group groups.0.of',
  ]);
  const flats = [...categories, flat('x', 1, 10, ['a', 'c'])];
  expect(check({ categories: flats, groups })).toEqual(['ambiguous-group categories.3.of']);
});

test('groups must be well formed', () => {
  const categories = [...asked('a', 'b', 'c'), flat('x', 1, 10, 'others')];
  expect(check({ categories, groups: [group(['a', 'b']), group(['b', 'c'])] })).toEqual([
    'category-in-two-groups groups.1.members.0',
  ]);
  expect(check({ categories, groups: [group(['a', 'x'])] })).toEqual([
    'flat-in-group groups.0.members.1',
  ]);
  expect(check({ categories, groups: [group([])] })).toEqual(['empty-group groups.0.members']);
  expect(check({ categories, groups: [group(['a', 'a'])] })).toEqual([
    'repeated-id groups.0.members.1',
  ]);
  const unsplit = { members: ['a', 'b'], rate: half, of: 'others' } as unknown as CapGroup;
  expect(check({ categories, groups: [unsplit] })).toEqual(['missing-split groups.0.split']);
  const named = [group(['a'], { id: 'g' }), group(['b'], { id: 'g' })];
  expect(check({ categories, groups: named })).toEqual(['duplicate-id groups.1.id']);
});
