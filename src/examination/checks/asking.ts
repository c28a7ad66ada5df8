import type { FastifyRequest } from 'fastify';
import { principalOf, type Access } from '../../accounts/index.ts';

/** Who reads what the office finds. */
export const examinersAccess: Access = {
  who: 'named',
  roles: ['officer', 'panel-secretary', 'controller', 'auditor'],
  subject: 'application',
};

/** Who is told the outcome: the people of the application, and those who examine it. */
export const toldAccess: Access = { ...examinersAccess, power: 'read' };

/** Who examines: finds, confirms, concludes and decides. */
export const officerAccess: Access = {
  who: 'named',
  roles: ['officer'],
  subject: 'application',
};

/** Which examination the address names, and who asks; the guard has found both. */
export function keyOf(request: FastifyRequest): {
  readonly callId: number;
  readonly applicationId: string;
  readonly personId: string;
} {
  const { application } = request.params as { readonly application: string };
  const callId = request.subject?.callId;
  if (callId === undefined) throw new Error('This route names no application.');
  return { callId, applicationId: application, personId: principalOf(request).personId };
}
