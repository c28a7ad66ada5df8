import { Type } from 'typebox';
import { strictObject } from '../../platform/http/api-schema.ts';

const anyMembers = (description: string, example: object) =>
  Type.Object({}, { additionalProperties: true, description, examples: [example] });

const factsExample = { village: 'Ores', inhabitants: 480 };
const callExample = 'fictional-village-lamps.rehearsal';

export const answersBody = strictObject(
  {
    calls: Type.Optional(
      Type.Array(Type.String({ maxLength: 100, examples: [callExample] }), {
        minItems: 1,
        maxItems: 24,
        description:
          'The calls to ask, as addresses name them; all that are open or about to open when left out.',
      }),
    ),
    facts: Type.Optional(
      anyMembers(
        'What is known so far, by the name of the question in the definition of a call; what is left out is unknown.',
        factsExample,
      ),
    ),
    partners: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Type.String({ maxLength: 100, examples: ['partner-1'] }),
            role: Type.String({ maxLength: 100, examples: ['lead'] }),
            facts: Type.Optional(anyMembers('What is known about this partner.', { signed: true })),
          },
          { additionalProperties: true },
        ),
        { maxItems: 200, description: 'Who takes part, the lead included.' },
      ),
    ),
    costs: Type.Optional(
      anyMembers('Costs of the whole project by category.', { poles: '20000.00' }),
    ),
    requestedRate: Type.Optional(
      Type.String({
        maxLength: 20,
        description: 'A lower rate than the highest.',
        examples: ['40%'],
      }),
    ),
  },
  { calls: [callExample], facts: factsExample },
);

const article = Type.String({
  description: 'Where the source says it.',
  examples: ['art. 9, c. 1'],
});

const questionSchema = strictObject({
  kind: Type.Enum(['fact', 'partners', 'costs'], {
    description: 'A fact, who takes part, or the costs.',
    examples: ['fact'],
  }),
  fact: Type.Optional(
    Type.String({ description: 'The name of the fact.', examples: ['inhabitants'] }),
  ),
  partner: Type.Optional(
    Type.Integer({ description: 'The place of the partner, from 0.', examples: [0] }),
  ),
  neededBy: Type.String({ description: 'The rule that needs it.', examples: ['small-village'] }),
  article,
});

const amount = (description: string) => Type.String({ description, examples: ['20000.00'] });

const lineSchema = strictObject({
  call: Type.String({ description: 'As in its address.', examples: [callExample] }),
  line: Type.String({ description: 'The line; `call` where there are none.', examples: ['light'] }),
  answer: Type.Enum(['fits', 'cannot', 'depends'], {
    description:
      'Eligible for certain, not eligible for certain, or still open. What is certain does not change with later answers.',
    examples: ['depends'],
  }),
  because: Type.Array(
    strictObject({
      requirement: Type.String({ description: 'The rule.', examples: ['small-village'] }),
      article,
    }),
    { description: 'The rules that stand in the way, or that cannot be answered yet.' },
  ),
  open: Type.Array(questionSchema, {
    description: 'What still matters, in the order of the author; some of it only others find.',
  }),
  next: Type.Optional(questionSchema),
  grant: Type.Optional(
    strictObject({
      from: amount('At least this.'),
      to: Type.Optional(amount('At most this; absent while nothing limits it.')),
    }),
  ),
});

export const adviceSchema = strictObject({
  lines: Type.Array(lineSchema),
  problems: Type.Array(
    strictObject({
      call: Type.String({ description: 'A call that cannot read the answers.' }),
      code: Type.String({ description: 'Stable.', examples: ['wrong-type'] }),
      path: Type.String({ description: 'A JSON pointer into the body.', examples: ['/facts/x'] }),
      detail: Type.String({ description: 'What is wrong.' }),
    }),
  ),
});
