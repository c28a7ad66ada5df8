import { Type } from 'typebox';
import { instantSchema, strictObject, uuidSchema } from '../../platform/http/api-schema.ts';
import { applicationParams } from '../api-schemas.ts';
import { reasonCharactersMax } from './invitation.ts';

const codeExample = '00743110157';

export const invitationParams = strictObject({
  ...applicationParams.properties,
  invitation: uuidSchema('The invitation'),
});

export const keyParams = strictObject({
  key: Type.String({
    description: 'The secret of the message, or the id of an invitation to one’s own organisation.',
    maxLength: 60,
    examples: ['3f0c8a52-6a1e-4f6b-9c1d-2b7e5d9a4c10'],
  }),
});

const stateSchema = Type.Enum(['open', 'accepted', 'refused', 'withdrawn', 'expired'], {
  description: '`expired` can be sent again, which opens it anew.',
});

const localized = Type.Object({ it: Type.String(), en: Type.String() });

const common = {
  id: uuidSchema('Of the invitation'),
  role: Type.String({ description: 'A role of the call.', examples: ['workshop'] }),
  state: stateSchema,
  invitedAt: instantSchema('When it was sent first.'),
  expiresAt: instantSchema('Until when it can be answered.'),
  plannedCents: Type.Optional(
    Type.Integer({ minimum: 1, description: 'What the lead expects it to spend, in cents.' }),
  ),
};

/** As the lead sees it. */
export const invitationSchema = strictObject({
  ...common,
  email: Type.Optional(Type.String({ examples: ['ada.neri@example.org'] })),
  fiscalCode: Type.Optional(Type.String({ examples: [codeExample] })),
  replaces: Type.Optional(uuidSchema('The partner in whose place it would take part.')),
  sentCount: Type.Integer({ minimum: 1, description: 'How often it was sent.' }),
  lastSentAt: instantSchema('When it was sent last.'),
  organisation: Type.Optional(uuidSchema('The organisation that has accepted.')),
  reason: Type.Optional(Type.String({ description: 'Why it was refused.' })),
});

export const inviteBody = strictObject(
  {
    email: Type.Optional(
      Type.String({ maxLength: 300, description: 'Where the message goes, with a personal link.' }),
    ),
    fiscalCode: Type.Optional(
      Type.String({
        maxLength: 60,
        description:
          'Of the organisation: only that one can accept. The answer is the same whether it is registered here or not.',
      }),
    ),
    role: Type.String({ maxLength: 100, description: 'A role of the call, not the lead.' }),
    replaces: Type.Optional(uuidSchema('A partner, whose place and costs it would take over.')),
    plannedCents: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100_000_000_000_000,
        description: 'What the lead expects it to spend, in cents.',
      }),
    ),
    language: Type.Optional(
      Type.Enum(['it', 'en'], { description: 'Of the message; `it` when left out.' }),
    ),
  },
  { email: 'ada.neri@example.org', fiscalCode: codeExample, role: 'workshop' },
);

/** As whoever is invited sees it. */
export const receivedInvitationSchema = strictObject({
  ...common,
  call: Type.String({ description: 'As in its address.', examples: ['fictional-village-lamps'] }),
  callTitle: localized,
  title: Type.String({ description: 'Of the project.' }),
  lead: strictObject({ name: Type.String(), fiscalCode: Type.String() }),
  organisations: Type.Array(
    strictObject({ id: uuidSchema('Of the organisation'), name: Type.String() }),
    {
      description: 'Those for which you may accept it.',
    },
  ),
});

export const acceptanceBody = strictObject({
  organisation: uuidSchema('The organisation that accepts.'),
});

export const refusalBody = strictObject(
  {
    reason: Type.String({
      maxLength: reasonCharactersMax,
      description: 'Why; the lead reads it.',
      examples: ['Non abbiamo persone libere in quei mesi.'],
    }),
  },
  { reason: 'Non abbiamo persone libere in quei mesi.' },
);

export const answeredSchema = strictObject({
  state: stateSchema,
  application: Type.Optional(
    Type.String({
      description: 'Where the application is, for who has accepted.',
      examples: [
        '/api/v1/calls/fictional-village-lamps/applications/3f0c8a52-6a1e-4f6b-9c1d-2b7e5d9a4c10',
      ],
    }),
  ),
});

export const partnershipSchema = strictObject({
  partners: Type.Array(
    strictObject({
      id: uuidSchema('Of the organisation'),
      name: Type.String(),
      fiscalCode: Type.String(),
      role: Type.String(),
    }),
    { description: 'Who takes part, the lead included.' },
  ),
  composition: Type.Optional(
    Type.Array(
      strictObject({
        requirement: Type.String({ description: 'As the definition names it.' }),
        title: localized,
        article: Type.String(),
        atLeast: Type.Optional(
          Type.Integer({ description: 'Absent where the source of the call does not say.' }),
        ),
        counted: Type.Array(uuidSchema('A partner that counts')),
        possible: Type.Array(uuidSchema('A partner of which something is not known yet')),
        outcome: Type.Enum(['met', 'not-met', 'unknown']),
      }),
      {
        description:
          'How it stands against each minimum of the call; absent while the draft cannot be read by the rules.',
      },
    ),
  ),
  invitations: Type.Array(invitationSchema, {
    description: 'The newest first; for who may edit for the lead, empty for others.',
  }),
});
