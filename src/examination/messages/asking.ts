import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf, type Access, type Principal, type Subject } from '../../accounts/index.ts';
import { findApplication, type ApplicationRecord } from '../../applications/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import { notFound, type ProblemReply } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { mayWrite, readingRoles, sideOf, writingRoles, type Side } from './message.ts';
import { messageProblem, refused, saidOf } from './refusals.ts';
import type { ThreadKey } from './store.ts';

export const readers: Access = {
  who: 'named',
  power: 'read',
  subject: 'application',
  roles: readingRoles,
};
export const writers: Access = {
  who: 'named',
  power: 'edit',
  subject: 'application',
  roles: writingRoles,
};
export const officeReaders: Access = { who: 'named', roles: readingRoles, subject: 'call' };
export const officeWriters: Access = { who: 'named', roles: writingRoles, subject: 'call' };

/** The messages of the application that the address names, as far as whoever asks has a part in them. */
export type Asked =
  | {
      readonly type: 'part';
      readonly application: ApplicationRecord;
      readonly side: Side;
      readonly mayWrite: boolean;
      readonly key: ThreadKey;
      readonly principal: Principal;
      readonly subject: Pick<Subject, 'bodyId'>;
    }
  /** A partner, who knows of the application. */
  | { readonly type: 'no-part' };

/** Nothing where whoever asks may not know of the application; of the office nobody does until it is submitted. */
export async function findAsked(
  { database }: Services,
  request: FastifyRequest,
): Promise<Asked | undefined> {
  const { subject } = request;
  const { application: applicationId } = request.params as { readonly application: string };
  if (subject?.callId === undefined) return undefined;
  const { callId } = subject;
  const application = await findApplication(database, callId, applicationId);
  if (!application) return undefined;
  const principal = principalOf(request);
  const side = sideOf(principal, subject, application.lead.id);
  if (!side) return { type: 'no-part' };
  if (side === 'office' && application.entries.length === 0) return undefined;
  return {
    type: 'part',
    application,
    side,
    mayWrite: mayWrite(principal, subject, application.lead.id),
    key: { callId, applicationId },
    principal,
    subject,
  };
}

/** The same for programs, which are told why there is nothing. */
export async function findPart(
  services: Services,
  request: FastifyRequest,
): Promise<
  | Extract<Asked, { readonly type: 'part' }>
  | { readonly type: 'refused'; readonly problem: ProblemReply }
> {
  const asked = await findAsked(services, request);
  if (asked?.type === 'part') return asked;
  return { type: 'refused', problem: asked ? messageProblem('not-the-lead') : notFound };
}

/** The same for people in front of a page. */
export function turnAway(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Asked | undefined,
): FastifyReply {
  if (asked?.type !== 'no-part') return answerProblem(request, reply, notFound);
  const { status, code } = messageProblem('not-the-lead');
  const detail = saidOf(refused('not-the-lead'), request.language);
  return answerProblem(request, reply, { status, code, detail });
}
