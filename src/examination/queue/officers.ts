import { sql } from 'kysely';
import { holdsNow } from '../../accounts/index.ts';
import type { Db } from '../../platform/database.ts';

/** Who may examine the applications of a call, and what they have to do. */
export interface Officer {
  readonly id: string;
  readonly name: string;
  /** Applications of all calls that are with them and not decided. */
  readonly load: number;
}

export interface OfficerLoad extends Officer {
  /** Of this call, by what they wait for. */
  readonly toBegin: number;
  readonly underWay: number;
  readonly waiting: number;
  readonly suspended: number;
  readonly late: number;
  readonly decided: number;
}

/** The officers of a call, by name: those who have the role in its body, or for it. */
export async function listOfficers(db: Db, callId: number): Promise<readonly Officer[]> {
  const { rows } = await sql<Officer>`
    select p.id, p.given_name || ' ' || p.family_name as name,
           (select count(*) from examination x
             where x.assigned_to = p.id and x.state in ('to-begin', 'under-way', 'waiting')) as load
      from person p
     where ${isOfficer(callId)}
     order by p.family_name, p.given_name, p.id`.execute(db);
  return rows;
}

function isOfficer(callId: number) {
  return sql`exists (
    select from role_grant g join call c on c.body_id = g.body_id
     where g.person_id = p.id and g.role = 'officer' and c.id = ${callId}
       and (g.call_id is null or g.call_id = c.id) and ${sql.raw(holdsNow('g'))})`;
}

/** The work of each officer of a call, and of those who still have something of it without being one any more. */
export async function listLoads(
  db: Db,
  { callId, today }: { readonly callId: number; readonly today: string },
): Promise<readonly (OfficerLoad & { readonly isOfficer: boolean })[]> {
  const { rows } = await sql<OfficerLoad & { readonly isOfficer: boolean }>`
    with own as (
      select x.assigned_to as id,
             count(*) filter (where x.state = 'to-begin') as "toBegin",
             count(*) filter (where x.state = 'under-way') as "underWay",
             count(*) filter (where x.state = 'waiting') as waiting,
             count(*) filter (where x.is_suspended) as suspended,
             count(*) filter (where x.state in ('to-begin', 'under-way', 'waiting')
                                and not x.is_suspended and x.due < ${today}::date) as late,
             count(*) filter (where x.state = 'decided') as decided
        from examination x where x.call_id = ${callId} and x.assigned_to is not null
       group by x.assigned_to
    )
    select p.id, p.given_name || ' ' || p.family_name as name, ${isOfficer(callId)} as "isOfficer",
           (select count(*) from examination x
             where x.assigned_to = p.id and x.state in ('to-begin', 'under-way', 'waiting')) as load,
           coalesce(own."toBegin", 0) as "toBegin", coalesce(own."underWay", 0) as "underWay",
           coalesce(own.waiting, 0) as waiting, coalesce(own.suspended, 0) as suspended,
           coalesce(own.late, 0) as late, coalesce(own.decided, 0) as decided
      from person p left join own on own.id = p.id
     where own.id is not null or ${isOfficer(callId)}
     order by p.family_name, p.given_name, p.id`.execute(db);
  return rows;
}

/** Who is an officer of one of these calls at least, by name. */
export async function listOfficerNames(
  db: Db,
  callIds: readonly number[],
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { rows } = await sql<{ readonly id: string; readonly name: string }>`
    select p.id, p.given_name || ' ' || p.family_name as name
      from person p
     where p.id in (select g.person_id from role_grant g join call c on c.body_id = g.body_id
                     where g.role = 'officer' and c.id = any (${callIds}::int[])
                       and (g.call_id is null or g.call_id = c.id) and ${sql.raw(holdsNow('g'))})
     order by p.family_name, p.given_name, p.id`.execute(db);
  return rows;
}
