import { findEffectiveTerm } from '../../calls/index.ts';
import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { evidenceHash, makeEvidence } from './evidence.ts';
import { findTouched } from './find-touched.ts';
import {
  checkIncident,
  checkSpan,
  type IncidentRefusal,
  type TouchedApplication,
} from './incident.ts';
import { loadSightings } from './queries.ts';
import {
  findReceivedUntil,
  findStanding,
  insertIncident,
  insertTouched,
  lockIncidents,
} from './store.ts';

/** Somebody whom no figure shows, listed by a person with a reason. */
export interface Addition {
  readonly applicationId: string;
  readonly reason: string;
}

export interface IncidentAsked {
  readonly callId: number;
  /** The address of the call. */
  readonly call: string;
  readonly personId: string;
  readonly beganAt: Date;
  readonly endedAt: Date;
  readonly title: string;
  readonly description: string;
  /** How long before the incident somebody may have been at work to count as touched. */
  readonly activityMinutes: number;
  /** On what it rests where our own servers have seen nothing. */
  readonly outsideEvidence: string | null;
  readonly additions: readonly Addition[];
}

export type IncidentOutcome =
  | { readonly type: 'recorded'; readonly id: string; readonly touched: number }
  | {
      readonly type: 'refused';
      readonly code: IncidentRefusal;
      /** Which of the additions is not right. */
      readonly addition?: number;
    };

/** Records an outage as an act: what was seen of it is frozen with it, and so is the list of those it touched. */
export async function recordIncident(tx: Tx, asked: IncidentAsked): Promise<IncidentOutcome> {
  const { callId, call, beganAt, endedAt } = asked;
  const now = await lockIncidents(tx, callId);
  const span = { from: beganAt.getTime(), to: endedAt.getTime() };
  const wrong = checkSpan(span, now.getTime());
  if (wrong) return { type: 'refused', code: wrong };
  const evidence = makeEvidence(await loadSightings(tx, { callId, call, span }));
  const written = {
    title: asked.title.trim(),
    description: asked.description.trim(),
    outsideEvidence: asked.outsideEvidence?.trim() || null,
  };
  const receivedUntil = await findReceivedUntil(tx, callId, await findEffectiveTerm(tx, callId));
  const refusal = checkIncident(written, { evidence, receivedUntil });
  if (refusal) return { type: 'refused', code: refusal };
  const found = await findTouched(tx, asked);
  const added = await decideAdditions(tx, asked, found);
  if (added.type === 'refused') return added;
  const id = await insertIncident(tx, { ...asked, ...written, evidence });
  if (id === undefined) return { type: 'refused', code: 'already-recorded' };
  const of = { incidentId: id, callId };
  await insertTouched(tx, of, { touched: found, addedBy: null });
  await insertTouched(tx, of, { touched: added.touched, addedBy: asked.personId });
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: 'incident-recorded',
    subject: `incident/${id}`,
    personId: asked.personId,
    to: 'recorded',
    content: canonicalJson({
      call,
      beganAt: beganAt.toISOString(),
      endedAt: endedAt.toISOString(),
      ...written,
      activityMinutes: asked.activityMinutes,
      evidence: evidenceHash(evidence).toString('hex'),
      touched: [...found, ...added.touched],
    }),
  });
  return { type: 'recorded', id, touched: found.length + added.touched.length };
}

type Additions =
  | { readonly type: 'added'; readonly touched: readonly TouchedApplication[] }
  | Extract<IncidentOutcome, { readonly type: 'refused' }>;

/** What is added must be of this call, with a reason, and only once; who is listed anyway stays as computed. */
async function decideAdditions(
  tx: Tx,
  { callId, additions }: IncidentAsked,
  found: readonly TouchedApplication[],
): Promise<Additions> {
  const applicationIds = additions.map(({ applicationId }) => applicationId);
  const standing = await findStanding(tx, { callId, applicationIds });
  const listed = new Set(found.map(({ applicationId }) => applicationId));
  const touched: TouchedApplication[] = [];
  for (const [index, { applicationId, reason }] of additions.entries()) {
    const code = !standing.has(applicationId)
      ? 'no-such-application'
      : reason.trim() === ''
        ? 'reason-missing'
        : applicationIds.indexOf(applicationId) < index
          ? 'already-listed'
          : undefined;
    if (code) return { type: 'refused', code, addition: index };
    if (!listed.has(applicationId))
      touched.push({ applicationId, why: 'by-hand', details: { reason: reason.trim() } });
  }
  return { type: 'added', touched };
}
