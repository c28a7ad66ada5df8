import { expect, test } from 'vitest';
import { gap, mills } from '../../../test/mill-call.ts';
import { none, otherFigures, unknown, withFacts } from '../../../test/mill-figures.ts';
import type { CallDocument } from '../definition/call-document.ts';

const score = (change: object): Partial<CallDocument> => ({
  score: { ...mills.score!, ...change },
});
const bonus = (change: object): Partial<CallDocument> =>
  score({ bonuses: [{ ...mills.score!.bonuses![0]!, ...change }] });
const way = (by: object, more: object = {}): Partial<CallDocument> =>
  score({
    criteria: [{ ...mills.score!.criteria[0]!, by, ...more }, ...mills.score!.criteria.slice(1)],
  });

test.each<[string, object, Partial<CallDocument>, string[]]>([
  [
    'at the threshold',
    withFacts({ kind: 'wind', floors: 1, beauty: 8 }),
    score({ thresholds: [{ id: 'least', article: 'art. 7', on: 'net', atLeast: '10.5' }] }),
    ['criteria {C1:2.5,C2:0,C3:8}', 'net 10.5', 'gross 12.5'],
  ],
  [
    'of wind',
    withFacts({ kind: 'wind' }),
    {},
    ['criteria {C1:2.5,C2:5,C3:6}', 'net 13.5', 'gross 15.5'],
  ],
  [
    'of unknown kind',
    withFacts({ kind: unknown }),
    {},
    [
      'criteria {C1:{from:2.5,to:10},C2:5,C3:6}',
      'net {from:13.5,to:21}',
      'gross {from:15.5,to:23}',
    ],
  ],
  [
    'where kinds do not apply',
    withFacts({ kind: none }),
    {},
    ['criteria {C1:0,C2:5,C3:6}', 'net 11', 'gross 13'],
  ],
  [
    'of unknown floors',
    withFacts({ floors: { from: 1, to: 2 } }),
    {},
    ['criteria {C1:10,C2:{from:0,to:5},C3:6}', 'net {from:16,to:21}', 'gross {from:18,to:23}'],
  ],
  ['of floors in one band', withFacts({ floors: { from: 2, to: 4 } }), {}, []],
  [
    'not judged',
    withFacts({ beauty: unknown }),
    {},
    ['criteria {C1:10,C2:5,C3:{from:0,to:10}}', 'net {from:15,to:25}', 'gross {from:17,to:27}'],
  ],
  [
    'not to be judged',
    withFacts({ beauty: none }),
    {},
    ['criteria {C1:10,C2:5,C3:0}', 'net 15', 'gross 17'],
  ],
  ['that does not turn', withFacts({ turns: false }), {}, ['bonus 0', 'gross 21']],
  [
    'that may turn',
    withFacts({ turns: unknown }),
    {},
    ['bonus {from:0,to:2}', 'gross {from:21,to:23}'],
  ],
  [
    'below the threshold',
    withFacts({ kind: 'wind', floors: 1 }),
    {},
    [
      'outcome below-threshold',
      'criteria {C1:2.5,C2:0,C3:6}',
      'net 8.5',
      'gross 10.5',
      'threshold no',
    ],
  ],
  [
    'with a lost criterion',
    {},
    way({ lost: gap('lost') }),
    ['criteria {C1:{from:0,to:10},C2:5,C3:6}', 'net {from:11,to:21}', 'gross {from:13,to:23}'],
  ],
  [
    'with a lost criterion of known maximum',
    {},
    way({ lost: gap('lost') }, { max: 10 }),
    ['criteria {C1:{from:0,to:10},C2:5,C3:6}', 'net {from:11,to:21}', 'gross {from:13,to:23}'],
  ],
  [
    'with lost points',
    {},
    way({
      options: {
        fact: 'kind',
        points: [
          { is: 'water', points: gap('points') },
          { is: 'wind', points: 1 },
        ],
      },
    }),
    ['criteria {C1:{from:0,to:10},C2:5,C3:6}', 'net {from:11,to:21}', 'gross {from:13,to:23}'],
  ],
  [
    'with lost points within limits',
    {},
    way({
      options: {
        fact: 'kind',
        points: [
          { is: 'water', points: gap('points', { between: [4, '5.5'] }) },
          { is: 'wind', points: 1 },
        ],
      },
    }),
    ['criteria {C1:{from:4,to:5.5},C2:5,C3:6}', 'net {from:15,to:16.5}', 'gross {from:17,to:18.5}'],
  ],
  [
    'with lost points to choose',
    {},
    way({
      options: {
        fact: 'kind',
        points: [
          { is: 'water', points: gap('points', { choices: [7, 3] }) },
          { is: 'wind', points: 1 },
        ],
      },
    }),
    ['criteria {C1:{from:3,to:7},C2:5,C3:6}', 'net {from:14,to:18}', 'gross {from:16,to:20}'],
  ],
  [
    'counted',
    {},
    way({ count: { fact: 'floors', each: '2.5', max: 10 } }),
    ['criteria {C1:7.5,C2:5,C3:6}', 'net 18.5', 'gross 20.5'],
  ],
  [
    'counted up to the most',
    withFacts({ floors: 9 }),
    way({ count: { fact: 'floors', each: '2.5', max: 10 } }),
    ['criteria {C1:10,C2:10,C3:6}', 'net 26', 'gross 28'],
  ],
  [
    'counted within limits',
    withFacts({ floors: { from: 1, to: 6 } }),
    way({ count: { fact: 'floors', each: '2.5', max: 10 } }),
    [
      'outcome unknown',
      'criteria {C1:{from:2.5,to:10},C2:{from:0,to:10},C3:6}',
      'net {from:8.5,to:26}',
      'gross {from:10.5,to:28}',
      'threshold unknown',
    ],
  ],
  [
    'with tools that add up',
    withFacts({ tools: ['saw', 'stone'] }),
    way({
      options: {
        fact: 'tools',
        combine: 'sum',
        points: [
          { is: 'saw', points: 4 },
          { is: 'stone', points: 6 },
        ],
      },
    }),
    [],
  ],
  [
    'with tools of which the best counts',
    withFacts({ tools: ['saw', 'stone'] }),
    way({
      options: {
        fact: 'tools',
        combine: 'best',
        points: [
          { is: 'saw', points: 4 },
          { is: 'stone', points: 10 },
        ],
      },
    }),
    [],
  ],
  [
    'with tools that do either',
    withFacts({ tools: ['saw', 'stone'] }),
    way({
      options: {
        fact: 'tools',
        combine: gap('combine'),
        points: [
          { is: 'saw', points: 4 },
          { is: 'stone', points: 6 },
        ],
      },
    }),
    ['criteria {C1:{from:6,to:10},C2:5,C3:6}', 'net {from:17,to:21}', 'gross {from:19,to:23}'],
  ],
  [
    'with no tools',
    withFacts({ tools: [] }),
    way({
      options: {
        fact: 'tools',
        combine: 'best',
        points: [
          { is: 'saw', points: 4 },
          { is: 'stone', points: 10 },
        ],
      },
    }),
    ['criteria {C1:0,C2:5,C3:6}', 'net 11', 'gross 13'],
  ],
  [
    'with unknown tools',
    withFacts({ tools: unknown }),
    way({
      options: {
        fact: 'tools',
        combine: 'sum',
        points: [
          { is: 'saw', points: 4 },
          { is: 'stone', points: 6 },
        ],
      },
    }),
    ['criteria {C1:{from:0,to:10},C2:5,C3:6}', 'net {from:11,to:21}', 'gross {from:13,to:23}'],
  ],
  [
    'with a criterion below its least',
    {},
    score({ criteria: mills.score!.criteria.map((each) => ({ ...each, atLeast: 6 })) }),
    ['outcome below-threshold', 'threshold no'],
  ],
  [
    'with a criterion of open least',
    {},
    score({ criteria: mills.score!.criteria.map((each) => ({ ...each, atLeast: gap('least') })) }),
    ['outcome unknown', 'threshold unknown'],
  ],
  [
    'with an open threshold',
    {},
    score({ thresholds: [{ id: 'least', article: 'art. 7', on: 'net', atLeast: gap('least') }] }),
    ['outcome unknown', 'threshold unknown'],
  ],
  [
    'with a threshold on all points',
    {},
    score({ thresholds: [{ id: 'least', article: 'art. 7', on: 'gross', atLeast: 23 }] }),
    [],
  ],
  [
    'below a threshold on all points',
    {},
    score({ thresholds: [{ id: 'least', article: 'art. 7', on: 'gross', atLeast: '23.5' }] }),
    ['outcome below-threshold', 'threshold no'],
  ],
  ['with a bonus cut', {}, score({ bonusMaximum: '1.5' }), ['bonus 1.5', 'gross 22.5']],
  [
    'with a lost bonus',
    {},
    bonus({ points: gap('points', { between: [1, 3] }) }),
    ['bonus {from:1,to:3}', 'gross {from:22,to:24}'],
  ],
  [
    'below the threshold, with a bonus for those above',
    withFacts({ kind: 'wind', floors: 1 }),
    score({ bonusesGiven: 'above-threshold' }),
    [
      'outcome below-threshold',
      'criteria {C1:2.5,C2:0,C3:6}',
      'net 8.5',
      'bonus 0',
      'gross 8.5',
      'threshold no',
    ],
  ],
  [
    'below the threshold, with a bonus always',
    withFacts({ kind: 'wind', floors: 1 }),
    score({ bonusesGiven: 'always' }),
    [
      'outcome below-threshold',
      'criteria {C1:2.5,C2:0,C3:6}',
      'net 8.5',
      'gross 10.5',
      'threshold no',
    ],
  ],
  [
    'below the threshold, with a bonus that is open',
    withFacts({ kind: 'wind', floors: 1 }),
    score({ bonusesGiven: gap('given') }),
    [
      'outcome below-threshold',
      'criteria {C1:2.5,C2:0,C3:6}',
      'net 8.5',
      'bonus {from:0,to:2}',
      'gross {from:8.5,to:10.5}',
      'threshold no',
    ],
  ],
  ['above the threshold, with a bonus that is open', {}, score({ bonusesGiven: gap('given') }), []],
  [
    'perhaps above the threshold, with a bonus for those above',
    withFacts({ kind: 'wind', floors: { from: 1, to: 5 } }),
    score({ bonusesGiven: 'above-threshold' }),
    [
      'outcome unknown',
      'criteria {C1:2.5,C2:{from:0,to:10},C3:6}',
      'net {from:8.5,to:18.5}',
      'bonus {from:0,to:2}',
      'gross {from:8.5,to:20.5}',
      'threshold unknown',
    ],
  ],
])('score: %s', (_, change, changed, problems) => {
  expect(otherFigures(change, changed)).toEqual(problems);
});
