import { Type } from 'typebox';
import { applicationParams, hashSchema } from '../../applications/index.ts';
import { fileKinds } from '../../platform/files/file-kind.ts';
import {
  instantSchema,
  pageQuery,
  strictObject,
  textSchema,
  uuidSchema,
} from '../../platform/http/api-schema.ts';
import { messageFilesMax, noteCharactersMax, textCharactersMax } from './message.ts';

export const callParams = strictObject({ call: applicationParams.properties.call });

const number = Type.Integer({
  description: 'Of the message, from 1 in each application.',
  minimum: 1,
  maximum: 1_000_000,
  examples: [3],
});

const ordinal = Type.Integer({
  description: 'Of the file among those of its message, from 1.',
  minimum: 1,
  maximum: messageFilesMax,
  examples: [1],
});

export const fileParams = strictObject({ ...applicationParams.properties, number, ordinal });

const text = textSchema('What it says.', textCharactersMax, 'La relazione arriva entro venerdì.');

export const messageBody = strictObject({ text });

export const readingBody = strictObject({ upTo: number });

/** Read as it arrives, of which there is nothing to check before. */
export const filesBody = {
  content: {
    'multipart/form-data': {
      schema: Type.Unknown({
        description:
          'The part `text` first, then each file in a part called `file`, with its name.',
      }),
    },
  },
} as never;

export const sentSchema = strictObject({ number });

export const messageSchema = strictObject({
  number,
  side: Type.Enum(['office', 'applicant'], { description: 'Who wrote it.' }),
  from: Type.String({ description: 'The person who wrote it.', examples: ['Ada Neri'] }),
  sentAt: instantSchema('When it was sent.'),
  readAt: Type.Optional(instantSchema('When somebody of the other side opened it first.')),
  text,
  files: Type.Array(
    strictObject({
      ordinal,
      name: textSchema('As it was called.', 200, 'relazione.pdf'),
      kind: Type.Enum([...fileKinds], { description: 'By its content.' }),
      bytes: Type.Integer({ minimum: 1, examples: [48_213] }),
      sha256: hashSchema('SHA-256 of the content'),
      infected: Type.Boolean({ description: 'Whether a virus was found in it: nobody gets it.' }),
    }),
    { description: 'What was sent with it, in the order in which it was sent.' },
  ),
});

export const threadsQuery = strictObject({
  ...pageQuery.properties,
  unread: Type.Optional(
    Type.Boolean({ description: 'Only those with messages that the office has not opened.' }),
  ),
});

export const threadSchema = strictObject({
  application: uuidSchema('The application'),
  title: Type.String({ examples: ['Lampioni di via Roma'] }),
  lead: Type.String({ description: 'Who applied.', examples: ['Comune di Ores'] }),
  messages: Type.Integer({ minimum: 1, examples: [4] }),
  unread: Type.Integer({
    description: 'Messages that the office has not opened.',
    minimum: 0,
    examples: [1],
  }),
  lastAt: instantSchema('When the last one was sent.'),
});

export const failureParams = strictObject({
  ...callParams.properties,
  message: uuidSchema('The message of the outbox'),
});

const act = Type.Enum(['note', 'retry']);
export const settlementBody = strictObject(
  {
    act,
    note: Type.Optional(
      textSchema(
        'What was done instead; needed unless it is sent again.',
        noteCharactersMax,
        'Telefonato al capofila.',
      ),
    ),
  },
  { act: 'note', note: 'Telefonato al capofila.' },
);

/** With the form of a page travels its token. */
export const settlementForm = Type.Object(
  {
    act,
    back: Type.Optional(Type.String({ pattern: '^[0-9a-f-]{36}/[1-9][0-9]{0,8}$' })),
  },
  { additionalProperties: Type.String({ maxLength: 10_000 }) },
);

export const failureSchema = strictObject({
  id: uuidSchema('The message of the outbox'),
  kind: Type.String({ description: 'What kind of message it is.', examples: ['office-message'] }),
  application: uuidSchema('The application it is about'),
  title: Type.String({ examples: ['Lampioni di via Roma'] }),
  request: Type.Optional(
    Type.Integer({ minimum: 1, description: 'The request or notice that it announced.' }),
  ),
  recipient: Type.String({ examples: ['ada.neri@example.org'] }),
  subject: Type.String({ examples: ['L’ufficio ha scritto sulla domanda «Lampioni»'] }),
  createdAt: instantSchema('When it was written.'),
  reply: Type.Optional(Type.String({ description: 'What the mail server said.' })),
  canRetry: Type.Boolean({ description: 'Whether it can be sent again as it is.' }),
});
