import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { principalOf } from '../../accounts/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { redirectWithFlash, renderPage } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { CalendarView } from './calendar-view.tsx';
import { dueFeed } from './due-feed.ts';
import { feedAddress } from './feed-address.ts';
import { findFeed, findFeedOwner, makeFeedToken, revokeFeed } from './feed-token.ts';
import { findDueDays } from './find-due-days.ts';
import { findRolesHeld } from './queue-calls.ts';
import { queueWords } from './words.ts';

const signedIn = { access: { who: 'signed-in' } } as const;

/** Due days of the examination: a page, and an address for calendar programs. */
export function calendarPages(services: Services): (app: App) => void {
  return (app) => {
    app.get(
      '/examination/calendar',
      { config: signedIn, schema: { hide: true } },
      (request, reply) => showCalendar(request, reply, services),
    );
    addFeedForms(app, services);
    addFeed(app, services);
  };
}

function addFeedForms(app: App, services: Services): void {
  const { db } = services.database;
  app.post(
    '/examination/calendar/feed',
    { config: signedIn, schema: { hide: true } },
    async (request, reply) => {
      const { personId } = principalOf(request);
      const token = await db.transaction().execute((tx) => makeFeedToken(tx, personId));
      return showCalendar(request, reply, services, feedAddress(services, token));
    },
  );
  app.post(
    '/examination/calendar/feed/revocation',
    { config: signedIn, schema: { hide: true } },
    async (request, reply) => {
      await revokeFeed(db, principalOf(request).personId);
      const text = queueWords[request.language].feedRevoked;
      return redirectWithFlash(request, reply, '/examination/calendar', { tone: 'ok', text });
    },
  );
}

async function showCalendar(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  madeAddress?: string,
): Promise<FastifyReply> {
  const { personId, roles } = principalOf(request);
  const { view } = request.query as { readonly view?: unknown };
  const isOwn = view !== 'all';
  const found = await findDueDays(services, { roles }, isOwn ? { personId } : {});
  const words = queueWords[request.language];
  return renderPage(request, reply, {
    title: words.calendar,
    lead: words.calendarLead,
    trail: [{ text: words.navigation, href: '/examination' }],
    fictional: found.calls.some(({ fictional }) => fictional),
    children: (
      <CalendarView
        {...found}
        isOwn={isOwn}
        feed={await findFeed(services.database.db, personId)}
        {...(madeAddress === undefined ? {} : { madeAddress })}
      />
    ),
  });
}

/** Who comes with the secret gets what its owner may see now; without a session, as calendar programs come. */
function addFeed(app: App, services: Services): void {
  const { database, config, clock } = services;
  const params = Type.Object({ token: Type.String({ maxLength: 100 }) });
  app.get(
    '/examination/calendar/:token/due-days.ics',
    { config: { access: { who: 'anyone' } }, schema: { params, hide: true } },
    async (request, reply) => {
      const personId = await findFeedOwner(database.db, request.params.token);
      if (personId === undefined) return answerProblem(request, reply, notFound);
      const roles = await findRolesHeld(database.db, personId);
      const { days, calls } = await findDueDays(services, { roles }, { personId });
      const { language } = request;
      return reply
        .header('content-language', language)
        .header('content-disposition', 'inline; filename="due-days.ics"')
        .type('text/calendar; charset=utf-8')
        .send(dueFeed({ days, calls, language, publicUrl: config.publicUrl, at: clock() }));
    },
  );
}
