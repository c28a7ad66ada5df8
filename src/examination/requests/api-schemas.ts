import { Type } from 'typebox';
import { applicationParams, hashSchema } from '../../applications/index.ts';
import {
  daySchema,
  instantSchema,
  strictObject,
  textSchema,
  uuidSchema,
} from '../../platform/http/api-schema.ts';
import { introductionMax, itemsMax, itemTextMax, reasonMax, replyTextMax } from './request.ts';

const number = (description: string) =>
  Type.Integer({ description, minimum: 1, maximum: 1_000_000, examples: [1] });

export const requestParams = strictObject({
  ...applicationParams.properties,
  request: number('Which request or notice, by its number.'),
});

const itemIdSchema = Type.String({
  description: 'The point: the check or paper it comes from, or a name of its own.',
  pattern: '^[a-z0-9][A-Za-z0-9._:@~-]{0,150}$',
  examples: ['requirement:lamp-plan'],
});

export const itemParams = strictObject({
  ...requestParams.properties,
  item: itemIdSchema,
});

export const replyDocumentParams = strictObject({
  ...requestParams.properties,
  document: number('Which document of the reply, by its number.'),
});

export const proofParams = strictObject({
  ...requestParams.properties,
  proof: number('Which proof of the delivery, by its number.'),
});

export const textParams = strictObject({
  ...applicationParams.properties,
  hash: hashSchema('SHA-256 of the text'),
});

export const kindSchema = Type.Enum(['clarification', 'notice-against'], {
  description: 'A clarification request, or the notice of the reasons against.',
});

export const itemSchema = strictObject({
  id: itemIdSchema,
  text: Type.String({
    description: 'What is missing, or the reason.',
    maxLength: itemTextMax,
    examples: ['Manca la delibera che approva il piano.'],
  }),
  article: Type.Optional(Type.String({ maxLength: 500, examples: ['art. 4, c. 4'] })),
  fields: Type.Array(Type.String({ maxLength: 300, examples: ['fact.hasLampPlan'] }), {
    description: 'Fields of the application that may be corrected for it.',
    maxItems: 200,
  }),
  slot: Type.Optional(
    Type.String({
      description: 'The paper of the call that may be handed in again for it.',
      maxLength: 150,
      examples: ['plan-resolution'],
    }),
  ),
});

export const draftBody = strictObject({
  revision: number('The version of the draft that was read.'),
  introduction: Type.String({ maxLength: introductionMax }),
  points: Type.Array(itemSchema, { maxItems: itemsMax }),
});

export const prepareBody = strictObject({ kind: kindSchema });
export const revisionBody = strictObject({
  revision: number('The version of the draft that was read.'),
});
export const reasonBody = strictObject({
  reason: textSchema('Why; it stays in the record.', reasonMax, 'Inviata per errore.'),
});
export const extensionBody = strictObject({
  until: daySchema('The new last day to answer.'),
  reason: reasonBody.properties.reason,
});
export const lateBody = strictObject({
  take: Type.Boolean({ description: 'Whether it is taken into account.' }),
  ground: textSchema('On what this rests.', reasonMax, 'Il ritardo dipende da un guasto provato.'),
});
export const answerBody = strictObject({
  text: textSchema('What the office says to the observation.', introductionMax, 'Non accolta: …'),
  upheld: Type.Boolean({ description: 'Whether the reason stands all the same.' }),
});
export const evidenceQuery = strictObject({
  name: textSchema('The name of the file, to be shown.', 1000, 'ricevuta.pdf'),
  day: daySchema('The day of the delivery.'),
  note: textSchema('What it is.', reasonMax, 'Ricevuta di consegna della PEC'),
});
export const replyBody = strictObject({
  revision: Type.Integer({
    description: 'The version of the draft that was read; 0 where there was none.',
    minimum: 0,
    maximum: 1_000_000,
    examples: [0],
  }),
  texts: Type.Record(itemIdSchema, Type.String({ maxLength: replyTextMax }), {
    description: 'What is written to each point.',
  }),
  corrections: Type.Record(Type.String({ maxLength: 300 }), Type.Unknown(), {
    description: 'Fields with what they are to say; `null` takes out what was there.',
  }),
});

const documentSchema = strictObject({
  number: number('By which it is read.'),
  item: itemIdSchema,
  slot: Type.Optional(Type.String()),
  name: Type.String({ examples: ['delibera.pdf'] }),
  kind: Type.String({ examples: ['pdf'] }),
  bytes: Type.Integer({ minimum: 1 }),
  sha256: hashSchema('SHA-256 of the content'),
  uploadedAt: instantSchema('When it was handed in.'),
});

const replySchema = strictObject({
  state: Type.Enum(['draft', 'sent']),
  revision: Type.Integer({ minimum: 1 }),
  texts: replyBody.properties.texts,
  corrections: replyBody.properties.corrections,
  documents: Type.Array(documentSchema),
  sentAt: Type.Optional(instantSchema('When it was sent.')),
  sentOn: Type.Optional(daySchema('The day, where the days of the call are counted.')),
  late: Type.Optional(Type.Boolean({ description: 'Whether it came after the last day.' })),
  textHash: Type.Optional(hashSchema('The new text of the application')),
  decision: Type.Optional(
    strictObject({
      taken: Type.Boolean(),
      ground: Type.String(),
      at: instantSchema('When it was decided.'),
    }),
  ),
  answers: Type.Array(
    strictObject({
      item: itemIdSchema,
      text: Type.String(),
      upheld: Type.Boolean(),
      at: instantSchema('When it was said.'),
    }),
  ),
});

const deliverySchema = strictObject({
  messages: Type.Array(
    strictObject({
      id: uuidSchema('The message of the outbox.'),
      recipient: Type.String({ examples: ['ada@example.org'] }),
      state: Type.Enum(['queued', 'sent', 'failed', 'cancelled']),
      at: Type.Optional(instantSchema('When the mail server took it, or refused it.')),
      reply: Type.Optional(Type.String({ description: 'The last answer of the mail server.' })),
      needsAction: Type.Boolean({
        description: 'It failed, and nobody has done anything about it.',
      }),
    }),
  ),
  proofs: Type.Array(
    strictObject({
      number: Type.Integer({ minimum: 1 }),
      kind: Type.Enum(['opened', 'evidence', 'failure-settled']),
      by: Type.String({ examples: ['Ada Neri'] }),
      at: instantSchema('When it was noted.'),
      day: Type.Optional(daySchema('The day of the delivery.')),
      note: Type.Optional(Type.String()),
      message: Type.Optional(uuidSchema('The message that had failed.')),
      file: Type.Optional(
        strictObject({
          name: Type.String(),
          bytes: Type.Integer({ minimum: 1 }),
          sha256: hashSchema('SHA-256 of the content'),
        }),
      ),
    }),
  ),
});

export const requestSchema = strictObject({
  number: number('Within the application.'),
  kind: kindSchema,
  state: Type.Enum(['draft', 'open', 'replied', 'silent', 'withdrawn']),
  revision: Type.Integer({ minimum: 1 }),
  introduction: Type.String(),
  points: Type.Array(itemSchema),
  sentAt: Type.Optional(instantSchema('When it was sent.')),
  sentOn: Type.Optional(daySchema('The day, where the days of the call are counted.')),
  dueOn: Type.Optional(daySchema('The last day to answer.')),
  textHash: Type.Optional(hashSchema('The text under examination when it was sent')),
  stopsClock: Type.Boolean({ description: 'Whether the clock stands or stood still for it.' }),
  endedAt: Type.Optional(instantSchema('When it ended.')),
  endedBecause: Type.Optional(Type.String()),
  extensions: Type.Array(
    strictObject({
      dueBefore: daySchema('The last day before.'),
      dueOn: daySchema('The last day from then on.'),
      reason: Type.String(),
      at: instantSchema('When it was given.'),
    }),
  ),
  reply: Type.Optional(replySchema),
  delivery: Type.Optional(deliverySchema),
});

export const requestsSchema = strictObject({ requests: Type.Array(requestSchema) });

const boundsSchema = strictObject({
  low: Type.Integer(),
  high: Type.Optional(Type.Integer({ description: 'Left out where nothing limits it.' })),
});

const changeSchema = strictObject({
  differences: Type.Array(
    strictObject({
      path: Type.String({ examples: ['/facts/hasLampPlan'] }),
      before: Type.Optional(Type.Unknown()),
      after: Type.Optional(Type.Unknown()),
    }),
    { description: 'Between the text before and after, of what whoever asks may see.' },
  ),
  documents: Type.Array(
    strictObject({
      slot: Type.String(),
      before: Type.Optional(Type.Integer({ description: 'The version before.' })),
      after: Type.Integer({ description: 'The version after.' }),
    }),
  ),
  figures: Type.Array(
    strictObject({
      figure: Type.String({ examples: ['grant'] }),
      unit: Type.Enum(['cents', 'hundredths of a point', 'truth']),
      before: Type.Optional(boundsSchema),
      after: Type.Optional(boundsSchema),
      because: Type.Optional(
        strictObject(
          { it: Type.String(), en: Type.String() },
          {
            it: 'Il contributo è …',
            en: 'The grant is …',
          },
        ),
      ),
    }),
    { description: 'Only those that change, worked out anew by the rules of the call.' },
  ),
  checks: Type.Array(
    strictObject({
      check: Type.String({ examples: ['requirement:lamp-plan'] }),
      before: Type.String({ examples: ['not-met'] }),
      after: Type.String({ examples: ['met'] }),
    }),
  ),
});

const previewSchema = strictObject({
  answerBy: daySchema('The last day to answer, if it is sent today.'),
  stopsClock: Type.Boolean(),
  daysUsed: Type.Optional(Type.Integer({ minimum: 0 })),
  due: Type.Optional(daySchema('The last day in time as it is now.')),
  runsAgainBy: Type.Optional(daySchema('The latest day on which the clock runs again.')),
  dueAtMost: Type.Optional(daySchema('The last day in time, at most.')),
});

export const wholeRequestSchema = strictObject({
  ...requestSchema.properties,
  letter: Type.Optional(
    strictObject(
      {
        number: Type.Integer({ minimum: 1, description: 'Of the letter, in its call.' }),
        sha256: Type.Optional(hashSchema('SHA-256 of its file, once it is made')),
        bytes: Type.Optional(Type.Integer({ minimum: 1 })),
      },
      { number: 12 },
    ),
  ),
  letterText: Type.Optional(
    strictObject(
      { title: Type.String(), paragraphs: Type.Array(Type.String()) },
      { title: 'Richiesta di integrazioni', paragraphs: ['Spettabile Comune di Ores,'] },
    ),
  ),
  change: Type.Optional(changeSchema),
  preview: Type.Optional(previewSchema),
});

export const mayRefuseSchema = strictObject({
  may: Type.Boolean(),
  code: Type.Optional(Type.String({ examples: ['notice-missing'] })),
  article: Type.Optional(Type.String()),
  request: Type.Optional(Type.Integer()),
  points: Type.Array(itemIdSchema),
});
