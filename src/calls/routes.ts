import type { App } from '../platform/http/app-type.ts';
import { makeCursor, pageQuery, pageSchema, replies } from '../platform/http/api-schema.ts';
import type { Services } from '../platform/services.ts';
import { catalogueRoutes } from './catalogue/routes.ts';
import { actRoutes } from './act-routes.ts';
import { callParams, callSchema, termSchema } from './api-schemas.ts';
import { callDetail, factsOf, termView } from './call-view.ts';
import { interviewRoutes } from './interview/routes.ts';
import { readPage, sendBadCursor, sendNotFound } from './call-replies.ts';
import { findVisibleCall } from './visible-call.ts';
import { loadPublished } from './published-version.ts';
import { findTerms } from './queries.ts';
import { versionRoutes } from './version-routes.ts';

const config = { access: { who: 'anyone' } } as const;
const tags = ['Calls'];

/** Calls, their versions and terms, and the acts on them. */
export function callRoutes(services: Services): (app: App) => void {
  return (app) => {
    catalogueRoutes(services)(app);
    addCall(app, services);
    addTerms(app, services);
    versionRoutes(services)(app);
    actRoutes(services)(app);
    interviewRoutes(services)(app);
  };
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
