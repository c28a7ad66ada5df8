import { Type } from 'typebox';
import { applicationParams, hashSchema } from '../../applications/index.ts';
import { instantSchema, strictObject, uuidSchema } from '../../platform/http/api-schema.ts';

export const callParams = strictObject({ call: applicationParams.properties.call });

const number = Type.Integer({
  description: 'Of the letter, in its call without gaps.',
  minimum: 1,
  maximum: 10_000_000,
  examples: [12],
});

export const letterParams = strictObject({ ...applicationParams.properties, letter: number });

const template = Type.String({
  description: 'The letter of the definition, by its id.',
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 100,
  examples: ['admitted'],
});

export const templateBody = strictObject({ template });
/** With the form of a page travels its token. */
export const templateForm = Type.Object({ template });

export const batchSchema = strictObject({
  id: uuidSchema('Of these letters'),
  template,
  wanted: Type.Integer({ minimum: 0, description: 'As counted when they were begun.' }),
  written: Type.Integer({ minimum: 0, description: 'Those whose file is there.' }),
  begunAt: instantSchema('When they were begun.'),
  endedAt: Type.Optional(instantSchema('When the last was written.')),
});

export const lettersOfCallSchema = strictObject({
  templates: Type.Array(
    strictObject({
      template,
      title: Type.Object({ it: Type.String(), en: Type.String() }),
      due: Type.Integer({ minimum: 0, description: 'Applications that have not got it.' }),
    }),
  ),
  batches: Type.Array(batchSchema, { description: 'The latest first.' }),
});

export const previewParams = strictObject({ ...applicationParams.properties, template });

export const letterTextSchema = strictObject({
  title: Type.String({ examples: ['Esito dell’istruttoria'] }),
  paragraphs: Type.Array(Type.String()),
});

export const letterSchema = strictObject({
  number,
  template,
  request: Type.Optional(
    Type.Integer({ minimum: 1, description: 'The request or notice that it comes with.' }),
  ),
  writtenAt: instantSchema('When it was written.'),
  sha256: Type.Optional(hashSchema('SHA-256 of the file, once it is made')),
  bytes: Type.Optional(Type.Integer({ minimum: 1 })),
});

export const writtenSchema = strictObject({ template });
