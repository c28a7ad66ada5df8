import { Type } from 'typebox';
import { instantSchema, strictObject, textSchema } from '../../platform/http/api-schema.ts';
import { fileKinds } from '../../platform/files/file-kind.ts';
import { applicationParams, hashSchema } from '../api-schemas.ts';

export const slotParams = strictObject({
  ...applicationParams.properties,
  slot: Type.String({
    description:
      'The paper of the call, and for one that each partner hands in also whose it is: `agreement`, `company-extract~3f0c8a52-6a1e-4f6b-9c1d-2b7e5d9a4c10`.',
    pattern: '^[a-z0-9][A-Za-z0-9._-]*(~[0-9a-f-]{36})?$',
    maxLength: 150,
    examples: ['agreement'],
  }),
});

export const versionParams = strictObject({
  ...slotParams.properties,
  version: Type.Integer({
    description: 'Which version of it.',
    minimum: 1,
    maximum: 1_000_000,
    examples: [1],
  }),
});

export const despiteQuery = strictObject({
  despite: Type.Optional(
    Type.Literal('infected', {
      description:
        'Given by who knows that a virus was found in the document and takes it all the same.',
    }),
  ),
});

export const nameQuery = strictObject({
  name: textSchema('The name of the file, to be shown.', 1000, 'accordo.pdf'),
});

const fileMembers = {
  slot: slotParams.properties.slot,
  version: Type.Integer({ minimum: 1, examples: [1] }),
  name: textSchema('As it was called; it names nothing here.', 200, 'accordo.pdf'),
  kind: Type.Enum([...fileKinds], { description: 'By its content.' }),
  bytes: Type.Integer({ minimum: 1, examples: [48_213] }),
  sha256: hashSchema('SHA-256 of the content'),
};

export const documentSchema = strictObject({
  ...fileMembers,
  uploadedAt: instantSchema('When it was handed in.'),
  scan: Type.Optional(
    strictObject({
      state: Type.Enum(['clean', 'infected', 'unscannable']),
      finding: Type.String({
        description: 'What was found, or why it could not be looked at.',
        examples: ['Eicar-Test-Signature'],
      }),
    }),
  ),
  isCurrent: Type.Boolean({ description: 'Whether it is the one that counts for its place.' }),
  removedAt: Type.Optional(instantSchema('When it was removed.')),
});

const slotSchema = strictObject({
  slot: slotParams.properties.slot,
  title: Type.Object({ it: Type.String(), en: Type.String() }),
  article: Type.String({ examples: ['art. 9, c. 2'] }),
  due: Type.Enum(['yes', 'no', 'unknown'], {
    description: 'Whether the call asks for it, as far as the answers say.',
  }),
  required: Type.Boolean({ description: 'The text cannot be frozen without it.' }),
  kinds: Type.Array(Type.Enum([...fileKinds])),
});

export const documentsSchema = strictObject({
  limits: strictObject({
    fileBytesMax: Type.Integer({ description: 'Of one file.', examples: [25_000_000] }),
    filesMax: Type.Integer({ description: 'Earlier versions included.', examples: [150] }),
    bytesMax: Type.Integer({ description: 'Of all of them together.', examples: [250_000_000] }),
  }),
  used: strictObject({
    files: Type.Integer({ minimum: 0, examples: [2] }),
    bytes: Type.Integer({ minimum: 0, examples: [96_426] }),
  }),
  slots: Type.Array(slotSchema, { description: 'What the call asks for.' }),
  documents: Type.Array(documentSchema, { description: 'Every version that was handed in.' }),
});

/** The content of a document, to the byte. */
export const contentReply = {
  description: 'The content',
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
} as never;

/** A stream, of which there is nothing to check before it is read. */
export const fileBody = {
  content: { 'application/octet-stream': { schema: Type.Unknown() } },
} as never;
