import type { Answer, Case } from './cases.js';
import type { Engine } from './engine.js';

const qualityPoints = { low: 2, fair: 5, high: 10 };

/** The call as one would program it: the reference for all answers, and the limit of what is possible. */
export const byHand: Engine<Case, Answer> = {
  name: 'hand-written TypeScript',
  convert: (one) => one,
  evaluate: assessByHand,
  read: (answer) => answer,
};

export function assessByHand(one: Case): Answer {
  const conditions = [
    one.hasSite,
    one.signed && one.regular,
    !one.bankrupt,
    one.smes >= 5,
    one.sheets >= 2 || one.returns >= 2,
    one.kind === 'a' || one.kind === 'b',
    one.invest * 100 <= one.turnover * 35,
    one.invest >= 5_000_000,
  ];
  let eligible = true;
  for (const condition of conditions) eligible &&= condition;
  const scores = [
    one.design === 'executive' ? 10 : 0,
    qualityPoints[one.quality],
    populationPoints(one.population),
    one.users <= 50 ? 5 : one.users <= 200 ? 8 : 15,
    Math.min(15, one.fractions * 5),
    one.renewable ? 10 : 0,
    one.judged,
  ];
  let sum = 0;
  for (const points of scores) sum += points;
  const byRate = (one.works + one.equipment) * 6;
  const ceiling = 30_000_000 + 6_000_000 * Math.max(0, one.smes - 5);
  const grant = Math.min((byRate - (byRate % 10)) / 10, ceiling);
  return { conditions, eligible, scores, sum, passes: sum >= 30, grant };
}

function populationPoints(population: number): number {
  if (population <= 10_000) return 2;
  if (population <= 15_000) return 5;
  if (population <= 30_000) return 10;
  return population <= 100_000 ? 15 : 20;
}
