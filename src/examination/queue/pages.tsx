import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasRole, principalOf, type Access, type Principal } from '../../accounts/index.ts';
import { addCallAction, findCall, type PublishedCall } from '../../calls/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { addNavigation, renderPage } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { callParams } from './api-schemas.ts';
import { assignmentPages } from './assignment-pages.tsx';
import { readQueueAsked, type QueueAsked } from './asked.ts';
import { bulkPages } from './bulk-pages.tsx';
import { calendarPages } from './calendar-pages.tsx';
import { listOfficerNames } from './officers.ts';
import { officerRoles, queueRoles, type QueueCall } from './queue-calls.ts';
import { QueueLead, QueueView } from './queue-view.tsx';
import { readQueue } from './read-queue.ts';
import { listFilters } from './saved-filters.ts';
import { addTermPart } from './term-part.tsx';
import { trailOf } from './trail.ts';
import { workloadPages } from './workload-pages.tsx';
import { queueWords } from './words.ts';

const pageSize = 25;

const queueAccess: Access = { who: 'named', roles: queueRoles, subject: 'call' };

/** The pages by which an office sees what is to be examined, and who does. */
export function queuePages(services: Services): (app: App) => void {
  return (app) => {
    addNavigation(app, {
      href: '/examination',
      covers:
        /^\/calls\/[^/]+\/(?:(?:examination|messages|letters|delivery-failures)|applications\/[^/]+\/(?:examination|requests|messages|letters|outcome))(?:\/|$)/,
      text: { it: queueWords.it.navigation, en: queueWords.en.navigation },
      order: 5,
      isShown: ({ principal }) =>
        principal?.roles.some(({ role }) => queueRoles.some((each) => each === role)) ?? false,
    });
    addCallAction(app, {
      text: { it: queueWords.it.titleOf, en: queueWords.en.titleOf },
      href: ({ slug }) => `/calls/${slug}/examination?view=all`,
      order: 60,
      isShown: ({ principal }, call) => principal !== null && hasRole(principal, queueRoles, call),
    });
    addTermPart(app, services);
    addQueue(app, services);
    bulkPages(services)(app);
    workloadPages(services)(app);
    assignmentPages(services)(app);
    calendarPages(services)(app);
  };
}

function addQueue(app: App, services: Services): void {
  app.get(
    '/examination',
    { config: { access: { who: 'signed-in' } }, schema: { hide: true } },
    (request, reply) =>
      showQueue(request, reply, services, { asked: readQueueAsked(queryIn(request)) }),
  );
  app.get(
    '/calls/:call/examination',
    { config: { access: queueAccess }, schema: { params: callParams, hide: true } },
    async (request, reply) => {
      const call = await findCall(services, request.params.call);
      if (!call) return answerProblem(request, reply, notFound);
      const asked = { ...readQueueAsked(queryIn(request)), call: call.slug };
      return showQueue(request, reply, services, { asked, call });
    },
  );
}

function queryIn({ query }: FastifyRequest): Readonly<Record<string, unknown>> {
  return query as Readonly<Record<string, unknown>>;
}

async function showQueue(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { asked, call }: { readonly asked: QueueAsked; readonly call?: PublishedCall },
): Promise<FastifyReply> {
  const principal = principalOf(request);
  const { after } = queryIn(request);
  const found = await readQueue(services, {
    principal,
    asked,
    after: typeof after === 'string' ? after : undefined,
    limit: pageSize,
  });
  const only = call && found.calls.find(({ id }) => id === call.callId);
  // Of a call nothing of which was received there is no queue, whatever there is of others.
  const page = call && !only ? { ...found, calls: [] } : found;
  return renderPage(request, reply, {
    title: queueWords[request.language].title,
    lead: <QueueLead page={page} />,
    trail: call ? trailOf(call, request) : [],
    ...(call ? { mode: call.mode } : {}),
    fictional: (only ? [only] : page.calls).some(({ fictional }) => fictional),
    children: (
      <QueueView
        page={page}
        asked={asked}
        only={only}
        personId={principal.personId}
        filters={await listFilters(services.database.db, principal.personId)}
        {...await findHands(services, principal, only ? [only] : page.calls)}
      />
    ),
  });
}

/** Whether the person may act on one of these calls, and to whom its applications can be given. */
async function findHands(
  { database }: Services,
  principal: Principal,
  calls: readonly QueueCall[],
): Promise<{
  readonly acts: boolean;
  readonly officers: Awaited<ReturnType<typeof listOfficerNames>>;
}> {
  const own = calls.filter(({ id, bodyId }) =>
    hasRole(principal, officerRoles, { bodyId, callId: id }),
  );
  if (own.length === 0) return { acts: false, officers: [] };
  const officers = await listOfficerNames(
    database.db,
    own.map(({ id }) => id),
  );
  return { acts: true, officers };
}
