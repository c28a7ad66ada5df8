import { Type } from 'typebox';
import { applicationParams, hashSchema } from '../../applications/index.ts';
import {
  instantSchema,
  strictObject,
  textSchema,
  uuidSchema,
} from '../../platform/http/api-schema.ts';
import { reasonCharactersMax } from './sheet.ts';

export const callParams = strictObject({ call: applicationParams.properties.call });

/** Points as text, exactly: `60` or `62.5`. */
export const pointsSchema = (description: string) =>
  Type.String({ description, pattern: '^-?\\d{1,6}(\\.\\d{1,2})?$', examples: ['62.5'] });

export const rangeSchema = (description: string) =>
  Type.Object(
    { from: pointsSchema('At least.'), to: pointsSchema('At most; the same once it is known.') },
    { additionalProperties: false, description, examples: [{ from: '60', to: '68' }] },
  );

const factName = Type.String({ pattern: '^[a-z][a-zA-Z0-9]{0,80}$' });

const valueSchema = Type.Union(
  [
    Type.String({ maxLength: 200 }),
    Type.Integer({ minimum: -1_000_000_000, maximum: 1_000_000_000 }),
    Type.Boolean(),
    Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }),
    Type.Null(),
  ],
  {
    description:
      'As in the text of an application: the id of an option, yes or no, points as text; null while there is only a reason.',
    examples: ['notable'],
  },
);

const entrySchema = strictObject({
  value: valueSchema,
  reason: Type.String({
    description: 'Who applied will read it.',
    maxLength: reasonCharactersMax,
    examples: ['La raccolta passa da 61 a 94 kg per abitante.'],
  }),
});

export const entriesSchema = Type.Record(factName, entrySchema, {
  description: 'By the fact of the panel, as the definition of the call names it.',
  examples: [{ collectionIncrease: { value: 'notable', reason: 'Da 61 a 94 kg per abitante.' } }],
});

export const sheetBody = strictObject({ entries: entriesSchema });

export const reasonBody = strictObject({
  reason: textSchema('Why; it stays on record.', 2000, 'Ho scambiato due domande.'),
});

const localized = strictObject({ it: Type.String(), en: Type.String() });

const gapSchema = strictObject({
  id: Type.String({ examples: ['points-1.4'] }),
  note: localized,
});

const criterionSchema = strictObject({
  id: Type.String({ examples: ['l4-objectives'] }),
  code: Type.String({ examples: ['4.2'] }),
  title: localized,
  article: Type.String(),
  kind: Type.Enum(['computed', 'option', 'options', 'points', 'value', 'lost'], {
    description:
      'How its points are given: from facts, or by whoever scores; `lost` before a decision.',
  }),
  points: rangeSchema('What it gives so far.'),
  fact: Type.Optional(factName),
  choices: Type.Optional(
    Type.Array(
      strictObject({
        value: Type.Union([Type.String(), Type.Boolean()]),
        label: localized,
        points: pointsSchema('What it gives.'),
      }),
    ),
  ),
  from: Type.Optional(pointsSchema('The least that can be given.')),
  to: Type.Optional(pointsSchema('The most.')),
  step: Type.Optional(pointsSchema('In steps of this.')),
  waitsFor: Type.Optional(
    Type.Array(Type.String(), { description: 'Facts that the office has still to find.' }),
  ),
  gaps: Type.Optional(Type.Array(gapSchema)),
});

export const figuresMembers = {
  net: rangeSchema('Without bonuses.'),
  bonus: rangeSchema('Bonuses, apart.'),
  gross: rangeSchema('With bonuses.'),
  passes: Type.Enum(['yes', 'no', 'unknown'], {
    description: 'Whether every threshold is reached.',
  }),
};

export const sheetSchema = strictObject({
  application: uuidSchema('The application'),
  state: Type.Enum(['none', 'open', 'closed'], { description: '`none` before it is saved.' }),
  standing: Type.Enum(['sheets', 'opened', 'decided'], {
    description: 'Where the panel stands: sheets are filled in, laid open, or put together.',
  }),
  savedAt: Type.Optional(instantSchema('When it was saved last.')),
  textSha256: hashSchema('SHA-256 of the text under examination'),
  entries: entriesSchema,
  criteria: Type.Array(criterionSchema),
  alsoJudged: Type.Array(factName, {
    description: 'Facts of the panel that no criterion is about.',
  }),
  ...figuresMembers,
  missing: Type.Array(
    strictObject({
      what: Type.Enum(['value', 'reason', 'lost']),
      code: Type.String({ examples: ['4.6'] }),
      fact: Type.Optional(factName),
    }),
    { description: 'What keeps it from being closed.' },
  ),
  gaps: Type.Array(gapSchema, { description: 'What must be decided first.' }),
});

export const ownLineSchema = strictObject({
  application: uuidSchema('The application'),
  entry: Type.Integer({ description: 'Of the register.', minimum: 1, examples: [12] }),
  title: Type.String({ examples: ['Compostaggio di comunità'] }),
  lead: Type.String({ examples: ['Comune di Valcedra'] }),
  state: Type.Optional(
    Type.Enum(['none', 'open', 'closed', 'removed'], {
      description: 'Of one’s own sheet; only for who scores.',
    }),
  ),
  wanted: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Sheets to be filled in; only for the secretary.' }),
  ),
  closed: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Sheets that are closed; only for the secretary.' }),
  ),
  standing: Type.Enum(['sheets', 'opened', 'decided']),
});
