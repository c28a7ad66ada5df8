import { Type } from 'typebox';
import { applicationParams, hashSchema } from '../../applications/index.ts';
import { strictObject, uuidSchema } from '../../platform/http/api-schema.ts';

export { applicationParams };

export const findingParams = strictObject({
  ...applicationParams.properties,
  number: Type.Integer({ description: 'The number of the finding', minimum: 1, examples: [3] }),
});

export const phaseParams = strictObject({
  ...applicationParams.properties,
  phase: Type.String({
    description: 'The phase, by its id in the definition',
    maxLength: 100,
    examples: ['formal'],
  }),
});

export const subjectParams = strictObject({
  ...applicationParams.properties,
  kind: Type.Enum(['fact', 'requirement', 'paper', 'cost']),
  subject: Type.String({ minLength: 1, maxLength: 100 }),
});

export const ifMatchHeader = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'The ETag of the examination as it was read', examples: ['"r4"'] }),
  ),
  'idempotency-key': Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'The same key with the same request gets the same answer again.',
    }),
  ),
});

const exactInstant = (description: string) =>
  Type.String({ description, format: 'date-time', examples: ['2027-03-01T08:00:00.004217Z'] });

const optionalText = (description: string, max: number, example: string) =>
  Type.Optional(Type.String({ description, minLength: 1, maxLength: max, examples: [example] }));

const localized = strictObject({ it: Type.String(), en: Type.String() });

const kindSchema = Type.Union(
  [Type.Literal('fact'), Type.Literal('requirement'), Type.Literal('paper'), Type.Literal('cost')],
  {
    description:
      'What it is about: a value of the application, a requirement, a paper, or what is recognised of a declared cost.',
  },
);

const verdictSchema = Type.Union([
  Type.Literal('met'),
  Type.Literal('not-met'),
  Type.Literal('unknown'),
  Type.Literal('not-applicable'),
]);

const subjectMembers = {
  kind: kindSchema,
  subject: Type.String({
    description: 'The id of the fact, requirement, paper or cost category in the definition.',
    minLength: 1,
    maxLength: 100,
    examples: ['complete'],
  }),
  partner: Type.Optional(uuidSchema('The partner, for what is asked of each')),
  entry: Type.Optional(
    Type.String({
      description:
        'A field of an entry, where the fact is a list: `2.population` is of the third. Of a cost the expense, by its id, where the category is declared expense by expense.',
      maxLength: 120,
      examples: ['2.population'],
    }),
  ),
};

const evidenceSchema = strictObject({
  slot: Type.String({
    description: 'The place of the document.',
    maxLength: 150,
    examples: ['plan'],
  }),
  version: Type.Integer({ description: 'Which version of it.', minimum: 1, examples: [1] }),
});

const valueSchema = Type.Unknown({
  description:
    'As in an application: a yes or no, a number, a text, a list. For a requirement or a paper `met`, `not-met` or `not-applicable`; for a cost the recognised euros, `"1234.50"`.',
  examples: [true],
});

const findingExample = { kind: 'fact', subject: 'complete', says: 'value', value: true };

export const findingsBody = strictObject({
  findings: Type.Array(
    strictObject(
      {
        ...subjectMembers,
        says: Type.Union(
          [Type.Literal('value'), Type.Literal('to-clarify'), Type.Literal('taken-back')],
          { description: '`taken-back`: what was found before counts no longer.' },
        ),
        value: Type.Optional(valueSchema),
        note: optionalText(
          'For the office only: why.',
          5000,
          'Manca la firma del legale rappresentante.',
        ),
        evidence: Type.Optional(Type.Array(evidenceSchema, { maxItems: 50 })),
      },
      findingExample,
    ),
    { minItems: 1, maxItems: 200, description: 'All of them are recorded, or none.' },
  ),
});

export const confirmationBody = strictObject(
  {
    agrees: Type.Boolean({ description: 'Whether the second person finds the same.' }),
    note: optionalText('Why not, where the second person disagrees.', 5000, 'La firma è valida.'),
  },
  { agrees: true },
);

export const phaseBody = strictObject(
  { note: optionalText('For the office only.', 5000, 'Verificata insieme al responsabile.') },
  { note: 'Verificata insieme al responsabile.' },
);

const groundSchema = (description: string) =>
  Type.String({ description, minLength: 1, maxLength: 2000, examples: ['Decreto n. 12 del 2025'] });

export const outcomeBody = strictObject(
  {
    outcome: Type.Union([
      Type.Literal('admitted'),
      Type.Literal('with-reserve'),
      Type.Literal('not-admitted'),
    ]),
    reasons: Type.Optional(
      Type.Array(
        strictObject({
          check: Type.Optional(
            Type.String({
              description: 'The check it follows from, by its id.',
              maxLength: 200,
              examples: ['requirement:site-in-territory'],
            }),
          ),
          text: Type.String({
            description: 'In words that the applicant reads.',
            minLength: 1,
            maxLength: 5000,
            examples: ['L’intervento si trova fuori dal territorio del bando.'],
          }),
        }),
        { maxItems: 100 },
      ),
    ),
    observations: optionalText(
      'How the observations on the reasons were answered; the applicant reads it.',
      10_000,
      'Le osservazioni non cambiano il luogo dell’intervento.',
    ),
    ground: Type.Optional(groundSchema('The act on which it rests.')),
    note: optionalText('For the office only.', 5000, 'Sentito il responsabile.'),
  },
  { outcome: 'admitted' },
);

export const reopeningBody = strictObject(
  {
    ground: groundSchema('The act or rule on which it rests.'),
    phase: Type.String({
      description: 'From which phase it goes on.',
      maxLength: 100,
      examples: ['formal'],
    }),
  },
  { ground: 'Ordinanza del TAR n. 45 del 2025', phase: 'formal' },
);

export const liftingBody = strictObject(
  { ground: groundSchema('The act or rule on which it rests.') },
  { ground: 'Nota prot. 812 del 2025' },
);

const findingSchema = strictObject({
  number: Type.Integer({ minimum: 1 }),
  ...subjectMembers,
  says: Type.String({ description: '`value`, `to-clarify` or `taken-back`.' }),
  value: Type.Optional(valueSchema),
  insteadOf: Type.Optional(
    Type.Unknown({ description: 'What was declared, or what the rules said by themselves.' }),
  ),
  overrules: Type.Boolean({ description: 'Whether it differs from that.' }),
  note: Type.Optional(Type.String()),
  evidence: Type.Array(evidenceSchema),
  phase: Type.Optional(Type.String()),
  person: uuidSchema('Who found it'),
  at: exactInstant('When'),
  second: Type.Optional(
    strictObject({
      person: uuidSchema('The second person'),
      agrees: Type.Boolean(),
      note: Type.Optional(Type.String()),
      at: exactInstant('When'),
    }),
  ),
});

const placeSchema = strictObject({
  fact: Type.String(),
  partner: Type.Optional(Type.String()),
  entry: Type.Optional(Type.String()),
});

const checkSchema = strictObject({
  id: Type.String({ examples: ['requirement:site-in-territory'] }),
  kind: Type.String(),
  subject: Type.String(),
  phase: Type.String(),
  partner: Type.Optional(Type.String()),
  title: localized,
  article: Type.String(),
  effect: Type.String({ description: '`exclude`, `reserve` or `warn`.' }),
  verdict: verdictSchema,
  decidedBy: Type.Union([Type.Literal('engine'), Type.Literal('office')]),
  computed: verdictSchema,
  isOverruled: Type.Boolean(),
  held: Type.Optional(
    Type.String({ description: 'Why it is open: `awaiting`, `disputed` or `to-clarify`.' }),
  ),
  asks: Type.Array(placeSchema, { description: 'Values that the office must still give.' }),
});

const spanSchema = (description: string) =>
  Type.Object(
    { from: Type.String(), to: Type.Optional(Type.String()) },
    { additionalProperties: false, description },
  );

const figuresSchema = strictObject({
  admitted: Type.Optional(spanSchema('Euros of costs, under every limit of the call.')),
  grant: Type.Optional(spanSchema('Euros; without `to` it has no upper end.')),
  net: Type.Optional(spanSchema('Points without bonuses.')),
  gross: Type.Optional(spanSchema('Points with bonuses.')),
});

const costSchema = strictObject({
  category: Type.String({ examples: ['works'] }),
  partner: Type.Optional(uuidSchema('The partner that declares it')),
  declared: spanSchema('Euros; without `to` it has no upper end.'),
  recognised: spanSchema('Euros that count, before the limits of the call.'),
  expenses: Type.Array(
    strictObject({
      id: Type.String({ examples: ['k3f9q'] }),
      declared: Type.Optional(Type.String({ examples: ['1234.50'] })),
      recognised: Type.Optional(Type.String({ examples: ['1200.00'] })),
    }),
    { description: 'Where it is declared expense by expense.' },
  ),
});

const phaseSchema = strictObject({
  id: Type.String(),
  title: localized,
  by: Type.String({ description: '`office` or `panel`.' }),
  state: Type.String({ description: '`open`, `pass`, `reserve` or `fail`.' }),
  open: Type.Array(Type.String({ description: 'Checks that are still to be decided.' })),
});

const actSchema = strictObject({
  kind: Type.String(),
  phase: Type.Optional(Type.String()),
  reasons: Type.Array(
    strictObject({
      check: Type.Optional(Type.String()),
      title: Type.Optional(localized),
      article: Type.Optional(Type.String()),
      text: Type.String(),
    }),
  ),
  observations: Type.Optional(Type.String()),
  ground: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
  person: uuidSchema('Who decided'),
  at: exactInstant('When'),
});

export const examinationSchema = strictObject({
  application: uuidSchema('The application'),
  state: Type.String({
    description: '`to-begin`, `under-way`, `waiting`, `decided` or `withdrawn`.',
  }),
  outcome: Type.Optional(Type.String()),
  phase: Type.Optional(Type.String({ description: 'The phase under way.' })),
  due: Type.Optional(Type.String({ description: 'The last day in time, as far as is known.' })),
  textHash: hashSchema('SHA-256 of the text under examination'),
  rulesVersion: Type.Integer({ description: 'The version of the call that is applied.' }),
  twoPersons: Type.Optional(
    Type.Boolean({
      description: 'Whether a second person must confirm; left out while undecided.',
    }),
  ),
  missingRules: Type.Array(
    Type.String({ description: 'What the call must say before anything is concluded.' }),
  ),
  figures: figuresSchema,
  costs: Type.Array(costSchema, {
    description: 'What is declared, and what the office recognises.',
  }),
  phases: Type.Array(phaseSchema),
  checks: Type.Array(checkSchema),
  findings: Type.Array(findingSchema),
  acts: Type.Array(actSchema),
});

export const recordedSchema = strictObject({
  ...examinationSchema.properties,
  effect: strictObject({
    before: figuresSchema,
    after: figuresSchema,
    verdicts: Type.Array(
      strictObject({ check: Type.String(), before: verdictSchema, after: verdictSchema }),
    ),
  }),
});

export const toldOutcomeSchema = strictObject({
  application: uuidSchema('The application'),
  outcome: Type.Optional(
    Type.Union(
      [
        Type.Literal('admitted'),
        Type.Literal('with-reserve'),
        Type.Literal('not-admitted'),
        Type.Literal('withdrawn'),
      ],
      { description: 'Left out until there is one.' },
    ),
  ),
  at: Type.Optional(exactInstant('When it was decided')),
  reasons: Type.Array(
    strictObject({
      title: Type.Optional(localized),
      article: Type.Optional(Type.String()),
      text: Type.String(),
    }),
  ),
  observations: Type.Optional(Type.String()),
  ground: Type.Optional(Type.String()),
});
