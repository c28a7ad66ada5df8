import type { FastifyReply } from 'fastify';
import { hasPower, principalOf, type Access } from '../accounts/index.ts';
import type { CallDocument } from '../engine/index.ts';
import {
  makeCursor,
  pageQuery,
  pageSchema,
  readCursor,
  replies,
  secured,
} from '../platform/http/api-schema.ts';
import type { App } from '../platform/http/app-type.ts';
import { notFound, sendProblem } from '../platform/http/problem-reply.ts';
import type { Services } from '../platform/services.ts';
import { actRoutes } from './act-routes.ts';
import {
  applicationParams,
  applicationSchema,
  checkSchema,
  listedSchema,
  snapshotParams,
  snapshotSchema,
} from './api-schemas.ts';
import { etagOf, listedView, ownView, receivedView } from './application-view.ts';
import { checkDraft } from './check-application.ts';
import { documentRoutes } from './documents/routes.ts';
import { partnershipRoutes } from './partnership/routes.ts';
import { loadCurrentCall } from './published-call.ts';
import {
  findApplication,
  findSnapshot,
  isUuid,
  listApplications,
  type ListPlace,
} from './queries.ts';
import { signedConsentRoutes } from './signed-consents/routes.ts';
import { findShown, type Shown } from './shown-application.ts';
import { partOf, problemOf } from './refusal.ts';
import { shownCheck, sightOf } from './sight.ts';
import { mayReadText } from './snapshot-sight.ts';

const tags = ['Applications'];
const people: Access = { who: 'named', power: 'read', subject: 'application' };

/** People of the partnership, and those of the body for what was submitted. */
export const readersAccess: Access = {
  ...people,
  roles: ['officer', 'evaluator', 'panel-secretary', 'controller', 'auditor'],
};

/** Applications before the decisive act, and what was submitted. */
export function applicationRoutes(services: Services): (app: App) => void {
  return (app) => {
    addList(app, services);
    addApplication(app, services);
    addCheck(app, services);
    addSnapshots(app, services);
    actRoutes(services)(app);
    documentRoutes(services)(app);
    partnershipRoutes(services)(app);
    signedConsentRoutes(services)(app);
  };
}

function addList(app: App, { database }: Services): void {
  app.get(
    '/api/v1/applications',
    {
      config: { access: { who: 'signed-in' } },
      schema: {
        operationId: 'listApplications',
        tags,
        summary: 'One’s applications',
        description:
          'Those of every organisation that the person may read for, as lead or as partner, the newest first.',
        security: secured,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(listedSchema) }, [400, 401]),
      },
    },
    async (request, reply) => {
      const { limit = 50, after } = request.query;
      const place = after === undefined ? undefined : readPlace(after);
      if (after !== undefined && !place) return sendBadCursor(reply);
      const principal = principalOf(request);
      const found = await listApplications(database, principal.powers, {
        limit: limit + 1,
        after: place,
      });
      const last = found.length > limit ? found[limit - 1] : undefined;
      return {
        items: found.slice(0, limit).map((application) => listedView(application, principal)),
        ...(last ? { next: makeCursor([last.createdAt, last.id]) } : {}),
      };
    },
  );
}

/** The place that a cursor names; nothing when it is none of ours. */
export function readPlace(cursor: string): ListPlace | undefined {
  const [createdAt = '', id = ''] = readCursor(cursor, 2) ?? [];
  const isInstant =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(createdAt) &&
    !Number.isNaN(Date.parse(createdAt));
  return isInstant && isUuid(id) ? { createdAt, id } : undefined;
}

function sendBadCursor(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, {
    status: 400,
    code: 'not-understood',
    detail: 'The cursor is not one of this list: begin without it.',
  });
}

function addApplication(app: App, services: Services): void {
  app.get(
    '/api/v1/calls/:call/applications/:application',
    {
      config: { access: readersAccess },
      schema: {
        operationId: 'readApplication',
        tags,
        summary: 'One application',
        description:
          'The people of the partnership see all of it; where the call keeps costs confidential among partners, the others’ costs only as `costsTotal`. The people of the body see what was submitted, and nothing before that.',
        security: secured,
        params: applicationParams,
        response: replies({ 200: applicationSchema }, [401, 404]),
      },
    },
    async (request, reply) => {
      const shown = await findShown(services.database, request);
      if (!shown) return sendNotFound(reply);
      const { call } = await loadCurrentCall(services, shown.application.call.id);
      const view = viewOf(shown, call.document);
      void reply.header('etag', etagOf(shown.application, view));
      return view;
    },
  );
}

function viewOf(shown: Shown, rules: CallDocument) {
  return shown.type === 'own'
    ? ownView(shown.application, shown.principal, rules)
    : receivedView(shown.application, shown.entry, shown.bytes);
}

export function sendNotFound(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, notFound);
}

function addCheck(app: App, services: Services): void {
  app.get(
    '/api/v1/calls/:call/applications/:application/check',
    {
      config: { access: people },
      schema: {
        operationId: 'checkApplication',
        tags,
        summary: 'What the rules say of an application',
        description:
          'By the rules that hold now: what keeps the text from being frozen, what the rules would say of it, and its figures.',
        security: secured,
        params: applicationParams,
        response: replies({ 200: checkSchema }, [401, 404]),
      },
    },
    async (request, reply) => {
      const { database } = services;
      const callId = request.subject?.callId ?? 0;
      const application = await findApplication(database, callId, request.params.application);
      if (!application) return sendNotFound(reply);
      const { call } = await loadCurrentCall(services, callId);
      const sight = sightOf(principalOf(request), application, call.document);
      const { problems, warnings, assessment } = shownCheck(
        checkDraft(call, application),
        application.content,
        sight,
      );
      return {
        canBeFrozen: problems.length === 0,
        problems: problems.map(partOf),
        warnings: warnings.map(({ title, ...warning }) => ({
          ...warning,
          ...(title && { title }),
        })),
        ...(assessment && { assessment: assessment as unknown as Record<string, unknown> }),
      };
    },
  );
}

function addSnapshots(app: App, services: Services): void {
  const { database } = services;
  app.get(
    '/api/v1/calls/:call/applications/:application/snapshots/:hash',
    {
      config: { access: readersAccess },
      schema: {
        operationId: 'readSnapshot',
        tags,
        summary: 'One frozen text, to the byte',
        description:
          'Canonical JSON whose SHA-256 is the hash in the address: what partners consent to and what is submitted. The people of the body get only those that were submitted. Where the call keeps costs confidential among partners, only the lead and the body read the text to the byte.',
        security: secured,
        params: snapshotParams,
        response: replies({ 200: snapshotSchema }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const { application: id, hash } = request.params;
      const subject = request.subject;
      const callId = subject?.callId ?? 0;
      const isOwn = subject !== null && hasPower(principalOf(request), 'read', subject);
      const bytes = await findSnapshot(database.db, { callId, id, hash, isSubmitted: !isOwn });
      if (!bytes) return sendNotFound(reply);
      if (isOwn && !(await mayReadText(services, request, bytes)))
        return sendProblem(reply, problemOf('costs-confidential'));
      const digest = Buffer.from(hash, 'hex').toString('base64');
      return reply
        .header('content-type', 'application/json; charset=utf-8')
        .header('etag', `"${hash}"`)
        .header('digest', `sha-256=${digest}`)
        .header('repr-digest', `sha-256=:${digest}:`)
        .send(bytes);
    },
  );
}
