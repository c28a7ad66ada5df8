import { Type } from 'typebox';
import { hashSchema } from '../../applications/index.ts';
import {
  daySchema,
  instantSchema,
  pageQuery,
  strictObject,
  textSchema,
  uuidSchema,
} from '../../platform/http/api-schema.ts';
import { actKinds } from './act.ts';
import { checkCodes } from './act-checks.ts';

const amount = (description: string) =>
  Type.String({ pattern: '^(0|[1-9]\\d{0,11})\\.\\d{2}$', description, examples: ['50000.00'] });
const number = (description: string) =>
  Type.Integer({ minimum: 1, maximum: 1_000_000, description });
const name = (description: string, example: string) =>
  Type.String({ minLength: 1, maxLength: 120, description, examples: [example] });
const actText = textSchema('The act that says so.', 300, 'Decreto 12 del 3 marzo 2025');

const additionSchema = strictObject({
  pot: name('The pot that it goes to.', 'pot-4'),
  amount: amount('In euro.'),
  act: actText,
  source: textSchema('Who gives it.', 300, 'Regione'),
});
const savingSchema = strictObject({
  application: uuidSchema('Which application gives money back.'),
  kind: Type.Enum(['renunciation', 'forfeiture', 'reduction']),
  amount: Type.Optional(amount('Of a reduction: by how much.')),
  act: actText,
});
const moveSchema = strictObject({
  from: name('The pot that it leaves.', 'pot-3'),
  to: name('The pot that it goes to.', 'pot-4'),
  amount: amount('In euro.'),
  act: actText,
  ground: textSchema('The rule by which money may move.', 1000, 'Art. 14, c. 5'),
});

export const ordersSchema = strictObject({
  additions: Type.Optional(Type.Array(additionSchema, { maxItems: 50 })),
  savings: Type.Optional(Type.Array(savingSchema, { maxItems: 500 })),
  moves: Type.Optional(Type.Array(moveSchema, { maxItems: 50 })),
});

export const draftBody = strictObject({
  kind: Type.Enum([...actKinds], {
    description:
      '`ranking`, `list` and `rolling` approve a frozen round; `scrolling` and `reallocation` go on from a signed act; a `correction` takes the place of one.',
  }),
  frozenRound: Type.Optional(number('The frozen round it rests on; the latest when left out.')),
  units: Type.Optional(
    Type.Array(name('A ranking of the call.', 'linea-4'), { minItems: 1, maxItems: 200 }),
  ),
  title: textSchema('What the act is called.', 300, 'Approvazione della graduatoria'),
  ground: textSchema('The rule on which it rests.', 1000, 'Art. 9 del bando'),
  reasons: Type.Optional(
    Type.String({ maxLength: 10_000, description: 'Why; of a correction always.' }),
  ),
  staleReason: Type.Optional(
    Type.String({
      maxLength: 2000,
      description: 'Why it may rest on a round after which something has changed.',
    }),
  ),
  fromDay: Type.Optional(
    daySchema('Of a list: from when its changes hold; the day of the signature else.'),
  ),
  decisions: Type.Optional(Type.Array(number('A decision about the round.'), { maxItems: 500 })),
  orders: Type.Optional(ordersSchema),
  follows: Type.Optional(number('Of scrolling and moves: the act before.')),
  replaces: Type.Optional(number('Of a correction: the act whose place it takes.')),
});

export const changeBody = strictObject({
  ...draftBody.properties,
  revision: number('The revision that was looked at.'),
});

const checkSchema = strictObject({
  code: Type.Enum([...checkCodes]),
  state: Type.Enum(['passed', 'failed', 'noted'], {
    description: '`noted` is told and keeps nobody from signing.',
  }),
  about: Type.Array(Type.String(), { description: 'What was found; the first twenty.' }),
  count: Type.Integer({ minimum: 0 }),
});

export const checksSchema = strictObject({
  maySign: Type.Boolean(),
  contentHash: Type.Optional(hashSchema('SHA-256 of the text as it would be signed now')),
  checks: Type.Array(checkSchema),
});

const cents = (description: string) => Type.Integer({ description: `${description} In cents.` });

export const actSchema = strictObject({
  number: number('Of the acts of the call.'),
  kind: Type.Enum([...actKinds]),
  state: Type.Enum(['draft', 'signed', 'published', 'abandoned']),
  frozenRound: number('The frozen round it rests on.'),
  follows: Type.Optional(number('The act before.')),
  replaces: Type.Optional(number('The act whose place it takes.')),
  units: Type.Array(Type.String()),
  title: Type.String(),
  ground: Type.String(),
  reasons: Type.String(),
  orders: ordersSchema,
  decisions: Type.Array(Type.Integer()),
  staleReason: Type.Optional(Type.String()),
  fromDay: Type.Optional(daySchema('From when the changes of a list hold.')),
  revision: Type.Integer({ minimum: 1 }),
  madeAt: instantSchema('When it was begun.'),
  contentHash: Type.Optional(hashSchema('SHA-256 of what was signed')),
  bundleHash: Type.Optional(hashSchema('SHA-256 of the file that is kept beside it')),
  signedAt: Type.Optional(instantSchema('When it was signed.')),
  signedBy: Type.Optional(Type.String({ description: 'Who signed it, by name.' })),
  signature: Type.Optional(
    strictObject({
      way: Type.Enum(['account', 'file'], {
        description: 'The authenticated act of who has the power, or a signed file.',
      }),
      fileHash: Type.Optional(hashSchema('SHA-256 of the signed file')),
      signer: Type.Optional(Type.String({ description: 'As the certificate names them.' })),
    }),
  ),
  protocol: Type.Optional(Type.String()),
  protocolDay: Type.Optional(daySchema('Of the protocol.')),
  publishedOn: Type.Optional(daySchema('From when everybody sees it.')),
});

export const entrySchema = strictObject({
  place: Type.Integer({ minimum: 1 }),
  application: uuidSchema('Of the application.'),
  pseudonym: Type.String({ description: 'As the bundle calls it.' }),
  unit: Type.String(),
  line: Type.Optional(Type.String()),
  position: Type.Integer({ minimum: 0, description: '0 without a position.' }),
  positionTo: Type.Integer({ minimum: 0 }),
  outcome: Type.String(),
  reason: Type.String(),
  isReserved: Type.Boolean(),
  net: Type.Optional(Type.Integer({ description: 'Hundredths of a point.' })),
  bonus: Type.Optional(Type.Integer({ description: 'Hundredths of a point.' })),
  gross: Type.Optional(Type.Integer({ description: 'Hundredths of a point.' })),
  asked: Type.Optional(cents('What it may get.')),
  granted: cents('Given by this act; less than nothing when it takes back.'),
  total: cents('Given by all acts.'),
  name: Type.String(),
});

export const signBody = strictObject({
  contentHash: hashSchema('SHA-256 of the text that was looked at'),
  protocol: Type.Optional(textSchema('Number in the protocol of the body.', 100, '2025/0012345')),
  protocolDay: Type.Optional(daySchema('Of the protocol.')),
});

export const publishBody = strictObject({
  publishedOn: Type.Optional(
    daySchema(
      'From when everybody sees it: the day of the signature or later; today when left out.',
    ),
  ),
  protocol: Type.Optional(textSchema('Where the signature came without it.', 100, '2025/0012345')),
  protocolDay: Type.Optional(daySchema('Of the protocol.')),
});

export const recognitionQuery = strictObject({
  organisation: Type.String({
    pattern: '^([0-9]{11}|[A-Z0-9]{16})$',
    description: 'Fiscal code of the organisation.',
    examples: ['12345670017'],
  }),
  on: Type.Optional(daySchema('The day it is asked for; all stretches when left out.')),
  knownAt: Type.Optional(instantSchema('As it was known then; as it is known now when left out.')),
  ...pageQuery.properties,
});

export const recognitionSchema = strictObject({
  application: uuidSchema('What was recognised.'),
  isLead: Type.Boolean({ description: 'Whether the organisation leads it, or takes part in it.' }),
  from: daySchema('First day in the list.'),
  until: Type.Optional(daySchema('First day no longer in it.')),
  appliedOn: daySchema('When it was asked for.'),
  act: strictObject({
    number: Type.Integer({ minimum: 1 }),
    title: Type.String(),
    protocol: Type.Optional(Type.String()),
    protocolDay: Type.Optional(daySchema('Of the protocol.')),
    contentHash: hashSchema('SHA-256 of what was signed'),
  }),
  ground: Type.String(),
  callVersion: Type.Integer({
    minimum: 1,
    description: 'Of the rules by which it was recognised.',
  }),
  recordedAt: instantSchema('Since when it is known.'),
});

export const lettersBody = strictObject({
  template: name('A letter of the call about acts.', 'ranked'),
});

export const lettersSchema = strictObject({
  wanted: Type.Integer({ minimum: 0, description: 'To how many it is written.' }),
});
