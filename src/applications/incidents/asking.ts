import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasRole } from '../../accounts/index.ts';
import { findCall, isVisibleTo, type PublishedCall } from '../../calls/index.ts';
import { parseInstant } from '../../engine/index.ts';
import { NotUnderstood } from '../../platform/http/not-understood.ts';
import { sendProblem, type ProblemReply } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';

/** Who records an incident and decides its remedy. */
export const actRoles = ['officer', 'administrator'] as const;
/** Who sees whom an incident touched. */
export const officeRoles = [
  'officer',
  'panel-secretary',
  'controller',
  'auditor',
  'administrator',
] as const;

/** The call of the address, unless whoever asks may not know of it. */
export async function findVisible(
  services: Pick<Services, 'database'>,
  { params, principal }: FastifyRequest,
): Promise<PublishedCall | undefined> {
  const call = await findCall(services, (params as { readonly call: string }).call);
  return call && isVisibleTo(call, principal) ? call : undefined;
}

export function isOffice({ principal }: FastifyRequest, call: PublishedCall): boolean {
  return principal !== null && hasRole(principal, officeRoles, call);
}

export const notFound: ProblemReply = {
  status: 404,
  code: 'not-found',
  detail: 'There is no such incident.',
};

export function sendNotFound(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, notFound);
}

/** An instant as a program writes it; what is none is answered with its place. */
export function readInstant(text: string, path: string): Date {
  const instant = parseInstant(text);
  if (instant !== undefined) return new Date(instant);
  const detail =
    'is an instant with its offset, in thousandths at most, such as 2027-04-09T12:00:00+02:00';
  throw new NotUnderstood({
    status: 400,
    code: 'not-understood',
    detail: 'An instant is not as this operation expects it.',
    errors: [{ code: 'instant', path, detail }],
  });
}
