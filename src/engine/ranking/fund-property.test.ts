import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fund, type Funding, type FundingPolicy } from './fund.ts';
import { firstAct, grantedByActs } from './funding-act.ts';
import type { PartialPolicy } from './funding-run.ts';
import { rank, type Ranking, type RankingPolicy } from './rank.ts';
import { buildTable, type RankedApplication, type RankingTable } from './ranking-table.ts';
import { scroll } from './scroll.ts';

interface Asking {
  readonly net: number;
  readonly asked: number;
  readonly accepts: readonly string[];
}

interface Round {
  readonly pots: readonly { readonly id: string; readonly amount: number }[];
  readonly applications: readonly Asking[];
  readonly partial: PartialPolicy;
}

const potIds = ['a', 'b', 'c'];

const rounds: fc.Arbitrary<Round> = fc.record({
  pots: fc
    .array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 3 })
    .map((amounts) => amounts.map((amount, index) => ({ id: potIds[index]!, amount }))),
  applications: fc.array(
    fc.record({
      net: fc.integer({ min: 0, max: 30 }),
      asked: fc.integer({ min: 1, max: 40 }),
      accepts: fc.subarray(potIds, { minLength: 1 }),
    }),
    { maxLength: 14 },
  ),
  partial: fc.constantFrom('stop', 'skip', 'partial'),
});

/** Protocol numbers settle every tie here, so that a plain loop can say what is right. */
const certain: RankingPolicy = {
  keys: [{ by: 'net', order: 'highest-first' }],
  ties: [],
  lastResort: 'protocol',
};
const open: RankingPolicy = { ...certain, lastResort: 'stop' };

function applicationsOf({ applications }: Round): RankedApplication[] {
  return applications.map(({ net, asked, accepts }, index) => {
    const keys = { net };
    const id = String(index);
    return {
      id,
      unit: 'call',
      standing: 'admissible',
      keys,
      asked,
      accepts,
      received: 0,
      protocol: index,
    };
  });
}

function play(
  round: Round,
  policy: RankingPolicy,
): { table: RankingTable; ranking: Ranking; funding: Funding; rules: FundingPolicy } {
  const table = buildTable(applicationsOf(round), { pots: potIds, keys: ['net'] });
  const ranking = rank(table, policy);
  const rules = { pots: round.pots, partial: round.partial };
  return { table, ranking, rules, funding: fund(table, ranking, rules) };
}

/** The same rules once more, on objects, as one would read them aloud. */
function fundNaively({ pots, applications, partial }: Round): number[] {
  const left = new Map(pots.map(({ id, amount }) => [id, amount]));
  const closed = new Set<string>();
  const grants = applications.map(() => 0);
  const order = applications
    .map((one, index) => ({ ...one, index }))
    .toSorted((x, y) => y.net - x.net || x.index - y.index);
  for (const { asked, accepts, index } of order) {
    const usable = potIds.filter((pot) => accepts.includes(pot) && !closed.has(pot));
    const reachable = usable.reduce((sum, pot) => sum + left.get(pot)!, 0);
    let rest = reachable >= asked ? asked : partial === 'partial' ? reachable : 0;
    grants[index] = rest;
    for (const pot of usable) {
      const drawn = Math.min(rest, left.get(pot)!);
      left.set(pot, left.get(pot)! - drawn);
      rest -= drawn;
    }
    const isShort = reachable < asked && reachable > 0;
    if (isShort && partial !== 'skip') for (const pot of accepts) closed.add(pot);
  }
  return grants;
}

const sum = (amounts: Iterable<number>): number => [...amounts].reduce((all, one) => all + one, 0);

describe('fund', () => {
  it('equals the rules written again, plainly', () => {
    fc.assert(
      fc.property(rounds, (round) => {
        const { funding } = play(round, certain);
        expect(funding.stops).toEqual([]);
        expect([...funding.grant]).toEqual(fundNaively(round));
      }),
      { numRuns: 1_000 },
    );
  });

  it('conserves money, whatever happens', () => {
    fc.assert(
      fc.property(rounds, fc.constantFrom(certain, open), (round, policy) => {
        const { funding, table } = play(round, policy);
        expect(funding.checks.conserved).toBe(true);
        expect(sum(funding.grant)).toBe(sum(funding.draws.amount));
        for (const [index, account] of funding.accounts.entries()) {
          expect(account.drawn + account.left).toBe(round.pots[index]!.amount);
          expect(account.left).toBeGreaterThanOrEqual(0);
        }
        for (const [row, grant] of funding.grant.entries()) {
          expect(grant).toBeLessThanOrEqual(table.asked[row]!);
        }
        for (const [draw, row] of funding.draws.row.entries()) {
          expect((table.accepts[row]! >>> funding.draws.pot[draw]!) & 1).toBe(1);
        }
      }),
    );
  });

  it('funds nobody while a better one that asks no more of the same pots gets nothing', () => {
    fc.assert(
      fc.property(rounds, (round) => {
        const { funding, ranking, table } = play(round, certain);
        const before: number[] = [];
        for (const row of ranking.order) {
          for (const better of before) {
            const isSame = table.accepts[better] === table.accepts[row];
            const asksNoMore = isSame && table.asked[better]! <= table.asked[row]!;
            const isUnfair = asksNoMore && funding.grant[better] === 0 && funding.grant[row]! > 0;
            expect(isUnfair).toBe(false);
          }
          before.push(row);
        }
      }),
    );
  });

  it('does not depend on the order in which applications are read, open ties included', () => {
    fc.assert(
      fc.property(rounds, (round) => {
        const turned = { ...round, applications: round.applications.toReversed() };
        const [one, other] = [play(round, open), play(turned, open)];
        const last = round.applications.length - 1;
        expect(other.funding.stops.map(({ code }) => code)).toEqual(
          one.funding.stops.map(({ code }) => code),
        );
        for (const [row, grant] of one.funding.grant.entries()) {
          expect(other.funding.grant[last - row]).toBe(grant);
          expect(other.funding.outcome[last - row]).toBe(one.funding.outcome[row]);
        }
      }),
    );
  });

  it('never treats the members of an open tie differently', () => {
    fc.assert(
      fc.property(rounds, (round) => {
        const { funding, ranking, table } = play(
          { ...round, applications: round.applications.map((one) => ({ ...one, asked: 7 })) },
          open,
        );
        for (const [place, row] of ranking.order.entries()) {
          if (ranking.shared[place] !== 1) continue;
          const above = ranking.order[place - 1]!;
          if (table.accepts[above] !== table.accepts[row]) continue;
          expect(funding.grant[row]).toBe(funding.grant[above]);
        }
      }),
    );
  });
});

describe('scroll', () => {
  it('never lowers anybody, never gives more than asked, and conserves money', () => {
    const additions = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 4 });
    fc.assert(
      fc.property(rounds, fc.constantFrom(certain, open), additions, (round, policy, amounts) => {
        const { table, ranking, funding, rules } = play(round, policy);
        const ids = round.applications.map((_, index) => String(index));
        const acts = [firstAct(table, ids, ranking, funding, 'first')];
        for (const [index, amount] of amounts.entries()) {
          const before = grantedByActs(table, acts);
          const act = scroll(table, ids, ranking, acts, rules, {
            id: String(index),
            additions: [{ pot: potIds[index % 3]!, amount, act: 'a', source: 's' }],
          });
          if ('type' in act) throw new Error(act.problem.code);
          acts.push(act);
          expect(act.checks.conserved).toBe(true);
          const after = grantedByActs(table, acts);
          for (const [row, total] of after.entries()) {
            expect(total).toBeGreaterThanOrEqual(before[row]!);
            expect(total).toBeLessThanOrEqual(table.asked[row]!);
          }
        }
        const put = sum(round.pots.map(({ amount }) => amount)) + sum(amounts);
        const left = sum(acts.at(-1)!.accounts.map((account) => account.left));
        expect(sum(grantedByActs(table, acts)) + left).toBe(put);
      }),
    );
  });
});
