import { recordIncident } from '../applications/incidents/index.ts';
import { idOf, expectOutcome, peopleIds, type Loading } from './loading.ts';
import { findStages, isIncidentRecorded, readClock } from './queries.ts';
import { instantOf } from './relative-time.ts';
import { loadRehearsal } from './set-terms.ts';
import { officer } from './slugs.ts';
import type { TrialCall, TrialIncident } from './trial-schema.ts';

/** Records the outages of the trial. They rest on invented evidence from outside: no server of ours has seen them. */
export async function recordIncidents(loading: Loading): Promise<void> {
  for (const call of loading.data.calls)
    if (call.incident) await recordOne(loading, call, call.incident);
  loading.done('incidents');
}

async function recordOne(
  { services, data }: Loading,
  { definition }: TrialCall,
  incident: TrialIncident,
): Promise<void> {
  const { db } = services.database;
  const { callId, slug } = await loadRehearsal(services, definition);
  if (await isIncidentRecorded(db, callId, incident.title)) return;
  const now = await readClock(db);
  const stages = await findStages(db, callId);
  const ids = new Map(stages.map(({ title, id }) => [title, id]));
  const personId = idOf(await peopleIds(db, data), officer);
  const outcome = await db.transaction().execute((tx) =>
    recordIncident(tx, {
      callId,
      call: slug,
      personId,
      beganAt: instantOf(incident.began, now),
      endedAt: instantOf(incident.ended, now),
      title: incident.title,
      description: incident.description,
      activityMinutes: 0,
      outsideEvidence: incident.evidence,
      additions: incident.touched.map(({ title, reason }) => ({
        applicationId: idOf(ids, title),
        reason,
      })),
    }),
  );
  expectOutcome(outcome, incident.title, 'recorded');
}
