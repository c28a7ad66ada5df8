import type { Range } from '../condition/facts.ts';
import type { ValueType } from '../condition/value-type.ts';
import type { Call } from '../definition/compile-call.ts';
import type { ScoreWay } from '../definition/compile-criterion.ts';
import type { Change } from './effect.ts';
import { isAllowed, settableFact, writtenValue } from './fact-values.ts';
import type { Figure, Rule } from './figure.ts';
import { labelsOf, valueWords } from './labels.ts';
import { labelOf } from './sentence-facts.ts';
import {
  labelIn,
  lowerFirst,
  pointsRangeWords,
  pointsWords,
  quoted,
  say,
  type Language,
} from './words.ts';

/** A value that would give other points; `words` say it as the sentence needs it. */
interface Option {
  readonly value: number;
  readonly points: Range;
  readonly words: string;
}

/** Other values of the fact and the points they would give. */
export function criterionChanges(
  figure: Figure,
  { criterion }: Rule & { kind: 'criterion' },
  call: Call,
  language: Language,
): readonly Change[] {
  const [input] = figure.inputs;
  const { way } = criterion;
  if (!input || input.low !== input.high || !Number.isFinite(input.low)) return [];
  if (way.kind === 'judged') return judgedChanges(way, language);
  const changes = optionsOf(figure, way, input, call, language).flatMap((option) =>
    changeTo(option, figure, input, language),
  );
  const isBest =
    figure.low === criterion.max &&
    changes.every(({ effect }) => !effect || effect.gives <= figure.low);
  return isBest
    ? [
        ...changes,
        {
          sentence: say(
            language,
            'è già il punteggio più alto del criterio',
            'it is already the most the criterion gives',
          ),
        },
      ]
    : changes;
}

function changeTo(
  { value, points, words }: Option,
  figure: Figure,
  input: Figure,
  language: Language,
): readonly Change[] {
  const fact = settableFact(input);
  if (fact && !isAllowed(value, fact)) return [];
  const given = pointsRangeWords(points, language);
  const sentence = say(
    language,
    `con ${words} il punteggio sarebbe di ${given}`,
    `with ${words} the score would be ${given}`,
  );
  const written =
    fact && input.rule.kind === 'fact' ? writtenValue(value, input.rule.type) : undefined;
  const isExact = points.low === points.high && points.low !== figure.low;
  if (!fact || written === undefined || !isExact) return [{ sentence }];
  return [{ sentence, effect: { fact: fact.id, value: written, gives: points.low } }];
}

function optionsOf(
  figure: Figure,
  way: ScoreWay,
  input: Figure,
  call: Call,
  language: Language,
): readonly Option[] {
  const words = (value: number): string => {
    const { rule } = input;
    const type: ValueType =
      rule.kind === 'fact' || rule.kind === 'derived' ? rule.type : { kind: 'int' };
    const label = labelOf(rule, call);
    const text = valueWords(value, type, label, labelsOf(call).texts, language);
    const name = label ? quoted(lowerFirst(labelIn(label.label, language)), language) : '';
    return type.kind === 'bool' ? `${name}: ${text}` : text;
  };
  switch (way.kind) {
    case 'options':
      return way.values
        .map((value, index) => ({
          value,
          points: way.points[index] ?? figure,
          words: words(value),
        }))
        .filter(({ points }) => points.low > figure.high)
        .toSorted((a, b) => a.points.low - b.points.low);
    case 'set':
      return setOptions(figure, way, input, words, language);
    case 'bands':
      return bandOptions(way, input, words, language);
    case 'count':
      return countOptions(figure, way, input, words);
    default:
      return [];
  }
}

function setOptions(
  figure: Figure,
  way: ScoreWay & { kind: 'set' },
  input: Figure,
  words: (value: number) => string,
  language: Language,
): readonly Option[] {
  if (way.combine === 'unknown' || figure.low !== figure.high) return [];
  return way.values.flatMap((option, index) => {
    const bit = 1 << option;
    const points = way.points[index];
    if ((input.low & bit) !== 0 || !points) return [];
    const added =
      way.combine === 'sum'
        ? { low: figure.low + points.low, high: figure.low + points.high }
        : { low: Math.max(figure.low, points.low), high: Math.max(figure.low, points.high) };
    if (added.low <= figure.low) return [];
    return [
      {
        value: input.low | bit,
        points: added,
        words: say(language, `anche ${words(bit)}`, `${words(bit)} as well`),
      },
    ];
  });
}

/** The nearest border below and above, with what lies beyond it. */
function bandOptions(
  { bands }: ScoreWay & { kind: 'bands' },
  input: Figure,
  words: (value: number) => string,
  language: Language,
): readonly Option[] {
  const place = bands.findIndex(({ low, high }) => input.low >= low && input.low <= high);
  const [below, above] = [bands[place - 1], bands[place + 1]];
  const options: Option[] = [];
  if (place >= 0 && above)
    options.push({
      value: above.low,
      points: above.points,
      words: say(language, `almeno ${words(above.low)}`, `at least ${words(above.low)}`),
    });
  if (below)
    options.push({
      value: below.high,
      points: below.points,
      words: say(language, `al massimo ${words(below.high)}`, `at most ${words(below.high)}`),
    });
  return options;
}

function countOptions(
  figure: Figure,
  way: ScoreWay & { kind: 'count' },
  input: Figure,
  words: (value: number) => string,
): readonly Option[] {
  if (figure.low >= way.max) return [];
  const value = input.low + 1;
  const points = Math.min(way.max, Math.max(0, value) * way.each);
  return points === figure.low
    ? []
    : [{ value, points: { low: points, high: points }, words: words(value) }];
}

function judgedChanges(
  { from, to }: ScoreWay & { kind: 'judged' },
  language: Language,
): readonly Change[] {
  if (to === undefined) return [];
  const [least, most] = [pointsWords(from, language), pointsWords(to, language)];
  return [
    {
      sentence: say(
        language,
        `è un giudizio, che va da ${least} a ${most}`,
        `it is a judgement, from ${least} to ${most}`,
      ),
    },
  ];
}

/** The points that are missing, or that could still be lost. */
export function thresholdChanges(
  figure: Figure,
  { threshold: { atLeast } }: Rule & { kind: 'threshold' },
  language: Language,
): readonly Change[] {
  const [input] = figure.inputs;
  if (!input || atLeast === 'unknown') return [];
  if (figure.low === 1) {
    if (input.low === atLeast)
      return [
        {
          sentence: say(
            language,
            'è raggiunta di misura: ogni punto in meno la farebbe perdere',
            'it is just reached: anything less would miss it',
          ),
        },
      ];
    const spare = pointsWords(input.low - atLeast, language);
    return [
      {
        sentence: say(
          language,
          `resterebbe raggiunta anche con ${spare} in meno`,
          `it would still be reached with ${spare} less`,
        ),
      },
    ];
  }
  const short = pointsWords(atLeast - input.high, language);
  return [
    {
      sentence: say(
        language,
        `sarebbe raggiunta con ${short} in più`,
        `it would be reached with ${short} more`,
      ),
    },
  ];
}
