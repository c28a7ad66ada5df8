import { expect, test } from 'vitest';
import { compiled, gap, mills } from '../../../test/mill-call.ts';
import { all, low, middle, settle, tall, withFacts } from '../../../test/mill-round.ts';
import type { ApplicationDocument } from '../definition/application-document.ts';
import type { CallDocument } from '../definition/call-document.ts';
import { formatCents } from '../numbers/money.ts';
import { findBreaches } from './find-breaches.ts';
import type { RoundDecisions } from './round-decisions.ts';
import { roundRows } from './settle-round.ts';

function rows(...given: Parameters<typeof settle>): readonly string[] {
  return roundRows(settle(...given)).map(
    ({ application, ranking, position, outcome, grant }) =>
      `${application} ${ranking} ${position} ${outcome} ${formatCents(grant)}`,
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

const pot = mills.funding!.pots[0]!;

test.each<
  [string, readonly ApplicationDocument[], Partial<CallDocument>, RoundDecisions, string[]]
>([
  [
    'by points',
    all,
    {},
    {},
    [
      'tall call 1 fully-funded 506.00',
      'middle call 2 fully-funded 506.00',
      'low call 3 fully-funded 506.00',
    ],
  ],
  [
    'without a window',
    all,
    { windows: [] },
    {},
    [
      'tall call 1 fully-funded 506.00',
      'middle call 2 fully-funded 506.00',
      'low call 3 fully-funded 506.00',
    ],
  ],
  [
    'by line',
    all,
    ranking({ per: 'line' }),
    {},
    [
      'tall river 1 fully-funded 506.00',
      'middle river 2 fully-funded 506.00',
      'low hill 1 fully-funded 506.00',
    ],
  ],
  [
    'by sub-line',
    all,
    ranking({ per: 'subline' }),
    {},
    [
      'tall upper 1 fully-funded 506.00',
      'middle upper 2 fully-funded 506.00',
      'low hill 1 fully-funded 506.00',
    ],
  ],
  [
    'by arrival',
    all,
    { procedure: 'rolling', ranking: undefined } as object,
    {},
    [
      'low call 1 fully-funded 506.00',
      'middle call 2 fully-funded 506.00',
      'tall call 3 fully-funded 506.00',
    ],
  ],
  [
    'as a list',
    [
      ...all,
      withFacts('weak', { kind: 'wind', floors: 1 }),
      withFacts('open', { floors: { unknown: true } }),
      withFacts('out', { floors: 0 }),
    ],
    { procedure: 'list', ranking: undefined } as object,
    {},
    [
      'low call 0 listed 0.00',
      'middle call 0 listed 0.00',
      'tall call 0 listed 0.00',
      'weak call 0 below-threshold 0.00',
      'open call 0 undecided 0.00',
      'out call 0 not-listed 0.00',
    ],
  ],
  [
    'lowest first',
    all,
    ranking({ keys: [{ by: 'net', order: 'lowest-first' }] }),
    {},
    [
      'low call 1 fully-funded 506.00',
      'middle call 2 fully-funded 506.00',
      'tall call 3 fully-funded 506.00',
    ],
  ],
  [
    'by a criterion',
    all,
    ranking({ keys: [{ by: 'criterion:C2', order: 'highest-first' }] }),
    {},
    [
      'tall call 1 fully-funded 506.00',
      'middle call 2 fully-funded 506.00',
      'low call 3 fully-funded 506.00',
    ],
  ],
  [
    'by all points and admitted costs',
    all,
    ranking({
      keys: [
        { by: 'gross', order: 'highest-first' },
        { by: 'admitted', order: 'lowest-first' },
      ],
    }),
    {},
    [
      'tall call 1 fully-funded 506.00',
      'middle call 2 fully-funded 506.00',
      'low call 3 fully-funded 506.00',
    ],
  ],
  [
    'by bonus, then by floors',
    all,
    ranking({
      keys: [{ by: 'bonus', order: 'highest-first' }],
      ties: [{ by: 'fact:floors', order: 'lowest-first' }],
    }),
    {},
    [
      'low call 1 fully-funded 506.00',
      'middle call 2 fully-funded 506.00',
      'tall call 3 fully-funded 506.00',
    ],
  ],
  [
    'by grant, then by arrival',
    all,
    ranking({
      keys: [{ by: 'grant', order: 'highest-first' }],
      ties: [{ by: 'received', order: 'lowest-first' }],
    }),
    {},
    [
      'low call 1 fully-funded 506.00',
      'middle call 2 fully-funded 506.00',
      'tall call 3 fully-funded 506.00',
    ],
  ],
  [
    'by a drawn order',
    [low, { ...low, id: 'twin' }],
    ranking({ lastResort: 'draw', ties: [] }),
    { draws: [{ decision: 'draw', order: ['twin', 'low'] }] },
    ['twin call 1 fully-funded 506.00', 'low call 2 fully-funded 506.00'],
  ],
  [
    'with money for one and a half',
    all,
    pots('759.00'),
    {},
    [
      'tall call 1 fully-funded 506.00',
      'middle call 2 partly-funded 253.00',
      'low call 3 admissible-not-funded 0.00',
    ],
  ],
  [
    'with money for one and a half, none in part',
    all,
    { ...pots('759.00'), funding: { ...pots('759.00').funding!, partial: 'stop' } },
    {},
    [
      'tall call 1 fully-funded 506.00',
      'middle call 2 admissible-not-funded 0.00',
      'low call 3 admissible-not-funded 0.00',
    ],
  ],
  [
    'with two pots',
    all,
    pots('100.00', '659.00'),
    {},
    [
      'tall call 1 fully-funded 506.00',
      'middle call 2 partly-funded 253.00',
      'low call 3 admissible-not-funded 0.00',
    ],
  ],
  [
    'with a pot for one line',
    all,
    funding({ pots: [{ ...pot, lines: ['river'] }] }),
    {},
    [
      'tall call 1 fully-funded 506.00',
      'middle call 2 fully-funded 506.00',
      'low call 3 admissible-not-funded 0.00',
    ],
  ],
  [
    'with a pot for one sub-line',
    all,
    funding({ pots: [{ ...pot, lines: ['hill'] }] }),
    {},
    [
      'tall call 1 admissible-not-funded 0.00',
      'middle call 2 admissible-not-funded 0.00',
      'low call 3 fully-funded 506.00',
    ],
  ],
  [
    'with a pot for some',
    all,
    funding({ pots: [{ ...pot, when: 'floors >= 3' }] }),
    {},
    [
      'tall call 1 fully-funded 506.00',
      'middle call 2 fully-funded 506.00',
      'low call 3 admissible-not-funded 0.00',
    ],
  ],
  [
    'with a pot for nobody knows whom',
    [withFacts('maybe', { part: { unknown: true } }), tall],
    funding({ pots: [{ ...pot, when: 'part > pct("30%")' }] }),
    {},
    ['maybe call 0 undecided 0.00', 'tall call 0 undecided 0.00'],
  ],
  [
    'with money moved',
    all,
    {
      funding: {
        ...mills.funding!,
        reallocation: { allowed: true, article: 'art. 9' },
        pots: [
          { ...pot, id: 'a', lines: ['river'], amount: '2000.00' },
          { ...pot, id: 'b', lines: ['hill'], amount: '0.00' },
        ],
      },
    },
    { moves: [{ from: 'a', to: 'b', amount: '300.00', decision: 'move' }] as never },
    [
      'tall call 1 fully-funded 506.00',
      'middle call 2 fully-funded 506.00',
      'low call 3 partly-funded 300.00',
    ],
  ],
  [
    'without money',
    all,
    { funding: undefined } as object,
    {},
    ['tall call 1 undecided 0.00', 'middle call 2 undecided 0.00', 'low call 3 undecided 0.00'],
  ],
  [
    'withdrawn and out of time',
    [
      { ...tall, status: 'withdrawn' },
      { ...middle, received: '2025-03-03T16:00:01+01:00' },
      { ...low, received: '2025-02-03T09:59:59+01:00' },
    ],
    {},
    {},
    [
      'tall call 0 withdrawn 0.00',
      'middle call 0 not-admissible 0.00',
      'low call 0 not-admissible 0.00',
    ],
  ],
  [
    'at the ends of the window',
    [
      { ...middle, received: '2025-03-03T16:00:00+01:00' },
      { ...low, received: '2025-02-03T10:00:00+01:00' },
    ],
    {},
    {},
    ['middle call 1 fully-funded 506.00', 'low call 2 fully-funded 506.00'],
  ],
  [
    'with points still open',
    [tall, withFacts('open', { floors: { from: 1, to: 9 } })],
    {},
    {},
    ['tall call 0 undecided 0.00', 'open call 0 undecided 0.00'],
  ],
])('the round %s', (_, applications, change, answers, problems) => {
  expect(rows(applications, change, answers)).toEqual(problems);
});

test('more applications than a column first holds keep their order', () => {
  const many = Array.from({ length: 1_030 }, (_, at) => ({
    ...middle,
    id: `m${at}`,
    protocol: at,
  }));
  const table = settle(many, pots('506.00')).table;
  expect([
    table.size,
    table.protocol[0],
    table.protocol[1_029],
    table.columns['net']?.[1_029],
    table.asked[1_029],
    table.accepts[1_029],
  ]).toEqual([1_030, 0, 1_029, 21_00, 506_00, 1]);
  expect(settle(many, pots('506.00')).funding?.checks).toEqual({
    granted: 506_00,
    drawn: 506_00,
    conserved: true,
  });
});

test('a grant is split between capital and current money as its costs are', () => {
  const categories = mills.costs!.categories.map((each) =>
    each.id === 'study' ? { ...each, money: 'current' as const } : each,
  );
  const { table } = settle([middle], {
    costs: { ...mills.costs!, categories },
    funding: {
      ...mills.funding!,
      pots: [
        { ...pot, money: 'capital' },
        { ...pot, id: 'now', money: 'current' },
      ],
    },
  });
  expect([table.kinds?.capital[0], table.kinds?.current[0]]).toEqual([460_00, 46_00]);
});

test('one application for each lead and sub-line: whoever comes twice is named', () => {
  const again = { ...middle, id: 'again' };
  const named = (applications: readonly ApplicationDocument[], per?: unknown) =>
    findBreaches(
      compiled(per ? ({ uniqueness: [{ ...mills.uniqueness![0]!, per }] } as object) : {}),
      applications,
    ).map(({ rule, article, applications: ids }) => `${rule} ${article} ${ids.join(' ')}`);
  expect(named([middle, again, low])).toEqual(['once art. 3 middle again']);
  expect(named([middle, low])).toEqual([]);
  expect(named([middle, { ...again, status: 'withdrawn' }])).toEqual([]);
  expect(named([middle, { ...again, line: 'lower' }])).toEqual([]);
  expect(named([middle, { ...again, line: 'lower' }], ['lead', 'line'])).toEqual([
    'once art. 3 middle again',
  ]);
  expect(named([middle, again], gap('per'))).toEqual([]);
  expect(named([middle, again], [])).toEqual([]);
  const others = again.partners!.map((each) =>
    each.role === 'lead' ? { ...each, id: 'P7' } : each,
  );
  expect(named([middle, { ...again, partners: others }])).toEqual([]);
  expect(named([middle, { ...again, partners: others }], ['partner'])).toEqual([
    'once art. 3 middle again',
  ]);
  expect(named([middle, { ...again, partners: others, applicant: 'P1' }], ['applicant'])).toEqual([
    'once art. 3 middle again',
  ]);
});
