import { extendIn, findEffectiveTerm } from '../../calls/index.ts';
import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { findTouched } from './find-touched.ts';
import {
  checkAdmission,
  type Incident,
  type RemedyKind,
  type RemedyRefusal,
  type TouchedApplication,
} from './incident.ts';
import { findIncident } from './queries.ts';
import {
  findListedIds,
  findStanding,
  insertAdmissions,
  insertRemedy,
  insertTouched,
  lockIncidents,
} from './store.ts';

export interface RemedyAsked {
  readonly callId: number;
  /** The address of the call. */
  readonly call: string;
  readonly incidentId: string;
  readonly personId: string;
  readonly kind: RemedyKind;
  /** The new closing for all, or the last instant for those listed. */
  readonly until: Date;
  readonly ground: string;
}

export type RemedyOutcome =
  | { readonly type: 'decided'; readonly admitted: number }
  | { readonly type: 'refused'; readonly code: RemedyRefusal };

/**
 * Decides what is done about an incident, once. The closing is moved for all, or those listed may submit after it;
 * attempts that became known only after the incident was recorded are listed first. A refusal may have written
 * something: the caller undoes it. Nothing is given back when the call has no such incident.
 */
export async function decideRemedy(tx: Tx, asked: RemedyAsked): Promise<RemedyOutcome | undefined> {
  const { callId, incidentId, kind, until, personId } = asked;
  const now = await lockIncidents(tx, callId);
  const incident = await findIncident(tx, { callId, id: incidentId });
  if (!incident) return undefined;
  const ground = asked.ground.trim();
  if (ground === '') return { type: 'refused', code: 'ground-missing' };
  if (incident.remedy) return { type: 'refused', code: 'already-decided' };
  const late = await listLateAttempts(tx, incident);
  const waiting = await findWaiting(tx, incident);
  const refusal =
    kind === 'extension'
      ? await extend(tx, { ...asked, ground })
      : checkAdmission(until, {
          now,
          closesAt: (await findEffectiveTerm(tx, callId))?.closesAt ?? null,
          waiting: waiting.length,
        });
  if (refusal) return { type: 'refused', code: refusal };
  await insertRemedy(tx, { incidentId, kind, until, ground, personId });
  const admitted = kind === 'admission' ? waiting : [];
  await insertAdmissions(tx, { incidentId, callId }, { applicationIds: admitted, until });
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: kind === 'extension' ? 'incident-remedied-for-all' : 'incident-remedied-by-admission',
    subject: `incident/${incidentId}`,
    personId,
    from: 'recorded',
    to: 'remedied',
    ground,
    content: canonicalJson({ kind, until: until.toISOString(), admitted, late }),
  });
  return { type: 'decided', admitted: admitted.length };
}

async function extend(
  tx: Tx,
  { call, until, ground, personId }: RemedyAsked,
): Promise<RemedyRefusal | undefined> {
  const outcome = await extendIn(tx, {
    slug: call,
    closesAt: until,
    kind: 'remedy',
    ground,
    personId,
  });
  if (outcome.type === 'set') return undefined;
  const code = extensionRefusals[outcome.code];
  if (code === undefined) throw new Error(`${call} cannot be extended: ${outcome.code}`);
  return code;
}

/** What may come of moving the closing, in the words of a remedy. */
const extensionRefusals: Readonly<Partial<Record<string, RemedyRefusal>>> = {
  'no-closing-to-extend': 'no-closing',
  'closing-not-later': 'until-before-closing',
  'closing-in-the-past': 'until-in-the-past',
};

/** A server may have been away, with what it had seen, when the incident was recorded. */
async function listLateAttempts(
  tx: Tx,
  { id, callId, beganAt, endedAt }: Incident,
): Promise<readonly TouchedApplication[]> {
  const listed = new Set(await findListedIds(tx, id));
  const found = await findTouched(tx, { callId, beganAt, endedAt, activityMinutes: 0 });
  const late = found.filter(
    ({ why, applicationId }) => why === 'failed-attempt' && !listed.has(applicationId),
  );
  await insertTouched(tx, { incidentId: id, callId }, { touched: late, addedBy: null });
  return late;
}

/** Those listed that do not stand submitted: the others need no admission, and would gain by it what nobody else has. */
async function findWaiting(tx: Tx, { id, callId }: Incident): Promise<readonly string[]> {
  const applicationIds = await findListedIds(tx, id);
  const standing = await findStanding(tx, { callId, applicationIds });
  return applicationIds.filter((each) => standing.get(each)?.isSubmitted === false);
}
