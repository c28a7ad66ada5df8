import { Type } from 'typebox';
import {
  daySchema,
  instantSchema,
  strictObject,
  textSchema,
  uuidSchema,
} from '../platform/http/api-schema.ts';
import { memberParts } from './composition.ts';
import { declaredMax } from './round.ts';
import { relationKinds } from './relations.ts';

const idExample = '3f0c8a52-6a1e-4f6b-9c1d-2b7e5d9a4c10';

export const callParams = strictObject({
  call: Type.String({
    maxLength: 81,
    description: 'The call, as in addresses.',
    examples: ['fictional-village-lamps.rehearsal'],
  }),
});
export const applicationParams = strictObject({
  ...callParams.properties,
  application: uuidSchema('The application.'),
});
export const drawingParams = strictObject({
  ...callParams.properties,
  drawing: Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Its number.' }),
});
export const relationParams = strictObject({ relation: uuidSchema('The relation.') });

const number = (description: string) =>
  Type.Integer({ minimum: 1, maximum: 2_147_483_647, description, examples: [1] });
const count = (description: string) => Type.Integer({ minimum: 0, description, examples: [3] });
const ground = (description: string) =>
  textSchema(description, 1000, 'Decreto n. 118 del 3 aprile 2027');
const reason = (description: string) =>
  textSchema(description, 1000, 'Conosce la tecnologia proposta.');
const name = Type.String({ description: 'As the act names them.', examples: ['Alba Neri'] });
const hash = (description: string) =>
  Type.String({ pattern: '^[0-9a-f]{64}$', description, examples: ['9f'.repeat(32)] });

const part = Type.Enum([...memberParts], {
  description: 'What they do in the panel.',
  examples: ['member'],
});
const assignedPart = Type.Enum(['reporter', 'scorer', 'expert'], {
  description: 'The reporter scores as well and reports to the others; experts give opinions.',
  examples: ['scorer'],
});
const member = number('The number of the member.');

/** Of an application before the panel. */
const arrivalMembers = {
  application: uuidSchema('The application.'),
  number: number('Under which it came to the panel.'),
  entry: number('Its entry of the register.'),
};

const personSchema = strictObject({ name, part: assignedPart });

export const panelApplicationSchema = strictObject({
  ...arrivalMembers,
  title: Type.String(),
  lead: Type.String({ description: 'The name of the lead.' }),
  state: Type.Enum(['to-begin', 'under-way', 'waiting', 'decided', 'withdrawn'], {
    description: 'Of its examination.',
  }),
  assigned: Type.Array(personSchema, { description: 'Who has it now.' }),
});

export const panelSchema = strictObject({
  call: callParams.properties.call,
  arrivals: count('Applications that have come to the panel.'),
  wanting: count('Of those, how many are still without everybody they need.'),
  scorers: Type.Optional(count('Sheets for each application, where the call says so.')),
  experts: count('Experts for each application at most.'),
  gaps: Type.Array(Type.String(), {
    description: 'Ids of what the call leaves open and a decision must say.',
  }),
  acts: Type.Array(
    strictObject({
      number: number('In the order in which they were recorded.'),
      title: Type.String(),
      day: daySchema('Of the act.'),
      ground: Type.String(),
      recordedAt: instantSchema('When it was recorded.'),
    }),
  ),
  members: Type.Array(
    strictObject({
      member,
      name,
      part,
      fromAct: number('The act that names them.'),
      since: daySchema('Its day.'),
      untilAct: Type.Optional(number('The act by which they are so no more.')),
      until: Type.Optional(daySchema('Its day.')),
      workload: Type.Optional(
        strictObject({
          assigned: count('Applications that they have.'),
          reports: count('Of those, as the reporter.'),
          removed: count('Applications that were taken from them.'),
          conflicts: count('Applications with which they are in conflict.'),
          undeclared: count('Applications about which they have not declared.'),
          hasRole: Type.Boolean({ description: 'Whether they still have the role to get in.' }),
        }),
      ),
    }),
    { description: 'Everybody who is or was in it; the workload of those who are.' },
  ),
});

export const actInput = strictObject(
  {
    title: textSchema('Of the act.', 300, 'Costituzione del Nucleo di valutazione'),
    day: daySchema('Of the act; today at the latest.'),
    ground: ground('The act itself, and on what it rests.'),
    named: Type.Optional(
      Type.Array(
        strictObject({
          fiscalCode: textSchema('Of the person.', 20, 'RSSMRA80A01H501U'),
          givenName: textSchema('Of the person.', 100, 'Maria'),
          familyName: textSchema('Of the person.', 100, 'Rossi'),
          part,
        }),
        { maxItems: 50, description: 'Who comes in, or gets another part.' },
      ),
    ),
    leaving: Type.Optional(
      Type.Array(member, { maxItems: 50, description: 'Who is no longer in it.' }),
    ),
  },
  {
    title: 'Costituzione del Nucleo di valutazione',
    day: '2027-04-03',
    ground: 'Decreto n. 118 del 3 aprile 2027',
    named: [
      { fiscalCode: 'RSSMRA80A01H501U', givenName: 'Maria', familyName: 'Rossi', part: 'chair' },
    ],
  },
);

export const composedSchema = strictObject({ act: number('The number of the act.') });

export const seatInput = strictObject(
  {
    application: uuidSchema('The application.'),
    member,
    part: assignedPart,
    reason: reason('Why this person.'),
  },
  {
    application: idExample,
    member: 2,
    part: 'reporter',
    reason: 'Conosce la tecnologia proposta.',
  },
);
export const removalInput = strictObject(
  { application: uuidSchema('The application.'), member, reason: reason('Why it is taken back.') },
  { application: idExample, member: 2, reason: 'Assenza prolungata.' },
);
export const conflictInput = strictObject(
  { application: uuidSchema('The application.'), member, ground: ground('On what it rests.') },
  { application: idExample, member: 2, ground: 'Nota prot. 1203 del 12 maggio 2027' },
);

const drawnSchema = strictObject({
  application: uuidSchema('The application.'),
  person: uuidSchema('As in the inputs.'),
  part: assignedPart,
});
export const drawingQuery = strictObject({
  after: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 2_147_483_647,
      description:
        'Only applications that came to the panel after this number: `next` of the drawing before.',
    }),
  ),
});
export const drawingSummarySchema = strictObject({
  number: number('Of the drawing.'),
  cause: Type.Enum(['assignment', 'conflict', 'refusal', 'removal', 'departure'], {
    description: 'Why somebody was drawn.',
  }),
  at: instantSchema('When it was done.'),
  inputsHash: hash('SHA-256 of the inputs.'),
});
export const drawingSchema = strictObject({
  ...drawingSummarySchema.properties,
  inputs: Type.String({
    description: 'JSON, to the byte: from it the same drawing comes out again.',
    maxLength: 100_000_000,
  }),
  drawn: Type.Array(drawnSchema, { description: 'What came of it.' }),
});
export const drawingDoneSchema = strictObject({
  drawing: Type.Optional(number('The number of the drawing; none where nothing was wanted.')),
  assigned: count('Parts that somebody has now.'),
  lacking: Type.Array(
    strictObject({
      application: uuidSchema('The application.'),
      scorers: count('Still wanted.'),
      experts: count('Still wanted.'),
    }),
    { description: 'Applications for which there were not enough people.' },
  ),
  next: Type.Optional(
    number(
      'There may be more: where to go on, as `after` of another request. One is of a thousand applications at most.',
    ),
  ),
});

const hintSchema = strictObject({
  kind: Type.Enum(['same-person', 'power', 'role', 'relation', 'family-name'], {
    description:
      'One acted in it; one has or had a power over an organisation of it, or a role in it; one has declared to be related to it; somebody has the same family name.',
  }),
  about: Type.String({ description: 'The organisation or the person.' }),
  isWeak: Type.Boolean({ description: 'A family name says little.' }),
});

export const roundSchema = strictObject({
  left: count('Applications about which one has not declared yet.'),
  upTo: Type.Optional(number('The last number of this list, to be sent with the declaration.')),
  shown: Type.Optional(hash('SHA-256 of this list, to be sent with the declaration')),
  applications: Type.Array(
    strictObject({
      ...arrivalMembers,
      organisations: Type.Array(
        strictObject({
          name: Type.String(),
          fiscalCode: Type.String(),
          isLead: Type.Boolean(),
        }),
      ),
      people: Type.Array(Type.String(), { description: 'Names of those who acted for them.' }),
      hints: Type.Array(hintSchema),
    }),
    { maxItems: declaredMax },
  ),
});

const ownConflict = strictObject({
  application: uuidSchema('The application.'),
  ground: ground('Why one is in conflict.'),
});
export const declarationInput = strictObject(
  {
    upTo: number('As the list gave it.'),
    shown: hash('As the list gave it.'),
    conflicts: Type.Array(ownConflict, {
      maxItems: declaredMax,
      description: 'Those with which one is in conflict; with none when it is empty.',
    }),
  },
  { upTo: 12, shown: '9f'.repeat(32), conflicts: [] },
);
export const declaredSchema = strictObject({
  from: number('The first number of which the declaration speaks.'),
  to: number('The last one.'),
});
export const lateConflictInput = ownConflict;
export const refusalInput = strictObject(
  { application: uuidSchema('The application.'), reason: reason('Why one does not take it.') },
  { application: idExample, reason: 'Assenza prolungata.' },
);

export const ownPanelSchema = strictObject({
  part,
  since: daySchema('Of the act that names one.'),
  undeclared: count('Applications about which one has not declared yet.'),
  conflicts: Type.Array(
    strictObject({
      application: uuidSchema('The application.'),
      entry: number('Its entry of the register.'),
      way: Type.Enum(['declared', 'late', 'recorded'], {
        description: 'Before seeing anything, later, or by the office.',
      }),
      ground: Type.String(),
      at: instantSchema('When it was recorded.'),
    }),
  ),
});

export const ownAssignmentSchema = strictObject({
  ...arrivalMembers,
  title: Type.Optional(Type.String({ description: 'Not where one is in conflict.' })),
  lead: Type.Optional(Type.String({ description: 'Not where one is in conflict.' })),
  state: panelApplicationSchema.properties.state,
  part: assignedPart,
  assignedAt: instantSchema('When it was given.'),
  removedAt: Type.Optional(instantSchema('When it was taken back.')),
  removedBecause: Type.Optional(
    Type.Enum(['conflict', 'refusal', 'removal', 'departure'], { description: 'Why.' }),
  ),
});

const relationMembers = {
  name: textSchema('Of the organisation.', 300, 'Mulino Alto S.r.l.'),
  kind: Type.Enum([...relationKinds], {
    description: 'How one is related to it.',
    examples: ['advises'],
  }),
};
export const relationInput = strictObject(
  { fiscalCode: textSchema('Of the organisation.', 20, '01234567890'), ...relationMembers },
  { fiscalCode: '01234567890', name: 'Mulino Alto S.r.l.', kind: 'advises' },
);
export const relationSchema = strictObject({
  id: uuidSchema('Of the relation.'),
  fiscalCode: Type.String(),
  ...relationMembers,
  declaredAt: instantSchema('When it was declared.'),
});
/** All of them: nobody is related to more organisations than fit on a page. */
export const relationsSchema = strictObject({ relations: Type.Array(relationSchema) });

export const declaredRelationSchema = strictObject({ id: relationSchema.properties.id });
