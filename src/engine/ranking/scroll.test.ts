import { describe, expect, it } from 'vitest';
import { fund, type FundingPolicy } from './fund.ts';
import { firstAct, type FundingAct, grantedByActs, outcomesAfterActs } from './funding-act.ts';
import { rank } from './rank.ts';
import { buildTable, type RankedApplication } from './ranking-table.ts';
import { scroll, type ScrollRequest } from './scroll.ts';

const byNet = {
  keys: [{ by: 'net', order: 'highest-first' as const }],
  ties: [],
  lastResort: 'stop' as const,
};

/** A ranking already approved by an act, ready to be scrolled. */
function approved(
  applications: readonly RankedApplication[],
  policy: FundingPolicy,
): {
  acts: FundingAct[];
  next: (request: ScrollRequest, change?: Partial<FundingPolicy>) => FundingAct;
  refuse: (request: ScrollRequest) => unknown;
  grants: () => number[];
  outcomes: () => string[];
} {
  const table = buildTable(applications, { pots: policy.pots.map(({ id }) => id) });
  const ranking = rank(table, byNet);
  const ids = applications.map(({ id }) => id);
  const acts = [firstAct(table, ids, ranking, fund(table, ranking, policy), 'approval')];
  const make = (request: ScrollRequest, change: Partial<FundingPolicy> = {}) =>
    scroll(table, ids, ranking, acts, { ...policy, ...change }, request);
  return {
    acts,
    next(request, change) {
      const act = make(request, change);
      if ('type' in act) throw new Error(act.problem.code);
      expect(act.checks.conserved).toBe(true);
      acts.push(act);
      return act;
    },
    refuse: (request) => make(request),
    grants: () => [...grantedByActs(table, acts)],
    outcomes: () => outcomesAfterActs(table, acts),
  };
}

function asking(amounts: readonly number[], more: object = {}): RankedApplication[] {
  return amounts.map((asked, index) => {
    const keys = { net: 1_000 - index };
    return { id: `p${index}`, unit: 'line 2', standing: 'admissible', keys, asked, ...more };
  });
}

const pots = (amount: number) => [{ id: 'line 2', amount }];
const add = (amount: number) => [{ pot: 'line 2', amount, act: 'd.g.r.', source: 'Region' }];

describe('R17.3 first scrolling of Ri.circo.lo.', () => {
  const grants = [300_000_00, 297_900_67, 234_008_03, 227_351_96];
  const total = 1_059_260_66;

  it('R17.3 1,059,260.66 completes all four', () => {
    const round = approved(asking(grants), { pots: pots(0), partial: 'stop' });
    const act = round.next({ id: 'scrolling 1', additions: add(total) });
    expect(act.checks.granted).toBe(total);
    expect(act.accounts[0]).toMatchObject({ added: total, drawn: total, left: 0 });
    expect(round.outcomes()).toEqual(Array.from({ length: 4 }, () => 'fully-funded'));
    expect(act.entries[3]).toMatchObject({ before: 'admissible-not-funded', total: 227_351_96 });
    expect(act.entries[3]!.draws).toEqual([
      {
        pot: 'line 2',
        origin: { kind: 'added', act: 'd.g.r.', source: 'Region' },
        money: 'whole',
        amount: 227_351_96,
      },
    ]);
  });

  it.each([
    ['stop', 0, 'admissible-not-funded'],
    ['skip', 0, 'admissible-not-funded'],
    ['partial', 227_351_95, 'partly-funded'],
  ] as const)('R17.3 with 1,059,260.65 and "%s" the fourth gets %i', (partial, fourth, outcome) => {
    const round = approved(asking(grants), { pots: pots(0), partial });
    round.next({ id: 'scrolling 1', additions: add(total - 1) });
    expect(round.grants()).toEqual([...grants.slice(0, 3), fourth]);
    expect(round.outcomes()[3]).toBe(outcome);
  });

  it('R17.3 with 1,059,260.65 and no rule the engine stops at the fourth', () => {
    const round = approved(asking(grants), { pots: pots(0), partial: undefined });
    const act = round.next({ id: 'scrolling 1', additions: add(total - 1) });
    expect(act.stops).toMatchObject([{ code: 'partial-policy-missing', left: 227_351_95 }]);
    expect(act.entries).toHaveLength(3);
  });
});

describe('scrollings of other real calls', () => {
  const equals = (size: number, asked: number) => asking(Array.from({ length: size }, () => asked));
  const funded = (outcomes: readonly string[]) =>
    outcomes.filter((outcome) => outcome === 'fully-funded').length;

  it('R17.8 PNRR paper: 70 of 76, and 6 later with 7 M', () => {
    const amounts = [
      ...Array.from({ length: 70 }, () => 2_000_000_00),
      ...Array.from({ length: 6 }, () => 1_166_666_66),
    ];
    const round = approved(asking(amounts), { pots: pots(140_000_000_00), partial: 'stop' });
    expect(funded(round.outcomes())).toBe(70);
    const act = round.next({ id: 'later', additions: add(7_000_000_00) });
    expect(act.entries).toHaveLength(6);
    expect(funded(round.outcomes())).toBe(76);
  });

  it('R11 cemeteries: 53 with 1 M, then 528 with 10 M, in all 581', () => {
    const asked = 18_867_92;
    const round = approved(equals(581, asked), { pots: pots(1_000_000_00), partial: 'stop' });
    expect(funded(round.outcomes())).toBe(53);
    round.next({ id: 'increase', additions: add(10_000_000_00) });
    expect(funded(round.outcomes())).toBe(581);
  });

  it('R10 Distretti: the one partly funded is completed before anyone else', () => {
    const round = approved(equals(33, 325_000_00), {
      pots: pots(10_079_752_00),
      partial: 'partial',
    });
    expect(round.grants()[31]).toBe(4_752_00);
    const act = round.next({ id: 'completion', additions: add(320_248_00 + 5_00) });
    expect(act.entries.map(({ row, grant, after }) => [row, grant, after])).toEqual([
      [31, 320_248_00, 'fully-funded'],
      [32, 5_00, 'partly-funded'],
    ]);
  });

  it('R7 Illumina: 55 funded first, 22 more with 14.2 M, each act on the same frozen order', () => {
    const round = approved(equals(90, 645_454_54), {
      pots: pots(55 * 645_454_54),
      partial: 'stop',
    });
    expect(funded(round.outcomes())).toBe(55);
    const act = round.next({ id: 'second', additions: add(14_200_000_00) });
    expect(act.entries.map(({ position }) => position)).toEqual(
      Array.from({ length: 22 }, (_, index) => 56 + index),
    );
  });
});

describe('acts', () => {
  const policy: FundingPolicy = { pots: pots(100), partial: 'partial' };

  it('D-17 are frozen to the bottom, and each refers to the one before', () => {
    const round = approved(asking([60, 60, 60]), policy);
    const before = JSON.stringify(round.acts[0]);
    const act = round.next({ id: 'second', additions: add(50) });
    expect(act.follows).toBe('approval');
    expect(JSON.stringify(round.acts[0])).toBe(before);
    const [entry] = act.entries;
    expect(() => Object.assign(entry!.draws[0]!, { amount: 1 })).toThrow(TypeError);
    expect(() => Object.assign(act.accounts[0]!.parcels[0]!, { left: 1 })).toThrow(TypeError);
  });

  it('renunciations, forfeitures and reductions free money for those who follow', () => {
    const round = approved(asking([50, 50, 30, 30, 30]), policy);
    expect(round.grants()).toEqual([50, 50, 0, 0, 0]);
    const act = round.next({
      id: 'second',
      savings: [
        { row: 0, kind: 'renunciation', act: 'letter' },
        { row: 1, kind: 'reduction', amount: 10, act: 'check' },
      ],
    });
    expect(round.grants()).toEqual([0, 40, 30, 30, 0]);
    expect(round.outcomes()).toEqual([
      'withdrawn',
      'fully-funded',
      'fully-funded',
      'fully-funded',
      'admissible-not-funded',
    ]);
    expect(act.entries[2]!.draws).toMatchObject([
      { origin: { kind: 'saved', application: 'p0', act: 'letter' }, amount: 30 },
    ]);
    expect(act.entries[1]).toMatchObject({ grant: -10, total: 40, entitled: 40 });
    round.next({ id: 'third', savings: [{ row: 2, kind: 'forfeiture', act: 'decree' }] });
    expect(round.outcomes().slice(2)).toEqual(['forfeited', 'fully-funded', 'fully-funded']);
    round.next({ id: 'fourth', additions: add(1_000) });
    expect(round.grants()).toEqual([0, 40, 0, 30, 30]);
  });

  it('refuses another ranking, a used id, and money that is not there', () => {
    const round = approved(asking([50, 50, 30]), policy);
    const problem = (request: object) => {
      const refusal = round.refuse({ id: 'x', ...request });
      return (refusal as { problem: { code: string } }).problem.code;
    };
    expect(problem({ id: 'approval' })).toBe('act-id-taken');
    expect(problem({ additions: add(0) })).toBe('addition-not-valid');
    const back = { row: 0, kind: 'reduction', amount: 51, act: 'check' };
    expect(problem({ savings: [back] })).toBe('saving-not-valid');
    expect(problem({ savings: [{ ...back, row: 99 }] })).toBe('saving-not-valid');
    const [first] = round.acts;
    round.acts[0] = { ...first!, fingerprint: first!.fingerprint + 1 };
    expect(problem({})).toBe('ranking-changed');
  });

  it('R17.7 R5 more money for a whole tie ends the stop', () => {
    const tied = asking([50, 50, 50, 50]).map((one, index) => {
      return { ...one, keys: { net: index === 0 ? 90 : 61 } };
    });
    const round = approved(tied, { pots: pots(100), partial: 'stop' });
    expect(round.acts[0]!.stops).toMatchObject([{ code: 'tie-at-cut-off', needed: 150, left: 50 }]);
    expect(round.outcomes()).toEqual(['fully-funded', 'undecided', 'undecided', 'undecided']);
    round.next({ id: 'second', additions: add(100) });
    expect(round.outcomes()).toEqual(Array.from({ length: 4 }, () => 'fully-funded'));
  });

  it('F-2 2020: capital and current money completes those partly funded', () => {
    const kinds = (capital: number, current: number) => ({ kinds: { capital, current } });
    const applications = [
      { ...asking([0])[0]!, asked: undefined, ...kinds(80, 20) },
      { ...asking([0, 0])[1]!, asked: undefined, ...kinds(60, 10) },
    ];
    const both = [
      { id: 'capital', amount: 100, money: 'capital' as const },
      { id: 'current', amount: 25, money: 'current' as const },
    ];
    const round = approved(applications, { pots: both, partial: 'partial' });
    expect(round.grants()).toEqual([100, 25]);
    const act = round.next({
      id: 'october',
      additions: [
        { pot: 'capital', amount: 40, act: 'd.d.s.', source: 'Region' },
        { pot: 'current', amount: 9, act: 'd.d.s.', source: 'Region' },
      ],
    });
    expect(act.entries).toMatchObject([{ row: 1, grant: 45, total: 70, after: 'fully-funded' }]);
    expect(act.accounts.map(({ left }) => left)).toEqual([0, 4]);
  });

  it('R6 residual money of other lines is moved by an act, and its origin is on every draw', () => {
    const lines = [
      { id: 'paper', amount: 100 },
      { id: 'plastics', amount: 40 },
    ];
    const [first, second] = asking([60, 60], { accepts: ['plastics'] });
    const round = approved([first!, second!], { pots: lines, partial: 'partial' });
    const moves = [
      { from: 'paper', to: 'plastics', amount: 80, ground: 'residual', act: 'd.m. 1' },
    ];
    const act = round.next({ id: 'second' }, { moves, reallocationAllowed: true });
    expect(round.grants()).toEqual([60, 60]);
    const origins = act.entries.flatMap(({ draws }) => draws.map(({ origin }) => origin.kind));
    expect(origins).toEqual(['moved', 'moved']);
  });
});
