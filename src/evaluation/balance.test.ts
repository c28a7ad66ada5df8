import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balance, type Wanting } from './balance.ts';

const everybody = (people: number): readonly number[] =>
  Array.from({ length: people }, (_, i) => i);

function loadsAfter(loads: readonly number[], given: readonly (readonly number[])[]): number[] {
  const after = [...loads];
  for (const person of given.flat()) after[person] = (after[person] ?? 0) + 1;
  return after;
}

const spread = (loads: readonly number[]): number => Math.max(...loads) - Math.min(...loads);

test.each<[string, readonly number[], readonly Wanting[], readonly (readonly number[])[]]>([
  ['nobody to choose', [], [{ count: 2, allowed: [] }], [[]]],
  ['nothing to give', [0, 0], [], []],
  ['who has least', [3, 1, 2], [{ count: 1, allowed: [0, 1, 2] }], [[1]]],
  [
    'one after the other',
    [0, 0, 0],
    [1, 1, 1, 1].map((count) => ({ count, allowed: [0, 1, 2] })),
    [[0], [1], [2], [0]],
  ],
  ['all who may, where they are too few', [0, 0, 0], [{ count: 3, allowed: [2] }], [[2]]],
  [
    'what one can pass on for what only one can have',
    [0, 0],
    [
      { count: 1, allowed: [0, 1] },
      { count: 1, allowed: [0] },
      { count: 1, allowed: [0] },
    ],
    [[1], [0], [0]],
  ],
  [
    'from hand to hand',
    [0, 0, 0],
    // The first could be the second person's only if the second gave the other to the third.
    [
      { count: 1, allowed: [0, 1] },
      { count: 1, allowed: [1, 2] },
      { count: 1, allowed: [0] },
      { count: 1, allowed: [0] },
      { count: 1, allowed: [0, 1] },
    ],
    [[1], [2], [0], [0], [1]],
  ],
])('chooses %s', (_, loads, wanting, expected) => {
  expect(balance(loads, wanting)).toEqual(expected);
});

test('the round begins with whoever has the turn', () => {
  const wanting = [{ count: 1, allowed: [0, 1, 2] }];
  expect([0, 1, 2, 3].map((turn) => balance([0, 0, 0], wanting, turn)[0])).toEqual([
    [0],
    [1],
    [2],
    [0],
  ]);
});

const size = fc.integer({ min: 1, max: 7 });

test('where everybody may have everything, loads differ by one at most', () => {
  fc.assert(
    fc.property(
      size,
      fc.integer({ min: 0, max: 60 }),
      fc.nat(3),
      fc.nat(9),
      (people, tasks, count, turn) => {
        const wanting = Array.from({ length: tasks }, () => ({
          count,
          allowed: everybody(people),
        }));
        const given = balance(Array(people).fill(0), wanting, turn);
        expect(spread(loadsAfter(Array(people).fill(0), given))).toBeLessThanOrEqual(1);
        for (const each of given) expect(new Set(each).size).toBe(Math.min(count, people));
      },
    ),
  );
});

const hard = size.chain((people) =>
  fc.record({
    loads: fc.array(fc.nat(4), { minLength: people, maxLength: people }),
    turn: fc.nat(9),
    wanting: fc.array(
      fc.record({ count: fc.nat(3), allowed: fc.subarray([...everybody(people)]) }),
      { maxLength: 25 },
    ),
  }),
);

test('only those allowed, each once, as many as are wanted or as there are; the same again', () => {
  fc.assert(
    fc.property(hard, ({ loads, wanting, turn }) => {
      const given = balance(loads, wanting, turn);
      expect(balance([...loads], [...wanting], turn)).toEqual(given);
      for (const [index, { allowed, count }] of wanting.entries()) {
        const chosen = given[index] ?? [];
        expect(chosen.every((person) => allowed.includes(person))).toBe(true);
        expect(new Set(chosen).size).toBe(Math.min(count, allowed.length));
      }
    }),
    { numRuns: 300 },
  );
});

/** Every way of choosing, one after the other. */
function* everyWay(wanting: readonly Wanting[]): Generator<readonly (readonly number[])[]> {
  const [first, ...rest] = wanting;
  if (!first) {
    yield [];
    return;
  }
  for (const chosen of subsets(first.allowed, Math.min(first.count, first.allowed.length)))
    for (const others of everyWay(rest)) yield [chosen, ...others];
}

function subsets(all: readonly number[], count: number): readonly (readonly number[])[] {
  const [first, ...rest] = all;
  if (count === 0) return [[]];
  if (first === undefined) return [];
  return [...subsets(rest, count - 1).map((each) => [first, ...each]), ...subsets(rest, count)];
}

const squares = (loads: readonly number[]): number =>
  loads.reduce((sum, load) => sum + load * load, 0);

const small = fc.integer({ min: 1, max: 4 }).chain((people) =>
  fc.record({
    loads: fc.array(fc.nat(3), { minLength: people, maxLength: people }),
    wanting: fc.array(
      fc.record({ count: fc.nat(2), allowed: fc.subarray([...everybody(people)]) }),
      {
        maxLength: 5,
      },
    ),
  }),
);

test('no other way of choosing is more even', () => {
  fc.assert(
    fc.property(small, ({ loads, wanting }) => {
      const best = Math.min(
        ...[...everyWay(wanting)].map((way) => squares(loadsAfter(loads, way))),
      );
      expect(squares(loadsAfter(loads, balance(loads, wanting)))).toBe(best);
    }),
    { numRuns: 300 },
  );
});

test('twenty thousand applications among twelve people, a third of them barred here and there, in little time', () => {
  const people = 12;
  const wanting = Array.from({ length: 20_000 }, (_, task) => ({
    count: 3,
    allowed: everybody(people).filter((person) => (task * 7 + person * 5) % 11 > 3 || person < 4),
  }));
  const start = performance.now();
  const given = balance(Array(people).fill(0), wanting);
  const took = performance.now() - start;
  expect(spread(loadsAfter(Array(people).fill(0), given))).toBeLessThanOrEqual(1);
  expect(took).toBeLessThan(5000);
});
