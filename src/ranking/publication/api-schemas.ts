import { Type, type TSchema } from 'typebox';
import {
  daySchema,
  instantSchema,
  strictObject,
  textSchema,
} from '../../platform/http/api-schema.ts';
import { dataColumns, type DataColumn } from './columns.ts';

const slug = Type.String({
  maxLength: 120,
  description: 'The call as addresses name it.',
  examples: ['fictional-village-lamps'],
});
const number = Type.Integer({
  minimum: 1,
  maximum: 1_000_000,
  description: 'The number of the act within its call.',
  examples: [1],
});

export const callParams = strictObject({ call: slug });
export const resultParams = strictObject({ call: slug, act: number });
export const rankingParams = strictObject({
  ranking: Type.String({ maxLength: 100, description: 'Its name.', examples: ['illumina'] }),
});

const money = (description: string) => Type.String({ description, examples: ['400000.00'] });
const hash = (description: string) =>
  Type.String({ description, pattern: '^[0-9a-f]{64}$', examples: ['ab'.repeat(32)] });

export const actSchema = strictObject({
  call: slug,
  act: number,
  kind: Type.Enum(['ranking', 'list', 'scrolling', 'reallocation', 'rolling', 'correction'], {
    description: 'What the act is.',
    examples: ['ranking'],
  }),
  title: textSchema('As the body calls it', 300, 'Decree 7305'),
  ground: textSchema('What it rests on', 1_000, 'art. 13'),
  follows: Type.Optional(number),
  replaces: Type.Optional(number),
  replacedBy: Type.Optional(number),
  signedAt: instantSchema('When it was signed.'),
  publishedOn: daySchema('From which day everybody sees it.'),
  protocol: Type.Optional(textSchema('Its protocol number', 100, '2025/7305')),
  contentHash: hash('SHA-256 of what was signed.'),
  bundleHash: Type.Optional(hash('SHA-256 of the signed bundle.')),
  applications: Type.Integer({ description: 'How many applications it is about.', examples: [31] }),
  beneficiaries: Type.Integer({
    description: 'How many receive something by this act.',
    examples: [24],
  }),
  granted: money('Granted by this act.'),
  total: money('Granted by all acts up to this one.'),
  isAddingUp: Type.Optional(
    Type.Boolean({
      description:
        'Whether the money comes to the same sum in every way in which it can be counted; not in lists.',
    }),
  ),
  links: strictObject({
    self: Type.String({ examples: ['/api/v1/calls/fictional-village-lamps/results/1'] }),
    entries: Type.String({ examples: ['/api/v1/calls/fictional-village-lamps/results/1/entries'] }),
    page: Type.String({ description: 'For people.', examples: ['/calls/lamps/results/1'] }),
    csv: Type.String({ examples: ['/calls/fictional-village-lamps/results/1.csv'] }),
  }),
});

function valueSchema({ kind, about: { en: description } }: DataColumn): TSchema {
  if (kind === 'count') return Type.Integer({ description });
  return kind === 'truth' ? Type.Boolean({ description }) : Type.String({ description });
}

/** A row of the open data; what is not there is left out. */
export const entrySchema = strictObject({
  ...Object.fromEntries(
    dataColumns.map((column) => [column.name, Type.Optional(valueSchema(column))]),
  ),
  criteria: Type.Record(Type.String(), Type.String(), {
    description: 'Points by criterion.',
  }),
});

const said = strictObject({ it: Type.String(), en: Type.String() });

const checkedTableSchema = strictObject({
  id: Type.String({ description: 'Its name within the ranking.' }),
  title: said,
  counts: Type.Enum(['euros', 'thousands-of-euros', 'things']),
  rows: Type.Array(
    strictObject({
      name: Type.String(),
      figure: Type.String({ description: 'As read.' }),
      times: Type.Optional(Type.Integer()),
      tag: Type.Enum(['verbatim', 'computed', 'supposed', 'slip']),
    }),
  ),
  finding: Type.Enum(['agrees', 'agrees-but-for-cents', 'differs', 'incomplete', 'no-total'], {
    description: 'What the rows come to beside the printed total.',
  }),
  sum: Type.Integer({ description: 'Of the rows: cents, or things.' }),
  printed: Type.Optional(Type.Integer({ description: 'As printed: cents, or things.' })),
  difference: Type.Optional(Type.Integer({ description: 'What was printed, less the sum.' })),
});

export const publishedRankingSchema = strictObject({
  ranking: Type.String({ examples: ['illumina'] }),
  title: said,
  about: said,
  issuer: Type.String({ description: 'Who published it.' }),
  published: Type.Optional(Type.String({ description: 'As much of the day as is known.' })),
  sources: Type.Array(strictObject({ address: Type.String(), day: Type.Optional(Type.String()) })),
  tables: Type.Array(checkedTableSchema),
  hash: hash('SHA-256 of its canonical text.'),
});

export const cupBody = strictObject(
  { cup: Type.String({ maxLength: 40, description: 'The code of the project (CUP).' }) },
  { cup: 'C51F23000670006' },
);
export const cupSchema = strictObject({
  application: Type.String({ description: 'The application.' }),
  cup: Type.String({ description: 'As recorded.', examples: ['C51F23000670006'] }),
});
