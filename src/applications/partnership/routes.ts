import { principalOf, type Access } from '../../accounts/index.ts';
import { idempotencyHeader, nothing, replies, secured } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import { sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { actOf } from '../act-routes.ts';
import { applicationParams, consentParams } from '../api-schemas.ts';
import { abilitiesOf } from '../next-step.ts';
import { loadCurrentCall } from '../published-call.ts';
import { findApplication } from '../queries.ts';
import { answerRoutes } from './answer-routes.ts';
import {
  invitationParams,
  invitationSchema,
  inviteBody,
  partnershipSchema,
} from './api-schemas.ts';
import { resendInvitation, withdrawInvitation } from './change-invitation.ts';
import { compositionOf } from './composition.ts';
import type { Invitation } from './invitation.ts';
import { invitePartner, type PartnershipOutcome } from './invite-partner.ts';
import { partnershipProblem } from './refusals.ts';
import { leavePartnership, removePartner, type RemovalOutcome } from './remove-partner.ts';
import { listInvitations } from './store.ts';

export const tags = ['Partnership'];
const readers: Access = { who: 'named', power: 'read', subject: 'application' };
const editors: Access = { who: 'named', power: 'edit', subject: 'application' };
const consenters: Access = { who: 'named', power: 'consent', subject: 'application' };
const base = '/api/v1/calls/:call/applications/:application';

/** Who takes part in an application, for programs. */
export function partnershipRoutes(services: Services): (app: App) => void {
  return (app) => {
    addPartnership(app, services);
    addInvite(app, services);
    addInvitationActs(app, services);
    addExits(app, services);
    answerRoutes(services)(app);
  };
}

function addPartnership(app: App, services: Services): void {
  app.get(
    `${base}/partnership`,
    {
      config: { access: readers },
      schema: {
        operationId: 'readPartnership',
        tags,
        summary: 'Who takes part, and what the call asks',
        description:
          'The partners, how they stand against the minimum composition of the call, and for the people of the lead the invitations.',
        security: secured,
        params: applicationParams,
        response: replies({ 200: partnershipSchema }, [401, 404]),
      },
    },
    async (request, reply) => {
      const { callId, applicationId } = actOf(request);
      const application = await findApplication(services.database, callId, applicationId);
      if (!application) return sendProblem(reply, { status: 404, code: 'not-found' });
      const { call } = await loadCurrentCall(services, callId);
      const isLead = abilitiesOf(principalOf(request), application).edits;
      const invitations = isLead
        ? await listInvitations(services.database.db, { callId, applicationId })
        : [];
      const composition = compositionOf(call, application);
      return {
        partners: application.partners.map(({ id, name, fiscalCode, role }) => ({
          id,
          name,
          fiscalCode,
          role,
        })),
        ...(composition && {
          composition: composition.map(({ id, atLeast, title, counted, possible, ...rest }) => ({
            requirement: id,
            title: { ...title },
            ...(atLeast === undefined ? {} : { atLeast }),
            counted: [...counted],
            possible: [...possible],
            ...rest,
          })),
        }),
        invitations: invitations.map(invitationView),
      };
    },
  );
}

function addInvite(app: App, services: Services): void {
  app.post(
    `${base}/invitations`,
    {
      config: { access: editors },
      schema: {
        operationId: 'invitePartner',
        tags,
        summary: 'Invite an organisation',
        description:
          'By e-mail, by fiscal code, or both, in a role of the call. The answer does not tell whether the organisation is registered.',
        security: secured,
        params: applicationParams,
        headers: idempotencyHeader,
        body: inviteBody,
        response: replies({ 201: invitationSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const act = actOf(request);
      const { call } = await loadCurrentCall(services, act.callId);
      const { email = '', fiscalCode = '', role, replaces = '', language = 'it' } = request.body;
      const { plannedCents = null } = request.body;
      const form = {
        email: email.trim(),
        fiscalCode: fiscalCode.trim().toUpperCase(),
        role,
        replaces,
      };
      const { publicUrl } = services.config;
      return withIdempotency(request, reply, services, async (tx) =>
        invitationReply(
          await invitePartner(tx, {
            ...act,
            form: { ...form, language: language === 'en' ? 'en' : 'it', plannedCents },
            document: call.document,
            publicUrl,
          }),
          201,
        ),
      );
    },
  );
}

function addInvitationActs(app: App, services: Services): void {
  app.post(
    `${base}/invitations/:invitation/resending`,
    {
      config: { access: editors },
      schema: {
        operationId: 'resendInvitation',
        tags,
        summary: 'Send an invitation again',
        description:
          'At most five times, a quarter of an hour apart. The earlier link is void; an expired invitation is open again.',
        security: secured,
        params: invitationParams,
        headers: idempotencyHeader,
        response: replies({ 200: invitationSchema }, [400, 401, 403, 404, 409]),
      },
    },
    async (request, reply) => {
      const act = { ...actOf(request), invitationId: request.params.invitation };
      const { call } = await loadCurrentCall(services, act.callId);
      const { publicUrl } = services.config;
      return withIdempotency(request, reply, services, async (tx) =>
        invitationReply(await resendInvitation(tx, { ...act, document: call.document, publicUrl })),
      );
    },
  );
  app.delete(
    `${base}/invitations/:invitation`,
    {
      config: { access: editors },
      schema: {
        operationId: 'withdrawInvitation',
        tags,
        summary: 'Withdraw an invitation',
        description: 'It stays in the list; whoever opens it reads that it was withdrawn.',
        security: secured,
        params: invitationParams,
        headers: idempotencyHeader,
        response: replies({ 200: invitationSchema }, [400, 401, 403, 404, 409]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const act = { ...actOf(request), invitationId: request.params.invitation };
        return invitationReply(await withdrawInvitation(tx, act));
      }),
  );
}

function addExits(app: App, services: Services): void {
  app.delete(
    `${base}/partners/:organisation`,
    {
      config: { access: editors },
      schema: {
        operationId: 'removePartner',
        tags,
        summary: 'Take a partner out',
        description:
          'With its answers and its costs. Whatever was frozen and consented to is void from then on.',
        security: secured,
        params: consentParams,
        headers: idempotencyHeader,
        response: replies({ 204: nothing }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const act = { ...actOf(request), organisationId: request.params.organisation };
        return exitReply(await removePartner(tx, act));
      }),
  );
  app.post(
    `${base}/partners/:organisation/leaving`,
    {
      config: { access: consenters },
      schema: {
        operationId: 'leavePartnership',
        tags,
        summary: 'Leave an application as a partner',
        description:
          'For one’s own organisation, until it has consented to the text that is frozen now.',
        security: secured,
        params: consentParams,
        headers: idempotencyHeader,
        response: replies({ 204: nothing }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const organisationId = request.params.organisation;
        const { publicUrl } = services.config;
        return exitReply(
          await leavePartnership(tx, { ...actOf(request), organisationId, publicUrl }),
        );
      }),
  );
}

export function invitationView(invitation: Invitation) {
  const { id, role, state, email, fiscalCode, replacesId, plannedCents } = invitation;
  const { organisationId, reason, sentCount } = invitation;
  return {
    id,
    role,
    state,
    invitedAt: invitation.invitedAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
    sentCount,
    lastSentAt: invitation.lastSentAt.toISOString(),
    ...(plannedCents === null ? {} : { plannedCents }),
    ...(email === null ? {} : { email }),
    ...(fiscalCode === null ? {} : { fiscalCode }),
    ...(replacesId === null ? {} : { replaces: replacesId }),
    ...(organisationId === null ? {} : { organisation: organisationId }),
    ...(reason === null ? {} : { reason }),
  };
}

export const notFound: ActReply = { type: 'refused', problem: { status: 404, code: 'not-found' } };

function invitationReply(
  outcome: PartnershipOutcome | undefined,
  status: 200 | 201 = 200,
): ActReply {
  if (!outcome) return notFound;
  if (outcome.type === 'refused')
    return { type: 'refused', problem: partnershipProblem(outcome.code, outcome.path) };
  return { type: 'done', status, body: invitationView(outcome.invitation) };
}

function exitReply(outcome: RemovalOutcome | undefined): ActReply {
  if (!outcome) return notFound;
  if (outcome.type === 'refused')
    return { type: 'refused', problem: partnershipProblem(outcome.code) };
  return { type: 'done', status: 204 };
}
