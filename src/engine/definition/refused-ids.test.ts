import { expect, test } from 'vitest';
import { mills, problemsOf } from '../../../test/mill-call.ts';
import type { CallDocument } from './call-document.ts';

const [tall] = mills.eligibility;
const [pot] = mills.funding!.pots;
const twice = <T>(items: readonly T[] | undefined): readonly T[] => [
  ...(items ?? []),
  ...(items ?? []),
];
const withFunding = (change: object): Partial<CallDocument> => ({
  funding: { ...mills.funding!, ...change },
});

test('the call as it is has nothing wrong', () => {
  expect(problemsOf({})).toEqual([]);
});

test.each<[string, Partial<CallDocument>, string[]]>([
  ['acts', { acts: twice(mills.acts) }, ['acts.1.id: id-twice: "notice" is used twice in acts']],
  [
    'windows',
    { windows: twice(mills.windows) },
    ['windows.1.id: id-twice: "window" is used twice in windows'],
  ],
  [
    'phases',
    { phases: twice(mills.phases) },
    ['phases.1.id: id-twice: "papers" is used twice in phases'],
  ],
  [
    'uniqueness',
    { uniqueness: twice(mills.uniqueness) },
    ['uniqueness.1.id: id-twice: "once" is used twice in uniqueness'],
  ],
  [
    'eligibility',
    { eligibility: twice([tall!]) },
    ['eligibility.1.id: id-twice: "tall" is used twice in eligibility'],
  ],
  [
    'roles',
    { partnership: { ...mills.partnership!, roles: twice(mills.partnership?.roles) } },
    [
      'partnership.roles.3.id: id-twice: "lead" is used twice in partnership.roles',
      'partnership.roles.4.id: id-twice: "miller" is used twice in partnership.roles',
      'partnership.roles.5.id: id-twice: "friend" is used twice in partnership.roles',
    ],
  ],
  [
    'caps',
    { costs: { ...mills.costs!, caps: twice(mills.costs?.caps) } },
    ['costs.caps.1.id: id-twice: "study-cap" is used twice in costs.caps'],
  ],
  [
    'ceilings',
    { grant: { ...mills.grant!, ceilings: twice(mills.grant?.ceilings) } },
    ['grant.ceilings.1.id: id-twice: "ceiling" is used twice in grant.ceilings'],
  ],
  [
    'thresholds',
    { score: { ...mills.score!, thresholds: twice(mills.score?.thresholds) } },
    ['score.thresholds.1.id: id-twice: "least" is used twice in score.thresholds'],
  ],
  [
    'bonuses',
    { score: { ...mills.score!, bonuses: twice(mills.score?.bonuses) } },
    ['score.bonuses.1.id: id-twice: "early" is used twice in score.bonuses'],
  ],
  [
    'criteria',
    { score: { ...mills.score!, maximum: 60, criteria: twice(mills.score?.criteria) } },
    [
      'score.criteria.3.id: id-twice: "C1" is used twice in score.criteria',
      'score.criteria.4.id: id-twice: "C2" is used twice in score.criteria',
      'score.criteria.5.id: id-twice: "C3" is used twice in score.criteria',
    ],
  ],
  [
    'pots',
    withFunding({ pots: twice([pot]) }),
    ['funding.pots.1.id: id-twice: "all" is used twice in funding.pots'],
  ],
  [
    'events',
    { events: twice(mills.events) },
    [
      'events.2.id: id-twice: "closing" is used twice in events',
      'events.3.id: id-twice: "doubt" is used twice in events',
    ],
  ],
  [
    'clocks',
    { clocks: twice(mills.clocks) },
    ['clocks.1.id: id-twice: "approval" is used twice in clocks'],
  ],
  [
    'variations',
    { variations: twice(mills.variations) },
    ['variations.1.id: id-twice: "keeps" is used twice in variations'],
  ],
  [
    'expenses',
    { expenses: twice(mills.expenses) },
    ['expenses.1.id: id-twice: "in-time" is used twice in expenses'],
  ],
  [
    'papers',
    {
      papers: twice([
        {
          id: 'plan',
          title: tall!.title,
          article: 'art. 4',
          level: 'project',
          curable: true,
        } as const,
      ]),
    },
    ['papers.1.id: id-twice: "plan" is used twice in papers'],
  ],
  [
    'notices',
    {
      notices: twice([{ id: 'slip', article: 'art. 4', kind: 'slip', text: tall!.title } as const]),
    },
    ['notices.1.id: id-twice: "slip" is used twice in notices'],
  ],
  [
    'examples',
    { examples: twice([{ id: 'one', title: 'one' }]) },
    ['examples.1.id: id-twice: "one" is used twice in examples'],
  ],
  ['lines', { lines: twice(mills.lines) }, ['lines: id-twice: "river" names two lines']],
])('an id twice in %s', (_, change, problems) => {
  expect(problemsOf(change)).toEqual(problems);
});
