import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { principalOf } from '../../accounts/index.ts';
import { sendContent } from '../../applications/index.ts';
import { addCallAction, findCall, type PublishedCall } from '../../calls/index.ts';
import { findPrinted } from '../../examination/index.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { listPage, readShownPage } from '../../platform/http/list-page.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { redirectWithFlash, renderPage, type FieldError } from '../../platform/page/index.ts';
import { runAct } from '../../platform/run-act.ts';
import type { Services } from '../../platform/services.ts';
import { membershipOf } from '../queries.ts';
import { frameOf, isOfPanel } from '../sheets/list-pages.tsx';
import * as schema from './api-schemas.ts';
import { forEach, minutesReaders, panelOfCall, turnAway } from './asking.ts';
import { closeSession } from './close-session.ts';
import { scorersOf } from './consolidation.ts';
import { loadRules, openSession, type SessionOutcome } from './hold-session.ts';
import { findMinutes } from './minutes.ts';
import {
  findSession,
  listDecided,
  listOpened,
  listReady,
  listSeats,
  listSessions,
} from './queries.ts';
import { saidOf, type ConsolidationRefusal } from './refusals.ts';
import { releaseFeedback } from './release-feedback.ts';
import { SessionView } from './session-view.tsx';
import { SessionsView, type NewSessionFields } from './sessions-view.tsx';
import { consolidationWords } from './words.ts';

const pageSize = 50;
const releasedAtOnce = 500;
const text = Type.Optional(Type.String({ maxLength: 10_000 }));
const chosen = Type.Optional(
  Type.Union([Type.String({ maxLength: 100 }), Type.Array(Type.String({ maxLength: 100 }))]),
);

/** The sessions of a panel, and one of them with everything that is done in it. */
export function sessionPages(services: Services, store: FileStore): (app: App) => void {
  return (app) => {
    addCallAction(app, {
      text: { it: consolidationWords.it.sessions, en: consolidationWords.en.sessions },
      href: ({ slug }) => `/calls/${slug}/sessions`,
      order: 72,
      isShown: isOfPanel,
    });
    addList(app, services);
    addSession(app, services);
    addMinutes(app, services, store);
    addRelease(app, services);
  };
}

interface Seat {
  readonly call: PublishedCall;
  readonly personId: string;
  readonly mayAct: boolean;
  readonly isSecretary: boolean;
}

/** Whoever sits in the panel of the call; only the chair and the secretary act. */
async function findSeat(services: Services, request: FastifyRequest): Promise<Seat | undefined> {
  const { call: slug } = request.params as { readonly call: string };
  const call = await findCall(services, slug);
  const { personId } = principalOf(request);
  const member = call && (await membershipOf(services.database.db, call.callId, personId));
  if (!call || !member) return undefined;
  const isSecretary = member.part === 'secretary';
  return { call, personId, isSecretary, mayAct: isSecretary || member.part === 'chair' };
}

function addList(app: App, services: Services): void {
  const config = { access: panelOfCall };
  const url = '/calls/:call/sessions';
  app.get(
    url,
    {
      config,
      schema: { params: schema.callParams, querystring: schema.afterQuery, hide: true },
    },
    async (request, reply) => {
      const seat = await findSeat(services, request);
      return seat
        ? showList(request, reply, services, seat)
        : turnAway(request, reply, 'not-of-the-panel');
    },
  );
  const body = Type.Object({ heldOn: text, place: text, present: chosen });
  app.post(
    url,
    { config, schema: { params: schema.callParams, body, hide: true } },
    async (request, reply) => {
      const seat = await findSeat(services, request);
      if (!seat) return turnAway(request, reply, 'not-of-the-panel');
      const { heldOn = '', place = '', present } = request.body;
      const fields = { heldOn, place, present: listOf(present) };
      const { callId } = seat.call;
      const published = await loadRules(services, callId);
      const outcome: SessionOutcome = isDay(heldOn)
        ? await runAct(services.database.db, (tx) =>
            openSession(tx, { callId, personId: seat.personId, published, ...fields }),
          )
        : { type: 'refused', code: 'day-strange' };
      if (outcome.type === 'refused')
        return fieldOf(outcome.code) === undefined
          ? turnAway(request, reply, outcome.code)
          : showList(request, reply, services, seat, { fields, code: outcome.code });
      const { sessionOpened } = consolidationWords[request.language];
      const to = `/calls/${seat.call.slug}/sessions/${outcome.session.number}`;
      return redirectWithFlash(request, reply, to, { tone: 'ok', text: sessionOpened });
    },
  );
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

function isDay(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
}

/** The field to put right; none where it is not for the asker to do. */
function fieldOf(code: ConsolidationRefusal): string | undefined {
  if (code === 'day-strange') return 'heldOn';
  if (code === 'place-missing') return 'place';
  return code === 'no-quorum' || code === 'session-open' || code === 'points-undecided'
    ? 'present'
    : undefined;
}

async function showList(
  request: FastifyRequest,
  reply: FastifyReply,
  { database: { db }, clock }: Services,
  { call, mayAct, isSecretary }: Seat,
  again?: { readonly fields: NewSessionFields; readonly code: ConsolidationRefusal },
): Promise<FastifyReply> {
  const { language } = request;
  const words = consolidationWords[language];
  const { after } = request.query as { readonly after?: string };
  const page = readShownPage(after, pageSize, ['count']);
  const found = await listSessions(db, call.callId, page);
  const { items, next } = listPage(found, page, ({ number }) => [String(number)]);
  const errors: readonly FieldError[] = again
    ? [{ field: fieldOf(again.code) ?? 'present', message: saidOf(again.code, language) }]
    : [];
  return renderPage(request, reply, {
    title: words.sessions,
    lead: words.sessionsLead,
    ...frameOf(call, request),
    errors,
    children: (
      <SessionsView
        call={call.slug}
        sessions={items}
        next={next ?? null}
        seats={mayAct ? await listSeats(db, call.callId) : []}
        mayAct={mayAct}
        mayRelease={isSecretary}
        fields={again?.fields ?? { heldOn: today(clock()), place: '', present: [] }}
      />
    ),
  });
}

/** Filled in beforehand; whoever opens the session says the day. */
function today(now: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Rome' }).format(now);
  return parts.slice(0, 10);
}

function addSession(app: App, services: Services): void {
  const { db } = services.database;
  const config = { access: panelOfCall };
  const url = '/calls/:call/sessions/:session';
  app.get(
    url,
    {
      config,
      schema: { params: schema.sessionParams, querystring: schema.afterQuery, hide: true },
    },
    async (request, reply) => {
      const seat = await findSeat(services, request);
      if (!seat) return turnAway(request, reply, 'not-of-the-panel');
      const { callId, slug } = seat.call;
      const session = await findSession(db, { callId, number: request.params.session });
      if (!session) return answerProblem(request, reply, notFound);
      const { after } = request.query;
      const page = readShownPage(after, pageSize, ['count']);
      const decided = listPage(await listDecided(db, session, page), page, (line) => [
        String(line.entryNumber),
      ]);
      const isOpen = session.closedAt === null;
      const scorers = isOpen ? scorersOf((await loadRules(services, callId)).call) : undefined;
      const words = consolidationWords[request.language];
      const { trail, ...frame } = frameOf(seat.call, request);
      return renderPage(request, reply, {
        title: words.session(session.number),
        ...frame,
        trail: [...trail, { text: words.sessions, href: `/calls/${slug}/sessions` }],
        children: (
          <SessionView
            call={slug}
            session={session}
            mayAct={seat.mayAct && isOpen}
            isPrinted={await isPrinted(services, session.id)}
            ready={scorers === undefined ? [] : await listReady(db, { callId, scorers }, pageSize)}
            opened={await listOpened(db, session, pageSize)}
            decided={decided.items}
            next={decided.next ?? null}
          />
        ),
      });
    },
  );
  const body = Type.Object({
    act: Type.Enum(['open', 'decide', 'close']),
    application: chosen,
    notes: text,
  });
  app.post(
    url,
    { config, schema: { params: schema.sessionParams, body, hide: true } },
    async (request, reply) => {
      const seat = await findSeat(services, request);
      if (!seat?.mayAct) return turnAway(request, reply, 'not-of-the-panel');
      const { act, application, notes = '' } = request.body;
      return act === 'close'
        ? closeAndAnswer(request, reply, services, { seat, notes })
        : actAndAnswer(request, reply, services, {
            seat,
            what: act,
            applications: listOf(application),
          });
    },
  );
}

async function isPrinted({ database: { db } }: Services, sessionId: string): Promise<boolean> {
  const minutes = await findMinutes(db, { sessionId });
  return minutes !== undefined && (await findPrinted(db, minutes.printId)) !== undefined;
}

async function closeAndAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { seat, notes }: { readonly seat: Seat; readonly notes: string },
): Promise<FastifyReply> {
  const { session: number } = request.params as { readonly session: number };
  const { callId, slug } = seat.call;
  const published = await loadRules(services, callId);
  const outcome = await runAct(services.database.db, (tx) =>
    closeSession(tx, { callId, personId: seat.personId, published, number, notes }),
  );
  if (!outcome) return answerProblem(request, reply, notFound);
  const { language } = request;
  const to = `/calls/${slug}/sessions/${number}`;
  return outcome.type === 'refused'
    ? redirectWithFlash(request, reply, to, { tone: 'warn', text: saidOf(outcome.code, language) })
    : redirectWithFlash(request, reply, to, {
        tone: 'ok',
        text: consolidationWords[language].sessionClosed(outcome.minutes),
      });
}

async function actAndAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  {
    seat: { call },
    what,
    applications,
  }: {
    readonly seat: Seat;
    readonly what: 'open' | 'decide';
    readonly applications: readonly string[];
  },
): Promise<FastifyReply> {
  const { language } = request;
  const words = consolidationWords[language];
  const { session: number } = request.params as { readonly session: number };
  const to = `/calls/${call.slug}/sessions/${number}`;
  const known = applications.filter((id) => isUuid(id)).slice(0, pageSize);
  if (known.length === 0)
    return redirectWithFlash(request, reply, to, { tone: 'warn', text: words.nothingChosen });
  const { callId } = call;
  const { done, left } = await forEach(services, request, { callId, applications: known, what });
  const count = what === 'open' ? words.openedCount : words.decidedCount;
  const [first] = left;
  const why = first ? ` ${words.firstReason} ${saidOf(first.code, language)}` : '';
  return redirectWithFlash(request, reply, to, {
    tone: first ? 'warn' : 'ok',
    text: `${count(done.length, left.length)}${why}`,
  });
}

function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
}

function addMinutes(app: App, services: Services, store: FileStore): void {
  app.get(
    '/calls/:call/minutes/:number',
    { config: { access: minutesReaders }, schema: { params: schema.minutesParams, hide: true } },
    async (request, reply) => {
      const callId = request.subject?.callId;
      const { number } = request.params;
      const { db } = services.database;
      const minutes = callId === undefined ? undefined : await findMinutes(db, { callId, number });
      const file = minutes && (await findPrinted(db, minutes.printId));
      if (!file) return answerProblem(request, reply, notFound);
      return sendContent(store, request, reply, {
        name: `verbale-${number}.pdf`,
        kind: 'pdf',
        ...file,
      });
    },
  );
}

function addRelease(app: App, services: Services): void {
  app.post(
    '/calls/:call/feedback-releases',
    {
      config: { access: { who: 'named', roles: ['panel-secretary'], subject: 'call' } },
      schema: { params: schema.callParams, hide: true },
    },
    async (request, reply) => {
      const seat = await findSeat(services, request);
      if (!seat) return turnAway(request, reply, 'not-of-the-panel');
      const { call, personId } = seat;
      const outcome = await runAct(services.database.db, (tx) =>
        releaseFeedback(tx, { callId: call.callId, personId, limit: releasedAtOnce }),
      );
      if (outcome.type === 'refused') return turnAway(request, reply, outcome.code);
      const { releasedCount } = consolidationWords[request.language];
      return redirectWithFlash(request, reply, `/calls/${call.slug}/sessions`, {
        tone: 'ok',
        text: releasedCount(outcome.count),
      });
    },
  );
}
