import { sql } from 'kysely';
import { holdsNow, type Principal } from '../../accounts/index.ts';
import { loadPublished, type PublishedVersion } from '../../calls/index.ts';
import type { DayNumber, Localized } from '../../engine/index.ts';
import type { Database, Db } from '../../platform/database.ts';
import type { Mode, Role } from '../../platform/tables.ts';
import { dayOf, zoneOf } from '../clock.ts';

/** Who sees the queue of a call, and who does what it waits for. */
export const queueRoles = ['officer', 'auditor'] as const satisfies readonly Role[];
export const officerRoles = ['officer'] as const satisfies readonly Role[];

/** A call of which somebody sees the queue. */
export interface QueueCall {
  readonly id: number;
  readonly slug: string;
  readonly mode: Mode;
  readonly bodyId: string;
  readonly fictional: boolean;
  readonly title: Localized;
  readonly version: number;
}

/** The calls with applications of which the person sees the queue, the latest first. */
export async function findQueueCalls(
  db: Db,
  { roles }: Pick<Principal, 'roles'>,
): Promise<readonly QueueCall[]> {
  const held = roles.filter(({ role }) => queueRoles.some((each) => each === role));
  if (held.length === 0) return [];
  const { rows } = await sql<QueueCall>`
    select c.id, c.slug, c.mode, c.body_id as "bodyId", v.fictional, v.title, v.version
      from call c
      cross join lateral (select version, title, fictional from call_version v
                           where v.call_id = c.id order by version desc limit 1) v
     where exists (select from examination x where x.call_id = c.id)
       and exists (select from unnest(${held.map(({ bodyId }) => bodyId)}::uuid[],
                                      ${held.map(({ callId }) => callId)}::int[]) as h(body_id, call_id)
                    where h.body_id = c.body_id and (h.call_id is null or h.call_id = c.id))
     order by c.id desc`.execute(db);
  return rows;
}

/** A call with its rules and the day that it is where its days are counted. */
export interface QueueRules {
  readonly published: PublishedVersion;
  readonly today: DayNumber;
}

/** The rules of these calls by their ids. */
export async function loadQueueRules(
  database: Database,
  calls: readonly Pick<QueueCall, 'id' | 'version'>[],
): Promise<ReadonlyMap<number, QueueRules>> {
  const all = await Promise.all(
    calls.map(({ id, version }) => loadPublished({ database }, { callId: id, version })),
  );
  const zones = [...new Set(all.map(({ call }) => zoneOf(call.document)))];
  const { rows } = await sql<{ readonly zone: string; readonly today: string }>`
    select zone, (clock_timestamp() at time zone zone)::date as today
      from unnest(${zones}::text[]) as z(zone)`.execute(database.db);
  const days = new Map(rows.map(({ zone, today }) => [zone, dayOf(today)]));
  return new Map(
    all.flatMap((published) => {
      const today = days.get(zoneOf(published.call.document));
      return today === undefined ? [] : [[published.callId, { published, today }] as const];
    }),
  );
}

/** The roles that a person has now, for what is read without a session. */
export async function findRolesHeld(db: Db, personId: string): Promise<Principal['roles']> {
  const { rows } = await sql<Principal['roles'][number]>`
    select g.role, g.body_id as "bodyId", g.call_id as "callId" from role_grant g
     where g.person_id = ${personId}::uuid and ${sql.raw(holdsNow('g'))}`.execute(db);
  return rows;
}
