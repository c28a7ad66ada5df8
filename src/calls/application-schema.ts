import { Type, type TUnsafe } from 'typebox';
import type { ApplicationDocument } from '../engine/index.ts';
import {
  about,
  Amount,
  exactly,
  Id,
  Instant,
  ItemId,
  exactFacts,
  exactIds,
  factKeys,
  idKeys,
  OutsideId,
  Rate,
  Words,
} from './basic-schema.ts';

const Bound = Type.Union([Type.Number(), Words], {
  'x-expected': 'a number, or an amount, date or percentage in quotes',
});

const FactValue = Type.Union(
  [
    Type.Boolean(),
    Type.Number(),
    Type.String(),
    Type.Array(Type.String(), { 'x-expected': 'a list of options' }),
    Type.Array(
      Type.Record(factKeys, Type.Ref('FactValue'), {
        ...exactFacts,
        'x-expected': 'an entry such as { price: "10.00" }',
      }),
      { 'x-expected': 'a list of entries' },
    ),
    Type.Object(
      { unknown: Type.Literal(true, { description: 'Not known yet: `{ unknown: true }`.' }) },
      { ...exactly, description: 'Not known yet.' },
    ),
    Type.Object(
      {
        notApplicable: Type.Literal(true, { description: 'The question does not arise: `true`.' }),
      },
      { ...exactly, description: 'The question does not arise.' },
    ),
    Type.Object(
      {
        from: about(Bound, 'The lowest it can be, for example `3`.'),
        to: about(Bound, 'The highest it can be, for example `5`.'),
      },
      { ...exactly, description: 'Known only to lie between two values, both included.' },
    ),
  ],
  {
    title: 'FactValue',
    examples: [true],
    'x-expected':
      'a value such as true, 3, "1234.50", [a, b], { unknown: true } or { from: 3, to: 5 }',
  },
);

export const FactValueCycle = Type.Cyclic({ FactValue }, 'FactValue');

/** What is said about one fact, entries of a list included; a test compares the named type with the inferred one. */
const FactValueSchema: TUnsafe<ApplicationDocument['facts'][string]> =
  Type.Unsafe<ApplicationDocument['facts'][string]>(FactValueCycle);

const Facts = Type.Record(factKeys, FactValueSchema, {
  ...exactFacts,
  title: 'Facts',
  examples: [{ smeCount: 3 }],
});

/** One line without blanks at its ends, so that every table reads back as it was written. */
const ItemText = Type.String({
  pattern: '^\\S(?:[^\\t\\r\\n]*\\S)?$',
  maxLength: 300,
  examples: ['LED lamps'],
  'x-expected': 'one line of at most 300 characters',
  'x-kind': 'text',
});

const CostItem = Type.Object(
  {
    id: about(ItemId, 'Unique in the application, for example `k3f9q`.'),
    description: Type.Optional(about(ItemText, 'What is bought, for example "LED lamps".')),
    supplier: Type.Optional(about(ItemText, 'Who is paid, for example "Luce S.r.l.".')),
    amount: Type.Optional(
      about(Amount, 'Left out while it is not known, for example `"70000.00"`.'),
    ),
    recognised: Type.Optional(
      about(Amount, 'What the office recognises of it, which nobody declares: `"65000.00"`.'),
    ),
  },
  {
    ...exactly,
    title: 'CostItem',
    'x-expected': 'an expense such as { id: "k3f9q", amount: "70000.00" }',
  },
);

const CostValue = Type.Union(
  [
    Amount,
    Type.Array(CostItem, { 'x-expected': 'a list of expenses' }),
    Type.Object(
      {
        from: about(Amount, 'The lowest it can be, for example `"1000.00"`.'),
        to: Type.Optional(about(Amount, 'The highest it can be, for example `"2000.00"`.')),
        recognised: Type.Optional(
          about(Amount, 'What the office recognises of it, which nobody declares: `"1500.00"`.'),
        ),
      },
      { ...exactly, 'x-expected': 'a stretch such as { from: "1000.00", to: "2000.00" }' },
    ),
  ],
  { title: 'CostValue', 'x-expected': 'an amount in quotes such as "70000.00"' },
);

const Costs = Type.Record(idKeys, CostValue, {
  ...exactIds,
  title: 'Costs',
  description: 'Declared costs by category, for example `{ staff: "1000.00" }`.',
});

const PartnerSchema = Type.Object(
  {
    id: about(OutsideId, 'Unique in the application, for example `p1`.'),
    role: about(Id, 'A role of the call, for example `lead`.'),
    facts: Type.Optional(
      about(Facts, 'What is known of the partner, for example `{ size: micro }`.'),
    ),
    costs: Type.Optional(Costs),
  },
  { ...exactly, title: 'Partner' },
);

export const ApplicationSchema = Type.Object(
  {
    id: about(OutsideId, 'Unique in the round, for example `A-001`.'),
    line: Type.Optional(about(Id, 'The line or sub-line applied for, for example `a`.')),
    applicant: Type.Optional(about(Words, 'Who applies, for example "Comune di Vattelapesca".')),
    received: Type.Optional(about(Instant, 'When it arrived: "2025-01-15T15:59:59.999+01:00".')),
    protocol: Type.Optional(
      Type.Integer({
        minimum: 0,
        description: 'Number in the register: the order within one instant, for example `17`.',
      }),
    ),
    status: Type.Optional(
      Type.Enum(['submitted', 'withdrawn'], { description: '`submitted` if left out.' }),
    ),
    admission: Type.Optional(
      Type.Enum(['open', 'admitted', 'with-reserve', 'not-admitted'], {
        description:
          'What the office decided on its admission; left out where only the rules say it.',
      }),
    ),
    facts: about(Facts, 'What is known of the project, for example `{ smeCount: 3 }`.'),
    partners: Type.Optional(
      Type.Array(PartnerSchema, { description: 'Who takes part, the lead included.' }),
    ),
    costs: Type.Optional(Costs),
    requestedRate: Type.Optional(
      about(Rate, 'A lower rate than the highest, where one is asked for: `"40%"`.'),
    ),
  },
  { ...exactly, title: 'Application', examples: [{ id: 'A-001', facts: {} }] },
);
