import { Type } from 'typebox';
import { applicationParams, hashSchema } from '../../applications/index.ts';
import {
  daySchema,
  instantSchema,
  strictObject,
  textSchema,
  uuidSchema,
} from '../../platform/http/api-schema.ts';
import { entriesSchema, figuresMembers, pointsSchema } from '../sheets/api-schemas.ts';

export const callParams = strictObject({ call: applicationParams.properties.call });

const number = (description: string) =>
  Type.Integer({ description, minimum: 1, maximum: 1_000_000, examples: [1] });

export const sessionParams = strictObject({
  ...callParams.properties,
  session: number('The number of the session'),
});
export const minutesParams = strictObject({
  ...callParams.properties,
  number: number('The number of the minutes'),
});

/** For pages, which also say what was done. */
export const afterQuery = Type.Object({ after: Type.Optional(Type.String({ maxLength: 1000 })) });

export const sessionBody = strictObject({
  heldOn: daySchema('The day of the session; today or earlier.'),
  place: textSchema('Where it is held.', 200, 'Sede dell’ente, sala 2'),
  present: Type.Array(uuidSchema('A person of the panel who is there'), { maxItems: 200 }),
});

export const closingBody = strictObject({
  notes: Type.Optional(
    Type.String({ maxLength: 10_000, description: 'Whatever else belongs into the minutes.' }),
  ),
});

export const sessionSchema = strictObject({
  number: number('From 1 in each call.'),
  heldOn: daySchema('The day of the session.'),
  place: Type.String(),
  openedAt: instantSchema('When it was opened here.'),
  closedAt: Type.Optional(instantSchema('When it was closed.')),
  minutes: Type.Optional(number('Of its minutes.')),
  attendance: Type.Array(
    strictObject({
      person: uuidSchema('The person'),
      name: Type.String({ description: 'As the act that named them does.' }),
      part: Type.Enum(['chair', 'member', 'substitute', 'expert', 'secretary']),
      isPresent: Type.Boolean(),
    }),
  ),
});

export const applicationsBody = strictObject({
  applications: Type.Array(uuidSchema('An application'), { minItems: 1, maxItems: 200 }),
});

export const severalSchema = strictObject({
  done: Type.Array(uuidSchema('An application')),
  left: Type.Array(
    strictObject({
      application: uuidSchema('An application'),
      code: Type.String({ description: 'Why not.', examples: ['sheets-missing'] }),
    }),
  ),
});

export const decisionBody = strictObject({ entries: entriesSchema });

export const undoBody = strictObject({
  reason: textSchema('Why; it stays on record.', 2000, 'Una scheda riguardava un’altra domanda.'),
});

const value = Type.Unknown({
  description: 'As in the text of an application; null where there is none.',
  examples: ['notable'],
});

export const consolidationSchema = strictObject({
  application: uuidSchema('The application'),
  state: Type.Enum(['opened', 'decided']),
  session: number('In which the sheets were laid open.'),
  rule: Type.Optional(Type.Enum(['collegial', 'mean', 'median'])),
  decidedAt: Type.Optional(instantSchema('When it was decided.')),
  decidedBy: Type.Optional(Type.String({ description: 'Who wrote the decision down.' })),
  sheets: Type.Array(strictObject({ name: Type.String(), ...figuresMembers })),
  apart: Type.Array(Type.String(), { description: 'Whose sheet lies apart from the others.' }),
  entries: Type.Array(
    strictObject({
      fact: Type.String({ examples: ['collectionIncrease'] }),
      from: Type.Enum(['agreed', 'computed', 'none'], {
        description: 'All sheets agree, the rule of the call computes it, or it is to be decided.',
      }),
      proposed: value,
      exact: Type.Optional(
        Type.String({
          description: 'In hundredths of a point, as a fraction, where no sheet can give it.',
          examples: ['2800/3'],
        }),
      ),
      given: Type.Array(strictObject({ name: Type.String(), value, reason: Type.String() })),
      value: Type.Optional(value),
      reason: Type.Optional(Type.String()),
    }),
  ),
});

export const decidedSchema = strictObject(figuresMembers);

export const minutesSchema = strictObject({
  number: number('For each call without gaps.'),
  session: number('Of the session.'),
  heldOn: daySchema('The day of the session.'),
  issuedAt: instantSchema('When they were issued.'),
  contentSha256: hashSchema('SHA-256 of what they say'),
  fileSha256: Type.Optional(hashSchema('SHA-256 of the PDF/A file, once it is made')),
});

export const scoreSchema = strictObject({
  application: uuidSchema('The application'),
  entry: number('Of the register.'),
  line: Type.Optional(Type.String({ examples: ['linea-4a'] })),
  textSha256: hashSchema('SHA-256 of the text that was scored'),
  net: pointsSchema('Without bonuses.'),
  bonus: pointsSchema('Bonuses.'),
  gross: pointsSchema('With bonuses.'),
  passes: Type.Boolean({ description: 'Whether every threshold is reached.' }),
  minutes: Type.Optional(number('That say so; none while their session is open.')),
});

export const releasedSchema = strictObject({
  released: Type.Integer({ minimum: 0, description: 'How many were communicated now.' }),
});

export const feedbackSchema = strictObject({
  releasedAt: instantSchema('When it was communicated.'),
  net: pointsSchema('Without bonuses.'),
  bonus: pointsSchema('Bonuses.'),
  gross: pointsSchema('With bonuses.'),
  passes: Type.Boolean(),
  criteria: Type.Array(
    strictObject({
      code: Type.String({ examples: ['4.2'] }),
      title: Type.Object({ it: Type.String(), en: Type.String() }),
      points: pointsSchema('What it gave.'),
      value: Type.Optional(value),
      reason: Type.Optional(Type.String()),
    }),
  ),
});
