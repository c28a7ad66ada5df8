import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerProblem } from '../platform/http/answer-problem.ts';
import type { App } from '../platform/http/app-type.ts';
import type { Services } from '../platform/services.ts';
import { calendarFeed } from './calendar-feed.ts';
import { exportFileName, type PublishedCall } from './published-call.ts';
import { findCalls } from './queries.ts';
import { findVisibleCall } from './visible-call.ts';

const config = { access: { who: 'anyone' } } as const;

/** More than any body has open at once. */
const unendedMax = 500;
/** Closed ones stay for a while, since calendars drop what a feed no longer has. */
const closedMax = 100;

/** Openings and closings to subscribe to: of every live call, and of one call in any mode. */
export function calendarPages(services: Services): (app: App) => void {
  return (app) => {
    app.get('/calendar.ics', { config }, async (request, reply) =>
      sendFeed(request, reply, { calls: await findFeedCalls(services), name: 'calendar.ics' }),
    );
    app.get('/calls/:call/calendar.ics', { config }, async (request, reply) => {
      const call = await findVisibleCall(services, request);
      if (!call) return answerProblem(request, reply, { status: 404, code: 'not-found' });
      const name = exportFileName(call, { name: 'calendar', extension: 'ics' });
      return sendFeed(request, reply, { calls: [call], name });
    });
  };

  function sendFeed(
    { language }: FastifyRequest,
    reply: FastifyReply,
    { calls, name }: { readonly calls: readonly PublishedCall[]; readonly name: string },
  ): FastifyReply {
    const { publicUrl } = services.config;
    return reply
      .header('content-language', language)
      .header('content-disposition', `inline; filename="${name}"`)
      .type('text/calendar; charset=utf-8')
      .send(calendarFeed({ calls, language, publicUrl }));
  }
}

async function findFeedCalls({
  database: { db },
  clock,
}: Services): Promise<readonly PublishedCall[]> {
  const asked = {
    modes: ['live'],
    bodyIds: [],
    callIds: [],
    at: clock(),
    byTerm: { offset: 0 },
  } as const;
  const groups = [
    await findCalls(db, { ...asked, state: 'open', limit: unendedMax }),
    await findCalls(db, { ...asked, state: 'upcoming', limit: unendedMax }),
    await findCalls(db, { ...asked, state: 'closed', limit: closedMax }),
  ];
  return groups.flat();
}
