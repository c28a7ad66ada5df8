import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { principalOf } from '../../accounts/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { redirectWithFlash, renderPage, type FieldError } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { actOf } from '../act-routes.ts';
import { addressOf, trailOf } from '../addresses.ts';
import { applicationParams, consentParams } from '../api-schemas.ts';
import { abilitiesOf } from '../next-step.ts';
import { loadCurrentCall } from '../published-call.ts';
import { findApplication } from '../queries.ts';
import { readAmount } from '../../engine/index.ts';
import { resendInvitation, withdrawInvitation } from './change-invitation.ts';
import { decideMoment, invitePartner, type InvitationForm } from './invite-partner.ts';
import { PartnershipView, type InviteForm } from './lead-view.tsx';
import { textOfRefusal, type PartnershipRefusal } from './refusals.ts';
import { leavePartnership, removePartner } from './remove-partner.ts';
import { listInvitations } from './store.ts';
import { partnershipWords } from './words.ts';

const readers = { access: { who: 'named', power: 'read', subject: 'application' } } as const;
const editors = { access: { who: 'named', power: 'edit', subject: 'application' } } as const;
const consenters = { access: { who: 'named', power: 'consent', subject: 'application' } } as const;
const base = '/calls/:call/applications/:application/partnership';
export const invitationParams = Type.Object({
  ...applicationParams.properties,
  invitation: Type.String({ format: 'uuid' }),
});

/** Who takes part in an application, for its lead and its partners. */
export function leadPages(services: Services): (app: App) => void {
  return (app) => {
    app.get(
      base,
      { config: readers, schema: { params: applicationParams, hide: true } },
      (request, reply) => show(request, reply, services, {}),
    );
    addInvite(app, services);
    addInvitationActs(app, services);
    addExits(app, services);
  };
}

const emptyForm: Omit<InviteForm, 'language'> = {
  email: '',
  fiscalCode: '',
  role: '',
  replaces: '',
  planned: '',
};

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { form, errors = [] }: { readonly form?: InviteForm; readonly errors?: readonly FieldError[] },
): Promise<FastifyReply> {
  const { language } = request;
  const words = partnershipWords[language];
  const { callId, applicationId } = actOf(request);
  const application = await findApplication(services.database, callId, applicationId);
  const { call } = await loadCurrentCall(services, callId);
  if (!application || !call.document.partnership) return answerProblem(request, reply, notFound);
  const abilities = abilitiesOf(principalOf(request), application);
  const invitations = abilities.edits
    ? await listInvitations(services.database.db, { callId, applicationId })
    : [];
  return renderPage(request, reply, {
    title: words.title,
    lead: words.lead,
    trail: [
      ...trailOf(application, language),
      { text: application.title, href: addressOf(application) },
    ],
    mode: application.call.mode,
    fictional: application.call.fictional,
    errors,
    children: (
      <PartnershipView
        application={application}
        call={call}
        abilities={abilities}
        invitations={invitations}
        form={form ?? { ...emptyForm, language }}
        isChangeable={decideMoment(application) === undefined}
      />
    ),
  });
}

const text = (max: number) => Type.Optional(Type.String({ maxLength: max }));

function addInvite(app: App, services: Services): void {
  const body = Type.Object({
    email: text(300),
    fiscalCode: text(60),
    role: text(100),
    replaces: text(100),
    planned: text(60),
    language: text(2),
  });
  app.post(
    `${base}/invitations`,
    { config: editors, schema: { params: applicationParams, body, hide: true } },
    async (request, reply) => {
      const { language } = request;
      const words = partnershipWords[language];
      const form: InviteForm = { ...emptyForm, language, ...request.body };
      const read = readInviteForm(form, language);
      const act = actOf(request);
      const { call } = await loadCurrentCall(services, act.callId);
      if ('code' in read)
        return show(request, reply, services, {
          form,
          errors: [errorAt(read.code, '/planned', language)],
        });
      const { publicUrl } = services.config;
      const outcome = await services.database.db
        .transaction()
        .execute((tx) =>
          invitePartner(tx, { ...act, form: read, document: call.document, publicUrl }),
        );
      if (!outcome) return answerProblem(request, reply, notFound);
      if (outcome.type === 'refused' && (outcome.path ?? '') !== '')
        return show(request, reply, services, {
          form,
          errors: [errorAt(outcome.code, outcome.path ?? '', language)],
        });
      return back(request, reply, outcome.type === 'done' ? { text: words.sent } : outcome);
    },
  );
}

function readInviteForm(
  { email, fiscalCode, role, replaces, planned, language }: InviteForm,
  style: 'it' | 'en',
): InvitationForm | { readonly code: 'amount-wrong' } {
  const amount = planned.trim() === '' ? undefined : readAmount(planned, style);
  const isWrong = amount !== undefined && (amount.type === 'refused' || amount.cents <= 0);
  if (isWrong) return { code: 'amount-wrong' };
  return {
    email: email.trim(),
    fiscalCode: fiscalCode.trim().toUpperCase(),
    role,
    replaces,
    language: language === 'en' ? 'en' : 'it',
    plannedCents: amount?.type === 'amount' ? amount.cents : null,
  };
}

function errorAt(code: PartnershipRefusal, path: string, language: 'it' | 'en'): FieldError {
  return { field: path.slice(1), message: textOfRefusal(code, language) };
}

function addInvitationActs(app: App, services: Services): void {
  const schema = { params: invitationParams, hide: true };
  app.post(
    `${base}/invitations/:invitation/resending`,
    { config: editors, schema },
    async (request, reply) => {
      const act = { ...actOf(request), invitationId: request.params.invitation };
      const { call } = await loadCurrentCall(services, act.callId);
      const { publicUrl } = services.config;
      const outcome = await services.database.db
        .transaction()
        .execute((tx) => resendInvitation(tx, { ...act, document: call.document, publicUrl }));
      if (!outcome) return answerProblem(request, reply, notFound);
      const { resent } = partnershipWords[request.language];
      return back(request, reply, outcome.type === 'done' ? { text: resent } : outcome);
    },
  );
  app.post(
    `${base}/invitations/:invitation/withdrawal`,
    { config: editors, schema },
    async (request, reply) => {
      const act = { ...actOf(request), invitationId: request.params.invitation };
      const outcome = await services.database.db
        .transaction()
        .execute((tx) => withdrawInvitation(tx, act));
      if (!outcome) return answerProblem(request, reply, notFound);
      const { withdrawn } = partnershipWords[request.language];
      return back(request, reply, outcome.type === 'done' ? { text: withdrawn } : outcome);
    },
  );
}

function addExits(app: App, { database, config }: Services): void {
  const schema = { params: consentParams, hide: true };
  app.post(
    `${base}/partners/:organisation/removal`,
    { config: editors, schema },
    async (request, reply) => {
      const act = { ...actOf(request), organisationId: request.params.organisation };
      const outcome = await database.db.transaction().execute((tx) => removePartner(tx, act));
      if (!outcome) return answerProblem(request, reply, notFound);
      const { removed } = partnershipWords[request.language];
      return back(request, reply, outcome.type === 'removed' ? { text: removed } : outcome);
    },
  );
  app.post(
    `${base}/partners/:organisation/leaving`,
    { config: consenters, schema },
    async (request, reply) => {
      const organisationId = request.params.organisation;
      const { publicUrl } = config;
      const act = { ...actOf(request), organisationId, publicUrl };
      const outcome = await database.db.transaction().execute((tx) => leavePartnership(tx, act));
      if (!outcome) return answerProblem(request, reply, notFound);
      const { left } = partnershipWords[request.language];
      if (outcome.type === 'refused') return back(request, reply, outcome);
      // Who has left sees the application no longer, unless they act for another partner too.
      return redirectWithFlash(request, reply, '/applications', { tone: 'ok', text: left });
    },
  );
}

/** Back to the page, which says what has happened, or why nothing has. */
function back(
  request: FastifyRequest,
  reply: FastifyReply,
  said: { readonly text: string } | { readonly code: PartnershipRefusal },
): FastifyReply {
  const { call, application } = request.params as {
    readonly call: string;
    readonly application: string;
  };
  const address = addressOf({ id: application, call: { slug: call } });
  const flash =
    'code' in said
      ? ({ tone: 'warn', text: textOfRefusal(said.code, request.language) } as const)
      : ({ tone: 'ok', text: said.text } as const);
  return redirectWithFlash(request, reply, `${address}/partnership`, flash);
}
