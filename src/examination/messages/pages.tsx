import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Type } from 'typebox';
import { hasRole, principalOf } from '../../accounts/index.ts';
import {
  addApplicationPart,
  addFileForm,
  addWholePart,
  addressOf,
  applicationParams,
  isFormTooLarge,
  letPass,
  sendContent,
  trailOf,
  type ApplicationRecord,
  type FormBody,
} from '../../applications/index.ts';
import { addCallAction, findCall, type PublishedCall } from '../../calls/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { listPage, readShownPage } from '../../platform/http/list-page.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { redirectWithFlash, renderPage } from '../../platform/page/index.ts';
import { trailOf as examinedTrail } from '../queue/trail.ts';
import type { Services } from '../../platform/services.ts';
import * as schema from './api-schemas.ts';
import {
  findAsked,
  officeReaders,
  officeWriters,
  readers,
  turnAway,
  writers,
  type Asked,
} from './asking.ts';
import { FailuresView, InboxView } from './inbox-view.tsx';
import { messageFilesMax, sideOf, writingRoles } from './message.ts';
import {
  countUnread,
  findMessageFile,
  listFailures,
  listFailuresOf,
  listMessages,
  listThreads,
} from './queries.ts';
import { refused, saidOf, type Refused } from './refusals.ts';
import { sendWithFiles, type MessageDesk, type SendOutcome } from './send-message.ts';
import { settleFailure } from './settle-failure.ts';
import { recordReading } from './store.ts';
import { MessagesPart, ThreadView } from './thread-view.tsx';
import { loadThread } from './whole-thread.ts';
import { messageWords } from './words.ts';

const pageSize = 30;
const afterQuery = Type.Object({ after: Type.Optional(Type.String({ maxLength: 1000 })) });
const threadsQuery = Type.Object({
  ...afterQuery.properties,
  unread: Type.Optional(Type.Literal('true')),
});

/** Messages between applicants and the office, for people. */
export function messagePages(desk: MessageDesk): (app: App) => void {
  return (app) => {
    addCallAction(app, {
      text: { it: messageWords.it.inbox, en: messageWords.en.inbox },
      href: ({ slug }) => `/calls/${slug}/messages`,
      order: 80,
      isShown: ({ principal }, call) =>
        principal !== null && hasRole(principal, ['officer', 'controller', 'auditor'], call),
    });
    addApplicationPart(app, {
      order: 20,
      to: ['partnership', 'office'],
      load: (request, application) => loadPart(desk.services, request, application),
    });
    addWholePart(app, {
      order: 10,
      load: (request, application) => loadThread(desk.services, request, application),
    });
    app.register((inner, _options, done) => {
      addFileForm(inner);
      addThread(inner, desk);
      done();
    });
    addFile(app, desk);
    addInbox(app, desk.services);
    addFailures(app, desk.services);
  };
}

/** On the page of an application: how many messages wait, for those who have a part in them. */
async function loadPart(
  { database: { db } }: Services,
  { principal, subject }: FastifyRequest,
  application: ApplicationRecord,
): Promise<VNode | null> {
  if (!principal || !subject || application.entries.length === 0) return null;
  const side = sideOf(principal, subject, application.lead.id);
  if (!side) return null;
  const key = { callId: application.call.id, applicationId: application.id };
  const unread = await countUnread(db, key, side);
  return <MessagesPart href={`${addressOf(application)}/messages`} unread={unread} />;
}

type Part = Extract<Asked, { readonly type: 'part' }>;

function addThread(app: App, desk: MessageDesk): void {
  const { services } = desk;
  const url = '/calls/:call/applications/:application/messages';
  app.get(
    url,
    {
      config: { access: readers },
      schema: { params: applicationParams, querystring: afterQuery, hide: true },
    },
    async (request, reply) => {
      const asked = await findAsked(services, request);
      if (asked?.type !== 'part') return turnAway(request, reply, asked);
      await noteOpened(services, request, asked);
      return showThread(request, reply, services, asked);
    },
  );
  app.post(
    url,
    { config: { access: writers }, schema: { params: applicationParams, hide: true } },
    async (request, reply) => {
      const asked = await findAsked(services, request);
      const { text, outcome } = await sendForm(desk, request);
      await letPass(request);
      if (!request.raw.readableEnded) void reply.header('connection', 'close');
      if (asked?.type !== 'part' || !outcome) return turnAway(request, reply, asked);
      if (outcome.type === 'refused')
        return showThread(request, reply, services, asked, { text, outcome });
      const { done } = messageWords[request.language];
      const here = `${addressOf(asked.application)}/messages`;
      return redirectWithFlash(request, reply, here, { tone: 'ok', text: done });
    },
  );
}

/** Who opens the page has read it; whoever looks without a part in the conversation leaves no trace. */
async function noteOpened(
  { database: { db } }: Services,
  { method }: FastifyRequest,
  { key, side, mayWrite, principal }: Part,
): Promise<void> {
  const isReader = side === 'applicant' || mayWrite;
  if (method !== 'GET' || !isReader || (await countUnread(db, key, side)) === 0) return;
  const { personId } = principal;
  await db
    .transaction()
    .execute((tx) => recordReading(tx, key, { side, personId, upTo: 1_000_000 }));
}

async function sendForm(
  desk: MessageDesk,
  request: FastifyRequest,
): Promise<{ readonly text: string; readonly outcome: SendOutcome | undefined }> {
  const { subject, params } = request;
  const body = (request.body ?? {}) as Partial<FormBody>;
  const text = typeof body['text'] === 'string' ? body['text'] : '';
  if (subject?.callId === undefined) return { text, outcome: undefined };
  const { fileBytesMax } = desk.services.config.fileLimits;
  if (isFormTooLarge(request, fileBytesMax * messageFilesMax))
    return { text, outcome: refused('form-too-large') };
  const { application: applicationId } = params as { readonly application: string };
  const principal = principalOf(request);
  const sending = { callId: subject.callId, applicationId, principal, subject, text };
  return { text, outcome: await sendWithFiles(desk, sending, body.file) };
}

async function showThread(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { application, key, side, mayWrite }: Part,
  kept?: { readonly text: string; readonly outcome: Refused },
): Promise<FastifyReply> {
  const { language } = request;
  const { db } = services.database;
  const words = messageWords[language];
  const { after } = request.query as { readonly after?: string };
  const page = readShownPage(after, pageSize, ['count']);
  const list = listPage(await listMessages(db, key, page), page, ({ number }) => [String(number)]);
  const failures =
    side === 'office'
      ? {
          count: (await listFailuresOf(db, key)).length,
          href: `/calls/${application.call.slug}/delivery-failures`,
        }
      : undefined;
  return renderPage(request, reply, {
    title: words.title,
    lead: side === 'office' ? words.leadOffice : words.leadApplicant,
    trail: [
      ...(side === 'office'
        ? examinedTrail(application.call, request)
        : trailOf(application, language)),
      { text: application.title, href: addressOf(application) },
    ],
    mode: application.call.mode,
    fictional: application.call.fictional,
    errors: kept ? [errorOf(kept.outcome, request)] : [],
    children: (
      <ThreadView
        here={`${addressOf(application)}/messages`}
        side={side}
        mayWrite={mayWrite}
        messages={list.items}
        next={list.next ?? null}
        fileBytesMax={services.config.fileLimits.fileBytesMax}
        text={kept?.text ?? ''}
        failures={failures}
      />
    ),
  });
}

function errorOf(outcome: Refused, { language }: FastifyRequest) {
  const isFile = outcome.code.includes('file') || outcome.code === 'form-too-large';
  return { field: isFile ? 'file' : 'text', message: saidOf(outcome, language) };
}

function addFile(app: App, { services, store }: MessageDesk): void {
  app.get(
    '/calls/:call/applications/:application/messages/:number/files/:ordinal',
    { config: { access: readers }, schema: { params: schema.fileParams, hide: true } },
    async (request, reply) => {
      const asked = await findAsked(services, request);
      if (asked?.type !== 'part') return turnAway(request, reply, asked);
      const file = await findMessageFile(services.database.db, asked.key, request.params);
      if (!file) return answerProblem(request, reply, notFound);
      if (!file.isInfected) return sendContent(store, request, reply, file);
      const detail = saidOf(refused('infected'), request.language);
      return answerProblem(request, reply, { status: 409, code: 'infected', detail });
    },
  );
}

function addInbox(app: App, services: Services): void {
  app.get(
    '/calls/:call/messages',
    {
      config: { access: officeReaders },
      schema: { params: schema.callParams, querystring: threadsQuery, hide: true },
    },
    async (request, reply) => {
      const call = await findCall(services, request.params.call);
      if (!call) return answerProblem(request, reply, notFound);
      const words = messageWords[request.language];
      const { after, unread } = request.query;
      const page = readShownPage(after, pageSize, ['instant', 'uuid']);
      const isUnread = unread === 'true';
      const { callId } = call;
      const found = await listThreads(services.database.db, { callId, isUnread }, page);
      const list = listPage(found, page, (thread) => [
        thread.lastAt.toISOString(),
        thread.applicationId,
      ]);
      return renderPage(request, reply, {
        title: words.inbox,
        lead: words.inboxLead,
        ...frameOf(call, request),
        children: (
          <InboxView
            call={call.slug}
            threads={list.items}
            isUnread={isUnread}
            next={list.next ?? null}
          />
        ),
      });
    },
  );
}

function addFailures(app: App, services: Services): void {
  const { db } = services.database;
  app.get(
    '/calls/:call/delivery-failures',
    {
      config: { access: officeReaders },
      schema: { params: schema.callParams, querystring: afterQuery, hide: true },
    },
    async (request, reply) => {
      const call = await findCall(services, request.params.call);
      if (!call) return answerProblem(request, reply, notFound);
      const words = messageWords[request.language];
      const { after } = request.query;
      const page = readShownPage(after, pageSize, ['instant', 'uuid']);
      const found = await listFailures(db, call.callId, page);
      const list = listPage(found, page, ({ createdAt, id }) => [createdAt.toISOString(), id]);
      return renderPage(request, reply, {
        title: words.failures,
        lead: words.failuresLead,
        ...frameOf(call, request),
        children: (
          <FailuresView
            call={call.slug}
            failures={list.items}
            mayAct={hasRole(principalOf(request), writingRoles, call)}
            next={list.next ?? null}
          />
        ),
      });
    },
  );
  app.post(
    '/calls/:call/delivery-failures/:message',
    {
      config: { access: officeWriters },
      schema: { params: schema.failureParams, body: schema.settlementForm, hide: true },
    },
    async (request, reply) => {
      const { subject, params, body } = request;
      if (subject?.callId === undefined) return answerProblem(request, reply, notFound);
      const code = await settleFailure(db, {
        callId: subject.callId,
        id: params.message,
        act: body.act,
        note: noteIn(body),
        personId: principalOf(request).personId,
      });
      const words = messageWords[request.language];
      const done = body.act === 'note' ? words.noted : words.retried;
      return redirectWithFlash(request, reply, placeAfter(params.call, body.back), {
        tone: code ? 'warn' : 'ok',
        text: code ? saidOf(refused(code), request.language) : done,
      });
    },
  );
}

/** Each form of the list names its control after its message. */
function noteIn(body: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(body).find(([name]) => name.startsWith('note-'))?.[1] ?? '';
}

/** Back to the page on which the form was. */
function placeAfter(call: string, back: string | undefined): string {
  const [application, number] = back?.split('/') ?? [];
  return application === undefined || number === undefined
    ? `/calls/${call}/delivery-failures`
    : `/calls/${call}/applications/${application}/requests/${number}`;
}

function frameOf(call: PublishedCall, { language }: FastifyRequest) {
  const { slug, mode, fictional, title } = call;
  return { mode, fictional, trail: [{ text: title[language], href: `/calls/${slug}` }] };
}
