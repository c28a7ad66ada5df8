import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerProblem } from '../platform/http/answer-problem.ts';
import type { App } from '../platform/http/app-type.ts';
import { notFound } from '../platform/http/problem-reply.ts';
import type { Services } from '../platform/services.ts';
import { readAsked } from './catalogue/asked.ts';
import { findCatalogue } from './catalogue/find-catalogue.ts';
import { calendarFeed } from './calendar-feed.ts';
import { exportFileName, type PublishedCall } from './published-call.ts';
import { stateOf } from './term.ts';
import { findVisibleCall } from './visible-call.ts';

const config = { access: { who: 'anyone' } } as const;

/** More than any body has open at once. */
const unendedMax = 500;
/** Closed ones stay for a while, since calendars drop what a feed no longer has. */
const closedMax = 100;

/** Openings and closings to subscribe to: of the live calls or those one asks for, and of one call in any mode. */
export function calendarPages(services: Services): (app: App) => void {
  return (app) => {
    app.get('/calendar.ics', { config }, async (request, reply) =>
      sendFeed(request, reply, {
        calls: await findFeedCalls(services, request),
        name: 'calendar.ics',
      }),
    );
    app.get('/calls/:call/calendar.ics', { config }, async (request, reply) => {
      const call = await findVisibleCall(services, request);
      if (!call) return answerProblem(request, reply, notFound);
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

/** Of the live calls, or of those that the address asks for as the list does. */
async function findFeedCalls(
  { database, clock }: Services,
  { query, language }: FastifyRequest,
): Promise<readonly PublishedCall[]> {
  const at = clock();
  const asked = readAsked(query as Readonly<Record<string, unknown>>);
  const { calls } = await findCatalogue(
    database,
    { ...asked, order: 'deadline', modes: asked.modes.length === 0 ? ['live'] : asked.modes },
    {
      bodyIds: [],
      callIds: [],
      at,
      language,
      pick: (found) => {
        const isClosed = ({ term }: PublishedCall): boolean => stateOf(term, at) === 'closed';
        return [
          ...found.filter((call) => !isClosed(call)).slice(0, unendedMax),
          ...found.filter(isClosed).slice(0, closedMax),
        ];
      },
    },
  );
  return calls;
}
