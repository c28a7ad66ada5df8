import { expect, test } from 'vitest';
import { gap, mills, problemsOf } from '../../../test/mill-call.ts';
import type { CallDocument } from './call-document.ts';

const withCosts = (change: object): Partial<CallDocument> => ({
  costs: { ...mills.costs!, ...change },
});
const withGrant = (change: object): Partial<CallDocument> => ({
  grant: { ...mills.grant!, ...change },
});
const withCap = (change: object) => withCosts({ caps: [{ ...mills.costs!.caps![0]!, ...change }] });
const withGrowth = (growth: object) =>
  withGrant({
    ceilings: [
      {
        ...mills.grant!.ceilings[0]!,
        growth: { each: '100.00', fact: 'floors', beyond: 2, ...growth },
      },
    ],
  });

test.each<[string, Partial<CallDocument>, string[]]>([
  [
    'a cap on nothing',
    withCap({ on: 'stady' }),
    ['costs.caps.0.on: unknown-id: no category is called "stady"; did you mean "study"?'],
  ],
  ['a cap on a cost of another line', withCap({ on: 'trees' }), []],
  [
    'a cap without limit',
    withCap({ rate: undefined }),
    [
      'costs.caps.0: cap-without-limit: a cap says a rate, a fixed amount (plus), or both',
      'costs.caps.0: zero-cap: this cap admits nothing at all: give it a rate or a fixed amount above zero',
    ],
  ],
  [
    'a cap without base',
    withCap({ of: undefined }),
    [
      'costs.caps.0: cap-without-base: a rate needs its base: others (without itself), total (with itself), or a list',
    ],
  ],
  ['a fixed cap', withCap({ rate: undefined, of: undefined, plus: '10.00' }), []],
  [
    'an unreadable rate',
    withCap({ rate: 'half' }),
    [
      'costs.caps.0.rate: rate-unreadable: "half" is not a rate such as "7%" or "1/3"',
      'costs.caps.0: zero-cap: this cap admits nothing at all: give it a rate or a fixed amount above zero',
    ],
  ],
  [
    'an unreadable amount',
    withCap({ plus: '1.0.0' }),
    ['costs.caps.0.plus: amount-unreadable: "1.0.0" is not an amount such as "1234.50"'],
  ],
  [
    'a base of unknown costs',
    withCap({ of: ['wod'] }),
    ['costs.caps.0.of.0: unknown-id: no category is called "wod"; did you mean "wood"?'],
  ],
  [
    'an unreadable flat rate',
    withCosts({
      categories: [
        ...mills.costs!.categories.slice(0, 3),
        { ...mills.costs!.categories[3]!, flat: { rate: 'x', of: ['wood'] } },
      ],
    }),
    ['costs.categories.3.flat.rate: rate-unreadable: "x" is not a rate such as "7%" or "1/3"'],
  ],
  [
    'a group of unknown costs',
    withCosts({
      groups: [
        {
          id: 'both',
          article: 'art. 5',
          members: ['wood', 'iron'],
          rate: '50%',
          of: 'total',
          split: 'order',
        },
      ],
    }),
    [
      'costs.groups.0.members.1: unknown-id: no category is called "iron"',
      'costs.categories.3.of: ambiguous-group: the base separates "wood" from the other members of its group ("wood", "iron"), whose shares depend on the split: name all the members of the group or none',
    ],
  ],
  [
    'an unreadable rate of a group',
    withCosts({
      groups: [
        {
          id: 'both',
          article: 'art. 5',
          members: ['wood', 'study'],
          rate: 'x',
          of: 'total',
          split: 'order',
        },
      ],
    }),
    [
      'costs.groups.0.rate: rate-unreadable: "x" is not a rate such as "7%" or "1/3"',
      'costs.groups.0: zero-cap: this cap admits nothing at all: give it a rate or a fixed amount above zero',
      'costs.caps.0.of: ambiguous-group: the base separates "study" from the other members of its group ("wood", "study"), whose shares depend on the split: name all the members of the group or none',
    ],
  ],
  [
    'too many readings',
    withCosts({
      caps: Array.from({ length: 7 }, (_, at) => ({
        id: `c${at}`,
        article: 'art. 5',
        on: 'study',
        rate: gap(`g${at}`),
        of: 'others',
      })),
    }),
    [
      'costs: too-many-readings: the open points on costs allow more than 64 readings: decide some of them',
    ],
  ],
  [
    'an unreadable rate of the grant',
    withGrant({ rate: '120%' }),
    ['grant.rate: rate-unreadable: "120%" is not a rate of at most 100%, such as "60%"'],
  ],
  [
    'a rate without sign',
    withGrant({ rate: 'half' }),
    ['grant.rate: rate-unreadable: "half" is not a rate of at most 100%, such as "60%"'],
  ],
  [
    'an unreadable rate of partners',
    withGrant({
      partnerRates: [{ id: 'large', article: 'art. 6', where: 'partner.staff', rate: '101%' }],
    }),
    [
      'grant.partnerRates.0.rate: rate-unreadable: "101%" is not a rate of at most 100%, such as "60%"',
      'grant.partnerRates.0.where: condition-mistyped: expected a condition (yes or no), and this gives int',
    ],
  ],
  [
    'an unreadable ceiling',
    withGrant({ ceilings: [{ ...mills.grant!.ceilings[0]!, amount: 'a lot', when: 'floors >' }] }),
    [
      'grant.ceilings.0.amount: amount-unreadable: "a lot" is not an amount such as "1234.50"',
      'grant.ceilings.0.when: condition-unreadable: the condition ends too early',
    ],
  ],
  [
    'growth by a fact that is not there',
    withGrowth({ fact: 'flors' }),
    [
      'grant.ceilings.0.growth.fact: unknown-name: a ceiling grows with a whole number, and "flors" is no fact of this call -> floors',
    ],
  ],
  [
    'growth by money',
    withGrowth({ fact: 'worth' }),
    [
      'grant.ceilings.0.growth.fact: wrong-fact-type: a ceiling grows with a whole number, and "worth" is money',
    ],
  ],
  [
    'an unreadable growth',
    withGrowth({ each: '1,5' }),
    ['grant.ceilings.0.growth.each: amount-unreadable: "1,5" is not an amount such as "1234.50"'],
  ],
  [
    'an unreadable smallest project',
    withGrant({ minimumProject: { id: 's', article: 'art. 6', amount: 'x', on: 'declared' } }),
    ['grant.minimumProject.amount: amount-unreadable: "x" is not an amount such as "1234.50"'],
  ],
  [
    'unreadable limits of a gap',
    withGrant({
      minimumProject: {
        id: 's',
        article: 'art. 6',
        amount: gap('g', { between: ['a', 'b'] }),
        on: 'declared',
      },
    }),
    [
      'grant.minimumProject.amount: amount-unreadable: "a" is not an amount such as "1234.50"',
      'grant.minimumProject.amount: amount-unreadable: "b" is not an amount such as "1234.50"',
    ],
  ],
  [
    'a limit of partners that is no money',
    withGrant({ partnerCeiling: { id: 'aid', article: 'art. 6', fact: 'staff' } }),
    ['grant.partnerCeiling.fact: unknown-name: "staff" is not an amount known of each partner'],
  ],
  [
    'a limit of partners known of the project',
    withGrant({ partnerCeiling: { id: 'aid', article: 'art. 6', fact: 'worth' } }),
    ['grant.partnerCeiling.fact: unknown-name: "worth" is not an amount known of each partner'],
  ],
  [
    'the condition of a pot',
    {
      funding: { ...mills.funding!, pots: [{ ...mills.funding!.pots[0]!, when: 'kind == "sun"' }] },
    },
    ['funding.pots.0.when: condition-mistyped: "sun" is not one of water, wind'],
  ],
])('money: %s', (_, change, problems) => {
  expect(problemsOf(change)).toEqual(problems);
});
