import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../accounts/index.ts';
import type { Call } from '../engine/index.ts';
import { answerProblem } from '../platform/http/answer-problem.ts';
import type { Services } from '../platform/services.ts';
import { actOf } from './act-routes.ts';
import type { ApplicationRecord } from './application-record.ts';
import { abilitiesOf } from './next-step.ts';
import type { ProblemPlace } from './problem-words.ts';
import { loadCurrentCall } from './published-call.ts';
import { findApplication } from './queries.ts';
import { refusals } from './refusal.ts';

/** What a form that edits a draft is about. */
export interface EditDesk {
  readonly application: ApplicationRecord;
  readonly call: Call;
  readonly place: Omit<ProblemPlace, 'language'>;
}

/** Nothing for who may not edit for the lead, though they may for a partner. */
export async function findDesk(
  request: FastifyRequest,
  services: Services,
): Promise<EditDesk | undefined> {
  const { callId, applicationId } = actOf(request);
  const application = await findApplication(services.database, callId, applicationId);
  if (!application || !abilitiesOf(principalOf(request), application).edits) return undefined;
  const { call } = await loadCurrentCall(services, callId);
  return deskOf(application, call);
}

/** The same for an application that was read already. */
export function deskOf(application: ApplicationRecord, call: Call): EditDesk {
  const names = new Map(application.partners.map(({ id, name }) => [id, name]));
  const { content } = application;
  return { application, call, place: { document: call.document, content, names } };
}

export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  code: keyof typeof refusals,
): FastifyReply {
  const { status, [request.language]: detail } = refusals[code];
  return answerProblem(request, reply, { status, code, detail, said: detail });
}
