import type { CallDocument } from '../../../dist/engine/index.js';

const label = { it: 'voce', en: 'item' };
const proof = 'applicant';
const bool = (id: string) => ({ id, type: 'bool', label, proof }) as const;
const int = (id: string) => ({ id, type: 'int', label, proof, from: 0 }) as const;
const money = (id: string) => ({ id, type: 'money', label, proof }) as const;
const option = (id: string, ...ids: readonly string[]) =>
  ({
    id,
    type: 'option',
    label,
    proof,
    options: ids.map((each) => ({ id: each, label })),
  }) as const;
const requirement = (id: string, require: string) =>
  ({
    id,
    level: 'project',
    title: label,
    article: '1',
    require,
    effect: 'exclude',
    curable: false,
    evidence: label,
  }) as const;

/** The call of the benchmark: 8 conditions over 10 facts, 7 scores, a threshold, a grant with a growing ceiling. */
export const definition: CallDocument = {
  bandolo: 1,
  kind: 'call',
  id: 'benchmark',
  version: '1',
  title: label,
  summary: label,
  body: 'benchmark',
  gives: 'grant',
  procedure: 'ranking',
  acts: [],
  windows: [],
  facts: [
    ...['hasSite', 'signed', 'regular', 'bankrupt'].map(bool),
    ...['smes', 'sheets', 'returns'].map(int),
    option('kind', 'a', 'b', 'c'),
    ...['turnover', 'invest'].map(money),
    ...['population', 'users', 'fractions'].map(int),
    option('design', 'plan', 'executive'),
    bool('renewable'),
    option('quality', 'low', 'fair', 'high'),
    { id: 'judged', type: 'points', from: 0, to: 20, label, proof: 'panel' },
  ],
  eligibility: [
    requirement('r1', 'hasSite'),
    requirement('r2', 'signed && regular'),
    requirement('r3', '!bankrupt'),
    requirement('r4', 'smes >= 5'),
    requirement('r5', 'sheets >= 2 || returns >= 2'),
    requirement('r6', 'kind in ["a", "b"]'),
    requirement('r7', 'invest <= turnover * pct("35%")'),
    requirement('r8', 'invest >= eur("50000.00")'),
  ],
  costs: {
    categories: [
      { id: 'works', label, article: '2' },
      { id: 'equipment', label, article: '2' },
    ],
  },
  grant: {
    article: '3',
    rate: '60%',
    ceilings: [
      {
        id: 'ceiling',
        article: '3',
        title: label,
        amount: '300000.00',
        growth: { each: '60000.00', fact: 'smes', beyond: 5 },
      },
    ],
  },
  score: {
    article: '4',
    maximum: 100,
    thresholds: [{ id: 'threshold', article: '4', on: 'net', atLeast: 30 }],
    criteria: [
      criterion('s1', {
        options: {
          fact: 'design',
          points: [
            { is: 'plan', points: 0 },
            { is: 'executive', points: 10 },
          ],
        },
      }),
      criterion('s2', {
        options: {
          fact: 'quality',
          points: [
            { is: 'low', points: 2 },
            { is: 'fair', points: 5 },
            { is: 'high', points: 10 },
          ],
        },
      }),
      criterion('s3', {
        bands: {
          fact: 'population',
          bands: [
            { upTo: 10_000, points: 2 },
            { above: 10_000, upTo: 15_000, points: 5 },
            { above: 15_000, upTo: 30_000, points: 10 },
            { above: 30_000, upTo: 100_000, points: 15 },
            { above: 100_000, points: 20 },
          ],
        },
      }),
      criterion('s4', {
        bands: {
          fact: 'users',
          bands: [
            { upTo: 50, points: 5 },
            { above: 50, upTo: 200, points: 8 },
            { above: 200, points: 15 },
          ],
        },
      }),
      criterion('s5', { count: { fact: 'fractions', each: 5, max: 15 } }),
      criterion('s6', {
        options: {
          fact: 'renewable',
          points: [
            { is: true, points: 10 },
            { is: false, points: 0 },
          ],
        },
      }),
      criterion('s7', { judged: { fact: 'judged', from: 0, to: 20 } }),
    ],
  },
  events: [],
  clocks: [],
  examples: [],
};

type CriterionDocument = NonNullable<CallDocument['score']>['criteria'][number];

function criterion(id: string, by: CriterionDocument['by']): CriterionDocument {
  return { id, code: id, title: label, article: '4', by };
}
