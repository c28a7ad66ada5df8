import { Type } from 'typebox';
import { withIdempotency } from '../../platform/http/idempotency.ts';
import { sendProblem } from '../../platform/http/problem-reply.ts';
import type { App } from '../../platform/http/app-type.ts';
import type { Services } from '../../platform/services.ts';
import {
  idempotencyHeader,
  instantSchema,
  nothing,
  pageQuery,
  pageSchema,
  present,
  replies,
  secured,
  strictObject,
  textSchema,
  uuidSchema,
} from '../../platform/http/api-schema.ts';
import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import { problemOf } from '../refusal-problem.ts';
import { actFor } from '../organisations/act-for.ts';
import { findPowersOf, findRolesOf, loadPerson } from '../people/queries.ts';
import { principalOf, viewerOf } from '../principal.ts';
import { endAllSessions, endSession } from './end-sessions.ts';
import { makeApiToken } from './make-token.ts';
import { meSchema, sessionSchema } from './session-schema.ts';
import { findOpenSessions, type OpenSession } from './queries.ts';
import { tokenDaysMax } from './session.ts';

const signedIn = { access: { who: 'signed-in' } } as const;
const tags = ['Account'];

/** Who one is, one's sessions and tokens. */
export function sessionRoutes(services: Services): (app: App) => void {
  return (app) => {
    addMe(app, services);
    addSessions(app, services);
    addEndings(app, services);
    addTokens(app, services);
    addActingFor(app, services);
  };
}

function addMe(app: App, { database }: Services): void {
  app.get(
    '/api/v1/me',
    {
      config: signedIn,
      schema: {
        operationId: 'readMe',
        tags,
        summary: 'Who one is',
        description:
          'The person of the token, with the roles and powers that hold at this instant.',
        security: secured,
        response: replies({ 200: meSchema }, [401]),
      },
    },
    async (request, reply) => {
      const { personId, sessionFamily, kind, how, level, actingFor } = principalOf(request);
      const [person, roles, powers] = [
        await loadPerson(database.db, personId),
        await findRolesOf(database.db, personId),
        await findPowersOf(database.db, personId),
      ];
      const endsAt = viewerOf(request).sessionEndsAt.toISOString();
      return reply.send({
        ...present(person),
        session: { id: sessionFamily, kind, how, level, endsAt },
        ...present({ actingFor }),
        roles: roles.map((role) => present({ ...role, validUntil: text(role.validUntil) })),
        powers: powers.map((power) =>
          present({ ...power, scopes: [...power.scopes], validUntil: text(power.validUntil) }),
        ),
      });
    },
  );
}

function addSessions(app: App, { database }: Services): void {
  app.get(
    '/api/v1/sessions',
    {
      config: signedIn,
      schema: {
        operationId: 'listSessions',
        tags,
        summary: 'One’s open sessions and tokens',
        description: 'Browsers and programs in which one is signed in, the one used last first.',
        security: secured,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(sessionSchema) }, [400, 401]),
      },
    },
    async (request, reply) => {
      const { personId, sessionFamily } = principalOf(request);
      const page = readListPage(request.query, ['instant', 'uuid']);
      if (!page) return sendBadCursor(reply);
      const found = await findOpenSessions(database.db, personId, page);
      const { items, ...next } = listPage(found, page, ({ lastSeenAt, id }) => [
        lastSeenAt.toISOString(),
        id,
      ]);
      return reply.send({
        items: items.map((session) => sessionShown(session, sessionFamily)),
        ...next,
      });
    },
  );
}

function addEndings(app: App, services: Services): void {
  app.delete(
    '/api/v1/sessions/:session',
    {
      config: signedIn,
      schema: {
        operationId: 'endSession',
        tags,
        summary: 'End one session or token',
        description: 'It is refused from the next request on. `current` is the one that asks.',
        security: secured,
        headers: idempotencyHeader,
        params: strictObject({
          session: Type.Union([Type.Literal('current'), Type.String({ format: 'uuid' })], {
            description: 'The session by its id; `current` is the one that asks.',
          }),
        }),
        response: replies({ 204: nothing }, [400, 401, 403, 404]),
      },
    },
    (request, reply) => {
      const { personId, sessionFamily } = principalOf(request);
      const { session } = request.params;
      return withIdempotency(request, reply, services, async (tx) => {
        const family = session === 'current' ? sessionFamily : session;
        const ended = await endSession(tx, { personId, family });
        return ended.type === 'refused'
          ? { type: 'refused', problem: problemOf(ended) }
          : { type: 'done', status: 204 };
      });
    },
  );
  app.delete(
    '/api/v1/sessions',
    {
      config: signedIn,
      schema: {
        operationId: 'endAllSessions',
        tags,
        summary: 'Sign out everywhere',
        description: 'Ends every session and every token of the person, this one too.',
        security: secured,
        headers: idempotencyHeader,
        response: replies({ 204: nothing }, [400, 401, 403]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        await endAllSessions(tx, principalOf(request).personId);
        return { type: 'done', status: 204 };
      }),
  );
}

function sessionShown(session: OpenSession, currentFamily: string) {
  return present({
    ...session,
    isCurrent: session.id === currentFamily,
    openedAt: session.openedAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  });
}

function addTokens(app: App, { database }: Services): void {
  app.post(
    '/api/v1/tokens',
    {
      config: signedIn,
      schema: {
        operationId: 'makeToken',
        tags,
        summary: 'Make a token for a program',
        description:
          'The token is in this answer and nowhere else: only its hash is kept, which is also why this operation takes no Idempotency-Key. A token makes no further tokens.',
        security: secured,
        body: strictObject(
          {
            label: textSchema('What it is for, to recognise it later.', 100, 'Nightly export'),
            days: Type.Integer({
              minimum: 1,
              maximum: tokenDaysMax,
              description: 'Days until it expires.',
              examples: [30],
            }),
          },
          { label: 'Nightly export', days: 30 },
        ),
        response: replies(
          {
            201: strictObject({
              id: uuidSchema('Of the session, to end it.'),
              token: Type.String({ description: 'Send it as Authorization: Bearer.' }),
              expiresAt: instantSchema('When it ends.'),
            }),
          },
          [400, 401, 403],
        ),
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const made = await database.db
        .transaction()
        .execute((tx) => makeApiToken(tx, principal, request.body));
      if (made.type === 'refused') return sendProblem(reply, problemOf(made));
      const { family: id, token, expiresAt } = made;
      return reply.code(201).send({ id, token, expiresAt: expiresAt.toISOString() });
    },
  );
}

function addActingFor(app: App, services: Services): void {
  app.put(
    '/api/v1/session/acting-for',
    {
      config: signedIn,
      schema: {
        operationId: 'chooseActingFor',
        tags,
        summary: 'Choose for whom this session acts',
        description: 'It changes no right: it is what pages begin with. Without it, for oneself.',
        security: secured,
        headers: idempotencyHeader,
        body: strictObject({ organisation: Type.Optional(uuidSchema('For whom.')) }),
        response: replies({ 204: nothing }, [400, 401, 403, 404, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const chosen = await actFor(tx, principalOf(request), request.body.organisation ?? null);
        return chosen.type === 'refused'
          ? { type: 'refused', problem: problemOf(chosen) }
          : { type: 'done', status: 204 };
      }),
  );
}

function text(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
