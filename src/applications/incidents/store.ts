import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/database.ts';
import { evidenceHash, type Evidence } from './evidence.ts';
import type { RemedyKind, TouchedApplication } from './incident.ts';

/** Makes every act on the incidents of a call wait for the one before it; gives the time of the database after that. */
export async function lockIncidents(tx: Tx, callId: number): Promise<Date> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`bandolo-incidents ${callId}`}, 0))`.execute(
    tx,
  );
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('the database gave no time');
  return row.now;
}

export interface NewIncident {
  readonly callId: number;
  readonly beganAt: Date;
  readonly endedAt: Date;
  readonly title: string;
  readonly description: string;
  readonly evidence: Evidence;
  readonly outsideEvidence: string | null;
  readonly personId: string;
}

/** Its id, or nothing when one with the same two instants is there. */
export async function insertIncident(tx: Tx, incident: NewIncident): Promise<string | undefined> {
  const row = await tx
    .insertInto('incident')
    .values({
      call_id: incident.callId,
      began_at: incident.beganAt,
      ended_at: incident.endedAt,
      title: incident.title,
      description: incident.description,
      evidence: JSON.stringify(incident.evidence),
      evidence_hash: evidenceHash(incident.evidence),
      outside_evidence: incident.outsideEvidence,
      recorded_by: incident.personId,
      recorded_at: sql<string>`clock_timestamp()`,
    })
    .onConflict((conflict) => conflict.columns(['call_id', 'began_at', 'ended_at']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

interface Of {
  readonly incidentId: string;
  readonly callId: number;
}

/** Lists applications, with who added them where it was a person. */
export async function insertTouched(
  tx: Tx,
  { incidentId, callId }: Of,
  { touched, addedBy }: { touched: readonly TouchedApplication[]; addedBy: string | null },
): Promise<void> {
  if (touched.length === 0) return;
  await sql`
    insert into incident_touched (incident_id, call_id, application_id, why, details, added_by, at)
    select ${incidentId}::uuid, ${callId}::integer, t."applicationId", t.why, t.details, ${addedBy}::uuid, clock_timestamp()
      from json_to_recordset(${JSON.stringify(touched)}::json) as t ("applicationId" uuid, why text, details jsonb)`.execute(
    tx,
  );
}

export async function insertRemedy(
  tx: Tx,
  remedy: {
    readonly incidentId: string;
    readonly kind: RemedyKind;
    readonly until: Date;
    readonly ground: string;
    readonly personId: string;
  },
): Promise<void> {
  await tx
    .insertInto('incident_remedy')
    .values({
      incident_id: remedy.incidentId,
      kind: remedy.kind,
      until: remedy.until,
      ground: remedy.ground,
      decided_by: remedy.personId,
      decided_at: sql<string>`clock_timestamp()`,
    })
    .execute();
}

/** Lets applications be submitted until an instant although the call is closed. */
export async function insertAdmissions(
  tx: Tx,
  { incidentId, callId }: Of,
  { applicationIds, until }: { applicationIds: readonly string[]; until: Date },
): Promise<void> {
  await sql`
    insert into late_admission (call_id, application_id, incident_id, until)
    select ${callId}::integer, id, ${incidentId}::uuid, ${until}
      from unnest(${applicationIds}::uuid[]) as id`.execute(tx);
}

/** Which of these are applications of the call, and which of them stand submitted. */
export async function findStanding(
  db: Db,
  {
    callId,
    applicationIds,
  }: { readonly callId: number; readonly applicationIds: readonly string[] },
): Promise<ReadonlyMap<string, { readonly isSubmitted: boolean }>> {
  const { rows } = await sql<{ id: string; isSubmitted: boolean }>`
    select a.id, coalesce((select e.kind = 'submission' from register_entry e
                            where e.call_id = a.call_id and e.application_id = a.id
                            order by e.turn desc limit 1), false) as "isSubmitted"
      from application a
     where a.call_id = ${callId} and a.id = any (${applicationIds}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, isSubmitted }) => [id, { isSubmitted }]));
}

/** The applications on the list, in one order. */
export async function findListedIds(db: Db, incidentId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('incident_touched')
    .select('application_id as id')
    .where('incident_id', '=', incidentId)
    .orderBy('application_id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Until when anybody may submit: the closing, or the last admission after it; nothing where there is no end. */
export async function findReceivedUntil(
  db: Db,
  callId: number,
  term: { readonly closesAt: Date | null } | undefined,
): Promise<Date | null> {
  const closesAt = term?.closesAt ?? null;
  if (closesAt === null) return null;
  const row = await db
    .selectFrom('late_admission')
    .select(({ fn }) => fn.max('until').as('until'))
    .where('call_id', '=', callId)
    .executeTakeFirst();
  const until = row?.until as Date | null | undefined;
  return until && until > closesAt ? until : closesAt;
}
