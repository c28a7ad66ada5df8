import { expect, test } from 'vitest';
import { gap, mills } from '../../../test/mill-call.ts';
import { all, low, settle } from '../../../test/mill-round.ts';
import type { ApplicationDocument } from '../definition/application-document.ts';
import type { CallDocument } from '../definition/call-document.ts';
import type { RoundDecisions } from './round-decisions.ts';

function stops(...given: Parameters<typeof settle>): readonly string[] {
  return settle(...given).stops.map(({ code, applications, rankings, detail }) =>
    [code, ...applications, ...rankings, JSON.stringify(detail)].join(' ').replaceAll('"', ''),
  );
}

const ranking = (change: object): Partial<CallDocument> => ({
  ranking: { ...mills.ranking!, ...change },
});

const pots = (...amounts: unknown[]): Partial<CallDocument> => ({
  funding: {
    ...mills.funding!,
    pots: amounts.map((amount, at) => ({ ...mills.funding!.pots[0]!, id: `p${at}`, amount })),
  } as NonNullable<CallDocument['funding']>,
});

const funding = (change: object): Partial<CallDocument> => ({
  funding: { ...mills.funding!, ...change },
});

test.each<
  [string, readonly ApplicationDocument[], Partial<CallDocument>, RoundDecisions, string[]]
>([
  ['nothing is open', all, {}, {}, []],
  [
    'the procedure is open',
    all,
    { procedure: gap('procedure') },
    {},
    ['procedure-missing {gap:procedure}'],
  ],
  [
    'what a ranking is for is open',
    all,
    ranking({ per: gap('per') }),
    {},
    ['ranking-unit-missing {gap:per}'],
  ],
  ['the order is open', all, ranking({ keys: gap('keys') }), {}, ['keys-missing {gap:keys}']],
  ['the money is open', all, pots(gap('money')), {}, ['pot-amount-missing {gap:money}']],
  [
    'a share is open',
    all,
    funding({
      shares: [
        { pot: 'all', rate: gap('share') },
        { pot: 'some', rate: '50%' },
      ],
    }),
    {},
    ['pot-share-missing {gap:share}'],
  ],
  ['ties are open and do not matter', all, ranking({ ties: gap('ties') }), {}, []],
  [
    'a tie has no last resort',
    [low, { ...low, id: 'twin' }],
    ranking({ lastResort: gap('last'), ties: [] }),
    {},
    [],
  ],
  [
    'a tie stops',
    [low, { ...low, id: 'twin' }],
    { ...ranking({ lastResort: 'stop', ties: [] }), ...pots('600.00') },
    {},
    [
      'tie-at-cut-off low twin call {needed:101200,left:60000,allowed:[draw,whole-tie,none-of-tie,pro-rata],position:1}',
    ],
  ],
  [
    'a draw is missing',
    [low, { ...low, id: 'twin' }],
    ranking({ lastResort: 'draw', ties: [] }),
    {},
    [],
  ],
  [
    'a draw names a stranger',
    all,
    {},
    { draws: [{ decision: 'draw', order: ['low', 'nobody'] }] },
    ['unknown-application nobody {}'],
  ],
  [
    'a tie names strangers',
    all,
    {},
    {
      ties: [{ decision: 'tie', applications: ['nobody', 'low', 'no one'], policy: 'pro-rata' }],
    },
    ['unknown-application nobody no one {}'],
  ],
  [
    'an application comes twice',
    [low, low],
    {},
    {},
    ['application-twice low {}', 'protocol-missing low low call {values:[protocol]}'],
  ],
  [
    'rankings that are not there share money',
    all,
    {},
    { orderOfRankings: ['call', 'valley'] },
    ['unknown-ranking valley {}'],
  ],
  [
    'what is partly covered is open',
    all,
    { ...pots('759.00'), funding: { ...pots('759.00').funding!, partial: gap('partial') } },
    {},
    [
      'partial-policy-missing middle call {left:25300,needed:50600,allowed:[stop,skip,partial],position:2}',
    ],
  ],
])('the round stops where %s', (_, applications, change, answers, problems) => {
  expect(stops(applications, change, answers)).toEqual(problems);
});
