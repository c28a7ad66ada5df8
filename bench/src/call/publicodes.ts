import Publicodes from 'publicodes';
import type { Answer, Case } from './cases.js';
import type { Engine } from './engine.js';

const conditions: readonly string[] = Array.from({ length: 8 }, (_, index) => `r${index + 1}`);
const scores: readonly string[] = Array.from({ length: 7 }, (_, index) => `s${index + 1}`);
const facts: readonly (keyof Case)[] = [
  'hasSite',
  'signed',
  'regular',
  'bankrupt',
  'smes',
  'sheets',
  'returns',
  'kind',
  'turnover',
  'invest',
  'population',
  'users',
  'fractions',
  'design',
  'renewable',
  'quality',
  'judged',
  'works',
  'equipment',
];

const rules = {
  ...Object.fromEntries(facts.map((name) => [name, null])),
  r1: 'hasSite',
  r2: { 'toutes ces conditions': ['signed', 'regular'] },
  r3: { 'une de ces conditions': ['bankrupt = non'] },
  r4: 'smes >= 5',
  r5: { 'une de ces conditions': ['sheets >= 2', 'returns >= 2'] },
  r6: { 'une de ces conditions': ["kind = 'a'", "kind = 'b'"] },
  r7: 'invest * 100 <= turnover * 35',
  r8: 'invest >= 5000000',
  eligible: { 'toutes ces conditions': conditions },
  s1: variations(["design = 'executive'", 10], ['', 0]),
  s2: variations(["quality = 'low'", 2], ["quality = 'fair'", 5], ['', 10]),
  s3: bands('population', [10_000, 2], [15_000, 5], [30_000, 10], [100_000, 15], [Infinity, 20]),
  s4: bands('users', [50, 5], [200, 8], [Infinity, 15]),
  s5: { 'le minimum de': [15, 'fractions * 5'] },
  s6: variations(['renewable', 10], ['', 0]),
  s7: 'judged',
  sum: { somme: scores },
  passes: 'sum >= 30',
  // Rounds to the nearest: 0.45 less makes that a rounding down of tenths.
  rate: { valeur: '(works + equipment) * 6 / 10 - 0.45', arrondi: 'oui' },
  room: { 'le maximum de': [0, 'smes - 5'] },
  ceiling: '30000000 + 6000000 * room',
  grant: { 'le minimum de': ['rate', 'ceiling'] },
};

type Situation = Readonly<Record<string, string | number>>;

export function publicodes(): Engine<Situation, Answer> {
  const engine = new Publicodes(rules as ConstructorParameters<typeof Publicodes>[0]);
  const valueOf = (name: string): unknown => engine.evaluate(name).nodeValue;
  return {
    name: 'publicodes 1.10.3',
    convert: toSituation,
    evaluate: (situation) => {
      engine.setSituation(situation as Parameters<typeof engine.setSituation>[0]);
      return {
        conditions: conditions.map((name) => valueOf(name) === true),
        eligible: valueOf('eligible') === true,
        scores: scores.map((name) => Number(valueOf(name))),
        sum: Number(valueOf('sum')),
        passes: valueOf('passes') === true,
        grant: Number(valueOf('grant')),
      };
    },
    read: (answer) => answer,
  };
}

function toSituation(one: Case): Situation {
  return Object.fromEntries(
    Object.entries(one).map(([name, value]: [string, boolean | string | number]) => [
      name,
      typeof value === 'boolean'
        ? value
          ? 'oui'
          : 'non'
        : typeof value === 'string'
          ? `'${value}'`
          : value,
    ]),
  );
}

/** The last one, without a condition, holds otherwise. */
function variations(...list: readonly (readonly [string, number])[]): unknown {
  return {
    variations: list.map(([si, alors]) => (si === '' ? { sinon: alors } : { si, alors })),
  };
}

function bands(name: string, ...list: readonly (readonly [number, number])[]): unknown {
  return variations(
    ...list.map(
      ([upTo, points]) => [upTo === Infinity ? '' : `${name} <= ${upTo}`, points] as const,
    ),
  );
}
