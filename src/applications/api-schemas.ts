import { Type } from 'typebox';
import { instantSchema, strictObject, uuidSchema } from '../platform/http/api-schema.ts';
import { nextSteps } from './next-step.ts';

const callExample = 'fictional-village-lamps.rehearsal';
const hashExample = 'f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2';
const idExample = '3f0c8a52-6a1e-4f6b-9c1d-2b7e5d9a4c10';

export const hashSchema = (description: string) =>
  Type.String({ description, pattern: '^[0-9a-f]{64}$', examples: [hashExample] });

const exactInstant = (description: string) =>
  Type.String({ description, format: 'date-time', examples: ['2027-03-01T08:00:00.004217Z'] });

export const callParams = strictObject({
  call: Type.String({
    description: 'The call, as in its address',
    maxLength: 100,
    examples: [callExample],
  }),
});

export const applicationParams = strictObject({
  ...callParams.properties,
  application: uuidSchema('The application'),
});

export const snapshotParams = strictObject({
  ...applicationParams.properties,
  hash: hashSchema('SHA-256 of the frozen text'),
});

export const consentParams = strictObject({
  ...applicationParams.properties,
  organisation: uuidSchema('The organisation whose consent it is'),
});

const anyMembers = (description: string, example: object) =>
  Type.Object({}, { additionalProperties: true, description, examples: [example] });

const factsExample = { village: 'Ores', inhabitants: 480, hasLampPlan: true };
const costsExample = { poles: '20000.00' };

/** Said here as far as programs need it; the whole shape is in `schema/application.schema.json`. */
const contentSchema = Type.Object(
  {
    line: Type.Optional(
      Type.String({ description: 'The line or sub-line applied for.', examples: ['light'] }),
    ),
    facts: Type.Optional(
      anyMembers(
        'Answers by the name of the question in the definition of the call. What is left out is still open; what is not known is said with `{ "unknown": true }`.',
        factsExample,
      ),
    ),
    partners: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Type.String({
              description:
                'The organisation: its id, or its fiscal code, in the place of which the id is stored.',
              maxLength: 100,
              examples: [idExample],
            }),
            role: Type.String({
              description: 'A role of the call.',
              maxLength: 100,
              examples: ['lead'],
            }),
            facts: Type.Optional(anyMembers('Answers about this partner.', { signed: true })),
            costs: Type.Optional(anyMembers('Its costs by category.', costsExample)),
          },
          { additionalProperties: true },
        ),
        { description: 'Who takes part, the lead included.' },
      ),
    ),
    costs: Type.Optional(
      anyMembers('Costs by category, where they are not those of partners.', costsExample),
    ),
    requestedRate: Type.Optional(
      Type.String({ description: 'A lower rate than the highest.', examples: ['40%'] }),
    ),
  },
  {
    additionalProperties: true,
    description:
      'The answers of the application, in the shape of `schema/application.schema.json` without what the server says itself.',
  },
);

const contentExample = {
  line: 'light',
  facts: factsExample,
  partners: [{ id: idExample, role: 'lead', costs: costsExample }],
};

const titleSchema = Type.String({
  description: 'The title of the project, at most 300 characters.',
  maxLength: 2000,
  examples: ['Lampioni di Ores'],
});

export const draftBody = strictObject(
  { title: titleSchema, content: contentSchema },
  { title: 'Lampioni di Ores', content: contentExample },
);

export const startBody = strictObject(
  {
    lead: uuidSchema('The organisation that applies, as lead where there are partners.'),
    title: titleSchema,
    content: Type.Optional(contentSchema),
  },
  { lead: idExample, title: 'Lampioni di Ores', content: { facts: {} } },
);

export const consentBody = strictObject(
  {
    organisation: uuidSchema('The organisation for which you consent.'),
    hash: hashSchema('The text consented to; any other text is refused.'),
  },
  { organisation: idExample, hash: hashExample },
);

export const ifMatchHeader = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'The ETag of what you have read.',
      examples: ['"1.0.0.0-9yXCzw"'],
    }),
  ),
  'idempotency-key': Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'The same key with the same request gets the same answer again.',
    }),
  ),
});

export const stateSchema = Type.Enum(['draft', 'frozen', 'ready', 'submitted', 'withdrawn'], {
  description:
    '`frozen` waits for consents to its text, `ready` has them all and waits for the decisive act.',
  examples: ['frozen'],
});

const nextStepSchema = Type.Enum([...nextSteps], {
  description: 'What it waits for, as seen by who asks.',
  examples: ['consent'],
});

const localized = Type.Object({ it: Type.String(), en: Type.String() });

const callSchema = strictObject({
  call: Type.String({ description: 'As in its address.', examples: [callExample] }),
  title: localized,
  mode: Type.Enum(['test', 'rehearsal', 'live'], {
    description: 'What is sent to a test or a rehearsal has no effect.',
  }),
  fictional: Type.Boolean({
    description: 'Whether the call, or a value it rests on, is invented.',
  }),
  version: Type.Integer({ minimum: 1, description: 'The version that holds now.' }),
  opensAt: Type.Optional(exactInstant('The first instant at which applications are received.')),
  closesAt: Type.Optional(exactInstant('The last one; absent where there is no end.')),
});

const organisationSchema = strictObject({
  id: uuidSchema('Of the organisation'),
  name: Type.String(),
  fiscalCode: Type.String(),
});

const entrySchema = strictObject({
  kind: Type.Enum(['submission', 'withdrawal']),
  number: Type.Integer({ minimum: 1 }),
  protocol: Type.String({ examples: [`${callExample}/000123`] }),
  at: exactInstant('When the register took it.'),
  snapshotHash: hashSchema('The text submitted or withdrawn.'),
});

const commonMembers = {
  id: uuidSchema('Of the application'),
  call: callSchema,
  title: Type.String(),
  lead: organisationSchema,
  state: stateSchema,
};

export const listedSchema = strictObject({
  ...commonMembers,
  nextStep: nextStepSchema,
  consents: strictObject({
    given: Type.Integer({ minimum: 0, description: 'To the text that is frozen now.' }),
    needed: Type.Integer({ minimum: 1 }),
  }),
  createdAt: instantSchema('When it was begun.'),
  updatedAt: instantSchema('When its text last changed.'),
});

/** What the people of the partnership see. */
export const ownSchema = strictObject({
  view: Type.Literal('own', { description: 'For the people of the lead and of the partners.' }),
  ...commonMembers,
  nextStep: nextStepSchema,
  revision: Type.Integer({
    minimum: 1,
    description: 'Rises with every edit and every consent taken back; part of the frozen text.',
  }),
  content: contentSchema,
  partners: Type.Array(
    strictObject({
      ...organisationSchema.properties,
      role: Type.String({ examples: ['lead'] }),
      consentedAt: Type.Optional(exactInstant('When it consented to the text that is frozen now.')),
    }),
    { description: 'Everybody whose consent is needed, the lead included.' },
  ),
  frozen: Type.Optional(
    strictObject({
      hash: hashSchema('SHA-256 of the frozen text.'),
      at: exactInstant('When it was frozen.'),
      version: Type.Integer({ minimum: 1, description: 'The version of the call it follows.' }),
      isCurrent: Type.Boolean({ description: 'Whether that version still holds.' }),
    }),
  ),
  entries: Type.Array(entrySchema, { description: 'Its lines in the register, oldest first.' }),
  createdAt: instantSchema('When it was begun.'),
  updatedAt: instantSchema('When its text last changed.'),
});

export const snapshotSchema = anyMembers(
  'A frozen text: what was asked, by which rules, who answers for it, and every answer.',
  { bandolo: 'application/1', application: idExample, revision: 1, title: 'Lampioni di Ores' },
);

/** What the people of the body see: only what was submitted. */
export const receivedSchema = strictObject({
  view: Type.Literal('received', { description: 'For the people of the body.' }),
  ...commonMembers,
  entries: Type.Array(entrySchema, { description: 'Its lines in the register, oldest first.' }),
  snapshotHash: hashSchema('The text that was submitted last.'),
  snapshot: snapshotSchema,
});

export const applicationSchema = Type.Union([ownSchema, receivedSchema]);

const partSchema = strictObject({
  code: Type.String({ examples: ['fact-missing'] }),
  path: Type.String({ description: 'A JSON pointer.', examples: ['/content/facts/village'] }),
  detail: Type.String(),
});

export const checkSchema = strictObject({
  canBeFrozen: Type.Boolean({ description: 'Whether nothing keeps the text from being frozen.' }),
  problems: Type.Array(partSchema, {
    description: 'What keeps it from being frozen: unreadable, or not answered.',
  }),
  warnings: Type.Array(
    strictObject({
      code: Type.Enum(['requirement-not-met', 'requirement-open', 'exceptions-clash']),
      requirement: Type.String({ description: 'As the definition names it.' }),
      title: Type.Optional(localized),
      article: Type.String({ examples: ['art. 4, c. 1'] }),
    }),
    {
      description:
        'What the rules would say of it. It keeps nobody from submitting: the examination decides.',
    },
  ),
  assessment: Type.Optional(
    anyMembers('The figures of the rules, as `bandolo assess` gives them.', {
      outcome: 'unknown',
      grant: '18480.00',
    }),
  ),
});
