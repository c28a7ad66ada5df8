import { describe, expect, it } from 'vitest';
import { parseRate } from '../numbers/rate.ts';
import { fund, type Funding, type FundingPolicy } from './fund.ts';
import { type FundingRow, fundingRows } from './funding-result.ts';
import type { Move } from './pots.ts';
import { rank } from './rank.ts';
import { buildTable, type RankedApplication } from './ranking-table.ts';

function run(
  applications: readonly RankedApplication[],
  policy: Partial<FundingPolicy> & Pick<FundingPolicy, 'pots'>,
): { funding: Funding; rows: FundingRow[]; grants: number[] } {
  const shape = { pots: policy.pots.map(({ id }) => id), keys: ['net'] };
  const table = buildTable(applications, shape);
  const keys = [{ by: 'net', order: 'highest-first' as const }];
  const ranking = rank(table, { keys, ties: [], lastResort: 'stop' });
  const funding = fund(table, ranking, { partial: 'stop', ...policy });
  expect(funding.checks.conserved).toBe(true);
  const ids = applications.map(({ id }) => id);
  const rows = fundingRows(table, ids, ranking, funding);
  return { funding, rows, grants: rows.map(({ grant }) => grant) };
}

function one(id: string, net: number, asked: number, more: object = {}): RankedApplication {
  return { id, unit: 'call', standing: 'admissible', keys: { net }, asked, ...more };
}

const paid = (row: FundingRow | undefined): string[] =>
  (row?.draws ?? []).map(({ pot, amount, money }) => `${pot} ${amount} ${money}`);

describe('F-1 two pots, one of them for a territory', () => {
  const region = { id: 'region', amount: 100 };
  const chamber = { id: 'chamber of Brescia', amount: 100 };
  const firms = [
    one('Brescia', 90, 100),
    one('Bergamo', 80, 100, { accepts: ['region'] }),
    one('Bergamo again', 70, 100, { accepts: ['region'] }),
  ];

  it('F-1 drawing the chamber first keeps the regional money for the others', () => {
    const { grants, rows } = run(firms, { pots: [chamber, region] });
    expect(grants).toEqual([100, 100, 0]);
    expect(paid(rows[0])).toEqual(['chamber of Brescia 100 whole']);
  });

  it('F-1 drawing the region first leaves the chamber with money nobody may have', () => {
    const { grants, funding } = run(firms, { pots: [region, chamber] });
    expect(grants).toEqual([100, 0, 0]);
    expect(funding.accounts.map(({ left }) => left)).toEqual([0, 100]);
  });

  it('F-1 2021 edition: 2,756,000 and 865,000 are 3,621,000, and each is spent within itself', () => {
    const pots = [
      { id: 'chamber', amount: 865_000_00 },
      { id: 'region', amount: 2_756_000_00 },
    ];
    const asked = 120_000_00;
    const all = Array.from({ length: 40 }, (_, index) =>
      one(`p${index}`, 100 - index, asked, index % 2 === 0 ? {} : { accepts: ['region'] }),
    );
    const { grants, funding } = run(all, { pots, partial: 'partial' });
    expect(grants.reduce((sum, cents) => sum + cents, 0)).toBe(3_621_000_00);
    expect(funding.accounts.map(({ drawn }) => drawn)).toEqual([865_000_00, 2_756_000_00]);
  });

  it('F-1 one who is not covered closes its own pots, not those of another territory', () => {
    const pots = [
      { id: 'BS', amount: 100 },
      { id: 'BG', amount: 100 },
      { id: 'region', amount: 50 },
    ];
    const { grants, rows } = run(
      [
        one('a', 90, 80, { accepts: ['BS', 'region'] }),
        one('b', 80, 90, { accepts: ['BS', 'region'] }),
        one('c', 70, 120, { accepts: ['BG', 'region'] }),
        one('d', 60, 100, { accepts: ['BG', 'region'] }),
        one('e', 50, 10, { accepts: ['BS'] }),
      ],
      { pots },
    );
    expect(grants).toEqual([80, 0, 0, 0, 0]);
    expect(rows[3]!.reason).toEqual({ code: 'money-ended', position: 2 });
    const fewer = [one('b', 80, 999, { accepts: ['BS'] }), one('d', 60, 100, { accepts: ['BG'] })];
    expect(run(fewer, { pots }).grants).toEqual([0, 100]);
  });

  it('fixed shares: every grant is split exactly, and a short pot covers nobody', () => {
    const half = parseRate('1/2')!;
    const shares = [
      { pot: 'region', rate: half },
      { pot: 'chamber', rate: half },
    ];
    const pots = [
      { id: 'region', amount: 100 },
      { id: 'chamber', amount: 60 },
    ];
    const applications = [one('a', 90, 101), one('b', 80, 40), one('c', 70, 10)];
    const { grants, rows, funding } = run(applications, { pots, shares });
    expect(grants).toEqual([101, 0, 0]);
    expect(paid(rows[0])).toEqual(['region 51 whole', 'chamber 50 whole']);
    expect(funding.accounts.map(({ left }) => left)).toEqual([49, 10]);
    expect(run(applications, { pots, shares, partial: 'partial' }).grants).toEqual([101, 21, 0]);
    expect(run(applications, { pots, shares, partial: 'skip' }).grants).toEqual([101, 0, 10]);
    const third = parseRate('1/3')!;
    const wrong = [
      { pot: 'region', rate: third },
      { pot: 'chamber', rate: half },
    ];
    expect(() => run(applications, { pots, shares: wrong })).toThrow(RangeError);
  });

  it('E5 PNRR line A: 600 M, of which 360 M are for Centre-South alone', () => {
    const pots = [
      { id: 'Centre-South', amount: 360_000_000_00, within: 'line A' },
      { id: 'elsewhere', amount: 240_000_000_00, within: 'line A' },
      { id: 'line A', amount: 600_000_000_00 },
    ];
    const all = Array.from({ length: 80 }, (_, index) =>
      one(`p${index}`, 100 - index, 10_000_000_00, {
        accepts: [index < 40 ? 'elsewhere' : 'Centre-South'],
      }),
    );
    const { grants, funding } = run(all, { pots });
    expect(grants.filter((grant) => grant > 0)).toHaveLength(24 + 36);
    expect(funding.accounts.map(({ drawn }) => drawn)).toEqual([
      360_000_000_00, 240_000_000_00, 600_000_000_00,
    ]);
  });

  it('E5 a pot within a smaller rest is never drawn beyond it', () => {
    const pots = [
      { id: 'A', amount: 80, within: 'call' },
      { id: 'B', amount: 80, within: 'call' },
      { id: 'call', amount: 100 },
    ];
    const applications = [
      one('a', 90, 70, { accepts: ['A'] }),
      one('b', 80, 70, { accepts: ['B'] }),
    ];
    expect(run(applications, { pots, partial: 'partial' }).grants).toEqual([70, 30]);
    expect(run(applications, { pots }).grants).toEqual([70, 0]);
  });

  it('E5 one held back by the outer pot closes it: nobody below takes the rest by another way', () => {
    const pots = [
      { id: 'A', amount: 80, within: 'call' },
      { id: 'B', amount: 80, within: 'call' },
      { id: 'call', amount: 100 },
    ];
    const inA = { accepts: ['A'] };
    const all = [
      one('a', 90, 70, inA),
      one('b', 80, 70, { accepts: ['B'] }),
      one('c', 70, 10, inA),
    ];
    expect(run(all, { pots }).grants).toEqual([70, 0, 0]);
    expect(run(all, { pots, partial: 'skip' }).grants).toEqual([70, 0, 10]);
  });

  it('refuses pots that lie within themselves or nowhere', () => {
    const inside = [
      { id: 'a', amount: 1, within: 'b' },
      { id: 'b', amount: 1, within: 'a' },
    ];
    expect(() => run([], { pots: inside })).toThrow(RangeError);
    expect(() => run([], { pots: [{ id: 'a', amount: 1, within: 'x' }] })).toThrow(RangeError);
  });
});

describe('F-2 capital and current money on the same project', () => {
  const pots = [
    { id: 'capital', amount: 1_231_150_00, money: 'capital' as const },
    { id: 'current', amount: 72_000_00, money: 'current' as const },
  ];
  const project = (id: string, net: number, capital: number, current: number) =>
    one(id, net, 0, { asked: undefined, kinds: { capital, current } });

  it('F-2 each part comes from money of its own kind, and both must be there', () => {
    const applications = [
      project('a', 90, 1_000_000_00, 50_000_00),
      project('b', 80, 200_000_00, 30_000_00),
      project('c', 70, 31_150_00, 22_000_00),
    ];
    const { grants, rows, funding } = run(applications, { pots, partial: 'skip' });
    expect(grants).toEqual([1_050_000_00, 0, 53_150_00]);
    expect(paid(rows[2])).toEqual(['capital 3115000 capital', 'current 2200000 current']);
    expect(funding.accounts.map(({ left }) => left)).toEqual([200_000_00, 0]);
    expect(run(applications, { pots, partial: 'partial' }).grants).toEqual([
      1_050_000_00, 222_000_00, 0,
    ]);
  });

  it('F-2 stops when the money has kinds and the applications do not', () => {
    expect(run([one('a', 1, 10)], { pots }).funding.stops).toMatchObject([
      { code: 'money-kinds-missing' },
    ]);
  });
});

describe('D-10 four sub-lines with one pot', () => {
  const pots = [{ id: 'line 4', amount: 100 }];
  const applications = [
    one('A1', 90, 60, { unit: '4A' }),
    one('A2', 80, 30, { unit: '4A' }),
    one('C1', 95, 10, { unit: '4C' }),
    one('C2', 70, 10, { unit: '4C' }),
  ];

  it('D-10 stops when it does not suffice and nobody said which ranking comes first', () => {
    const { funding, grants } = run(applications, { pots });
    expect(grants).toEqual([0, 0, 0, 0]);
    expect(funding.stops).toEqual([
      {
        code: 'order-of-rankings-missing',
        units: [0, 1],
        rows: [],
        pots: ['line 4'],
        left: 100,
        needed: 110,
      },
    ]);
  });

  it('D-10 follows the order given, and needs none when there is enough for all', () => {
    expect(run(applications, { pots, orderOfRankings: [0, 1] }).grants).toEqual([60, 30, 10, 0]);
    expect(run(applications, { pots, orderOfRankings: [1, 0] }).grants).toEqual([60, 0, 10, 10]);
    const enough = [{ id: 'line 4', amount: 110 }];
    expect(run(applications, { pots: enough }).grants).toEqual([60, 30, 10, 10]);
  });

  it('makes a ranking wait for one that stopped and might take its money', () => {
    const unknown = [...applications, one('A3', 0, 5, { unit: '4A', keys: {} })];
    const { funding } = run(unknown, { pots, orderOfRankings: [0, 1] });
    expect(funding.stops.map(({ code, units }) => [code, ...units])).toEqual([
      ['ranking-stopped', 0],
      ['waits-for-another-ranking', 1],
    ]);
    const { grants } = run(unknown, { pots, orderOfRankings: [1, 0] });
    expect(grants).toEqual([0, 0, 10, 10, 0]);
  });
});

describe('reallocation between lines', () => {
  const pots = [
    { id: 'line 1', amount: 200 },
    { id: 'line 4', amount: 100 },
  ];
  const applications = [
    one('1', 90, 50, { unit: '1', accepts: ['line 1'] }),
    one('4a', 90, 80, { unit: '4', accepts: ['line 4'] }),
    one('4b', 80, 80, { unit: '4', accepts: ['line 4'] }),
  ];
  const move: Move = { from: 'line 1', to: 'line 4', amount: 60, ground: 'economies', act: 'd. 9' };

  it('R1 money of a line with less demand reaches another one only by a decision', () => {
    expect(run(applications, { pots, reallocationAllowed: true }).grants).toEqual([50, 80, 0]);
    const moved = run(applications, { pots, reallocationAllowed: true, moves: [move] });
    expect(moved.grants).toEqual([50, 80, 80]);
    expect(moved.rows[2]!.draws).toEqual([
      { pot: 'line 4', origin: { kind: 'initial' }, money: 'whole', amount: 20 },
      {
        pot: 'line 4',
        origin: { kind: 'moved', from: 'line 1', act: 'd. 9', ground: 'economies' },
        money: 'whole',
        amount: 60,
      },
    ]);
    expect(moved.funding.accounts).toMatchObject([
      { initial: 200, movedOut: 60, drawn: 50, left: 90 },
      { initial: 100, movedIn: 60, drawn: 160, left: 0 },
    ]);
  });

  it.each([
    ['reallocation-not-allowed', {}, false],
    ['move-exceeds-left', { amount: 201 }, true],
    ['move-not-valid', { amount: 0 }, true],
    ['move-not-valid', { act: '' }, true],
    ['move-not-valid', { ground: '' }, true],
    ['move-not-valid', { to: 'line 9' }, true],
    ['move-not-valid', { to: 'line 1' }, true],
  ])('refuses a move: %s %o', (code, change, reallocationAllowed) => {
    const moves = [{ ...move, ...change }];
    const { funding, grants } = run(applications, { pots, reallocationAllowed, moves });
    expect(funding.problem).toMatchObject({ code, index: 0 });
    expect(grants).toEqual([0, 0, 0]);
  });

  it('moving out of a pot within another moves the outer limit too, unless it stays inside', () => {
    const nested = [
      { id: 'A', amount: 60, within: 'call' },
      { id: 'B', amount: 40, within: 'call' },
      { id: 'call', amount: 100 },
      { id: 'other', amount: 0 },
    ];
    const accounts = (to: string) =>
      run([], {
        pots: nested,
        reallocationAllowed: true,
        moves: [{ ...move, from: 'A', to, amount: 10 }],
      }).funding.accounts.map(({ left }) => left);
    expect(accounts('B')).toEqual([50, 50, 100, 0]);
    expect(accounts('other')).toEqual([50, 40, 90, 10]);
    expect(accounts('call')).toEqual([50, 40, 100, 0]);
  });
});
