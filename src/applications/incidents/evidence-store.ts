import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { FailureReason } from './failed-attempts.ts';

/** Who has seen it: one life of one process, under the name of its server. */
export interface Witness {
  readonly run: string;
  readonly server: string;
}

/** Instants are ISO 8601 in UTC: `at` by the clock of the database, `serverAt` as the server's own clock showed it. */
export interface ProbeRow {
  readonly ordinal: number;
  readonly at: string;
  readonly serverAt: string;
  readonly tookMs: number | null;
  readonly everyMs: number;
  readonly problem: string | null;
}

export interface AttemptRow {
  readonly ordinal: number;
  readonly at: string;
  readonly serverAt: string;
  readonly call: string;
  readonly applicationId: string;
  readonly personId: string | null;
  readonly tokenHash: string | null;
  readonly reason: FailureReason;
}

export interface DroppedRow {
  readonly ordinal: number;
  readonly call: string;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly repeated: number;
  readonly unnamed: number;
}

/** What a process writes of its own, in the order in which it was noted. A second time changes nothing. */
export async function recordProbes(
  db: Db,
  { run, server }: Witness,
  probes: readonly ProbeRow[],
): Promise<void> {
  await sql`
    insert into probe (run, ordinal, server, at, server_at, took_ms, every_ms, problem)
    select ${run}, p.ordinal, ${server}, p.at, p."serverAt", p."tookMs", p."everyMs", p.problem
      from ${rowsOf(probes)} as p (ordinal bigint, at timestamptz, "serverAt" timestamptz, "tookMs" integer,
                                   "everyMs" integer, problem text)
     order by p.ordinal
    on conflict do nothing`.execute(db);
}

/**
 * Attempts on what is no application of that call are left out: addresses come from outside. The person is the one
 * who held the session then.
 */
export async function recordAttempts(
  db: Db,
  { run, server }: Witness,
  attempts: readonly AttemptRow[],
): Promise<void> {
  await sql`
    insert into failed_attempt (run, ordinal, server, at, server_at, call_id, application_id, person_id, reason)
    select ${run}, t.ordinal, ${server}, t.at, t."serverAt", c.id, a.id, coalesce(p.id, s.person_id), t.reason
      from ${rowsOf(attempts)} as t (ordinal bigint, at timestamptz, "serverAt" timestamptz, call text,
                                     "applicationId" uuid, "personId" uuid, "tokenHash" text, reason text)
      join call c on c.slug = t.call
      join application a on a.call_id = c.id and a.id = t."applicationId"
      left join person p on p.id = t."personId"
      left join session s on s.token_hash = decode(t."tokenHash", 'hex') and s.absolute_expires_at > t.at
                         and (s.revoked_at is null or s.revoked_at > t.at)
     order by t.ordinal
    on conflict do nothing`.execute(db);
}

export async function recordDropped(
  db: Db,
  { run, server }: Witness,
  dropped: readonly DroppedRow[],
): Promise<void> {
  await sql`
    insert into dropped_attempts (run, ordinal, server, call_id, first_at, last_at, repeated, unnamed)
    select ${run}, d.ordinal, ${server}, c.id, d."firstAt", d."lastAt", d.repeated, d.unnamed
      from ${rowsOf(dropped)} as d (ordinal bigint, call text, "firstAt" timestamptz, "lastAt" timestamptz,
                                    repeated integer, unnamed integer)
      join call c on c.slug = d.call
    on conflict do nothing`.execute(db);
}

function rowsOf(rows: readonly object[]) {
  return sql`json_to_recordset(${JSON.stringify(rows)}::json)`;
}

/** Milliseconds since 1970 by the clock that decides. */
export async function readDatabaseClock(db: Db): Promise<number> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the database gave no time');
  return row.now.getTime();
}

/** Forgets probes that nobody will ask for any more; what an incident rests on is kept with the incident. */
export async function removeOldProbes(db: Db, daysKept: number): Promise<number> {
  const removed = await db
    .deleteFrom('probe')
    .where('at', '<', sql<Date>`clock_timestamp() - make_interval(days => ${daysKept})`)
    .executeTakeFirst();
  return Number(removed.numDeletedRows);
}
