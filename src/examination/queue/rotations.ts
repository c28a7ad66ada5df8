import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { ExaminationKey } from '../examination.ts';

/** One sharing-out as it was recorded. */
export interface RotationLine {
  readonly number: number;
  readonly at: Date;
  readonly byName: string;
  readonly seats: readonly {
    readonly officerId: string;
    readonly name: string;
    readonly before: number;
    readonly given: number;
  }[];
}

const shownMax = 20;

/** The latest first. */
export async function listRotations(db: Db, callId: number): Promise<readonly RotationLine[]> {
  const { rows } = await sql<RotationLine>`
    select r.number, r.at, p.given_name || ' ' || p.family_name as "byName",
           (select json_agg(json_build_object('officerId', s ->> 'officerId', 'before', s -> 'before', 'given', s -> 'given',
                              'name', o.given_name || ' ' || o.family_name) order by place)
              from jsonb_array_elements(r.seats) with ordinality as seat(s, place)
              join person o on o.id = (s ->> 'officerId')::uuid) as seats
      from rotation r join person p on p.id = r.person_id
     where r.call_id = ${callId}
     order by r.number desc limit ${shownMax}`.execute(db);
  return rows;
}

export async function countUnassigned(db: Db, callId: number): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select count(*) as count from examination x
     where x.call_id = ${callId} and x.assigned_to is null
       and x.state in ('to-begin', 'under-way', 'waiting')`.execute(db);
  return rows[0]?.count ?? 0;
}

/** One hand through which an application went. */
export interface AssignmentLine {
  readonly number: number;
  readonly at: Date;
  readonly officerName: string | null;
  readonly byName: string;
  readonly reason: string | null;
  readonly isByRotation: boolean;
}

/** The latest first. */
export async function listAssignments(
  db: Db,
  { callId, applicationId }: ExaminationKey,
): Promise<readonly AssignmentLine[]> {
  const { rows } = await sql<AssignmentLine>`
    select a.number, a.at, o.given_name || ' ' || o.family_name as "officerName",
           p.given_name || ' ' || p.family_name as "byName", a.reason, a.rotation is not null as "isByRotation"
      from assignment a
      join person p on p.id = a.person_id
      left join person o on o.id = a.officer_id
     where a.call_id = ${callId} and a.application_id = ${applicationId}::uuid
     order by a.number desc`.execute(db);
  return rows;
}
