import type { FastifyRequest } from 'fastify';
import type { CallDocument } from '../engine/index.ts';
import { principalOf, type Access } from '../accounts/index.ts';
import { findCall, isVisibleTo, loadPublished } from '../calls/index.ts';
import { editable, idempotencyHeader, replies, secured } from '../platform/http/api-schema.ts';
import type { App } from '../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../platform/http/idempotency.ts';
import { answerRevisionMissing } from '../platform/http/if-match.ts';
import { sendProblem } from '../platform/http/problem-reply.ts';
import type { Services } from '../platform/services.ts';
import {
  applicationParams,
  callParams,
  consentBody,
  consentParams,
  draftBody,
  ifMatchHeader,
  ownSchema,
  startBody,
} from './api-schemas.ts';
import type { ApplicationRecord } from './application-record.ts';
import { etagOf, ownView, tagIn } from './application-view.ts';
import type { ApplicationAct } from './change-application.ts';
import { consentWaysOf } from './consent-ways.ts';
import { readDraft } from './draft.ts';
import { editApplication, type EditOutcome } from './edit-application.ts';
import { freezeApplication, type FreezeOutcome } from './freeze-application.ts';
import { giveConsent } from './give-consent.ts';
import { loadCurrentCall } from './published-call.ts';
import { pointerTo, problemOf } from './refusal.ts';
import { startApplication } from './start-application.ts';
import { withdrawConsent } from './withdraw-consent.ts';

const tags = ['Applications'];
const editors: Access = { who: 'named', power: 'edit', subject: 'application' };
const consenters: Access = { who: 'named', power: 'consent', subject: 'application' };

/** The acts on an application before the decisive one. */
export function actRoutes(services: Services): (app: App) => void {
  return (app) => {
    addStart(app, services);
    addEdit(app, services);
    addFreeze(app, services);
    addConsents(app, services);
  };
}

function addStart(app: App, services: Services): void {
  app.post(
    '/api/v1/calls/:call/applications',
    {
      config: { access: { who: 'signed-in' } },
      schema: {
        operationId: 'startApplication',
        tags,
        summary: 'Begin an application',
        description:
          'For an organisation that the person may edit for. Possible before the call opens, so that all is ready then; not after it has closed. An incomplete draft is stored as it is.',
        security: secured,
        params: callParams,
        headers: idempotencyHeader,
        body: startBody,
        response: replies({ 201: editable(ownSchema) }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const call = await findCall(services, request.params.call);
      if (!call || !isVisibleTo(call, principal))
        return sendProblem(reply, { status: 404, code: 'not-found' });
      const { lead: leadId, title, content = {} } = request.body;
      const read = readDraft({ title, content });
      if (read.type === 'refused') return sendProblem(reply, problemOf('draft-malformed', read));
      const published = await loadPublished(services, call);
      return withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const outcome = await startApplication(tx, {
          published,
          leadId,
          principal,
          draft: read.value,
        });
        if (outcome.type === 'malformed') return refused(problemOf('draft-malformed', outcome));
        if (outcome.type === 'refused') return refused(problemOf(outcome.code));
        const { id } = outcome.application;
        const location = `/api/v1/calls/${call.slug}/applications/${id}`;
        return done(outcome.application, request, published.call.document, {
          status: 201,
          location,
        });
      });
    },
  );
}

function addEdit(app: App, services: Services): void {
  app.put(
    '/api/v1/calls/:call/applications/:application',
    {
      config: { access: editors },
      schema: {
        operationId: 'editApplication',
        tags,
        summary: 'Replace the text of a draft',
        description:
          'Only the people of the lead edit. Whatever was frozen and consented to is void from then on. With If-Match of what was read; 412 says in `differences` what is stored instead.',
        security: secured,
        params: applicationParams,
        headers: ifMatchHeader,
        body: draftBody,
        response: replies({ 200: editable(ownSchema) }, [400, 401, 403, 404, 409, 412, 422, 428]),
      },
    },
    async (request, reply) => {
      const etag = request.headers['if-match'];
      if (etag === undefined) return answerRevisionMissing(request, reply);
      const read = readDraft(request.body);
      if (read.type === 'refused') return sendProblem(reply, problemOf('draft-malformed', read));
      const act = { ...actOf(request), tag: tagIn(etag), draft: read.value };
      const { call } = await loadCurrentCall(services, act.callId);
      return withIdempotency(request, reply, services, async (tx) =>
        editReply(request, call.document, await editApplication(tx, act)),
      );
    },
  );
}

function editReply(
  request: FastifyRequest,
  rules: CallDocument,
  outcome: EditOutcome | undefined,
): ActReply {
  if (!outcome) return notFound;
  if (outcome.type === 'stale') return refused(staleProblem(request, rules, outcome));
  if (outcome.type === 'malformed') return refused(problemOf('draft-malformed', outcome));
  if (outcome.type === 'refused') return refused(problemOf(outcome.code));
  return done(outcome.application, request, rules);
}

function staleProblem(
  request: FastifyRequest,
  rules: CallDocument,
  {
    application,
    differences,
  }: Pick<Extract<EditOutcome, { type: 'stale' }>, 'application'> &
    Partial<Extract<EditOutcome, { type: 'stale' }>>,
) {
  const { updatedAt } = application;
  const view = ownView(application, principalOf(request), rules);
  const { state, revision } = view;
  return problemOf('changed-meanwhile', {
    more: {
      etag: etagOf(application, view),
      state,
      revision,
      updatedAt,
      ...(differences && {
        differences: differences.map(({ path, before, after }) => ({
          path: pointerTo(path),
          stored: before,
          sent: after,
        })),
      }),
    },
  });
}

function addFreeze(app: App, services: Services): void {
  app.post(
    '/api/v1/calls/:call/applications/:application/freeze',
    {
      config: { access: editors },
      schema: {
        operationId: 'freezeApplication',
        tags,
        summary: 'Freeze the text',
        description:
          'Gives the text as it was read (If-Match) a hash, to which every partner consents. The lead consents by the same act where the person may consent for it. Freezing what is frozen gives the same hash. What keeps it from being frozen is told place by place.',
        security: secured,
        params: applicationParams,
        headers: ifMatchHeader,
        response: replies({ 200: editable(ownSchema) }, [400, 401, 403, 404, 409, 412, 422, 428]),
      },
    },
    async (request, reply) => {
      const etag = request.headers['if-match'];
      if (etag === undefined) return answerRevisionMissing(request, reply);
      const act = { ...actOf(request), tag: tagIn(etag) };
      const published = await loadCurrentCall(services, act.callId);
      return withIdempotency(request, reply, services, async (tx) =>
        freezeReply(
          request,
          published.call.document,
          await freezeApplication(tx, { ...act, published }),
        ),
      );
    },
  );
}

function freezeReply(
  request: FastifyRequest,
  rules: CallDocument,
  outcome: FreezeOutcome | undefined,
): ActReply {
  if (!outcome) return notFound;
  if (outcome.type === 'stale') return refused(staleProblem(request, rules, outcome));
  if (outcome.type === 'incomplete') return refused(problemOf('draft-incomplete', outcome));
  if (outcome.type === 'refused') return refused(problemOf(outcome.code));
  return done(outcome.application, request, rules);
}

function addConsents(app: App, services: Services): void {
  app.post(
    '/api/v1/calls/:call/applications/:application/consents',
    {
      config: { access: consenters },
      schema: {
        operationId: 'giveConsent',
        tags,
        summary: 'Consent to the frozen text',
        description:
          'For one organisation of the partnership, naming the hash of the text that was read. With the last consent the application is ready. Repeating it changes nothing.',
        security: secured,
        params: applicationParams,
        headers: idempotencyHeader,
        body: consentBody,
        response: replies(
          { 200: editable(ownSchema), 201: editable(ownSchema) },
          [400, 401, 403, 404, 409, 422],
        ),
      },
    },
    async (request, reply) => {
      const act = actOf(request);
      const { call } = await loadCurrentCall(services, act.callId);
      const ways = consentWaysOf(call.document);
      return withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const { organisation: organisationId, hash } = request.body;
        const outcome = await giveConsent(tx, { ...act, organisationId, hash, ways });
        if (!outcome) return notFound;
        if (outcome.type === 'refused') return refused(problemOf(outcome.code));
        const status = outcome.type === 'given' ? 201 : 200;
        return done(outcome.application, request, call.document, { status });
      });
    },
  );
  app.delete(
    '/api/v1/calls/:call/applications/:application/consents/:organisation',
    {
      config: { access: consenters },
      schema: {
        operationId: 'withdrawConsent',
        tags,
        summary: 'Take a consent back',
        description:
          'Before submission. The text is a draft again, and everybody consents anew to the next one that is frozen, even if not a word has changed.',
        security: secured,
        params: consentParams,
        headers: idempotencyHeader,
        response: replies({ 200: editable(ownSchema) }, [400, 401, 403, 404, 409]),
      },
    },
    async (request, reply) => {
      const act = actOf(request);
      const { call } = await loadCurrentCall(services, act.callId);
      return withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const { organisation: organisationId } = request.params;
        const outcome = await withdrawConsent(tx, { ...act, organisationId });
        if (!outcome) return notFound;
        if (outcome.type === 'refused') return refused(problemOf(outcome.code));
        return done(outcome.application, request, call.document);
      });
    },
  );
}

/** What the address and the session say of an act; the guard has found both. */
export function actOf(request: FastifyRequest): ApplicationAct {
  const { application } = request.params as { readonly application: string };
  const callId = request.subject?.callId;
  if (callId === undefined) throw new Error('This route names no application.');
  return { callId, applicationId: application, principal: principalOf(request) };
}

const notFound: ActReply = {
  type: 'refused',
  problem: { status: 404, code: 'not-found' },
};

function refused(problem: Extract<ActReply, { type: 'refused' }>['problem']): ActReply {
  return { type: 'refused', problem };
}

function done(
  application: ApplicationRecord,
  request: FastifyRequest,
  rules: CallDocument,
  { status = 200, location }: { readonly status?: 200 | 201; readonly location?: string } = {},
): ActReply {
  const body = ownView(application, principalOf(request), rules);
  const headers = {
    etag: etagOf(application, body),
    ...(location === undefined ? {} : { location }),
  };
  return { type: 'done', status, headers, body };
}
