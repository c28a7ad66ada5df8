import type { FastifyRequest } from 'fastify';
import { principalOf } from '../../accounts/index.ts';
import { contentReply, sendContent } from '../../applications/index.ts';
import { formatPoints } from '../../engine/index.ts';
import { findPrinted } from '../../examination/index.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import {
  idempotencyHeader,
  pageQuery,
  pageSchema,
  present,
  replies,
  secured,
} from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { membershipOf } from '../queries.ts';
import * as schema from './api-schemas.ts';
import { forEach, minutesReaders, panelOfCall } from './asking.ts';
import { closeSession } from './close-session.ts';
import { consolidatedScores } from './consolidated-scores.ts';
import { loadRules, openSession } from './hold-session.ts';
import { findMinutes } from './minutes.ts';
import { findSession, listSessions } from './queries.ts';
import { consolidationProblem } from './refusals.ts';
import { releaseFeedback } from './release-feedback.ts';
import type { PanelSession } from './session.ts';

const tags = ['Evaluation'];
const releasedAtOnce = 500;

/** Sessions of a panel, their minutes and the scores that come of them, for programs. */
export function sessionRoutes(services: Services, store: FileStore): (app: App) => void {
  return (app) => {
    addSessions(app, services);
    addSeveral(app, services);
    addClosing(app, services);
    addMinutes(app, services, store);
    addScores(app, services);
    addRelease(app, services);
  };
}

/** Nothing for who does not sit in the panel of the call. */
async function findCallOfMember(
  { database }: Services,
  request: FastifyRequest,
): Promise<number | undefined> {
  const callId = request.subject?.callId;
  if (callId === undefined) return undefined;
  const member = await membershipOf(database.db, callId, principalOf(request).personId);
  return member && callId;
}

function addSessions(app: App, services: Services): void {
  const { db } = services.database;
  const config = { access: panelOfCall };
  app.get(
    '/api/v1/calls/:call/sessions',
    {
      config,
      schema: {
        operationId: 'listSessionsOfPanel',
        tags,
        summary: 'The sessions of the panel',
        description: 'For its members, the latest first.',
        security: secured,
        params: schema.callParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.sessionSchema) }, [400, 401, 403]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const callId = await findCallOfMember(services, request);
      if (callId === undefined) return sendProblem(reply, consolidationProblem('not-of-the-panel'));
      const list = listPage(await listSessions(db, callId, page), page, ({ number }) => [
        String(number),
      ]);
      return { ...list, items: list.items.map(viewOf) };
    },
  );
  app.post(
    '/api/v1/calls/:call/sessions',
    {
      config,
      schema: {
        operationId: 'openSession',
        tags,
        summary: 'Open a session of the panel',
        description:
          'By its chair or its secretary; one at a time, with as many as the call asks for.',
        security: secured,
        params: schema.callParams,
        headers: idempotencyHeader,
        body: schema.sessionBody,
        response: replies({ 201: schema.sessionSchema }, [400, 401, 403, 409, 422]),
      },
    },
    async (request, reply) => {
      const callId = await findCallOfMember(services, request);
      if (callId === undefined) return sendProblem(reply, consolidationProblem('not-of-the-panel'));
      const published = await loadRules(services, callId);
      const { personId } = principalOf(request);
      return withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const outcome = await openSession(tx, { callId, personId, published, ...request.body });
        return outcome.type === 'refused'
          ? { type: 'refused', problem: consolidationProblem(outcome.code) }
          : { type: 'done', status: 201, body: viewOf(outcome.session) };
      });
    },
  );
}

function viewOf({ number, heldOn, place, openedAt, closedAt, minutes, attendance }: PanelSession) {
  return {
    number,
    heldOn,
    place,
    openedAt: openedAt.toISOString(),
    ...present({ closedAt: closedAt?.toISOString() ?? null, minutes }),
    attendance: attendance.map(({ personId, name, part, isPresent }) => ({
      person: personId,
      name,
      part,
      isPresent,
    })),
  };
}

function addSeveral(app: App, services: Services): void {
  const routes = [
    {
      path: 'openings',
      operationId: 'layOpenSheets',
      what: 'open',
      summary: 'Lay the sheets of applications open',
      description:
        'In the open session, for applications all of whose sheets are closed: from then on they no longer change, and the panel sees them.',
    },
    {
      path: 'decisions',
      operationId: 'decideAsProposed',
      what: 'decide',
      summary: 'Decide as the rule of the call proposes',
      description:
        'For applications in which it proposes every value; the reasons are those of the sheets. The others are decided one by one.',
    },
  ] as const;
  for (const { path, what, ...about } of routes)
    app.post(
      `/api/v1/calls/:call/sessions/:session/${path}`,
      {
        config: { access: panelOfCall },
        schema: {
          ...about,
          tags,
          security: secured,
          params: schema.sessionParams,
          body: schema.applicationsBody,
          response: replies({ 200: schema.severalSchema }, [400, 401, 403, 404]),
        },
      },
      async (request, reply) => {
        const callId = await findCallOfMember(services, request);
        if (callId === undefined)
          return sendProblem(reply, consolidationProblem('not-of-the-panel'));
        const { session: number } = request.params;
        if (!(await findSession(services.database.db, { callId, number })))
          return sendProblem(reply, notFound);
        const { applications } = request.body;
        const { done, left } = await forEach(services, request, { callId, applications, what });
        return { done: [...done], left: [...left] };
      },
    );
}

function addClosing(app: App, services: Services): void {
  app.post(
    '/api/v1/calls/:call/sessions/:session/closing',
    {
      config: { access: panelOfCall },
      schema: {
        operationId: 'closeSession',
        tags,
        summary: 'Close a session and issue its minutes',
        description:
          'Once nothing is laid open that is not decided. The minutes get the next number.',
        security: secured,
        params: schema.sessionParams,
        headers: idempotencyHeader,
        body: schema.closingBody,
        response: replies({ 200: schema.sessionSchema }, [400, 401, 403, 404, 409]),
      },
    },
    async (request, reply) => {
      const callId = await findCallOfMember(services, request);
      if (callId === undefined) return sendProblem(reply, consolidationProblem('not-of-the-panel'));
      const published = await loadRules(services, callId);
      const { personId } = principalOf(request);
      const { session: number } = request.params;
      const { notes = '' } = request.body;
      return withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const outcome = await closeSession(tx, { callId, personId, published, number, notes });
        if (!outcome) return { type: 'refused', problem: notFound };
        if (outcome.type === 'refused')
          return { type: 'refused', problem: consolidationProblem(outcome.code) };
        const session = await findSession(tx, { callId, number });
        return { type: 'done', status: 200, body: session && viewOf(session) };
      });
    },
  );
}

function addMinutes(app: App, services: Services, store: FileStore): void {
  const { db } = services.database;
  const config = { access: minutesReaders };
  app.get(
    '/api/v1/calls/:call/minutes/:number',
    {
      config,
      schema: {
        operationId: 'readMinutes',
        tags,
        summary: 'The minutes of a session',
        description: 'Their number and hashes; the file is beside.',
        security: secured,
        params: schema.minutesParams,
        response: replies({ 200: schema.minutesSchema }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const callId = request.subject?.callId;
      const { number } = request.params;
      const minutes = callId === undefined ? undefined : await findMinutes(db, { callId, number });
      if (!minutes) return sendProblem(reply, notFound);
      const { session, heldOn, issuedAt, contentHash, fileHash } = minutes;
      return {
        number,
        session,
        heldOn,
        issuedAt: issuedAt.toISOString(),
        contentSha256: contentHash,
        ...present({ fileSha256: fileHash }),
      };
    },
  );
  app.get(
    '/api/v1/calls/:call/minutes/:number/file',
    {
      config,
      schema: {
        operationId: 'readMinutesFile',
        tags,
        summary: 'The minutes as PDF/A',
        description: 'Always the same bytes; not found while it is in the making.',
        security: secured,
        params: schema.minutesParams,
        response: replies({ 200: contentReply }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const callId = request.subject?.callId;
      const { number } = request.params;
      const minutes = callId === undefined ? undefined : await findMinutes(db, { callId, number });
      const file = minutes && (await findPrinted(db, minutes.printId));
      if (!file) return sendProblem(reply, notFound);
      const mediaType = 'application/octet-stream';
      const name = `verbale-${number}.pdf`;
      return sendContent(store, request, reply, { name, kind: 'pdf', ...file, mediaType });
    },
  );
}

function addScores(app: App, services: Services): void {
  const { db } = services.database;
  app.get(
    '/api/v1/calls/:call/scores',
    {
      config: { access: minutesReaders },
      schema: {
        operationId: 'listScores',
        tags,
        summary: 'The consolidated scores of a call',
        description:
          'In the order of the register; what was withdrawn or refused since is left out.',
        security: secured,
        params: schema.callParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.scoreSchema) }, [400, 401, 403]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      const callId = request.subject?.callId;
      if (!page) return sendBadCursor(reply);
      if (callId === undefined) return sendProblem(reply, notFound);
      const found = [];
      for await (const score of consolidatedScores(db, callId, Number(page.after?.[0] ?? 0))) {
        found.push(score);
        if (found.length >= page.limit) break;
      }
      const list = listPage(found, page, ({ entryNumber }) => [String(entryNumber)]);
      return {
        ...list,
        items: list.items.map(({ net, bonus, gross, ...score }) => ({
          application: score.applicationId,
          entry: score.entryNumber,
          ...present({ line: score.line, minutes: score.minutes }),
          textSha256: score.textHash,
          net: formatPoints(net),
          bonus: formatPoints(bonus),
          gross: formatPoints(gross),
          passes: score.passes,
        })),
      };
    },
  );
}

function addRelease(app: App, services: Services): void {
  app.post(
    '/api/v1/calls/:call/feedback-releases',
    {
      config: { access: { who: 'named', roles: ['panel-secretary'], subject: 'call' } },
      schema: {
        operationId: 'releaseFeedback',
        tags,
        summary: 'Communicate the assessments to applicants',
        description: `Whatever is in closed minutes and not communicated yet, ${releasedAtOnce} at a time.`,
        security: secured,
        params: schema.callParams,
        headers: idempotencyHeader,
        response: replies({ 200: schema.releasedSchema }, [400, 401, 403]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const callId = request.subject?.callId;
        if (callId === undefined) return { type: 'refused', problem: notFound };
        const { personId } = principalOf(request);
        const outcome = await releaseFeedback(tx, { callId, personId, limit: releasedAtOnce });
        return outcome.type === 'refused'
          ? { type: 'refused', problem: consolidationProblem(outcome.code) }
          : { type: 'done', status: 200, body: { released: outcome.count } };
      }),
  );
}
