import { Type } from 'typebox';
import { daySchema, instantSchema, strictObject, textSchema } from '../platform/http/api-schema.ts';

const callExample = 'fictional-village-lamps';

export const slugSchema = Type.String({
  description: 'The call as addresses name it; a test or a rehearsal ends with its mode.',
  maxLength: 100,
  examples: [callExample, `${callExample}.rehearsal`],
});

export const callParams = Type.Object({ call: slugSchema });

export const versionParams = Type.Object({
  call: slugSchema,
  version: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    description: 'The number of the version, from 1.',
    examples: [1],
  }),
});

export const modeSchema = Type.Enum(['test', 'rehearsal', 'live'], {
  description: 'What is sent to a test or a rehearsal has no effect.',
  examples: ['live'],
});

export const stateSchema = Type.Enum(['upcoming', 'open', 'closed'], {
  description: 'Whether applications are received at this instant.',
  examples: ['open'],
});

export const localized = (description: string, it: string, en: string) =>
  Type.Object(
    { it: Type.String(), en: Type.String() },
    { additionalProperties: false, description, examples: [{ it, en }] },
  );

const titleSchema = localized('The title', 'Lampioni di borgo', 'Village lamps');
const article = Type.String({
  description: 'Where the source says it.',
  examples: ['art. 9, c. 1'],
});
const id = Type.String({ description: 'As the definition names it.', examples: ['light'] });
const lines = Type.Array(Type.String(), {
  description: 'The lines or sub-lines it holds for; everywhere when left out.',
});

const termMembers = {
  opensAt: instantSchema('The first instant at which applications are received.'),
  closesAt: Type.Optional(
    instantSchema('The last instant at which they are received; absent where there is no end.'),
  ),
};

const shownSchema = <T extends ReturnType<typeof Type.String>>(value: T) =>
  Type.Object(
    {
      value: Type.Optional(value),
      gap: Type.Optional(
        Type.String({ description: 'The gap that stands in its place: see `openPoints`.' }),
      ),
    },
    { additionalProperties: false, description: 'The value, or the gap in its place.' },
  );

export const moneySchema = Type.String({
  description: 'Euros with two decimals.',
  examples: ['400000.00'],
});

const linksSchema = strictObject({
  self: Type.String({ examples: [`/api/v1/calls/${callExample}`] }),
  versions: Type.String({ examples: [`/api/v1/calls/${callExample}/versions`] }),
  terms: Type.String({ examples: [`/api/v1/calls/${callExample}/terms`] }),
  page: Type.String({ description: 'For people.', examples: [`/calls/${callExample}`] }),
});

const lineMembers = {
  call: slugSchema,
  mode: modeSchema,
  state: stateSchema,
  fictional: Type.Boolean({
    description: 'Whether the call, or a value it rests on, is invented.',
  }),
  title: titleSchema,
  summary: localized('A sentence or two', 'Contributi per i lampioni.', 'Grants for lamps.'),
  gives: Type.Enum(['grant', 'recognition'], { examples: ['grant'] }),
  version: Type.Integer({ minimum: 1, description: 'The latest version.', examples: [2] }),
  links: linksSchema,
};

const bodyMembers = {
  code: Type.String({ examples: ['lucciole'] }),
  name: Type.String({ examples: ['Comunità delle Lucciole'] }),
};

export const callLineSchema = strictObject({
  ...lineMembers,
  body: strictObject(bodyMembers),
  term: strictObject(termMembers),
});

const sublineSchema = strictObject({ id, title: titleSchema, article });

const amountSchema = strictObject({
  id,
  title: titleSchema,
  article,
  lines: Type.Optional(lines),
  amount: shownSchema(moneySchema),
});

const paperSchema = strictObject({
  id,
  title: titleSchema,
  article,
  level: Type.Enum(['project', 'partner']),
  lines: Type.Optional(lines),
  signedBy: Type.Optional(Type.Enum(['lead', 'each-partner'])),
  when: Type.Optional(
    Type.String({ description: 'Asked for only when this condition of the definition holds.' }),
  ),
});

const stepSchema = strictObject({
  kind: Type.Enum(['act', 'phase']),
  title: titleSchema,
  about: Type.Optional(titleSchema),
  article: Type.Optional(article),
  day: Type.Optional(daySchema('When it was or will be.')),
  gap: Type.Optional(Type.String({ description: 'The gap in the place of its day.' })),
});

/** A gap or a document of the definition, whose shape is published with the definitions. */
const anyObject = (description: string) =>
  Type.Object({}, { additionalProperties: true, description });

const termKind = Type.Enum(['publication', 'amendment', 'extension', 'remedy', 'rehearsal'], {
  description: 'What set it: `remedy` is an extension after an incident.',
  examples: ['extension'],
});

const groundShown = Type.String({
  description: 'The act or rule on which it rests.',
  examples: ['Decreto n. 31 del 19 marzo 2027'],
});

const revision = Type.Integer({
  minimum: 1,
  description: 'Counted from 1; the highest holds.',
  examples: [2],
});

export const termSchema = strictObject({
  ...termMembers,
  revision,
  kind: termKind,
  ground: groundShown,
  at: instantSchema('When it was recorded.'),
});

export const callSchema = strictObject({
  ...lineMembers,
  body: strictObject({
    ...bodyMembers,
    asWritten: Type.String({ description: 'As the definition names it.' }),
  }),
  term: termSchema,
  definition: strictObject({
    label: Type.String({ description: 'The version as its author names it.', examples: ['1'] }),
    hash: Type.String({
      description: 'SHA-256 of the canonical JSON of `{ decisions, definition }`, in hexadecimal.',
      examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    }),
    publishedAt: instantSchema('When this version was published.'),
  }),
  resubmission: Type.Boolean({
    description: 'Whether one may withdraw and submit again while the call is open.',
  }),
  procedure: shownSchema(Type.String({ examples: ['ranking', 'rolling', 'list'] })),
  lines: Type.Array(
    strictObject({
      id,
      title: titleSchema,
      article,
      sublines: Type.Optional(Type.Array(sublineSchema)),
    }),
  ),
  papers: Type.Array(paperSchema, { description: 'What must be handed in.' }),
  pots: Type.Array(amountSchema, { description: 'The money.' }),
  ceilings: Type.Array(amountSchema, { description: 'The most that one application can get.' }),
  rate: Type.Optional(
    strictObject({
      value: Type.Optional(Type.String({ examples: ['60%'] })),
      gap: Type.Optional(Type.String()),
      upTo: Type.Boolean({ description: 'Whether less can be asked for.' }),
      article,
    }),
  ),
  steps: Type.Array(stepSchema, { description: 'Acts, and the phases of the examination.' }),
  openPoints: Type.Array(anyObject('A gap'), {
    description: 'What the source lost, never had or leaves open, until a decision fills it.',
  }),
  notices: Type.Array(anyObject('A notice'), {
    description: 'Contradictions and slips of the source, and how they are treated.',
  }),
});

export const versionLineSchema = strictObject({
  call: slugSchema,
  mode: modeSchema,
  version: Type.Integer({ examples: [2] }),
  label: Type.String({ examples: ['1'] }),
  hash: Type.String(),
  title: titleSchema,
  fictional: Type.Boolean(),
  ground: groundShown,
  publishedAt: instantSchema('When it was published.'),
  links: strictObject({
    self: Type.String({ examples: [`/api/v1/calls/${callExample}/versions/2`] }),
    changes: Type.String({ examples: [`/api/v1/calls/${callExample}/versions/2/changes`] }),
    definition: Type.String({ examples: [`/api/v1/calls/${callExample}/versions/2/definition`] }),
  }),
});

export const versionSchema = Type.Object(
  {
    ...versionLineSchema.properties,
    definition: anyObject('As published: see schema/call.schema.json.'),
    decisions: Type.Array(
      strictObject({
        file: Type.String({ examples: ['decisions.yaml'] }),
        decisions: anyObject('As published: see schema/decisions.schema.json.'),
        link: Type.String(),
      }),
    ),
  },
  { additionalProperties: false },
);

const changeSchema = strictObject({
  kind: Type.Enum(['added', 'removed', 'changed', 'reordered']),
  path: Type.String({
    description: 'Fields and ids from the top; a number only in lists without ids.',
    examples: ['/windows/first/closes/time'],
  }),
  before: Type.Optional(Type.Unknown({ description: 'As it was.' })),
  after: Type.Optional(Type.Unknown({ description: 'As it is.' })),
  article: Type.Optional(article),
});

export const changesSchema = strictObject({
  call: slugSchema,
  mode: modeSchema,
  from: Type.Optional(Type.Integer({ examples: [1] })),
  to: Type.Integer({ examples: [2] }),
  changes: Type.Array(changeSchema),
  touched: Type.Optional(
    Type.Object(
      { drafts: Type.Integer({ minimum: 0 }), submitted: Type.Integer({ minimum: 0 }) },
      {
        additionalProperties: false,
        description:
          'Applications begun under an earlier version; told only to the people of the body.',
      },
    ),
  ),
});

const groundAsked = Type.String({
  description: 'The act or rule on which it rests.',
  minLength: 1,
  maxLength: 2000,
  pattern: '\\S',
  examples: ['Decreto n. 31 del 19 marzo 2027'],
});

const filesMembers = {
  definition: Type.String({ description: 'The definition as YAML.', minLength: 1 }),
  decisions: Type.Optional(
    Type.Array(
      strictObject({
        file: textSchema('Its name, as problems will call it.', 100, 'decisions.yaml'),
        text: Type.String({ description: 'The decisions as YAML.', minLength: 1 }),
      }),
      { maxItems: 20, description: 'Files of decisions that fill gaps.' },
    ),
  ),
  ground: groundAsked,
};

export const publicationSchema = strictObject(
  {
    mode: modeSchema,
    resubmission: Type.Boolean({
      description:
        'Whether one may withdraw and submit again while the call is open. No definition says it, so it must be said here.',
    }),
    term: Type.Optional(
      Type.Object(termMembers, {
        additionalProperties: false,
        description: 'For a test or a rehearsal: dates of its own instead of the definition’s.',
      }),
    ),
    ...filesMembers,
  },
  {
    mode: 'rehearsal',
    resubmission: true,
    ground: 'Decreto n. 12 del 8 febbraio 2027',
    definition: 'bandolo: 1\nkind: call\nid: fictional-village-lamps\n…',
    decisions: [{ file: 'decisions.yaml', text: 'bandolo: 1\nkind: decisions\n…' }],
  },
);

export const amendmentSchema = strictObject(
  {
    replaces: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'The version that was read; refused when another has been published since.',
      }),
    ),
    ...filesMembers,
  },
  {
    replaces: 1,
    ground: 'Decreto n. 31 del 19 marzo 2027',
    definition: 'bandolo: 1\nkind: call\nid: fictional-village-lamps\n…',
  },
);

export const publishedSchema = strictObject(
  {
    call: slugSchema,
    version: Type.Integer({ minimum: 1 }),
    links: Type.Object({ self: Type.String(), version: Type.String(), page: Type.String() }),
  },
  {
    call: callExample,
    version: 1,
    links: {
      self: `/api/v1/calls/${callExample}`,
      version: `/api/v1/calls/${callExample}/versions/1`,
      page: `/calls/${callExample}`,
    },
  },
);

export const extensionSchema = strictObject(
  { closesAt: instantSchema('The new closing.'), ground: groundAsked },
  { closesAt: '2027-04-09T10:00:00.000Z', ground: 'Decreto n. 31 del 19 marzo 2027' },
);

export const rehearsalTermSchema = strictObject(
  { ...termMembers, ground: groundAsked },
  {
    opensAt: '2027-03-01T08:00:00.000Z',
    closesAt: '2027-03-01T10:00:00.000Z',
    ground: 'Prova generale del 1 marzo 2027',
  },
);

export const termSetSchema = strictObject({
  call: slugSchema,
  mode: modeSchema,
  ...termMembers,
  revision,
  kind: termKind,
  ground: groundShown,
});
