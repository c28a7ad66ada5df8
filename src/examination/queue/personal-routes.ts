import { principalOf } from '../../accounts/index.ts';
import { idempotencyHeader, nothing, replies, secured } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency } from '../../platform/http/idempotency.ts';
import type { Services } from '../../platform/services.ts';
import * as schema from './api-schemas.ts';
import { feedAddress } from './feed-address.ts';
import { findFeed, makeFeedToken, revokeFeed } from './feed-token.ts';
import { queueProblem } from './refusals.ts';
import { listFilters, removeFilter, saveFilter } from './saved-filters.ts';

const tags = ['Examination'];
const config = { access: { who: 'signed-in' } } as const;

/** What is one person's own: filters under a name, and the secret address of their due days. */
export function personalRoutes(services: Services): (app: App) => void {
  return (app) => {
    addFilters(app, services);
    addFeed(app, services);
  };
}

function addFilters(app: App, services: Services): void {
  const { db } = services.database;
  app.get(
    '/api/v1/examination-filters',
    {
      config,
      schema: {
        operationId: 'listExaminationFilters',
        tags,
        summary: 'One’s saved filters of the queue',
        description: 'By name; at most thirty.',
        security: secured,
        response: replies({ 200: schema.savedFiltersSchema }, [401]),
      },
    },
    async (request, reply) => {
      const filters = await listFilters(db, principalOf(request).personId);
      return reply.send({ filters: filters.map(({ name, asked }) => ({ name, filter: asked })) });
    },
  );
  app.put(
    '/api/v1/examination-filters/:name',
    {
      config,
      schema: {
        operationId: 'saveExaminationFilter',
        tags,
        summary: 'Save a filter of the queue',
        description: 'One of the same name is replaced.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.filterParams,
        body: schema.filterSchema,
        response: replies({ 200: schema.savedFilterSchema }, [400, 401, 409, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const { view = 'mine', order = 'days', ...rest } = request.body;
        const asked = { ...rest, view, order };
        const { name } = request.params;
        const outcome = await saveFilter(tx, principalOf(request).personId, { name, asked });
        return outcome.type === 'refused'
          ? { type: 'refused', problem: queueProblem(outcome.code) }
          : { type: 'done', status: 200, body: { name: name.trim(), filter: asked } };
      }),
  );
  app.delete(
    '/api/v1/examination-filters/:name',
    {
      config,
      schema: {
        operationId: 'removeExaminationFilter',
        tags,
        summary: 'Delete a filter of the queue',
        description: 'One’s own, by its name; one that is not there stays so.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.filterParams,
        response: replies({ 204: nothing }, [400, 401]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        await removeFilter(tx, principalOf(request).personId, request.params.name);
        return { type: 'done', status: 204 };
      }),
  );
}

function addFeed(app: App, services: Services): void {
  const { db } = services.database;
  app.post(
    '/api/v1/due-feed',
    {
      config,
      schema: {
        operationId: 'makeDueFeed',
        tags,
        summary: 'Make a secret address for one’s due days',
        description:
          'An iCalendar for calendar programs, with the due days of what is assigned to one. The address before stops working.',
        security: secured,
        response: replies({ 201: schema.feedSchema }, [401]),
      },
    },
    async (request, reply) => {
      const { personId } = principalOf(request);
      const token = await db.transaction().execute((tx) => makeFeedToken(tx, personId));
      const feed = await findFeed(db, personId);
      const address = feedAddress(services, token);
      return reply
        .code(201)
        .send({ address, madeAt: (feed?.madeAt ?? services.clock()).toISOString() });
    },
  );
  app.delete(
    '/api/v1/due-feed',
    {
      config,
      schema: {
        operationId: 'revokeDueFeed',
        tags,
        summary: 'Revoke the secret address of one’s due days',
        description: 'From now on it gives nothing.',
        security: secured,
        headers: idempotencyHeader,
        response: replies({ 204: nothing }, [401]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        await revokeFeed(tx, principalOf(request).personId);
        return { type: 'done', status: 204 };
      }),
  );
}
