import { expect, test } from 'vitest';
import { compiled, gap, mill, mills } from '../../../test/mill-call.ts';
import type { CallDocument } from '../definition/call-document.ts';
import { advise, isGrantSettled, type Answers, type LineAdvice } from './advise.ts';
import type { OpenQuestion } from './open-questions.ts';

const partners = mill.partners!.map(({ id, role, facts }) => ({ id, role, facts: facts! }));
const whole: Answers = { facts: mill.facts, partners, costs: { wood: '900.00', study: '100.00' } };

function lineOf(answers: object, change: Partial<CallDocument> = {}): LineAdvice {
  const advice = advise([compiled(change)], { ...whole, ...answers });
  const line = advice.lines.find((each) => each.line === 'upper');
  if (!line) throw new Error(JSON.stringify(advice.problems));
  return line;
}

function shown(question: OpenQuestion | undefined): string {
  if (!question) return 'nothing';
  const fact = question.kind === 'fact' ? `${question.partner ?? ''} ${question.fact.id}` : '';
  return `${question.kind}${fact} for ${question.neededBy} ${question.article}`;
}

function said(answers: object, change: Partial<CallDocument> = {}): readonly string[] {
  const { answer, because, open, next, grant } = lineOf(answers, change);
  return [
    answer,
    ...because.map(({ requirement, article }) => `because ${requirement} ${article}`),
    ...open.map(shown),
    `next ${shown(next)}`,
    `grant ${grant?.low} ${grant?.high}`,
  ];
}

const unknown = { unknown: true };
const facts = (more: object): object => ({ facts: { ...mill.facts, ...more } });
const staff = (value: unknown): object => ({
  partners: [partners[0], { ...partners[1], facts: { staff: value, room: '9000.00' } }],
});
const ceiling = (change: object): Partial<CallDocument> => ({
  grant: { ...mills.grant!, ceilings: [{ ...mills.grant!.ceilings[0]!, ...change }] },
});
const [tall, staffed] = mills.eligibility;
const rule = (change: object): Partial<CallDocument> => ({
  eligibility: [{ ...tall!, ...change }],
});

test.each<[string, object, Partial<CallDocument>, string[]]>([
  ['everything', {}, {}, ['fits', 'next nothing', 'grant 40000 40000']],
  [
    'nothing',
    { facts: {}, partners: undefined, costs: undefined },
    {},
    [
      'depends',
      'because millers art. 3',
      'because tall art. 4',
      'because smallest art. 6',
      'partners for millers art. 3',
      'fact floors for tall art. 4',
      'fact kind for C1 art. 7',
      'fact beauty for C3 art. 7',
      'costs for grant art. 6',
      'next partners for millers art. 3',
      'grant 0 170000',
    ],
  ],
  [
    'too few floors',
    facts({ floors: 0 }),
    {},
    ['cannot', 'because tall art. 4', 'next nothing', 'grant 40000 40000'],
  ],
  [
    'no floors',
    facts({ floors: unknown }),
    {},
    [
      'depends',
      'because tall art. 4',
      'fact floors for tall art. 4',
      'next fact floors for tall art. 4',
      'grant 40000 40000',
    ],
  ],
  [
    'no partners',
    { partners: undefined },
    {},
    [
      'depends',
      'because millers art. 3',
      'partners for millers art. 3',
      'next partners for millers art. 3',
      'grant 0 55000',
    ],
  ],
  [
    'one partner',
    { partners: [partners[0]] },
    {},
    ['cannot', 'because millers art. 3', 'next nothing', 'grant 40000 40000'],
  ],
  [
    'no costs',
    { costs: undefined },
    {},
    [
      'depends',
      'because smallest art. 6',
      'costs for grant art. 6',
      'next costs for grant art. 6',
      'grant 0 110000',
    ],
  ],
  [
    'costs too small',
    { costs: { wood: '10.00' } },
    {},
    ['cannot', 'because smallest art. 6', 'next nothing', 'grant 550 550'],
  ],
  [
    'costs by partner',
    {
      costs: undefined,
      partners: partners.map((each) => ({ ...each, costs: { wood: '400.00' } })),
    },
    {},
    ['fits', 'next nothing', 'grant 39600 39600'],
  ],
  ['a smaller rate', { requestedRate: '10%' }, {}, ['fits', 'next nothing', 'grant 11000 11000']],
  [
    'no kind',
    facts({ kind: unknown, floors: 1 }),
    {},
    ['fits', 'fact kind for C1 art. 7', 'next fact kind for C1 art. 7', 'grant 40000 40000'],
  ],
  [
    'no kind, where it matters',
    facts({ kind: unknown, beauty: 6, floors: 1 }),
    {},
    ['fits', 'fact kind for C1 art. 7', 'next fact kind for C1 art. 7', 'grant 40000 40000'],
  ],
  [
    'no judgement',
    facts({ kind: 'wind', beauty: unknown }),
    {},
    ['fits', 'fact beauty for C3 art. 7', 'next nothing', 'grant 40000 40000'],
  ],
  [
    'no blades, where a rule reads them',
    facts({ blades: unknown }),
    rule({ require: 'blades >= 4' }),
    [
      'depends',
      'because tall art. 4',
      'fact blades for tall art. 4',
      'next fact blades for tall art. 4',
      'grant 40000 40000',
    ],
  ],
  [
    'no blades nor whether it turns',
    facts({ blades: unknown, turns: unknown }),
    rule({ require: 'blades >= 4' }),
    [
      'depends',
      'because tall art. 4',
      'fact turns for tall art. 4',
      'next nothing',
      'grant 40000 40000',
    ],
  ],
  [
    'no visits',
    facts({ visits: unknown }),
    rule({ require: 'guests >= 4' }),
    [
      'depends',
      'because tall art. 4',
      'fact visits for tall art. 4',
      'next fact visits for tall art. 4',
      'grant 40000 40000',
    ],
  ],
  [
    'a visit without people',
    facts({ visits: [{ people: 3 }, {}] }),
    rule({ require: 'guests >= 4' }),
    ['depends', 'because tall art. 4', 'next nothing', 'grant 40000 40000'],
  ],
  [
    'no floors, where steps count',
    facts({ floors: unknown }),
    rule({ require: 'steps >= 24' }),
    [
      'depends',
      'because tall art. 4',
      'fact floors for tall art. 4',
      'next fact floors for tall art. 4',
      'grant 40000 40000',
    ],
  ],
  [
    'a condition that may hold',
    facts({ turns: unknown, floors: 0 }),
    rule({ when: 'turns' }),
    [
      'depends',
      'because tall art. 4',
      'fact turns for tall art. 4',
      'next nothing',
      'grant 40000 40000',
    ],
  ],
  [
    'an exception that may hold',
    facts({ turns: unknown }),
    rule({ exceptions: [{ id: 'x', article: 'art. 4', when: 'turns', require: 'floors == 0' }] }),
    [
      'depends',
      'because tall art. 4',
      'fact turns for tall art. 4',
      'next nothing',
      'grant 40000 40000',
    ],
  ],
  [
    'a reserve that is open',
    facts({ floors: unknown }),
    rule({ effect: 'reserve' }),
    ['fits', 'next nothing', 'grant 40000 40000'],
  ],
  [
    'no staff of one partner',
    staff(unknown),
    { eligibility: [tall!, { ...staffed!, effect: 'exclude' }] },
    [
      'depends',
      'because staffed art. 4',
      'fact1 staff for staffed art. 4',
      'next fact1 staff for staffed art. 4',
      'grant 40000 40000',
    ],
  ],
  [
    'no partners, where each must be staffed',
    { partners: undefined },
    { eligibility: [{ ...staffed!, effect: 'exclude' }] },
    [
      'depends',
      'because millers art. 3',
      'because staffed art. 4',
      'partners for millers art. 3',
      'next partners for millers art. 3',
      'grant 0 55000',
    ],
  ],
  [
    'no floors, where the ceiling grows',
    facts({ floors: unknown }),
    { ...rule({ require: 'true' }), ...ceiling({ amount: '300.00' }) },
    ['fits', 'fact floors for grant art. 6', 'next fact floors for grant art. 6', 'grant 0 55000'],
  ],
  [
    'nothing of a ceiling that may hold',
    facts({ part: unknown }),
    ceiling({ amount: '300.00', growth: undefined, when: 'part > pct("30%")' }),
    ['fits', 'fact part for grant art. 6', 'next fact part for grant art. 6', 'grant 0 55000'],
  ],
  [
    'everything, and the rule is open',
    {},
    {
      grant: {
        ...mills.grant!,
        minimumProject: { id: 'smallest', article: 'art. 6', amount: gap('least'), on: 'admitted' },
      },
    },
    ['depends', 'because smallest art. 6', 'next nothing', 'grant 40000 40000'],
  ],
])('with %s', (_, answers, change, problems) => {
  expect(said(answers, change)).toEqual(problems);
});

test('questions come in the order of the definition, the one to be asked first', () => {
  const advice = advise([compiled()], { facts: {} });
  expect(advice.lines.map(({ call, line }) => `${call} ${line}`)).toEqual([
    'mills upper',
    'mills lower',
    'mills hill',
  ]);
  expect(advice.next).toBe(advice.lines[0]!.next);
  expect(advice.problems).toEqual([]);
});

test('answers to questions of other calls are left out, those that cannot be read are told once', () => {
  const calls = [compiled(), compiled({ id: 'other' })];
  const { lines, problems } = advise(calls, { facts: { floors: 'three', weather: 'fine' } });
  expect(lines).toEqual([]);
  expect(
    problems.map(({ call, problems: some }) => [
      call,
      ...some.map(({ code, path }) => `${code} ${path.join('.')}`),
    ]),
  ).toEqual([
    ['mills', 'wrong-type facts.floors'],
    ['other', 'wrong-type facts.floors'],
  ]);
  expect(
    advise(calls, { ...whole, costs: { wood: '1.00', office: '1.00', boats: '1.00' } }).problems,
  ).toEqual([]);
});

test('a grant is settled once it is one amount, or none at all', () => {
  expect(isGrantSettled(lineOf({}))).toBe(true);
  expect(isGrantSettled(lineOf({ costs: undefined }))).toBe(false);
  const recognition = { gives: 'recognition', grant: undefined, funding: undefined } as object;
  expect(isGrantSettled(lineOf({ costs: undefined }, recognition))).toBe(true);
});
