import { sql } from 'kysely';
import type { Pool } from 'pg';
import type { Db } from '../platform/database.ts';
import type { Role } from '../platform/tables.ts';

/** Which of these subjects the journal has an act about. */
export async function findSubjects(
  db: Db,
  subjects: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('journal')
    .select('subject')
    .distinct()
    .where('subject', 'in', [...subjects])
    .execute();
  return new Set(rows.map(({ subject }) => subject));
}

/** Whether somebody or some organisation is there that is not invented. */
export async function hasSomebodyReal(db: Db): Promise<boolean> {
  const { rows } = await sql<{ real: boolean }>`
    select exists (select from person where not fictional)
        or exists (select from organisation where not fictional) as real`.execute(db);
  return rows[0]?.real ?? false;
}

/** People by their fiscal codes. */
export async function findPeople(
  db: Db,
  fiscalCodes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'fiscal_code'])
    .where('fiscal_code', 'in', [...fiscalCodes])
    .execute();
  return new Map(rows.map(({ id, fiscal_code }) => [fiscal_code ?? '', id]));
}

/** Organisations by their fiscal codes. */
export async function findOrganisationIds(
  db: Db,
  fiscalCodes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('organisation')
    .select(['id', 'fiscal_code'])
    .where('fiscal_code', 'in', [...fiscalCodes])
    .execute();
  return new Map(rows.map(({ id, fiscal_code }) => [fiscal_code, id]));
}

export interface RoleWanted {
  readonly personId: string;
  readonly bodyId: string;
  readonly role: Role;
  readonly call: string | null;
}

/** Whether the role was ever given, also when it is over. */
export async function isRoleGiven(
  db: Db,
  { personId, bodyId, role, call }: RoleWanted,
): Promise<boolean> {
  const row = await db
    .selectFrom('role_grant')
    .leftJoin('call', 'call.id', 'role_grant.call_id')
    .select('role_grant.id')
    .where('role_grant.person_id', '=', personId)
    .where('role_grant.body_id', '=', bodyId)
    .where('role_grant.role', '=', role)
    .where(sql<boolean>`call.slug is not distinct from ${call}`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the person was ever given a mandate of the organisation, also when it is over. */
export async function isMandateGiven(
  db: Db,
  { personId, organisationId }: { readonly personId: string; readonly organisationId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('power')
    .select('id')
    .where('person_id', '=', personId)
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', 'mandate')
    .executeTakeFirst();
  return row !== undefined;
}

/** How far an application of a trial has come; hashes in hexadecimal. */
export interface Stage {
  readonly id: string;
  readonly title: string;
  readonly leadId: string;
  readonly frozenHash: string | null;
  readonly readyHash: string | null;
  /** Of its last entry in the register; 0 before the first. */
  readonly turn: number;
  readonly number: number | null;
  readonly enteredHash: string | null;
}

/** Where all applications of a call stand. */
export async function findStages(db: Db, callId: number): Promise<readonly Stage[]> {
  const { rows } = await sql<Stage>`
    select a.id, a.title, a.lead_id as "leadId", encode(a.frozen_hash, 'hex') as "frozenHash",
           encode(a.ready_hash, 'hex') as "readyHash", coalesce(e.turn, 0) as turn, e.number,
           encode(e.snapshot_hash, 'hex') as "enteredHash"
      from application a
      left join lateral (select turn, number, snapshot_hash from register_entry
                          where call_id = a.call_id and application_id = a.id
                          order by turn desc limit 1) e on true
     where a.call_id = ${callId}`.execute(db);
  return rows;
}

export async function isIncidentRecorded(db: Db, callId: number, title: string): Promise<boolean> {
  const row = await db
    .selectFrom('incident')
    .select('id')
    .where('call_id', '=', callId)
    .where('title', '=', title)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * The transactions that servers of this database are in the midst of. A process that has died may still have one, whose
 * commit is under way.
 */
export async function findTransactions(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(`
    select l.virtualtransaction as id
      from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'virtualxid' and l.granted and a.pid <> pg_backend_pid()
       and a.datname = current_database() and a.usename = session_user`);
  return rows.map(({ id }) => id);
}

/** The clock that decides. */
export async function readClock(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the database gave no time');
  return row.now;
}

/** The applications of a call that were received, with their titles. */
export async function findReceived(
  db: Db,
  callId: number,
): Promise<readonly { readonly applicationId: string; readonly title: string }[]> {
  return db
    .selectFrom('examination as x')
    .innerJoin('application as a', (join) =>
      join.onRef('a.call_id', '=', 'x.call_id').onRef('a.id', '=', 'x.application_id'),
    )
    .select(['x.application_id as applicationId', 'a.title'])
    .where('x.call_id', '=', callId)
    .execute();
}

interface FirstReceived {
  readonly applicationId: string;
  readonly title: string;
  readonly isDecided: boolean;
}

/** The first applications of a call that were received and not withdrawn, with their titles. */
export async function findFirstReceived(
  db: Db,
  { callId, limit }: { readonly callId: number; readonly limit: number },
): Promise<readonly FirstReceived[]> {
  const { rows } = await sql<FirstReceived>`
    select x.application_id as "applicationId", h.title, x.state = 'decided' as "isDecided"
      from examination x
      join snapshot_heading h on h.call_id = x.call_id and h.application_id = x.application_id
                             and h.hash = x.submitted_hash
     where x.call_id = ${callId} and x.state <> 'withdrawn'
     order by x.entry_number limit ${limit}`.execute(db);
  return rows;
}
