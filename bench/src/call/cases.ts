import { Sequence } from '../measure.js';

/** The facts of one application: amounts in whole cents. */
export interface Case {
  readonly hasSite: boolean;
  readonly signed: boolean;
  readonly regular: boolean;
  readonly bankrupt: boolean;
  readonly smes: number;
  readonly sheets: number;
  readonly returns: number;
  readonly kind: 'a' | 'b' | 'c';
  readonly turnover: number;
  readonly invest: number;
  readonly population: number;
  readonly users: number;
  readonly fractions: number;
  readonly design: 'plan' | 'executive';
  readonly renewable: boolean;
  readonly quality: 'low' | 'fair' | 'high';
  readonly judged: number;
  readonly works: number;
  readonly equipment: number;
}

/** What every engine has to find; points are whole, the grant is in cents. */
export interface Answer {
  readonly conditions: readonly boolean[];
  readonly eligible: boolean;
  readonly scores: readonly number[];
  readonly sum: number;
  readonly passes: boolean;
  readonly grant: number;
}

/** One thousand applications, the same on every run, many of them exactly on an edge of a rule. */
export function makeCases(): readonly Case[] {
  const sequence = new Sequence(20_260_101);
  return Array.from({ length: 1000 }, () => makeCase(sequence));
}

function makeCase(sequence: Sequence): Case {
  const turnover = sequence.below(50_000_000) * 20;
  const edge = (turnover * 35) / 100;
  const invest = sequence.oneOf([edge, edge + 1, 4_999_999, 5_000_000, sequence.below(90_000_000)]);
  const total = sequence.oneOf([50_000_000, 50_000_001, 60_000_000, sequence.below(120_000_000)]);
  const works = sequence.below(total + 1);
  return {
    hasSite: sequence.below(10) > 0,
    signed: sequence.below(10) > 0,
    regular: sequence.below(10) > 0,
    bankrupt: sequence.below(10) === 0,
    smes: sequence.oneOf([4, 5, 6, sequence.below(12)]),
    sheets: sequence.below(4),
    returns: sequence.below(4),
    kind: sequence.oneOf(['a', 'b', 'c']),
    turnover,
    invest,
    population: sequence.oneOf([
      10_000,
      10_001,
      15_000,
      15_001,
      30_000,
      30_001,
      100_000,
      100_001,
      sequence.below(200_000),
    ]),
    users: sequence.oneOf([50, 51, 200, 201, sequence.below(400)]),
    fractions: sequence.below(6),
    design: sequence.oneOf(['plan', 'executive']),
    renewable: sequence.below(2) === 0,
    quality: sequence.oneOf(['low', 'fair', 'high']),
    judged: sequence.below(21),
    works,
    equipment: total - works,
  };
}
