import { Type, type TUnsafe } from 'typebox';
import type { CallDocument } from '../engine/index.ts';
import {
  about,
  Article,
  Condition,
  exactly,
  FactId,
  Id,
  Lines,
  Localized,
  Words,
} from './basic-schema.ts';

const Option = Type.Object(
  {
    id: about(Id, 'How conditions and applications name it, for example `comune`.'),
    label: about(Localized, 'How people see it, for example { it: "Comune", en: "Municipality" }.'),
  },
  { ...exactly, title: 'Option' },
);

const Fact = Type.Object(
  {
    id: about(FactId, 'How conditions name it, for example `smeCount`.'),
    type: Type.Enum(
      ['bool', 'int', 'money', 'percent', 'points', 'date', 'option', 'options', 'text', 'list'],
      { description: 'The kind of value, for example `money`; `options` is a set of options.' },
    ),
    label: about(
      Localized,
      'A short name, for example { it: "Numero di PMI", en: "Number of SMEs" }.',
    ),
    question: Type.Optional(
      about(Localized, 'How the form asks for it: "How many SMEs take part?".'),
    ),
    unit: Type.Optional(
      about(Localized, 'What it is counted in, for example { it: "mesi", en: "months" }.'),
    ),
    proof: Type.Enum(['applicant', 'office', 'panel', 'register'], {
      description:
        'Who gives the value: the applicant declares, the office finds, the panel judges, a register says.',
    }),
    evidence: Type.Optional(
      about(Localized, 'What shows that it is true, for example a budget sheet.'),
    ),
    level: Type.Optional(
      Type.Enum(['project', 'partner'], {
        description: 'Whether it is known once or for each partner; `project` if left out.',
      }),
    ),
    lines: Type.Optional(Lines),
    when: Type.Optional(about(Condition, 'Asked only when this holds, for example `hasPartners`.')),
    options: Type.Optional(
      Type.Array(Option, {
        minItems: 1,
        description: 'The values of an `option`, or of a set of `options`.',
      }),
    ),
    fields: Type.Optional(
      Type.Array(Type.Ref('Fact'), {
        minItems: 1,
        description: 'The fields of each entry of a `list`, written like facts.',
      }),
    ),
    from: Type.Optional(Type.Number({ description: 'The lowest value allowed, for example `0`.' })),
    to: Type.Optional(
      Type.Number({ description: 'The highest value allowed, for example `100`.' }),
    ),
    fromList: Type.Optional(
      Type.Object(
        {
          call: about(Id, 'Id of the call whose list is asked: `expression-of-interest`.'),
          applied: Type.Optional(about(Id, 'The field for the day of the application: `applied`.')),
          recognised: about(Id, 'The field for the first day in the list: `recognised`.'),
          ended: Type.Optional(about(Id, 'The field for the first day off the list: `ended`.')),
        },
        {
          ...exactly,
          description:
            'Of a `list` that a register knows: its entries are what the list of another call says.',
        },
      ),
    ),
    sensitive: Type.Optional(
      Type.Boolean({ description: 'True for data that few may see, such as health: `true`.' }),
    ),
  },
  { ...exactly, title: 'Fact', examples: [{ id: 'smeCount' }] },
);

export const FactCycle = Type.Cyclic({ Fact }, 'Fact');

/** A fact, whose fields are facts again; a test compares the named type with the inferred one. */
export const FactSchema: TUnsafe<CallDocument['facts'][number]> =
  Type.Unsafe<CallDocument['facts'][number]>(FactCycle);

export const DerivedSchema = Type.Object(
  {
    id: about(FactId, 'How conditions name it, for example `grossCost`.'),
    type: Type.Enum(['bool', 'int', 'money', 'points', 'date'], {
      description: 'The kind of value the formula gives, for example `int`.',
    }),
    label: about(Localized, 'A short name for people.'),
    article: Type.Optional(about(Article, 'Where the source says so: "art. 5, c. 2".')),
    formula: Type.Optional(about(Condition, 'How it is computed, for example `smeCount + 1`.')),
    sum: Type.Optional(
      Type.Object(
        {
          list: about(FactId, 'A fact of type `list`, for example `machines`.'),
          field: about(FactId, 'The field to add up, for example `price`.'),
        },
        { ...exactly, description: 'The sum of a field over a list, instead of a formula.' },
      ),
    ),
  },
  { ...exactly, title: 'Derived' },
);

export const Title = about(Localized, 'The name people see, in both languages.');
export const ArticleOfRule = about(
  Article,
  'The place of the source it comes from: "art. 5, c. 2".',
);
export const When = about(
  Condition,
  'It applies only when this holds, for example `kind == "unione"`.',
);
export const Require = about(Condition, 'What must hold, for example `smeCount >= 3`.');
export const Evidence = about(
  Localized,
  'What shows that it is met, for example "Chamber of Commerce extract".',
);
export const PlainTitle = about(Words, 'A short name, for example "Exactly at the ceiling".');
