import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { principalOf } from '../../accounts/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { redirectWithFlash, renderPage, type FieldError } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { addressOf } from '../addresses.ts';
import { loadCurrentCall } from '../published-call.ts';
import { findApplication } from '../queries.ts';
import { acceptInvitation, refuseInvitation } from './answer-invitation.ts';
import { InvitedView } from './invited-view.tsx';
import { findInvited } from './queries.ts';
import { statusOfRefusal, textOfRefusal, type PartnershipRefusal } from './refusals.ts';
import { partnershipWords } from './words.ts';

const signedIn = { access: { who: 'signed-in' } } as const;
export const keyParams = Type.Object({ key: Type.String({ maxLength: 60 }) });

/** An invitation, for whoever was invited. */
export function invitedPages(services: Services): (app: App) => void {
  return (app) => {
    app.get(
      '/invitations/:key',
      { config: signedIn, schema: { params: keyParams, hide: true } },
      (request, reply) => show(request, reply, services, {}),
    );
    addAnswers(app, services);
  };
}

interface Shown {
  readonly reason?: string;
  readonly organisation?: string;
  readonly errors?: readonly FieldError[];
  /** Why the answer was not taken. */
  readonly refusal?: PartnershipRefusal;
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { reason = '', organisation = '', errors = [], refusal }: Shown,
): Promise<FastifyReply> {
  const { key } = request.params as { readonly key: string };
  const invited = await findInvited(services.database.db, key, principalOf(request));
  const application =
    invited &&
    (await findApplication(
      services.database,
      invited.invitation.callId,
      invited.invitation.applicationId,
    ));
  if (!invited || !application) return answerProblem(request, reply, notFound);
  const words = partnershipWords[request.language];
  const { call } = await loadCurrentCall(services, application.call.id);
  return renderPage(request, reply, {
    title: words.invitation,
    lead: words.invitationLead(application.lead.name),
    mode: application.call.mode,
    fictional: application.call.fictional,
    isNarrow: true,
    errors,
    ...(refusal === undefined ? {} : { status: statusOfRefusal(refusal) }),
    children: (
      <InvitedView
        invited={invited}
        application={application}
        document={call.document}
        invitationKey={key}
        reason={reason}
        organisation={organisation}
        refusal={refusal}
      />
    ),
  });
}

function addAnswers(app: App, services: Services): void {
  const { config, database } = services;
  app.post(
    '/invitations/:key/acceptance',
    {
      config: signedIn,
      schema: {
        params: keyParams,
        body: Type.Object({ organisation: Type.String({ format: 'uuid' }) }),
        hide: true,
      },
    },
    async (request, reply) => {
      const { organisation: organisationId } = request.body;
      const answer = { ...answerOf(request, config.publicUrl), organisationId };
      const outcome = await database.db.transaction().execute((tx) => acceptInvitation(tx, answer));
      if (!outcome) return answerProblem(request, reply, notFound);
      if (outcome.type === 'refused')
        return show(request, reply, services, {
          organisation: organisationId,
          refusal: outcome.code,
        });
      const { callId, applicationId } = outcome.invitation;
      const application = await findApplication(database, callId, applicationId);
      const { accepted } = partnershipWords[request.language];
      return redirectWithFlash(
        request,
        reply,
        application ? addressOf(application) : '/applications',
        {
          tone: 'ok',
          text: accepted,
        },
      );
    },
  );
  app.post(
    '/invitations/:key/refusal',
    {
      config: signedIn,
      schema: {
        params: keyParams,
        body: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 5000 })) }),
        hide: true,
      },
    },
    async (request, reply) => {
      const { reason = '' } = request.body;
      const answer = { ...answerOf(request, config.publicUrl), reason };
      const outcome = await database.db.transaction().execute((tx) => refuseInvitation(tx, answer));
      if (!outcome) return answerProblem(request, reply, notFound);
      const { language } = request;
      if (outcome.type === 'done')
        return redirectWithFlash(request, reply, '/applications', {
          tone: 'ok',
          text: partnershipWords[language].refused,
        });
      if (outcome.code !== 'reason-missing')
        return show(request, reply, services, { reason, refusal: outcome.code });
      const message = textOfRefusal(outcome.code, language);
      return show(request, reply, services, { reason, errors: [{ field: 'reason', message }] });
    },
  );
}

export function answerOf(request: FastifyRequest, publicUrl: string) {
  const { key } = request.params as { readonly key: string };
  return { key, principal: principalOf(request), publicUrl };
}
