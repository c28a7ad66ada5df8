import { Type, type Static } from 'typebox';
import { applicationParams, hashSchema } from '../api-schemas.ts';
import {
  instantSchema,
  pageQuery,
  pageSchema,
  strictObject,
  uuidSchema,
} from '../../platform/http/api-schema.ts';

const callExample = 'fictional-village-lamps.rehearsal';
const hashExample = 'f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2';

const microseconds = (description: string) =>
  Type.String({ description, format: 'date-time', examples: ['2027-03-01T08:00:00.004217Z'] });

const numberSchema = Type.Integer({ minimum: 1, maximum: 2_147_483_647, examples: [123] });

export const receiptParams = strictObject({
  ...applicationParams.properties,
  number: numberSchema,
});

export const submissionBody = strictObject(
  { snapshotHash: hashSchema('SHA-256 of the frozen text to which every partner has consented') },
  { snapshotHash: hashExample },
);

export const withdrawalBody = strictObject(
  {
    number: Type.Integer({
      ...numberSchema,
      description: 'Number of the submission that is withdrawn',
    }),
    reason: Type.String({
      minLength: 1,
      maxLength: 2000,
      description: 'Why; it stays in the register.',
    }),
  },
  { number: 123, reason: 'One of the partners has renounced.' },
);

const kindSchema = Type.Union([Type.Literal('submission'), Type.Literal('withdrawal')]);

export const receiptSchema = Type.Object(
  {
    bandolo: Type.Literal('receipt/1'),
    protocol: Type.String({ description: 'Protocol number', examples: [`${callExample}/000123`] }),
    entry: Type.Object({
      call: Type.String(),
      number: Type.Integer({ description: 'Position in the register of the call, without gaps' }),
      kind: kindSchema,
      commitNumber: Type.Integer(),
      at: microseconds('Clock of the database under the lock of the register'),
      applicationId: uuidSchema('The application'),
      turn: Type.Integer(),
      personId: uuidSchema('Who acted'),
      organisationId: uuidSchema('On whose behalf'),
      snapshotHash: hashSchema('The exact text'),
      ground: Type.Union([Type.String(), Type.Null()]),
      previousHash: hashSchema('Of the entry before'),
    }),
    hash: hashSchema('Of this entry; the next one carries it'),
    commit: Type.Object({
      call: Type.String(),
      number: Type.Integer(),
      firstNumber: Type.Integer(),
      size: Type.Integer(),
      at: microseconds('As in the entry'),
      root: hashSchema('Root of the tree over the entries of the commit (RFC 6962)'),
    }),
    proof: Type.Object({
      index: Type.Integer(),
      hashes: Type.Array(hashSchema('From the entry to the root'), { maxItems: 32 }),
    }),
    signature: Type.Object({
      algorithm: Type.Literal('Ed25519'),
      keyId: Type.String(),
      publicKey: Type.String({ description: 'SPKI, base 64' }),
      value: Type.String({ description: 'Over the commit, base 64' }),
    }),
  },
  { description: 'A receipt; `bandolo verify` checks it' },
);

export const receiptsSchema = pageSchema(receiptSchema);

export const lineSchema = Type.Object({
  number: Type.Integer(),
  protocol: Type.String(),
  kind: kindSchema,
  at: microseconds('Clock of the database'),
  applicationId: uuidSchema('The application'),
  title: Type.String(),
  leadName: Type.String(),
  leadFiscalCode: Type.String(),
  snapshotHash: hashSchema('The exact text'),
  ground: Type.Union([Type.String(), Type.Null()]),
  hash: hashSchema('Of the entry'),
});

export const registerSchema = strictObject({
  mode: Type.String(),
  total: Type.Integer({ description: 'Entries of the whole register' }),
  ...pageSchema(lineSchema).properties,
});

/** A line of a file of the register. */
const exportedLineSchema = strictObject({
  mode: Type.String({ examples: ['live'] }),
  ...lineSchema.properties,
});

export const registerFileSchema = strictObject({
  bandolo: Type.Literal('register/1'),
  call: Type.String(),
  mode: Type.String({ examples: ['live'] }),
  entries: Type.Array(exportedLineSchema),
});

const filterMembers = {
  text: Type.Optional(
    Type.String({ maxLength: 200, description: 'Words of the title or of the lead, or a number' }),
  ),
  kind: Type.Optional(
    Type.Enum(['submission', 'withdrawal'], { description: 'Only entries of this kind' }),
  ),
  from: Type.Optional(instantSchema('Not before')),
  until: Type.Optional(instantSchema('Before')),
};

export const filterQuery = strictObject(filterMembers);
export const registerQuery = strictObject({
  ...filterMembers,
  after: Type.Optional(
    Type.String({
      maxLength: 20,
      pattern: '^[1-9][0-9]*$',
      description: 'The `next` of the list before',
    }),
  ),
  limit: pageQuery.properties.limit,
});

export const keysSchema = pageSchema(
  strictObject({
    keyId: Type.String(),
    publicKey: Type.String({ description: 'SPKI, base 64' }),
    since: instantSchema('First used'),
  }),
);

export type FilterQuery = Static<typeof filterQuery>;
