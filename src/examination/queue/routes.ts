import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf, type Access } from '../../accounts/index.ts';
import { findCall, loadPublished } from '../../calls/index.ts';
import { formatDay } from '../../engine/index.ts';
import { replies, secured } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { protocolOf } from '../../applications/register/index.ts';
import { findToday } from '../queries.ts';
import { queueActRoutes } from './act-routes.ts';
import * as schema from './api-schemas.ts';
import type { QueueAsked } from './asked.ts';
import { findDueDays } from './find-due-days.ts';
import { examinationReply } from './examination-reply.ts';
import { listLoads } from './officers.ts';
import { personalRoutes } from './personal-routes.ts';
import { queueRoles } from './queue-calls.ts';
import { placeOf, readQueue } from './read-queue.ts';
import { countUnassigned } from './rotations.ts';

const tags = ['Examination'];
const signedIn = { access: { who: 'signed-in' } } as const;
const ofCall: Access = { who: 'named', roles: queueRoles, subject: 'call' };

/** What is examined, by whom and until when, for programs. */
export function queueRoutes(services: Services): (app: App) => void {
  return (app) => {
    addQueues(app, services);
    addWorkload(app, services);
    addDueDays(app, services);
    queueActRoutes(services)(app);
    personalRoutes(services)(app);
  };
}

function addQueues(app: App, services: Services): void {
  app.get(
    '/api/v1/examinations',
    {
      config: signedIn,
      schema: {
        operationId: 'listExaminations',
        tags,
        summary: 'Applications under examination, of all calls',
        description:
          'Of the calls of which one is an officer or auditor, those first that have the fewest days left.',
        security: secured,
        querystring: schema.queueQuery,
        response: replies({ 200: schema.queueSchema }, [400, 401]),
      },
    },
    (request, reply) => sendQueue(request, reply, services, request.query),
  );
  app.get(
    '/api/v1/calls/:call/examinations',
    {
      config: { access: ofCall },
      schema: {
        operationId: 'listExaminationsOfCall',
        tags,
        summary: 'Applications under examination, of one call',
        description: 'Those first that have the fewest days left.',
        security: secured,
        params: schema.callParams,
        querystring: schema.callQueueQuery,
        response: replies({ 200: schema.queueSchema }, [400, 401, 403, 404]),
      },
    },
    (request, reply) =>
      sendQueue(request, reply, services, { ...request.query, call: request.params.call }),
  );
}

type Asked = Partial<QueueAsked> & {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
};

async function sendQueue(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { after, limit = 50, ...filter }: Asked,
): Promise<FastifyReply> {
  if (after !== undefined && !placeOf(after)) return sendBadCursor(reply);
  const page = await readQueue(services, {
    principal: principalOf(request),
    asked: { ...filter, view: filter.view ?? 'mine', order: filter.order ?? 'days' },
    after,
    limit,
  });
  const { mine, unassigned, suspended, all } = page.counts;
  return reply.send({
    counts: { mine, unassigned, suspended, all },
    items: page.rows.map(examinationReply),
    ...(page.next === null ? {} : { next: page.next }),
  });
}

function addWorkload(app: App, services: Services): void {
  const { db } = services.database;
  app.get(
    '/api/v1/calls/:call/examination-workload',
    {
      config: { access: ofCall },
      schema: {
        operationId: 'readExaminationWorkload',
        tags,
        summary: 'How much each officer of a call has to do',
        description: 'Officers by name, and those who still have something without the role.',
        security: secured,
        params: schema.callParams,
        response: replies({ 200: schema.workloadSchema }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const call = await findCall(services, request.params.call);
      if (!call) return sendProblem(reply, notFound);
      const { callId, version } = call;
      const published = await loadPublished(services, { callId, version });
      const today = formatDay(await findToday(db, published.call.document));
      const loads = await listLoads(db, { callId, today });
      const unassigned = await countUnassigned(db, callId);
      const officers = loads.map(({ id, name, ...load }) => ({ officer: { id, name }, ...load }));
      return reply.send({ unassigned, officers });
    },
  );
}

function addDueDays(app: App, services: Services): void {
  app.get(
    '/api/v1/due-days',
    {
      config: signedIn,
      schema: {
        operationId: 'listDueDays',
        tags,
        summary: 'Due days of the examination',
        description:
          'Of the last month and the next six: ends of procedures, and last days to answer. One item for each day, kind and call.',
        security: secured,
        querystring: schema.dueDaysQuery,
        response: replies({ 200: schema.dueDaysSchema }, [400, 401]),
      },
    },
    async (request, reply) => {
      const { personId, roles } = principalOf(request);
      const page = readListPage(request.query, ['day', 'text', 'count']);
      if (!page) return sendBadCursor(reply);
      const [day, kind, callId] = page.after ?? [];
      const found = await findDueDays(
        services,
        { roles },
        {
          personId: request.query.whose === 'all' ? undefined : personId,
          after: day && kind && callId ? { day, kind, callId: Number(callId) } : undefined,
          limit: page.limit,
        },
      );
      const slugs = new Map(found.calls.map(({ id, slug }) => [id, slug]));
      const { items: days, ...next } = listPage(found.days, page, (due) => [
        due.day,
        due.kind,
        String(due.callId),
      ]);
      const items = days.map(({ callId: of, count, first, ...due }) => {
        const call = slugs.get(of) ?? '';
        const applications = first.map(({ applicationId, entryNumber }) => ({
          application: applicationId,
          protocol: protocolOf(call, entryNumber),
        }));
        return { day: due.day, kind: due.kind, call, count, applications };
      });
      return reply.send({ items, ...next });
    },
  );
}
