import { Type, type Static, type TProperties } from 'typebox';

const object = <T extends TProperties>(members: T) =>
  Type.Object(members, { additionalProperties: false });

const Words = Type.String({ minLength: 1, maxLength: 1_000 });
const Said = object({ it: Words, en: Words });
/** As much of the day as is known: `2021-07`, `2021-07-15`. */
const Day = Type.String({ pattern: '^(19|20)\\d{2}(-\\d{2}(-\\d{2})?)?$' });
/** What a figure is worth: read in the source, computed here, supposed, or taken for a slip of the source. */
const Tag = Type.Enum(['verbatim', 'computed', 'supposed', 'slip']);
const Slug = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 100 });
/** `"1234.50"` for money, `"12"` for counts; written otherwise in the source, it stands in `printedAs` too. */
const Figure = Type.String({ pattern: '^(0|[1-9]\\d{0,11})(\\.\\d{2})?$' });
const printed = {
  tag: Tag,
  printedAs: Type.Optional(Words),
  note: Type.Optional(Said),
};

const Row = object({
  name: Words,
  figure: Figure,
  times: Type.Optional(Type.Integer({ minimum: 1 })),
  ...printed,
});

const Table = object({
  id: Slug,
  title: Said,
  /** What stands at the top of the names. */
  of: Said,
  counts: Type.Enum(['euros', 'thousands-of-euros', 'things']),
  rows: Type.Array(Row, { minItems: 1 }),
  total: Type.Optional(object({ figure: Figure, ...printed })),
  /** The source cut the cents of every row. */
  centsCut: Type.Optional(Type.Boolean()),
  /** How many rows the source has that could not be read. */
  missingRows: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Literal('some')])),
  /** What may explain a difference, never more than a supposition. */
  supposition: Type.Optional(Said),
});

export const PublishedRankingSchema = object({
  bandolo: Type.Literal(1),
  kind: Type.Literal('published-ranking'),
  slug: Slug,
  title: Said,
  about: Said,
  issuer: Words,
  published: Type.Optional(Day),
  sources: Type.Array(object({ address: Words, day: Type.Optional(Day) }), { minItems: 1 }),
  tables: Type.Array(Table, { minItems: 1 }),
});

/** Tables that somebody else has published, with the totals as they were printed. */
export type PublishedRanking = Static<typeof PublishedRankingSchema>;
export type PublishedTable = PublishedRanking['tables'][number];
export type FigureTag = Static<typeof Tag>;
