import { Type } from 'typebox';
import { instantSchema, strictObject, uuidSchema } from '../../platform/http/api-schema.ts';
import { scopes } from '../organisations/power.ts';
import { roles } from '../bodies/role.ts';

const kindSchema = Type.Enum(['browser', 'api'], {
  description: 'In a browser, or of a program.',
});
const howSchema = Type.Enum(['oidc', 'trial', 'token'], {
  description: 'Through the provider of identities, as a fictional person, or with a token.',
});

export const roleNameSchema = Type.Enum([...roles], { description: 'The role.' });
export const scopeSchema = Type.Enum([...scopes], { description: 'What may be done.' });
export const callSlugSchema = Type.String({
  pattern: '^[a-z0-9][a-z0-9.-]{1,80}$',
  description: 'The call, where it is for one only.',
  examples: ['lampioni-2025'],
});

export const sessionSchema = strictObject({
  id: uuidSchema('Of the session; it stays while the token changes.'),
  kind: kindSchema,
  how: howSchema,
  label: Type.Optional(Type.String({ description: 'As given when a token was made.' })),
  openedAt: instantSchema('When it began, or its token last changed.'),
  lastSeenAt: instantSchema('Last use, to the minute.'),
  expiresAt: instantSchema('When it ends unless it is used.'),
  isCurrent: Type.Boolean({ description: 'Whether this is the one that asks.' }),
});

export const meSchema = strictObject({
  id: uuidSchema('Of the person.'),
  givenName: Type.String(),
  familyName: Type.String(),
  email: Type.Optional(Type.String()),
  language: Type.Enum(['it', 'en'], {
    description: 'In which messages to the person are written.',
  }),
  wantsReminders: Type.Boolean({ description: 'Whether they are reminded before calls close.' }),
  fictional: Type.Boolean({ description: 'An invented person, for trying things out.' }),
  session: strictObject({
    id: uuidSchema('Of the session that asks.'),
    kind: kindSchema,
    how: howSchema,
    level: Type.Integer({ description: 'Level of the identity, 1 to 3.' }),
    endsAt: instantSchema('When it ends unless it is used.'),
  }),
  actingFor: Type.Optional(uuidSchema('The organisation chosen for this session.')),
  roles: Type.Array(
    strictObject({
      id: uuidSchema('Of the role as given.'),
      role: roleNameSchema,
      bodyCode: Type.String(),
      bodyName: Type.String(),
      call: Type.Optional(callSlugSchema),
      validUntil: Type.Optional(instantSchema('The first instant at which it no longer holds.')),
    }),
  ),
  powers: Type.Array(
    strictObject({
      id: uuidSchema('Of the power.'),
      organisationId: uuidSchema('Over which organisation.'),
      organisationName: Type.String(),
      kind: Type.Enum(['legal-representative', 'mandate']),
      scopes: Type.Array(scopeSchema),
      call: Type.Optional(callSlugSchema),
      validUntil: Type.Optional(instantSchema('The first instant at which it no longer holds.')),
    }),
  ),
});
