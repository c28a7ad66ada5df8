import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import type { AdditionRefusal } from './incident.ts';
import { findIncident } from './queries.ts';
import type { Addition } from './record-incident.ts';
import {
  findListedIds,
  findStanding,
  insertAdmissions,
  insertTouched,
  lockIncidents,
} from './store.ts';

export interface AdditionAsked extends Addition {
  readonly callId: number;
  readonly incidentId: string;
  readonly personId: string;
}

export type AdditionOutcome =
  | { readonly type: 'added' }
  | { readonly type: 'refused'; readonly code: AdditionRefusal };

/**
 * Adds somebody to the list of an incident by hand; nobody is ever taken off it. Where those listed are admitted after
 * closing, so is who is added. Nothing is given back when the call has no such incident.
 */
export async function addTouched(
  tx: Tx,
  { callId, incidentId, applicationId, reason, personId }: AdditionAsked,
): Promise<AdditionOutcome | undefined> {
  await lockIncidents(tx, callId);
  const incident = await findIncident(tx, { callId, id: incidentId });
  if (!incident) return undefined;
  if (reason.trim() === '') return { type: 'refused', code: 'reason-missing' };
  const standing = await findStanding(tx, { callId, applicationIds: [applicationId] });
  const application = standing.get(applicationId);
  if (!application) return { type: 'refused', code: 'no-such-application' };
  if ((await findListedIds(tx, incidentId)).includes(applicationId))
    return { type: 'refused', code: 'already-listed' };
  const details = { reason: reason.trim() };
  const touched = [{ applicationId, why: 'by-hand', details } as const];
  await insertTouched(tx, { incidentId, callId }, { touched, addedBy: personId });
  const { remedy } = incident;
  const isAdmitted = remedy?.kind === 'admission' && !application.isSubmitted;
  if (isAdmitted)
    await insertAdmissions(
      tx,
      { incidentId, callId },
      { applicationIds: [applicationId], until: remedy.until },
    );
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: 'incident-application-added',
    subject: `incident/${incidentId}`,
    personId,
    from: remedy ? 'remedied' : 'recorded',
    to: remedy ? 'remedied' : 'recorded',
    content: canonicalJson({
      application: applicationId,
      ...details,
      admittedUntil: isAdmitted ? remedy.until.toISOString() : null,
    }),
  });
  return { type: 'added' };
}
