import { Type, type TUnsafe } from 'typebox';
import type { CallDocument } from '../engine/index.ts';
import {
  about,
  Condition,
  exactly,
  FactId,
  Gap,
  Id,
  Lines,
  orGap,
  Points,
  Words,
} from './basic-schema.ts';
import { ArticleOfRule, Title } from './fact-schema.ts';

type Way = NonNullable<CallDocument['score']>['criteria'][number]['by'];

function edge(description: string) {
  return Type.Optional(
    Type.Union([Type.Number(), Words], {
      description,
      'x-expected': 'a number, or an amount or percentage in quotes such as "50000.00" or "35%"',
    }),
  );
}

const BandSchema = Type.Object(
  {
    above: edge('More than this, for example `10`.'),
    from: edge('This or more, for example `10`.'),
    below: edge('Less than this, for example `20`.'),
    upTo: edge('This or less, for example `20`.'),
    points: orGap(Points, 'The points of this stretch, for example `5`.'),
  },
  { ...exactly, title: 'Band' },
);

const OptionPointsSchema = Type.Object(
  {
    is: Type.Union([Id, Type.Boolean()], {
      description: 'The option, or `true` and `false` for a yes-or-no fact.',
    }),
    points: orGap(Points, 'The points it gives, for example `5`.'),
  },
  { ...exactly, title: 'OptionPoints' },
);

const ByOptions = Type.Object(
  {
    options: Type.Object(
      {
        fact: about(FactId, 'A fact with options, for example `kind`.'),
        points: Type.Array(OptionPointsSchema, {
          minItems: 1,
          description: 'The points of each option: `[{ is: comune, points: 5 }]`.',
        }),
        combine: Type.Optional(
          orGap(
            Type.Enum(['sum', 'best']),
            'For a set of options: the points add up (`sum`), or the best one counts (`best`).',
          ),
        ),
      },
      { ...exactly, description: 'The fact and the points of each option.' },
    ),
  },
  { ...exactly, description: 'Points for the option that holds.' },
);

const ByBands = Type.Object(
  {
    bands: Type.Object(
      {
        fact: about(FactId, 'A fact with an order, for example `employees`.'),
        bands: Type.Array(BandSchema, {
          minItems: 1,
          description: 'Stretches without gap or overlap: `[{ below: 10, points: 0 }]`.',
        }),
      },
      { ...exactly, description: 'The fact and the points of each stretch.' },
    ),
  },
  { ...exactly, description: 'Points by the stretch in which a number lies.' },
);

const ByCount = Type.Object(
  {
    count: Type.Object(
      {
        fact: about(FactId, 'A whole number, for example `smeCount`.'),
        each: about(Points, 'The points of each unit, for example `2`.'),
        max: about(Points, 'The most it can give, for example `10`.'),
      },
      { ...exactly, description: 'The fact that is counted and the points of each unit.' },
    ),
  },
  { ...exactly, description: 'So many points for each unit, up to a maximum.' },
);

const ByJudgement = Type.Object(
  {
    judged: Type.Object(
      {
        fact: about(FactId, 'A fact of type `points`, for example `quality`.'),
        from: about(Points, 'The lowest judgement, for example `0`.'),
        to: orGap(Points, 'The highest judgement, for example `20`.'),
        step: Type.Optional(about(Points, 'The distance between judgements, for example `"0.5"`.')),
      },
      { ...exactly, description: 'The fact that holds the judgement, and its range.' },
    ),
  },
  { ...exactly, description: 'A judgement of the panel.' },
);

const ByNothingKnown = Type.Object(
  {
    lost: Type.Union([Gap, Type.Ref('CriterionWay')], {
      description: 'What is known about it: `{ unknown: { … } }`; a decision gives another way.',
    }),
  },
  { ...exactly, description: 'Nothing of how it gives points has survived.' },
);

const CriterionWay = Type.Union([ByOptions, ByBands, ByCount, ByJudgement, ByNothingKnown], {
  title: 'CriterionWay',
  examples: [{ judged: { fact: 'quality', from: 0, to: 20 } }],
  'x-expected': 'one of { options: … }, { bands: … }, { count: … }, { judged: … }, { lost: … }',
});

export const CriterionWayCycle = Type.Cyclic({ CriterionWay }, 'CriterionWay');

/** How a criterion gives its points; a test compares the named type with the inferred one. */
const CriterionWaySchema: TUnsafe<Way> = Type.Unsafe<Way>(CriterionWayCycle);

const CriterionSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `quality`.'),
    code: about(Words, 'Its code in the source, for example "1.3".'),
    title: Title,
    article: ArticleOfRule,
    lines: Type.Optional(Lines),
    by: about(
      CriterionWaySchema,
      'How it gives points: one of `options`, `bands`, `count`, `judged`, `lost`.',
    ),
    max: Type.Optional(
      about(Points, 'The most it can give, known although some of its points are lost: `10`.'),
    ),
    atLeast: Type.Optional(orGap(Points, 'Its own threshold, for example `6`.')),
  },
  { ...exactly, title: 'Criterion' },
);

const BonusSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `young-team`.'),
    title: Title,
    article: ArticleOfRule,
    points: orGap(Points, 'The points it adds, for example `5`.'),
    when: about(Condition, 'Who gets it, for example `underThirtyFive`.'),
    lines: Type.Optional(Lines),
  },
  { ...exactly, title: 'Bonus' },
);

const ThresholdSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `threshold`.'),
    article: ArticleOfRule,
    on: Type.Enum(['net', 'gross'], { description: 'The total it is read on: `net` of bonuses.' }),
    atLeast: orGap(Points, 'The points needed, for example `60`.'),
    lines: Type.Optional(Lines),
  },
  { ...exactly, title: 'Threshold' },
);

export const ScoreSchema = Type.Object(
  {
    article: ArticleOfRule,
    maximum: about(Points, 'The highest total net of bonuses, for example `100`.'),
    criteria: Type.Array(CriterionSchema, {
      minItems: 1,
      description: 'What gives points; those of every line add up to the maximum.',
    }),
    thresholds: Type.Array(ThresholdSchema, {
      description: 'The totals needed to be admitted; `[]` when there is none.',
    }),
    bonuses: Type.Optional(
      Type.Array(BonusSchema, { description: 'Points on top, for example for young teams.' }),
    ),
    bonusMaximum: Type.Optional(orGap(Points, 'The most that bonuses add, for example `10`.')),
    bonusesGiven: Type.Optional(
      orGap(
        Type.Enum(['always', 'above-threshold']),
        'Always, or only to those who reach the thresholds without them.',
      ),
    ),
  },
  { ...exactly, description: 'How applications are scored.' },
);

const RankingKeySchema = Type.Object(
  {
    by: Type.String({
      pattern: `^(net|bonus|gross|grant|admitted|received|fact:[a-z][a-zA-Z0-9]*|criterion:[a-z0-9][a-zA-Z0-9._-]*)$`,
      description: 'What is compared, for example `net`, `fact:employees` or `criterion:quality`.',
      examples: ['net'],
      'x-expected': 'net, bonus, gross, grant, admitted, received, fact:<id> or criterion:<id>',
    }),
    order: Type.Enum(['highest-first', 'lowest-first'], {
      description: 'Which end comes first, for example `highest-first`.',
    }),
  },
  { ...exactly, title: 'RankingKey' },
);

export const RankingSchema = Type.Object(
  {
    article: ArticleOfRule,
    per: orGap(
      Type.Enum(['call', 'line', 'subline']),
      'One ranking for the whole call, for each line, or for each sub-line: `line`.',
    ),
    keys: orGap(
      Type.Array(RankingKeySchema, { minItems: 1 }),
      'What applications are ordered by: `[{ by: gross, order: highest-first }]`.',
    ),
    ties: orGap(
      Type.Array(RankingKeySchema),
      'What separates equal applications, in order; `[]` when nothing does.',
    ),
    lastResort: orGap(
      Type.Enum(['protocol', 'draw', 'stop']),
      'When everything is equal: the protocol number, a public draw, or a stop.',
    ),
  },
  { ...exactly, description: 'How applications are put in order.' },
);
