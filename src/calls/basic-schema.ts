import { Type, type TSchema, type TUnsafe } from 'typebox';
import type { Json } from '../engine/index.ts';

/**
 * Extra keywords that the reader uses and the published files leave out: `x-expected` names the
 * value in a sentence ("expected …"), `x-kind` says which correction can be suggested.
 */
export type SuggestionKind = 'amount' | 'rate' | 'date' | 'time' | 'points' | 'text';

interface TextOptions {
  readonly title: string;
  readonly pattern: string;
  readonly example: string;
  readonly expected: string;
  readonly kind?: SuggestionKind;
}

function patterned({ title, pattern, example, expected, kind = 'text' }: TextOptions) {
  return Type.String({
    title,
    pattern,
    examples: [example],
    'x-expected': expected,
    'x-kind': kind,
  });
}

const idPattern = '[a-z0-9][a-zA-Z0-9._-]*';
const factPattern = '[a-z][a-zA-Z0-9]*';
const outsidePattern = '^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,99}$';
const yearPattern = '(19|20|21)[0-9]{2}';
const monthDayPattern =
  '((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))';
const timePattern = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{3})?)?';
const offsetPattern = '(Z|[+-](0[0-9]|1[0-8]):[0-5][0-9])';

const expectedKey = {
  id: 'an id such as art-5 (letters, digits, ".", "_" and "-", a small letter or a digit first)',
  fact: 'a name such as smeCount (letters and digits only, a small letter first)',
  outside: 'an id such as A-001 (no spaces, at most 100 characters)',
} as const;

export const Id = patterned({
  title: 'Id',
  pattern: `^${idPattern}$`,
  example: 'art-5',
  expected: expectedKey.id,
});

export const FactId = patterned({
  title: 'FactId',
  pattern: `^${factPattern}$`,
  example: 'smeCount',
  expected: expectedKey.fact,
});

/** Ids of applications and of partners come from other systems, so they are only kept printable. */
export const OutsideId = patterned({
  title: 'OutsideId',
  pattern: outsidePattern,
  example: 'A-001',
  expected: expectedKey.outside,
});

/** Ids of expenses come from spreadsheets and are part of the names of controls. */
export const ItemId = patterned({
  title: 'ItemId',
  pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$',
  example: 'k3f9q',
  expected: 'an id such as k3f9q (letters, digits, "_" and "-", at most 40 characters)',
});

export const Amount = patterned({
  title: 'Amount',
  pattern: '^(0|[1-9][0-9]{0,11})(\\.[0-9]{2})?$',
  example: '70000.00',
  expected: 'an amount in quotes such as "70000.00"',
  kind: 'amount',
});

export const Rate = patterned({
  title: 'Rate',
  pattern: '^([0-9]{1,4}(\\.[0-9]{1,6})?%|[0-9]{1,9}/[1-9][0-9]{0,8})$',
  example: '12.5%',
  expected: 'a rate such as "12.5%" or "1/3"',
  kind: 'rate',
});

export const DateDay = patterned({
  title: 'Date',
  pattern: `^(${yearPattern}-${monthDayPattern}|2200-${monthDayPattern})$`,
  example: '2025-01-15',
  expected: 'a date such as 2025-01-15',
  kind: 'date',
});

export const MonthDay = patterned({
  title: 'MonthDay',
  pattern: `^${monthDayPattern}$`,
  example: '12-25',
  expected: 'a month and a day such as "12-25"',
});

export const Time = patterned({
  title: 'Time',
  pattern: `^${timePattern}${offsetPattern}?$`,
  example: '16:00',
  expected: 'a time such as "16:00"',
  kind: 'time',
});

export const Instant = patterned({
  title: 'Instant',
  pattern: `^[0-9]{4}-${monthDayPattern}T${timePattern}${offsetPattern}$`,
  example: '2025-01-15T15:59:59+01:00',
  expected: 'an instant with its offset such as "2025-01-15T15:59:59+01:00"',
});

export const Zone = patterned({
  title: 'Zone',
  pattern: '^[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*)*$',
  example: 'Europe/Rome',
  expected: 'a time zone such as Europe/Rome',
});

export const Points = Type.Union(
  [
    Type.Integer({ 'x-expected': 'whole points such as 10', 'x-kind': 'points' }),
    patterned({
      title: 'FractionOfPoints',
      pattern: '^-?[0-9]{1,6}(\\.[0-9]{1,2})?$',
      example: '2.5',
      expected: 'points such as 10 or "2.5"',
      kind: 'points',
    }),
  ],
  { title: 'Points', examples: [10], 'x-expected': 'points such as 10 or "2.5"' },
);

/** Any text that says something. */
export const Words = Type.String({ minLength: 1, 'x-expected': 'a text', 'x-kind': 'text' });

export const Article = Type.String({
  title: 'Article',
  minLength: 1,
  examples: ['art. 5, c. 2'],
  'x-expected': 'a place in the source such as "art. 5, c. 2"',
  'x-kind': 'text',
});

export const Condition = Type.String({
  title: 'Condition',
  minLength: 1,
  maxLength: 4000,
  examples: ['smeCount >= 3'],
  'x-expected': 'a condition such as smeCount >= 3',
  'x-kind': 'text',
});

export const Localized = Type.Object(
  {
    it: about(Words, 'The sentence in Italian, for example "Bando per progetti di ricerca".'),
    en: about(Words, 'The sentence in English, for example "Call for research projects".'),
  },
  {
    additionalProperties: false,
    title: 'Localized',
    examples: [{ it: '…', en: '…' }],
    'x-expected': 'a text in two languages such as { it: "…", en: "…" }',
  },
);

/** A reader only yields JSON values, so there is nothing left to check. */
export const AnyValue: TUnsafe<Json> = Type.Unsafe<Json>({});

const Limit = Type.Union([Type.Number(), Words]);

export const Gap = Type.Object(
  {
    unknown: Type.Object(
      {
        id: about(Id, 'Unique in the file; a decision names it, for example `points-1.3-listed`.'),
        state: Type.Enum(['lost', 'absent', 'open'], {
          description:
            'lost: the source once had it; absent: it never did; open: more than one reading.',
        }),
        note: about(Localized, 'What is missing and why, for the people who must decide.'),
        article: Type.Optional(about(Article, 'Where the source should say it: "art. 12, c. 3".')),
        choices: Type.Optional(
          Type.Array(AnyValue, {
            minItems: 1,
            description: 'The only values a decision may give, for example `[sum, best]`.',
          }),
        ),
        between: Type.Optional(
          Type.Tuple([Limit, Limit], {
            description: 'Lowest and highest value it can have, for example `[0, 10]`.',
            examples: [[0, 10]],
            'x-expected': 'the lowest and the highest value such as [0, 10]',
          }),
        ),
        analogy: Type.Optional(
          Type.Object(
            {
              value: about(AnyValue, 'The likely value, for example `10`.'),
              because: about(Localized, 'Which other part of the rules makes it likely.'),
            },
            {
              additionalProperties: false,
              description: 'A value offered to people and never used by itself.',
            },
          ),
        ),
      },
      { additionalProperties: false, description: 'What is known about the missing value.' },
    ),
  },
  {
    additionalProperties: false,
    title: 'Gap',
    description: 'A value the source does not give; it is never read as zero, false or empty.',
    'x-expected': 'a gap such as { unknown: { … } }',
  },
);

export function orGap<T extends TSchema>(type: T, description: string) {
  return Type.Union([type, Gap], { description });
}

/** The same schema with a sentence of its own, as an editor shows it at this property. */
export function about<T extends TSchema>(schema: T, description: string): T {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(schema)) as T;
  return Object.assign(copy, { description });
}

export const Lines = Type.Array(Id, {
  minItems: 1,
  description:
    'Lines or sub-lines the rule holds for, for example `[a, b1]`; everywhere if left out.',
});

/** An object with exactly these properties. */
export const exactly = { additionalProperties: false } as const;

/** An object whose keys are ids, and what a key must be. */
export const idKeys = Type.String({ pattern: `^${idPattern}$` });
export const exactIds = { ...exactly, 'x-key-expected': expectedKey.id } as const;

/** An object whose keys are facts. */
export const factKeys = Type.String({ pattern: `^${factPattern}$` });
export const exactFacts = { ...exactly, 'x-key-expected': expectedKey.fact } as const;

/** An object whose keys are ids of other systems. */
export const outsideKeys = Type.String({ pattern: outsidePattern });
export const exactOutside = { ...exactly, 'x-key-expected': expectedKey.outside } as const;
