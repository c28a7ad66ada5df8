import { Type } from 'typebox';
import {
  about,
  Amount,
  Condition,
  exactly,
  FactId,
  Id,
  Lines,
  orGap,
  Rate,
  Words,
} from './basic-schema.ts';
import { ArticleOfRule, Title, When } from './fact-schema.ts';

const CategoryIds = Type.Array(Id, {
  minItems: 1,
  'x-expected': 'a list of categories such as [staff, travel]',
});

const Base = Type.Union(
  [
    Type.Literal('others', { description: 'Every admitted cost but the capped one itself.' }),
    Type.Literal('total', { description: 'Every admitted cost, the capped one included.' }),
    CategoryIds,
    Type.Object(
      { totalExcept: about(CategoryIds, 'The categories left out of the total: `[land]`.') },
      {
        ...exactly,
        'x-expected': 'the total without some categories such as { totalExcept: [land] }',
      },
    ),
  ],
  { title: 'Base' },
);

const baseText =
  'What the share is taken of: `others`, `total`, `[staff]` or `{ totalExcept: [land] }`.';

const CategorySchema = Type.Object(
  {
    id: about(Id, 'How caps and applications name it, for example `staff`.'),
    code: Type.Optional(about(Words, 'Its code in the source, for example "A.1".')),
    label: about(Title, 'The name people see, for example { it: "Personale", en: "Staff" }.'),
    article: ArticleOfRule,
    lines: Type.Optional(Lines),
    flat: Type.Optional(
      Type.Object(
        {
          rate: orGap(Rate, 'The share, for example `"15%"`.'),
          of: about(Base, baseText),
          rounding: Type.Optional(
            Type.Enum(['down', 'half-up'], { description: 'How cents are rounded: `down`.' }),
          ),
        },
        {
          ...exactly,
          description: 'Recognised as exactly this share of a base: nothing is declared.',
        },
      ),
    ),
    money: Type.Optional(
      Type.Enum(['capital', 'current'], { description: 'The kind of money: `capital`.' }),
    ),
  },
  { ...exactly, title: 'Category' },
);

const limit = {
  rate: Type.Optional(orGap(Rate, 'The share of the base, for example `"10%"`.')),
  of: Type.Optional(orGap(Base, baseText)),
  plus: Type.Optional(
    orGap(Amount, 'A fixed amount added to the share, or the whole cap: `"5000.00"`.'),
  ),
};

const CapSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `staff-cap`.'),
    article: ArticleOfRule,
    on: about(Id, 'The category that is capped, for example `staff`.'),
    ...limit,
    lines: Type.Optional(Lines),
  },
  { ...exactly, title: 'Cap' },
);

const CapGroupSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `soft-costs`.'),
    article: ArticleOfRule,
    members: about(CategoryIds, 'The categories with a common cap, for example `[staff, travel]`.'),
    ...limit,
    split: orGap(
      Type.Enum(['order', 'pro-rata']),
      'How the limit is shared out: by the order of `members`, or `pro-rata`.',
    ),
    lines: Type.Optional(Lines),
  },
  { ...exactly, title: 'CapGroup' },
);

export const CostsSchema = Type.Object(
  {
    categories: Type.Array(CategorySchema, {
      minItems: 1,
      description: 'The kinds of cost that can be declared, for example `staff`.',
    }),
    caps: Type.Optional(
      Type.Array(CapSchema, {
        description: 'Limits on one category, for example 10% of the others.',
      }),
    ),
    groups: Type.Optional(
      Type.Array(CapGroupSchema, { description: 'Limits that several categories share.' }),
    ),
  },
  { ...exactly, description: 'Which costs are admitted, and up to what.' },
);

const CeilingSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `ceiling-a`.'),
    article: ArticleOfRule,
    title: Title,
    amount: orGap(Amount, 'The most a grant can be, for example `"70000.00"`.'),
    growth: Type.Optional(
      Type.Object(
        {
          each: orGap(Amount, 'What every unit adds, for example `"10000.00"`.'),
          fact: about(FactId, 'The whole number that is counted, for example `smeCount`.'),
          beyond: Type.Integer({ description: 'The count from which it grows, for example `3`.' }),
        },
        { ...exactly, description: 'Grows for every unit of a fact beyond a count.' },
      ),
    ),
    lines: Type.Optional(Lines),
    when: Type.Optional(When),
  },
  { ...exactly, title: 'Ceiling' },
);

const PartnerRateSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `micro-firms`.'),
    article: ArticleOfRule,
    where: about(Condition, 'Which partners, for example `partner.size == "micro"`.'),
    rate: orGap(Rate, 'Their share, for example `"70%"`.'),
  },
  { ...exactly, title: 'PartnerRate' },
);

export const GrantSchema = Type.Object(
  {
    article: ArticleOfRule,
    rate: orGap(Rate, 'The share of the admitted costs that is given, for example `"50%"`.'),
    upTo: Type.Optional(
      Type.Boolean({ description: 'True when an applicant may ask for a lower rate: `true`.' }),
    ),
    partnerRates: Type.Optional(
      Type.Array(PartnerRateSchema, {
        description: 'Other rates for some partners; the first whose `where` holds is taken.',
      }),
    ),
    ceilings: Type.Array(CeilingSchema, {
      description: 'The most a grant can be; `[]` when there is no ceiling.',
    }),
    minimumProject: Type.Optional(
      Type.Object(
        {
          id: about(Id, 'Unique in the file, for example `minimum-project`.'),
          article: ArticleOfRule,
          amount: orGap(Amount, 'The smallest project, for example `"20000.00"`.'),
          on: orGap(
            Type.Enum(['declared', 'admitted', 'both']),
            'The figure on which it is read, for example `admitted`.',
          ),
          lines: Type.Optional(Lines),
        },
        { ...exactly, description: 'The smallest project that can be funded.' },
      ),
    ),
    partnerCeiling: Type.Optional(
      Type.Object(
        {
          id: about(Id, 'Unique in the file, for example `aid-room`.'),
          article: ArticleOfRule,
          fact: about(FactId, 'A money fact of each partner, for example `aidRoom`.'),
        },
        { ...exactly, description: 'An amount that a partner’s own share cannot exceed.' },
      ),
    ),
  },
  { ...exactly, description: 'How much is given for the admitted costs.' },
);

const PotSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `pot-a`.'),
    article: ArticleOfRule,
    title: Title,
    amount: orGap(Amount, 'The money in it, for example `"1200000.00"`.'),
    source: Type.Optional(about(Words, 'Who gives the money, for example "Regional fund".')),
    lines: Type.Optional(Lines),
    when: Type.Optional(about(Condition, 'Only for applications where this holds: `inMountains`.')),
    money: Type.Optional(
      Type.Enum(['capital', 'current'], { description: 'The kind of money: `capital`.' }),
    ),
    within: Type.Optional(about(Id, 'A larger pot of which this one is a part: `pot-all`.')),
  },
  { ...exactly, title: 'Pot' },
);

export const FundingSchema = Type.Object(
  {
    article: ArticleOfRule,
    pots: Type.Array(PotSchema, {
      minItems: 1,
      description: 'The money there is, in the order in which an application draws on it.',
    }),
    shares: Type.Optional(
      Type.Array(
        Type.Object(
          {
            pot: about(Id, 'The pot, for example `pot-a`.'),
            rate: orGap(Rate, 'Its share of every grant, for example `"60%"`.'),
          },
          exactly,
        ),
        { description: 'Fixed shares of every grant between pots, instead of drawing in order.' },
      ),
    ),
    partial: orGap(
      Type.Enum(['stop', 'skip', 'partial']),
      'What happens to the first application that the money left does not cover: `stop`.',
    ),
    reallocation: Type.Object(
      {
        allowed: Type.Boolean({ description: 'Whether money may move between lines: `false`.' }),
        article: ArticleOfRule,
        order: Type.Optional(
          orGap(Type.Array(Id), 'The lines in the order in which they receive it: `[a, b]`.'),
        ),
      },
      { ...exactly, description: 'Whether a decision may move money between lines.' },
    ),
  },
  { ...exactly, description: 'Where the money comes from and how it is given out.' },
);
