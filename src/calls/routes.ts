import { Type } from 'typebox';
import type { App } from '../platform/http/app-type.ts';
import {
  makeCursor,
  pageQuery,
  pageSchema,
  readCursor,
  replies,
} from '../platform/http/api-schema.ts';
import type { Services } from '../platform/services.ts';
import type { Mode } from '../platform/tables.ts';
import { actRoutes } from './act-routes.ts';
import {
  callLineSchema,
  callParams,
  callSchema,
  modeSchema,
  stateSchema,
  termSchema,
} from './api-schemas.ts';
import { callDetail, callLine, factsOf, termView } from './call-view.ts';
import { interviewRoutes } from './interview/routes.ts';
import { isId, readPage, sendBadCursor, sendNotFound } from './call-replies.ts';
import { findVisibleCall, visibilityOf } from './visible-call.ts';
import { loadPublished } from './published-version.ts';
import { findCalls, findTerms } from './queries.ts';
import { versionRoutes } from './version-routes.ts';

const config = { access: { who: 'anyone' } } as const;
const tags = ['Calls'];

/** Calls, their versions and terms, and the acts on them. */
export function callRoutes(services: Services): (app: App) => void {
  return (app) => {
    addCalls(app, services);
    addCall(app, services);
    addTerms(app, services);
    versionRoutes(services)(app);
    actRoutes(services)(app);
    interviewRoutes(services)(app);
  };
}

const modes: readonly Mode[] = ['live', 'rehearsal', 'test'];

function addCalls(app: App, { database, clock }: Services): void {
  const querystring = Type.Object(
    {
      ...pageQuery.properties,
      state: Type.Optional(stateSchema),
      mode: Type.Optional(modeSchema),
      body: Type.Optional(
        Type.String({ maxLength: 60, description: 'Code of the body.', examples: ['lucciole'] }),
      ),
    },
    { additionalProperties: false },
  );
  app.get(
    '/api/v1/calls',
    {
      config,
      schema: {
        operationId: 'listCalls',
        tags,
        summary: 'Calls',
        description:
          'In the order in which they were first published. Tests are listed only for the people of their body.',
        querystring,
        response: replies({ 200: pageSchema(callLineSchema) }, [400]),
      },
    },
    async (request, reply) => {
      const { state, mode, body, after, limit = 50 } = request.query;
      const place = after === undefined ? undefined : readCursor(after, 1);
      const afterId = place === undefined ? undefined : Number(place[0]);
      if (after !== undefined && !isId(afterId)) return sendBadCursor(reply);
      const at = clock();
      const found = await findCalls(database.db, {
        ...visibilityOf(request.principal),
        state,
        body,
        modes: mode === undefined ? modes : [mode],
        at,
        after: afterId,
        limit: limit + 1,
      });
      const last = found.length > limit ? found[limit - 1] : undefined;
      return {
        items: found.slice(0, limit).map((call) => callLine(call, at)),
        ...(last ? { next: makeCursor([String(last.callId)]) } : {}),
      };
    },
  );
}

function addCall(app: App, services: Services): void {
  app.get(
    '/api/v1/calls/:call',
    {
      config,
      schema: {
        operationId: 'readCall',
        tags,
        summary: 'One call',
        description: 'Its latest version, the term that holds, its lines, money, papers and steps.',
        params: callParams,
        response: replies({ 200: callSchema }, [404]),
      },
    },
    async (request, reply) => {
      const call = await findVisibleCall(services, request);
      if (!call) return sendNotFound(reply);
      const facts = factsOf(await loadPublished(services, call));
      void reply.header('cache-control', 'private, no-cache');
      return callDetail(call, facts, services.clock());
    },
  );
}

function addTerms(app: App, services: Services): void {
  app.get(
    '/api/v1/calls/:call/terms',
    {
      config,
      schema: {
        operationId: 'listTerms',
        tags,
        summary: 'When applications are received',
        description: 'Every term of the call with its ground, the one that holds first.',
        params: callParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(termSchema) }, [400, 404]),
      },
    },
    async (request, reply) => {
      const call = await findVisibleCall(services, request);
      if (!call) return sendNotFound(reply);
      const page = readPage(request.query);
      if (!page) return sendBadCursor(reply);
      const { limit, before } = page;
      const found = await findTerms(services.database.db, {
        callId: call.callId,
        before,
        limit: limit + 1,
      });
      const last = found.length > limit ? found[limit - 1] : undefined;
      return {
        items: found.slice(0, limit).map(({ revision, kind, ground, at, ...term }) => ({
          ...termView(term),
          revision,
          kind,
          ground,
          at: at.toISOString(),
        })),
        ...(last ? { next: makeCursor([String(last.revision)]) } : {}),
      };
    },
  );
}
