import { expect, test } from 'vitest';
import { gap, mills, problemsOf } from '../../../test/mill-call.ts';
import type { CallDocument } from './call-document.ts';

const [tall] = mills.eligibility;
const withRanking = (change: object): Partial<CallDocument> => ({
  ranking: { ...mills.ranking!, ...change },
});
const first = { order: 'highest-first' } as const;

test.each<[string, Partial<CallDocument>, string[]]>([
  [
    'an unknown figure',
    withRanking({ keys: [{ by: 'nett', ...first }] }),
    ['ranking.keys.0.by: unknown-key: a ranking cannot be ordered by "nett" -> net'],
  ],
  [
    'an unknown fact',
    withRanking({
      ties: [
        { by: 'net', ...first },
        { by: 'fact:flors', ...first },
      ],
    }),
    ['ranking.ties.1.by: unknown-key: a ranking cannot be ordered by "fact:flors" -> fact:floors'],
  ],
  [
    'an unknown criterion',
    withRanking({ keys: [{ by: 'criterion:C4', ...first }] }),
    [
      'ranking.keys.0.by: unknown-key: a ranking cannot be ordered by "criterion:C4" -> criterion:C1',
    ],
  ],
  [
    'a criterion as a fact',
    withRanking({ keys: [{ by: 'fact:C1', ...first }] }),
    ['ranking.keys.0.by: unknown-key: a ranking cannot be ordered by "fact:C1"'],
  ],
  [
    'a fact as a criterion',
    withRanking({ keys: [{ by: 'criterion:floors', ...first }] }),
    ['ranking.keys.0.by: unknown-key: a ranking cannot be ordered by "criterion:floors"'],
  ],
  [
    'a figure as a fact',
    withRanking({ keys: [{ by: 'fact:net', ...first }] }),
    ['ranking.keys.0.by: unknown-key: a ranking cannot be ordered by "fact:net"'],
  ],
  [
    'a fact without an order',
    withRanking({ keys: [{ by: 'fact:kind', ...first }] }),
    ['ranking.keys.0.by: unknown-key: a ranking cannot be ordered by "fact:kind"'],
  ],
  [
    'a text',
    withRanking({ keys: [{ by: 'fact:place', ...first }] }),
    ['ranking.keys.0.by: unknown-key: a ranking cannot be ordered by "fact:place" -> fact:part'],
  ],
  [
    'whatever has an order',
    withRanking({
      keys: ['floors', 'turns', 'worth', 'part', 'built', 'beauty', 'steps'].map((id) => ({
        by: `fact:${id}`,
        ...first,
      })),
    }),
    [],
  ],
  [
    'figures and criteria',
    withRanking({
      keys: ['net', 'bonus', 'gross', 'grant', 'admitted', 'received', 'criterion:C2'].map(
        (by) => ({ by, ...first }),
      ),
    }),
    [],
  ],
])('a ranking by %s', (_, change, problems) => {
  expect(problemsOf(change)).toEqual(problems);
});

test.each<[string, Partial<CallDocument>, string[]]>([
  [
    'a grant without its rules',
    { grant: undefined } as object,
    ['gives: parts-missing: a call that gives a grant says how it is computed'],
  ],
  [
    'costs',
    { costs: undefined } as object,
    ['grant: parts-missing: the grant is a share of admitted costs: list the costs'],
  ],
  [
    'partners',
    { partnership: undefined } as object,
    [
      'facts.11.level: no-partnership: "staff" is a fact of partners, and this call has none',
      'facts.12.level: no-partnership: "room" is a fact of partners, and this call has none',
      'eligibility.1.require: condition-mistyped: there is nothing called "partner" here',
      'grant.partnerRates.0.where: condition-mistyped: there is nothing called "partner" here',
      'eligibility.1.level: parts-missing: there are no partners in this call',
    ],
  ],
  [
    'a recognition with money',
    { gives: 'recognition' },
    [
      'gives: parts-missing: a call that only recognises gives no money: leave out grant and funding',
    ],
  ],
  [
    'a recognition with pots only',
    { gives: 'recognition', grant: undefined } as object,
    [
      'gives: parts-missing: a call that only recognises gives no money: leave out grant and funding',
    ],
  ],
  [
    'a list with an order',
    { procedure: 'list' },
    ['ranking: parts-missing: a list has no order: leave out ranking'],
  ],
  [
    'a phase that is not there',
    { eligibility: [{ ...tall!, phase: 'paper' }] },
    ['eligibility.0.phase: parts-missing: there is no phase "paper"'],
  ],
  [
    'a day of an act that does not exist',
    { acts: [{ ...mills.acts[0]!, date: '2025-02-29' }] },
    ['acts.0.date: parts-missing: 2025-02-29 is not a day that exists'],
  ],
  ['a day of an act that is lost', { acts: [{ ...mills.acts[0]!, date: gap('day') }] }, []],
])('parts that do not fit together: %s', (_, change, problems) => {
  expect(problemsOf(change)).toEqual(problems);
});
