import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { list, openTies, rank, type Ranking, type RankingPolicy } from './rank.ts';
import { buildTable, type RankedApplication, type RankingTable } from './ranking-table.ts';

const byNet: RankingPolicy = {
  keys: [{ by: 'net', order: 'highest-first' }],
  ties: [],
  lastResort: 'stop',
};

function application(id: string, net: number | undefined, more: object = {}): RankedApplication {
  return { id, unit: 'call', standing: 'admissible', keys: { net }, asked: 100, ...more };
}

function tableOf(applications: readonly RankedApplication[]): RankingTable {
  return buildTable(applications, { pots: ['call'], keys: ['net', 'cost'] });
}

function orderOf(applications: readonly RankedApplication[], policy: RankingPolicy): string[] {
  const ranking = rank(tableOf(applications), policy);
  return [...ranking.order].map((row) => applications[row]!.id);
}

function positionsOf(applications: readonly RankedApplication[], ranking: Ranking): string[] {
  return applications.map(({ id }, row) => `${id} ${ranking.position[row]}`);
}

describe('positions', () => {
  it('gives equal applications the same position and counts them after: 1, 2, 2, 4', () => {
    const applications = [
      application('d', 50),
      application('b', 70),
      application('a', 90),
      application('c', 70),
      application('x', 99, { standing: 'below-threshold' }),
    ];
    const ranking = rank(tableOf(applications), byNet);
    expect(positionsOf(applications, ranking)).toEqual(['d 4', 'b 2', 'a 1', 'c 2', 'x 0']);
    expect(openTies(ranking)).toEqual([[1, 3]]);
    expect(ranking.stops).toEqual([]);
  });

  it('E-1 builds no positions for a list', () => {
    const applications = [
      application('a', undefined),
      application('b', undefined, { standing: 'not-admissible' }),
      application('c', undefined, { standing: 'unknown' }),
    ];
    expect(list(tableOf(applications))).toEqual({ listed: [0], notListed: [1], undecided: [2] });
  });

  it('ranks lines apart, and stops only the line that lacks a value', () => {
    const applications = [
      application('a', 10, { unit: '1' }),
      application('b', undefined, { unit: '2' }),
      application('c', 20, { unit: '1' }),
      application('d', 20, { unit: '2' }),
      application('e', 5, { unit: '3', standing: 'unknown' }),
    ];
    const ranking = rank(tableOf(applications), byNet);
    expect(positionsOf(applications, ranking)).toEqual(['a 2', 'b 0', 'c 1', 'd 0', 'e 0']);
    expect(ranking.stops).toEqual([
      { code: 'unknown-value', unit: 1, rows: [1], values: ['net'] },
      { code: 'unknown-value', unit: 2, rows: [4], values: ['standing'] },
    ]);
  });

  it('has no order at all while the keys are a gap', () => {
    const ranking = rank(tableOf([application('a', 1)]), { ...byNet, keys: undefined });
    expect(ranking.stops).toEqual([{ code: 'keys-missing', unit: 0, rows: [], values: [] }]);
  });
});

describe('tie ladders of real regulations', () => {
  const pair = [
    application('old', 80, { keys: { net: 80, born: 19_600_101, cost: 5 }, received: 1 }),
    application('young', 80, { keys: { net: 80, born: 19_990_101, cost: 3 }, received: 2 }),
  ];

  it('younger first: the latest date of birth comes first', () => {
    const ties = [{ by: 'born', order: 'highest-first' as const }];
    expect(orderOf(pair, { ...byNet, ties })).toEqual(['young', 'old']);
  });

  it('larger cost first', () => {
    const ties = [{ by: 'cost', order: 'highest-first' as const }];
    expect(orderOf(pair, { ...byNet, ties })).toEqual(['old', 'young']);
  });

  it('smaller grant first, then net over bonus when the key is gross', () => {
    const policy: RankingPolicy = {
      keys: [{ by: 'gross', order: 'highest-first' }],
      ties: [
        { by: 'net', order: 'highest-first' },
        { by: 'grant', order: 'lowest-first' },
      ],
      lastResort: 'stop',
    };
    const applications = [
      application('a', 0, { keys: { gross: 80, net: 76 }, asked: 1 }),
      application('b', 0, { keys: { gross: 80, net: 78 }, asked: 9 }),
      application('c', 0, { keys: { gross: 80, net: 78 }, asked: 5 }),
    ];
    const ranking = rank(tableOf(applications), policy);
    expect([...ranking.order]).toEqual([2, 1, 0]);
    expect(ranking.deciders[ranking.decidedBy[1]!]).toBe('grant');
    expect(ranking.deciders[ranking.decidedBy[0]!]).toBe('net');
  });

  it('a tie key that is unknown stops only those it would have to tell apart', () => {
    const ties = [{ by: 'born', order: 'highest-first' as const }];
    const alone = [...pair, application('other', 70, { keys: { net: 70 } })];
    expect(orderOf(alone, { ...byNet, ties })).toEqual(['young', 'old', 'other']);
    const tied = [...pair, application('other', 80, { keys: { net: 80 } })];
    const { stops } = rank(tableOf(tied), { ...byNet, ties });
    expect(stops).toMatchObject([{ code: 'unknown-value', values: ['born'] }]);
    expect(stops[0]!.rows).toContain(2);
  });

  it('leaves ties open while the ladder itself is a gap, whatever the last resort', () => {
    const policy: RankingPolicy = { ...byNet, ties: undefined, lastResort: 'protocol' };
    expect(openTies(rank(tableOf(pair), policy))).toEqual([[0, 1]]);
  });
});

describe('last resorts', () => {
  const same = [
    application('a', 80, { received: 5, protocol: 12 }),
    application('b', 80, { received: 5, protocol: 11 }),
    application('c', 80, { received: 4, protocol: 99 }),
  ];
  const byProtocol: RankingPolicy = { ...byNet, lastResort: 'protocol' };

  it('goes by instant of receipt, then by protocol number', () => {
    expect(orderOf(same, byProtocol)).toEqual(['c', 'b', 'a']);
  });

  it('R17.10 stops for two in one instant without different protocol numbers', () => {
    for (const protocol of [undefined, 11]) {
      const [first, ...others] = same;
      const { stops } = rank(tableOf([{ ...first!, protocol }, ...others]), byProtocol);
      expect(stops).toEqual([
        { code: 'protocol-missing', unit: 0, rows: [0, 1], values: ['protocol'] },
      ]);
    }
  });

  it('follows a public draw, and leaves open the ties that no draw names whole', () => {
    const drawn: RankingPolicy = { ...byNet, lastResort: 'draw' };
    const draws = [{ decision: 'minutes 4', order: [2, 0, 1] }];
    const ranking = rank(tableOf(same), { ...drawn, draws });
    expect([...ranking.order]).toEqual([2, 0, 1]);
    expect([...ranking.position]).toEqual([2, 3, 1]);
    expect(ranking.deciders[ranking.decidedBy[0]!]).toBe('draw');
    expect(openTies(rank(tableOf(same), drawn))).toEqual([[0, 1, 2]]);
    const partOfIt = [{ decision: 'minutes 4', order: [2, 0] }];
    expect(openTies(rank(tableOf(same), { ...drawn, draws: partOfIt }))).toHaveLength(1);
    const twice = [{ decision: 'minutes 4', order: [2, 0, 0] }];
    expect(rank(tableOf(same), { ...drawn, draws: twice }).stops).toMatchObject([
      { code: 'draw-not-valid', decisions: ['minutes 4'] },
    ]);
  });
});

const anyRound = fc.array(
  fc.record({
    unit: fc.constantFrom('1', '2', '3'),
    net: fc.integer({ min: 0, max: 4 }),
    cost: fc.integer({ min: -2, max: 2 }),
    standing: fc.constantFrom('admissible' as const, 'admissible' as const, 'withdrawn' as const),
  }),
  { maxLength: 40 },
);

describe('properties', () => {
  const policy: RankingPolicy = {
    keys: [{ by: 'net', order: 'highest-first' }],
    ties: [{ by: 'cost', order: 'lowest-first' }],
    lastResort: 'stop',
  };
  const build = (
    round: readonly (typeof anyRound extends fc.Arbitrary<infer T> ? T : never)[number][],
  ) =>
    round.map(({ unit, net, cost, standing }, index): RankedApplication => {
      return { id: String(index), unit, standing, keys: { net, cost }, asked: 1 };
    });

  it('does not depend on the order in which applications are read', () => {
    fc.assert(
      fc.property(anyRound, fc.infiniteStream(fc.nat()), (round, numbers) => {
        const applications = build(round);
        const shuffled = applications
          .map((one) => ({ one, at: numbers.next().value as number }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const read = (some: readonly RankedApplication[]): string[] =>
          positionsOf(some, rank(tableOf(some), policy)).toSorted();
        expect(read(shuffled)).toEqual(read(applications));
      }),
    );
  });

  it('counts, as the position, one more than those strictly better in the same ranking', () => {
    fc.assert(
      fc.property(anyRound, (round) => {
        const ranking = rank(tableOf(build(round)), policy);
        for (const [row, own] of round.entries()) {
          const better = round.filter(
            (other) =>
              other.standing === 'admissible' &&
              other.unit === own.unit &&
              (other.net > own.net || (other.net === own.net && other.cost < own.cost)),
          );
          const expected = own.standing === 'admissible' ? better.length + 1 : 0;
          expect(ranking.position[row]).toBe(expected);
        }
      }),
    );
  });
});
