import { LogicEngine } from 'json-logic-engine';
import type { Answer, Case } from './cases.js';
import type { Engine } from './engine.js';

type Logic = unknown;
const fact = (name: keyof Case | number): Logic => ({ var: name });
const product = { '*': [{ '+': [fact('works'), fact('equipment')] }, 6] };

/** Conditions, scores and grant, each from the facts alone. */
const figures: readonly Logic[] = [
  fact('hasSite'),
  { and: [fact('signed'), fact('regular')] },
  { '!': fact('bankrupt') },
  { '>=': [fact('smes'), 5] },
  { or: [{ '>=': [fact('sheets'), 2] }, { '>=': [fact('returns'), 2] }] },
  { in: [fact('kind'), ['a', 'b']] },
  { '<=': [{ '*': [fact('invest'), 100] }, { '*': [fact('turnover'), 35] }] },
  { '>=': [fact('invest'), 5_000_000] },
  { if: [{ '===': [fact('design'), 'executive'] }, 10, 0] },
  {
    if: [{ '===': [fact('quality'), 'low'] }, 2, { '===': [fact('quality'), 'fair'] }, 5, 10],
  },
  bands('population', [10_000, 2], [15_000, 5], [30_000, 10], [100_000, 15], [Infinity, 20]),
  bands('users', [50, 5], [200, 8], [Infinity, 15]),
  { min: [15, { '*': [fact('fractions'), 5] }] },
  { if: [fact('renewable'), 10, 0] },
  fact('judged'),
  {
    min: [
      { '/': [{ '-': [product, { '%': [product, 10] }] }, 10] },
      { '+': [30_000_000, { '*': [6_000_000, { max: [0, { '-': [fact('smes'), 5] }] }] }] },
    ],
  },
];

/** Eligible, sum and threshold, from the figures: an expression cannot name another one. */
const places = figures.map((_, place) => fact(place));
const sum = { '+': places.slice(8, 15) };
const totals: readonly Logic[] = [{ and: places.slice(0, 8) }, sum, { '>=': [sum, 30] }];

type Built = (data: unknown) => readonly (boolean | number)[];

export function jsonLogic(): Engine<Case, readonly (readonly (boolean | number)[])[]> {
  const engine = new LogicEngine();
  const runFigures = engine.build(figures) as Built;
  const runTotals = engine.build(totals) as Built;
  return {
    name: 'json-logic-engine 5.0.7, build()',
    convert: (one) => one,
    evaluate: (one) => {
      const found = runFigures(one);
      return [found, runTotals(found)];
    },
    read: ([found = [], more = []]): Answer => ({
      conditions: found.slice(0, 8).map(Boolean),
      eligible: more[0] === true,
      scores: found.slice(8, 15).map(Number),
      sum: Number(more[1]),
      passes: more[2] === true,
      grant: Number(found[15]),
    }),
  };
}

/** Nested from the lowest band up; the last one has no end. */
function bands(name: keyof Case, ...list: readonly (readonly [number, number])[]): Logic {
  return {
    if: list.flatMap(([upTo, points]) =>
      upTo === Infinity ? [points] : [{ '<=': [fact(name), upTo] }, points],
    ),
  };
}
