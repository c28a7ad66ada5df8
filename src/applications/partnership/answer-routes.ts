import type { FastifyRequest } from 'fastify';
import { principalOf } from '../../accounts/index.ts';
import {
  idempotencyHeader,
  pageQuery,
  pageSchema,
  replies,
  secured,
} from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { findApplication } from '../queries.ts';
import { acceptInvitation, refuseInvitation } from './answer-invitation.ts';
import {
  acceptanceBody,
  answeredSchema,
  keyParams,
  receivedInvitationSchema,
  refusalBody,
} from './api-schemas.ts';
import type { PartnershipOutcome } from './invite-partner.ts';
import { findInvited, findReceived, type ReceivedInvitation } from './queries.ts';
import { partnershipProblem } from './refusals.ts';

const tags = ['Partnership'];
const signedIn = { access: { who: 'signed-in' } } as const;

/** Invitations, for programs of whoever is invited. */
export function answerRoutes(services: Services): (app: App) => void {
  return (app) => {
    addReading(app, services);
    addAcceptance(app, services);
    addRefusal(app, services);
  };
}

function addReading(app: App, services: Services): void {
  const { db } = services.database;
  app.get(
    '/api/v1/invitations',
    {
      config: signedIn,
      schema: {
        operationId: 'listInvitations',
        tags,
        summary: 'Invitations to one’s organisations',
        description:
          'Open ones that name the fiscal code of an organisation for which the person may consent, the newest first.',
        security: secured,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(receivedInvitationSchema) }, [400, 401]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['instant', 'uuid']);
      if (!page) return sendBadCursor(reply);
      const received = await findReceived(services.database, principalOf(request), page);
      const { items, ...rest } = listPage(received, page, ({ invitation }) => [
        invitation.invitedAt.toISOString(),
        invitation.id,
      ]);
      return { items: items.map((each) => viewOf(each)), ...rest };
    },
  );
  app.get(
    '/api/v1/invitations/:key',
    {
      config: signedIn,
      schema: {
        operationId: 'readInvitation',
        tags,
        summary: 'One invitation',
        description:
          'By the secret of its message, or by its id for people of the organisation that it names.',
        security: secured,
        params: keyParams,
        response: replies({ 200: receivedInvitationSchema }, [401, 404]),
      },
    },
    async (request, reply) => {
      const invited = await findInvited(db, request.params.key, principalOf(request));
      const { callId = 0, applicationId = '' } = invited?.invitation ?? {};
      const application =
        invited && (await findApplication(services.database, callId, applicationId));
      return application ? viewOf({ ...invited, application }) : sendProblem(reply, notFound);
    },
  );
}

function viewOf({ invitation, organisations, application }: ReceivedInvitation) {
  const { id, role, state, plannedCents } = invitation;
  const { call, title, lead } = application;
  return {
    id,
    role,
    state,
    invitedAt: invitation.invitedAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
    ...(plannedCents === null ? {} : { plannedCents }),
    call: call.slug,
    callTitle: { ...call.title },
    title,
    lead: { name: lead.name, fiscalCode: lead.fiscalCode },
    organisations: organisations.map((each) => ({ id: each.id, name: each.name })),
  };
}

function addAcceptance(app: App, services: Services): void {
  app.post(
    '/api/v1/invitations/:key/acceptance',
    {
      config: signedIn,
      schema: {
        operationId: 'acceptInvitation',
        tags,
        summary: 'Accept an invitation',
        description:
          'For an organisation for which you may consent; where the invitation names a fiscal code, only for that one. It takes part from then on, and consents later to the whole text.',
        security: secured,
        params: keyParams,
        headers: idempotencyHeader,
        body: acceptanceBody,
        response: replies({ 200: answeredSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const { organisation: organisationId } = request.body;
        const { publicUrl } = services.config;
        const answer = { ...answerOf(request), organisationId, publicUrl };
        return answerReply(services, await acceptInvitation(tx, answer));
      }),
  );
}

function addRefusal(app: App, services: Services): void {
  app.post(
    '/api/v1/invitations/:key/refusal',
    {
      config: signedIn,
      schema: {
        operationId: 'refuseInvitation',
        tags,
        summary: 'Refuse an invitation',
        description: 'With a reason, which the lead reads.',
        security: secured,
        params: keyParams,
        headers: idempotencyHeader,
        body: refusalBody,
        response: replies({ 200: answeredSchema }, [400, 401, 404, 409, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const { publicUrl } = services.config;
        const answer = { ...answerOf(request), ...request.body, publicUrl };
        return answerReply(services, await refuseInvitation(tx, answer));
      }),
  );
}

function answerOf(request: FastifyRequest) {
  const { key } = request.params as { readonly key: string };
  return { key, principal: principalOf(request) };
}

async function answerReply(
  { database }: Services,
  outcome: PartnershipOutcome | undefined,
): Promise<ActReply> {
  if (!outcome) return { type: 'refused', problem: notFound };
  if (outcome.type === 'refused')
    return { type: 'refused', problem: partnershipProblem(outcome.code, outcome.path) };
  const { state, callId, applicationId } = outcome.invitation;
  const application =
    state === 'accepted' ? await findApplication(database, callId, applicationId) : undefined;
  const address =
    application && `/api/v1/calls/${application.call.slug}/applications/${applicationId}`;
  return { type: 'done', status: 200, body: { state, ...(address && { application: address }) } };
}
