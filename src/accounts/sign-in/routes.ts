import { Type } from 'typebox';
import type { App } from '../../platform/http/app-type.ts';
import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import { sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import {
  instantSchema,
  pageQuery,
  pageSchema,
  replies,
  strictObject,
  uuidSchema,
} from '../../platform/http/api-schema.ts';
import { problemOf } from '../refusal-problem.ts';
import { roleNameSchema } from '../sessions/session-schema.ts';
import { findTrialPeople, placeOfPerson } from './queries.ts';
import { isTrialHere, signInOnTrial } from './trial.ts';

const tags = ['Trial'];
const nothingHere = {
  status: 404,
  code: 'not-found',
  detail: 'Only a trial has this, on the machine where it runs.',
} as const;

const personSchema = strictObject({
  id: uuidSchema('Of the person, to sign in as them.'),
  name: Type.String(),
  about: Type.Optional(strictObject({ it: Type.String(), en: Type.String() })),
  roles: Type.Array(strictObject({ role: roleNameSchema, body: Type.String() })),
  powers: Type.Array(
    strictObject({
      kind: Type.Enum(['legal-representative', 'mandate']),
      organisation: Type.String(),
    }),
  ),
});

/** Signing in as a fictional person, for programs. */
export function trialRoutes(services: Services): (app: App) => void {
  return (app) => {
    addPeople(app, services);
    addSession(app, services);
  };
}

function addPeople(app: App, { config, database }: Services): void {
  app.get(
    '/api/v1/trial-people',
    {
      config: { access: { who: 'anyone' } },
      schema: {
        operationId: 'listTrialPeople',
        tags,
        summary: 'The people one can be in a trial',
        description: 'Invented people with their roles and powers. Only on the machine itself.',
        querystring: pageQuery,
        response: replies({ 200: pageSchema(personSchema) }, [400, 404]),
      },
    },
    async (request, reply) => {
      if (!isTrialHere(request, config)) return sendProblem(reply, nothingHere);
      const page = readListPage(request.query, ['count', 'text', 'text', 'uuid']);
      if (!page) return sendBadCursor(reply);
      const found = await findTrialPeople(database.db, page);
      const { items, ...next } = listPage(found, page, placeOfPerson);
      return reply.send({
        items: items.map(({ id, name, about, roles, powers }) => ({
          id,
          name,
          ...(about && { about }),
          roles: [...roles],
          powers: [...powers],
        })),
        ...next,
      });
    },
  );
}

function addSession(app: App, { config, database }: Services): void {
  app.post(
    '/api/v1/trial-sessions',
    {
      config: { access: { who: 'anyone' }, rate: 'sign-in' },
      schema: {
        operationId: 'openTrialSession',
        tags,
        summary: 'Sign in as an invented person',
        description: 'Gives a token to send as Authorization: Bearer with everything else.',
        body: strictObject({ person: uuidSchema('One of the people one can be.') }),
        response: replies(
          {
            201: strictObject({
              token: Type.String({ description: 'Send it as Authorization: Bearer.' }),
              expiresAt: instantSchema('When it ends.'),
            }),
          },
          [400, 404],
        ),
      },
    },
    async (request, reply) => {
      if (!isTrialHere(request, config)) return sendProblem(reply, nothingHere);
      const { person: personId } = request.body;
      const signedIn = await database.db
        .transaction()
        .execute((tx) => signInOnTrial(tx, config, { personId, kind: 'api' }));
      if (signedIn.type === 'refused') return sendProblem(reply, problemOf(signedIn));
      const { token, expiresAt } = signedIn;
      return reply.code(201).send({ token, expiresAt: expiresAt.toISOString() });
    },
  );
}
