import { describe, expect, it } from 'vitest';
import { fund, type Funding, type FundingPolicy } from './fund.ts';
import { type FundingRow, fundingRows } from './funding-result.ts';
import { rank, type RankingPolicy } from './rank.ts';
import { buildTable, type RankedApplication } from './ranking-table.ts';

const ladder: RankingPolicy = {
  keys: [{ by: 'net', order: 'highest-first' }],
  ties: [],
  lastResort: 'stop',
};

interface Result {
  readonly funding: Funding;
  readonly rows: readonly FundingRow[];
  readonly outcomes: readonly string[];
  readonly grants: readonly number[];
}

function run(
  applications: readonly RankedApplication[],
  policy: Partial<FundingPolicy> & Pick<FundingPolicy, 'pots'>,
): Result {
  const table = buildTable(applications, { pots: policy.pots.map(({ id }) => id) });
  const ranking = rank(table, ladder);
  const funding = fund(table, ranking, { partial: undefined, ...policy });
  expect(funding.checks.conserved).toBe(true);
  const rows = fundingRows(
    table,
    applications.map(({ id }) => id),
    ranking,
    funding,
  );
  return {
    funding,
    rows,
    outcomes: rows.map(({ outcome }) => outcome),
    grants: rows.map(({ grant }) => grant),
  };
}

/** Applications that ask these amounts, the first the best. */
function asking(amounts: readonly number[], more: Partial<RankedApplication> = {}) {
  return amounts.map((asked, index): RankedApplication => {
    const keys = { net: 10_000 - index };
    return { id: `p${index + 1}`, unit: 'call', standing: 'admissible', keys, asked, ...more };
  });
}

function equals(count: number, asked: number): number[] {
  return Array.from({ length: count }, () => asked);
}

const onePot = (amount: number): Pick<FundingPolicy, 'pots'> => ({
  pots: [{ id: 'call', amount }],
});
const count = (outcomes: readonly string[], outcome: string): number =>
  outcomes.filter((one) => one === outcome).length;

describe('oracles of real calls', () => {
  it.each([
    ['line 1', 2_000_000_00, 70_000_00, 28, 40_000_00],
    ['line 2', 3_000_000_00, 300_000_00, 10, 0],
    ['line 3', 1_000_000_00, 40_000_00, 25, 0],
    ['line 4', 4_000_000_00, 250_000_00, 16, 0],
    ['line 4D', 4_000_000_00, 70_000_00, 57, 10_000_00],
  ])('R17.2 %s: capacity at the cap', (_, pot, cap, fits, rest) => {
    const { outcomes, funding } = run(asking(equals(fits + 5, cap)), {
      ...onePot(pot),
      partial: 'stop',
    });
    expect(count(outcomes, 'fully-funded')).toBe(fits);
    expect(count(outcomes, 'admissible-not-funded')).toBe(5);
    expect(funding.accounts[0]!.left).toBe(rest);
  });

  it('R17.6 Distretti: 32 needs of 325,000 from 10,079,752 are 31 full and 4,752 partial', () => {
    const amounts = equals(32, 325_000_00);
    const { outcomes, grants } = run(asking(amounts), {
      ...onePot(10_079_752_00),
      partial: 'partial',
    });
    expect(count(outcomes, 'fully-funded')).toBe(31);
    expect(outcomes[31]).toBe('partly-funded');
    expect(grants[31]).toBe(4_752_00);
  });

  it('R17.6 Distretti: without a rule on partial grants the engine stops and says what is left', () => {
    const { outcomes, funding } = run(asking(equals(32, 325_000_00)), onePot(10_079_752_00));
    expect(outcomes[31]).toBe('undecided');
    expect(funding.stops).toEqual([
      {
        code: 'partial-policy-missing',
        units: [0],
        rows: [31],
        position: 32,
        left: 4_752_00,
        needed: 325_000_00,
        allowed: ['stop', 'skip', 'partial'],
      },
    ]);
  });

  it('R17.2 line 2: with nothing left there is nothing to decide, rule or no rule', () => {
    const { outcomes, funding, rows } = run(asking(equals(11, 300_000_00)), onePot(3_000_000_00));
    expect(funding.stops).toEqual([]);
    expect(outcomes[10]).toBe('admissible-not-funded');
    expect(rows[10]!.reason).toEqual({ code: 'money-ended', position: 11 });
  });

  it('R17.8 PNRR paper: 76 ranked, 70 funded, 6 without money', () => {
    const { outcomes } = run(asking(equals(76, 2_000_000_00)), onePot(140_000_000_00));
    expect(count(outcomes, 'fully-funded')).toBe(70);
    expect(count(outcomes, 'admissible-not-funded')).toBe(6);
  });

  it('R8 Controllo targhe: 162 funded of 186 at most 25,000 each', () => {
    const first = [
      25_000, 25_000, 17_498.46, 20_501.1, 23_149.26, 23_800, 25_000, 25_000, 23_399.6, 17_468.5,
      13_500, 25_000,
    ].map((euro) => Math.round(euro * 100));
    const shown = first.reduce((sum, cents) => sum + cents, 0);
    const others = equals(150, Math.floor((3_859_360_41 - shown) / 150));
    const rest = 3_859_360_41 - shown - others.reduce((sum, cents) => sum + cents, 0);
    const amounts = [...first, ...others, ...equals(24, 25_000_00)];
    const { outcomes, funding } = run(asking(amounts), {
      ...onePot(3_859_360_41),
      partial: 'stop',
    });
    expect(count(outcomes, 'fully-funded')).toBe(162);
    expect(funding.accounts[0]!.left).toBe(rest);
  });

  it('R15 Pavia: a grant smaller than the cost is full when it is all that was due', () => {
    const amounts = [64_000_00, 86_000_00, 70_000_00, 69_000_00];
    const { funding, outcomes } = run(asking(amounts), onePot(512_000_00));
    expect(count(outcomes, 'fully-funded')).toBe(4);
    expect(funding.accounts[0]!.left).toBe(223_000_00);
  });
});

describe('the first application that the money left does not cover', () => {
  const amounts = [60_00, 50_00, 30_00, 20_00];

  it('stop: the money stays', () => {
    const { grants, rows } = run(asking(amounts), { ...onePot(100_00), partial: 'stop' });
    expect(grants).toEqual([60_00, 0, 0, 0]);
    expect(rows[3]!.reason).toEqual({ code: 'money-ended', position: 2 });
  });

  it('skip: the next smaller that fits comes in', () => {
    const { grants, rows } = run(asking(amounts), { ...onePot(100_00), partial: 'skip' });
    expect(grants).toEqual([60_00, 0, 30_00, 0]);
    expect(rows[1]!.reason).toEqual({ code: 'skipped', asked: 50_00, left: 40_00 });
  });

  it('partial: it takes what is left and the money ends', () => {
    const { grants, rows, outcomes } = run(asking(amounts), {
      ...onePot(100_00),
      partial: 'partial',
    });
    expect(grants).toEqual([60_00, 40_00, 0, 0]);
    expect(rows[1]!.reason).toEqual({ code: 'partly-covered', asked: 50_00, left: 40_00 });
    expect(outcomes[2]).toBe('admissible-not-funded');
  });

  it('an unknown amount stops it there, and those above keep what they got', () => {
    const applications = asking(amounts);
    applications[1] = { ...applications[1]!, asked: undefined };
    const { grants, funding } = run(applications, { ...onePot(100_00), partial: 'skip' });
    expect(grants).toEqual([60_00, 0, 0, 0]);
    expect(funding.stops).toMatchObject([{ code: 'unknown-value', rows: [1] }]);
  });

  it('names every outcome', () => {
    const standings = ['not-admissible', 'below-threshold', 'withdrawn', 'forfeited'] as const;
    const out = standings.map((standing, index): RankedApplication => {
      return { id: `o${index}`, unit: 'call', standing, asked: 1_00, keys: { net: 1 } };
    });
    const { outcomes } = run([...asking(amounts), ...out], {
      ...onePot(100_00),
      partial: 'partial',
    });
    expect(outcomes).toEqual([
      'fully-funded',
      'partly-funded',
      'admissible-not-funded',
      'admissible-not-funded',
      ...standings,
    ]);
  });
});

describe('R17.7 R5 E9 the money ends inside a tie', () => {
  /** 35 municipalities at 61 points after 10 better ones, and 29 at 60. */
  const asked = 400_000_00;
  const applications = [75, 61, 60].flatMap((net, group) =>
    Array.from({ length: [10, 35, 29][group]! }, (_, index): RankedApplication => {
      const id = `${net}-${index}`;
      return { id, unit: 'call', standing: 'admissible', keys: { net }, asked };
    }),
  );
  const tied = Array.from({ length: 35 }, (_, index) => 10 + index);
  const pots = onePot(10 * asked + 20 * asked + 100_00);
  const settle = (decision: object) => ({
    ...pots,
    tieDecisions: [{ decision: 'd.g.r.', rows: tied, ...decision } as never],
  });

  it('stops and says who is tied, what is left and what the whole tie needs', () => {
    for (const partial of ['stop', 'skip', 'partial', undefined] as const) {
      const { funding, outcomes } = run(applications, { ...pots, partial });
      expect(funding.stops).toEqual([
        {
          code: 'tie-at-cut-off',
          units: [0],
          rows: tied,
          position: 11,
          needed: 35 * asked,
          left: 20 * asked + 100_00,
          allowed: ['draw', 'whole-tie', 'none-of-tie', 'pro-rata'],
        },
      ]);
      expect(count(outcomes, 'fully-funded')).toBe(10);
      expect(count(outcomes, 'undecided')).toBe(64);
    }
  });

  it('whole tie: it asks for more money, and with it funds them all', () => {
    const { funding } = run(applications, settle({ policy: 'whole-tie' }));
    expect(funding.stops).toMatchObject([
      { code: 'more-money-needed', needed: 35 * asked, left: 20 * asked + 100_00 },
    ]);
    const enough = onePot(45 * asked);
    const { outcomes } = run(applications, enough);
    expect(count(outcomes, 'fully-funded')).toBe(45);
    expect(count(outcomes, 'admissible-not-funded')).toBe(29);
  });

  it('draw: the order drawn is followed, then the call says what the first uncovered gets', () => {
    const order = tied.toReversed();
    const decision = settle({ policy: 'draw', order });
    const { outcomes, grants } = run(applications, { ...decision, partial: 'partial' });
    expect(outcomes[44]).toBe('fully-funded');
    expect(outcomes[10]).toBe('admissible-not-funded');
    expect(grants[24]).toBe(100_00);
    expect(run(applications, decision).funding.stops).toMatchObject([
      { code: 'partial-policy-missing', rows: [24] },
    ]);
    const notAll = settle({ policy: 'draw', order: order.slice(1) });
    expect(run(applications, notAll).funding.stops[0]!.code).toBe('tie-at-cut-off');
  });

  it('none of the tie: nobody in it, and nobody below it', () => {
    const { outcomes, rows } = run(applications, settle({ policy: 'none-of-tie' }));
    expect(count(outcomes, 'fully-funded')).toBe(10);
    expect(count(outcomes, 'admissible-not-funded')).toBe(64);
    expect(rows[12]!.reason.code).toBe('none-of-tie');
  });

  it('pro rata: what is left is shared to the cent', () => {
    const { grants, outcomes } = run(applications, settle({ policy: 'pro-rata' }));
    expect(count(outcomes, 'partly-funded')).toBe(35);
    const shared = grants.slice(10, 45);
    expect(shared.reduce((sum, cents) => sum + cents, 0)).toBe(20 * asked + 100_00);
    expect(Math.max(...shared) - Math.min(...shared)).toBeLessThanOrEqual(1);
  });

  it('is no problem where nobody in it could be covered, or nothing is left', () => {
    const some = run(applications, { ...onePot(10 * asked + 50_00), partial: 'stop' });
    expect(some.funding.stops).toEqual([]);
    expect(count(some.outcomes, 'admissible-not-funded')).toBe(64);
    expect(run(applications, onePot(10 * asked)).funding.stops).toEqual([]);
    const unsaid = run(applications, onePot(10 * asked + 50_00));
    expect(unsaid.funding.stops).toMatchObject([{ code: 'partial-policy-missing', rows: tied }]);
  });
});

describe('ties with different pots', () => {
  it('cover all where those with fewer pots draw first, in whatever order they are read', () => {
    const applications = [
      { id: 'both', accepts: ['a', 'b'] },
      { id: 'only a', accepts: ['a'] },
    ].map((one): RankedApplication => {
      return { ...one, unit: 'call', standing: 'admissible', keys: { net: 61 }, asked: 10 };
    });
    const pots = [
      { id: 'a', amount: 10 },
      { id: 'b', amount: 10 },
    ];
    for (const read of [applications, applications.toReversed()]) {
      expect(run(read, { pots }).outcomes).toEqual(['fully-funded', 'fully-funded']);
    }
  });
});
