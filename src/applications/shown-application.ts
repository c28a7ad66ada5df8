import type { FastifyRequest } from 'fastify';
import { hasPower, principalOf, type Principal } from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
import type { ApplicationRecord, RegisterLine } from './application-record.ts';
import { findApplication, findSubmittedText } from './queries.ts';

/** An application as whoever asks may see it. */
export type Shown =
  | {
      readonly type: 'own';
      readonly application: ApplicationRecord;
      readonly principal: Principal;
    }
  | {
      readonly type: 'received';
      readonly application: ApplicationRecord;
      /** Its last submission, and the text that was submitted. */
      readonly entry: RegisterLine;
      readonly bytes: Buffer;
    };

/** The application that the address names; for people of the body there is none until it is submitted. */
export async function findShown(
  database: Database,
  request: FastifyRequest,
): Promise<Shown | undefined> {
  const { subject } = request;
  const { application: id } = request.params as { readonly application: string };
  if (subject?.callId === undefined) return undefined;
  const { callId } = subject;
  const application = await findApplication(database, callId, id);
  if (!application) return undefined;
  const principal = principalOf(request);
  if (hasPower(principal, 'read', subject)) return { type: 'own', application, principal };
  const entry = application.entries.findLast(({ kind }) => kind === 'submission');
  const bytes =
    entry && (await findSubmittedText(database, { callId, id, hash: entry.snapshotHash }));
  return entry && bytes && { type: 'received', application, entry, bytes };
}
