import { expect, test } from 'vitest';
import { mills, problemsOf } from '../../../test/mill-call.ts';
import type { CallDocument } from './call-document.ts';
import type { CriterionWay } from './score-document.ts';

const withWay = (by: CriterionWay, more: object = {}): Partial<CallDocument> => ({
  score: {
    ...mills.score!,
    criteria: [{ ...mills.score!.criteria[0]!, ...more, by }, ...mills.score!.criteria.slice(1)],
  },
});
const bands = (fact: string, ...each: object[]) =>
  withWay({ bands: { fact, bands: each.map((band) => ({ points: 10, ...band })) } });

test.each<[string, Partial<CallDocument>, string[]]>([
  [
    'a gap between them',
    bands('floors', { below: 2 }, { from: 3 }),
    ['score.criteria.0.by.bands.bands.1: band-gap: no band covers 2'],
  ],
  [
    'a gap below',
    bands('floors', { from: 1 }),
    ['score.criteria.0.by.bands.bands.0: band-gap: no band covers 0'],
  ],
  [
    'a gap below, of a value without limit',
    bands('built', { from: '1900-01-01' }),
    ['score.criteria.0.by.bands.bands.0: band-gap: no band covers values below 1900-01-01'],
  ],
  [
    'a gap above',
    bands('floors', { upTo: 9 }),
    ['score.criteria.0.by.bands.bands: band-gap: no band covers values above 9'],
  ],
  [
    'an overlap',
    bands('floors', { upTo: 3 }, { from: 3 }),
    ['score.criteria.0.by.bands.bands.1: band-overlap: 3 is in two bands'],
  ],
  [
    'one that ends before it begins',
    bands('floors', { below: 2 }, { from: 2, below: 2 }, { from: 2 }),
    ['score.criteria.0.by.bands.bands.1: crossed-limits: this band ends (1) before it begins (2)'],
  ],
  [
    'two beginnings',
    bands('floors', { below: 2 }, { above: 1, from: 2 }),
    [
      'score.criteria.0.by.bands.bands.1: band-unclear: a band begins with above or from, and ends with below or upTo, not both',
    ],
  ],
  [
    'two ends',
    bands('floors', { below: 2, upTo: 1 }, { from: 2 }),
    [
      'score.criteria.0.by.bands.bands.0: band-unclear: a band begins with above or from, and ends with below or upTo, not both',
    ],
  ],
  [
    'a gap of money',
    bands('worth', { upTo: '10.00' }, { from: '12.50' }),
    ['score.criteria.0.by.bands.bands.1: band-gap: no band covers 10.01'],
  ],
  [
    'a gap of percentages',
    bands('part', { upTo: '10%' }, { above: '12.5%' }),
    ['score.criteria.0.by.bands.bands.1: band-gap: no band covers 10.01%'],
  ],
  [
    'a gap of points',
    bands('beauty', { below: '2.5' }, { from: 3 }),
    ['score.criteria.0.by.bands.bands.1: band-gap: no band covers 2.5'],
  ],
  [
    'a gap of days',
    bands('built', { below: '1900-01-01' }, { above: '1900-01-01' }),
    ['score.criteria.0.by.bands.bands.1: band-gap: no band covers 1900-01-01'],
  ],
  [
    'a second one without end',
    bands('floors', { from: 0 }, { from: 5 }),
    ['score.criteria.0.by.bands.bands.1: band-overlap: only the last band goes on without an end'],
  ],
  ['of money', bands('worth', { upTo: '10.00' }, { above: '10.00' }), []],
  [
    'of money not written as money',
    bands('worth', { upTo: 10 }, { above: '10,0' }),
    [
      'score.criteria.0.by.bands.bands.0.upTo: band-unreadable: "10" is not a value of "worth" (money)',
      'score.criteria.0.by.bands.bands.1.above: band-unreadable: "10,0" is not a value of "worth" (money)',
    ],
  ],
  ['of percentages', bands('part', { below: '10%' }, { from: '10%' }), []],
  [
    'of percentages not written so',
    bands('part', { below: 10 }, { from: '10' }),
    [
      'score.criteria.0.by.bands.bands.0.below: band-unreadable: "10" is not a value of "part" (percent)',
      'score.criteria.0.by.bands.bands.1.from: band-unreadable: "10" is not a value of "part" (percent)',
    ],
  ],
  ['of days', bands('built', { below: '1900-01-01' }, { from: '1900-01-01' }), []],
  [
    'of days that do not exist',
    bands('built', { below: 1900 }, { from: '1900-02-30' }),
    [
      'score.criteria.0.by.bands.bands.0.below: band-unreadable: "1900" is not a value of "built" (date)',
      'score.criteria.0.by.bands.bands.1.from: band-unreadable: "1900-02-30" is not a value of "built" (date)',
    ],
  ],
  ['of points', bands('beauty', { below: '2.5' }, { from: '2.5' }), []],
  [
    'of unreadable points',
    bands('beauty', { below: 'a' }),
    [
      'score.criteria.0.by.bands.bands.0.below: band-unreadable: "a" is not a value of "beauty" (points)',
    ],
  ],
  [
    'of broken numbers',
    bands('floors', { below: 1.5 }, { from: '2' }),
    [
      'score.criteria.0.by.bands.bands.0.below: band-unreadable: "1.5" is not a value of "floors" (int)',
      'score.criteria.0.by.bands.bands.1.from: band-unreadable: "2" is not a value of "floors" (int)',
    ],
  ],
  [
    'of a text',
    bands('place', { below: 2 }),
    [
      'score.criteria.0.by.bands.fact: wrong-fact-type: "place" is of type text; expected int or money or percent or date or points',
      'score.criteria.0.by.bands.bands: band-gap: no band covers values above 1',
    ],
  ],
  [
    'with unreadable points',
    bands('floors', { points: 'x' }),
    [
      'score.criteria.0.by.bands.bands.0.points: points-unreadable: "x" is not a number of points such as 10 or "2.5"',
      'score.maximum: points-miss-maximum: the criteria reach 20 points, and the stated maximum is 30',
    ],
  ],
])('bands: %s', (_, change, problems) => {
  expect(problemsOf(change)).toEqual(problems);
});

test('bands of money begin at the lowest amount that the fact can have', () => {
  const facts = mills.facts.map((fact) => (fact.id === 'worth' ? { ...fact, from: 10 } : fact));
  const { score } = bands('worth', { from: '10.00' });
  expect(problemsOf({ facts, score: score! })).toEqual([]);
  expect(problemsOf({ facts, score: bands('worth', { from: '10.01' }).score! })).toEqual([
    'score.criteria.0.by.bands.bands.0: band-gap: no band covers 10.00',
  ]);
});
