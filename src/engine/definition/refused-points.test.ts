import { expect, test } from 'vitest';
import { compiled, gap, mills, problemsOf } from '../../../test/mill-call.ts';
import type { CallDocument } from './call-document.ts';
import type { CriterionWay } from './score-document.ts';

const withWay = (by: CriterionWay, more: object = {}): Partial<CallDocument> => ({
  score: {
    ...mills.score!,
    criteria: [{ ...mills.score!.criteria[0]!, ...more, by }, ...mills.score!.criteria.slice(1)],
  },
});
const withScore = (change: object): Partial<CallDocument> => ({
  score: { ...mills.score!, ...change },
});
const given = (kind: string, ...points: (readonly [string | boolean, number | string])[]) =>
  withWay({
    options: { fact: kind, points: points.map(([is, value]) => ({ is, points: value })) },
  });

test.each<[string, Partial<CallDocument>, string[]]>([
  [
    'an option that is not there',
    given('kind', ['watr', 10], ['wind', 0]),
    [
      'score.criteria.0.by.options.points.0.is: unknown-option: "watr" is not one of water, wind -> water',
      'score.criteria.0.by.options.points: option-missing: no points are given for water: write 0 where that is meant, or a gap',
      'score.maximum: points-miss-maximum: the criteria reach 20 points, and the stated maximum is 30',
    ],
  ],
  [
    'an option twice',
    given('kind', ['water', 10], ['wind', 0], ['wind', 1]),
    ['score.criteria.0.by.options.points.2.is: option-twice: "wind" is given points twice'],
  ],
  [
    'an option left out',
    given('kind', ['water', 10]),
    [
      'score.criteria.0.by.options.points: option-missing: no points are given for wind: write 0 where that is meant, or a gap',
    ],
  ],
  ['yes and no', given('turns', [true, 10], [false, 0]), []],
  [
    'yes alone',
    given('turns', [true, 10]),
    [
      'score.criteria.0.by.options.points: option-missing: no points are given for false: write 0 where that is meant, or a gap',
    ],
  ],
  [
    'unreadable points',
    given('kind', ['water', 10], ['wind', 'two']),
    [
      'score.criteria.0.by.options.points.1.points: points-unreadable: "two" is not a number of points such as 10 or "2.5"',
    ],
  ],
  [
    'a fact that is not there',
    given('kin', ['water', 10], ['wind', 0]),
    [
      'score.criteria.0.by.options.fact: unknown-name: there is no fact "kin" -> kind',
      'score.criteria.0.by.options.points.0.is: unknown-option: "water" is not one of false, true',
      'score.criteria.0.by.options.points.1.is: unknown-option: "wind" is not one of false, true',
    ],
  ],
  [
    'a fact of another type',
    given('floors', ['water', 10]),
    [
      'score.criteria.0.by.options.fact: wrong-fact-type: "floors" is of type int; expected option or options or bool',
      'score.criteria.0.by.options.points.0.is: unknown-option: "water" is not one of false, true',
    ],
  ],
  [
    'a set that says nothing',
    given('tools', ['saw', 4], ['stone', 6]),
    [
      'score.criteria.0.by.options: combine-missing: points for a set either add up (sum) or the best one counts (best): say which',
    ],
  ],
  [
    'a set that adds up',
    withWay({
      options: {
        fact: 'tools',
        points: [
          { is: 'saw', points: 4 },
          { is: 'stone', points: 6 },
        ],
        combine: 'sum',
      },
    }),
    [],
  ],
  [
    'a set where the best counts',
    withWay({
      options: {
        fact: 'tools',
        points: [
          { is: 'saw', points: 4 },
          { is: 'stone', points: 10 },
        ],
        combine: 'best',
      },
    }),
    [],
  ],
  [
    'a set that is open',
    withWay({
      options: {
        fact: 'tools',
        points: [
          { is: 'saw', points: 4 },
          { is: 'stone', points: 6 },
        ],
        combine: gap('combine'),
      },
    }),
    [],
  ],
  [
    'a maximum that is not reached',
    withScore({ maximum: 31 }),
    [
      'score.maximum: points-miss-maximum: the criteria reach 30 points, and the stated maximum is 31',
    ],
  ],
  [
    'a maximum that is passed',
    withScore({ maximum: '29.5' }),
    [
      'score.maximum: points-miss-maximum: the criteria reach 30 points, and the stated maximum is 29.5',
    ],
  ],
  [
    'a maximum that is not a number',
    withScore({ maximum: 'thirty' }),
    [
      'score.maximum: points-unreadable: "thirty" is not a number of points such as 10 or "2.5"',
      'score.maximum: points-miss-maximum: the criteria reach 30 points, and the stated maximum is 0',
    ],
  ],
  ['lost points below the maximum', withWay({ lost: gap('lost') }), []],
  [
    'known points above the maximum',
    {
      ...withWay({ lost: gap('lost') }),
      score: { ...withWay({ lost: gap('lost') }).score!, maximum: 19 },
    },
    [
      'score.maximum: points-miss-maximum: the criteria reach 20 points without those that are lost, and the stated maximum is 19',
    ],
  ],
  [
    'known points that fill the maximum',
    { score: { ...withWay({ lost: gap('lost') }).score!, maximum: 20 } },
    [],
  ],
  [
    'a stated maximum of its own',
    withWay(mills.score!.criteria[0]!.by, { max: 9 }),
    [
      'score.criteria.0.max: points-miss-maximum: criterion "C1" reaches 10 points, and its stated maximum is 9',
    ],
  ],
  [
    'an unreadable maximum of its own',
    withWay(mills.score!.criteria[0]!.by, { max: 'x' }),
    [
      'score.criteria.0.max: points-unreadable: "x" is not a number of points such as 10 or "2.5"',
      'score.criteria.0.max: points-miss-maximum: criterion "C1" reaches 10 points, and its stated maximum is 0',
    ],
  ],
  [
    'an unreadable least',
    withWay(mills.score!.criteria[0]!.by, { atLeast: 'x' }),
    [
      'score.criteria.0.atLeast: points-unreadable: "x" is not a number of points such as 10 or "2.5"',
    ],
  ],
  ['a count', withWay({ count: { fact: 'floors', each: 2, max: 10 } }), []],
  [
    'a count of nothing',
    withWay({ count: { fact: 'flors', each: 'a', max: 'b' } }),
    [
      'score.criteria.0.by.count.fact: unknown-name: there is no fact "flors" -> floors',
      'score.criteria.0.by.count.each: points-unreadable: "a" is not a number of points such as 10 or "2.5"',
      'score.criteria.0.by.count.max: points-unreadable: "b" is not a number of points such as 10 or "2.5"',
      'score.maximum: points-miss-maximum: the criteria reach 20 points, and the stated maximum is 30',
    ],
  ],
  [
    'a count of money',
    withWay({ count: { fact: 'worth', each: 2, max: 10 } }),
    ['score.criteria.0.by.count.fact: wrong-fact-type: "worth" is of type money; expected int'],
  ],
  [
    'a judgement upside down',
    withWay({ judged: { fact: 'beauty', from: 12, to: 10 } }),
    [
      'score.criteria.0.by.judged.to: crossed-limits: a judgement goes from the lower to the higher value',
    ],
  ],
  ['a judgement of one value', withWay({ judged: { fact: 'beauty', from: 10, to: 10 } }), []],
  [
    'a judgement of nothing readable',
    withWay({ judged: { fact: 'floors', from: 'a', to: 'b', step: 'c' } }),
    [
      'score.criteria.0.by.judged.from: points-unreadable: "a" is not a number of points such as 10 or "2.5"',
      'score.criteria.0.by.judged.to: points-unreadable: "b" is not a number of points such as 10 or "2.5"',
      'score.criteria.0.by.judged.fact: wrong-fact-type: "floors" is of type int; expected points',
      'score.criteria.0.by.judged.step: points-unreadable: "c" is not a number of points such as 10 or "2.5"',
      'score.maximum: points-miss-maximum: the criteria reach 20 points, and the stated maximum is 30',
    ],
  ],
  [
    'a threshold',
    withScore({ thresholds: [{ id: 'least', article: 'art. 7', on: 'net', atLeast: 'x' }] }),
    [
      'score.thresholds.0.atLeast: points-unreadable: "x" is not a number of points such as 10 or "2.5"',
    ],
  ],
  [
    'a bonus',
    withScore({ bonuses: [{ ...mills.score!.bonuses![0]!, points: 'x', when: 'floors' }] }),
    [
      'score.bonuses.0.points: points-unreadable: "x" is not a number of points such as 10 or "2.5"',
      'score.bonuses.0.when: condition-mistyped: expected a condition (yes or no), and this gives int',
    ],
  ],
  [
    'the most of bonuses',
    withScore({ bonusMaximum: 'x' }),
    ['score.bonusMaximum: points-unreadable: "x" is not a number of points such as 10 or "2.5"'],
  ],
])('points: %s', (_, change, problems) => {
  expect(problemsOf(change)).toEqual(problems);
});

test('a maximum of bonuses that is open is no maximum', () => {
  const { score } = compiled(withScore({ bonusMaximum: gap('most') })).tracks.get('upper')!;
  expect(score).toMatchObject({
    bonusMaximum: undefined,
    bonusesGiven: 'always',
    residual: 0,
    maximum: 30_00,
  });
});
