import type { FastifyRequest } from 'fastify';
import { principalOf, type Access, type Principal, type Subject } from '../../accounts/index.ts';
import { findApplication, type ApplicationRecord } from '../../applications/index.ts';
import type { Services } from '../../platform/services.ts';
import { mayWrite, readingRoles, sideOf, writingRoles, type Side } from './message.ts';
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
