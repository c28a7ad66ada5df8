import { sql } from 'kysely';
import type { Db } from '../platform/database.ts';
import {
  decideReading,
  decideScoring,
  type AssignedPart,
  type EvaluationKey,
  type Membership,
  type PanelAssignment,
  type ReadingAnswer,
  type RemovalCause,
  type ScoringAnswer,
  type SeatKey,
  type Standing,
} from './panel.ts';

/** The part that somebody has in the panel of a call now; nothing for who is not in it. */
export async function membershipOf(
  db: Db,
  callId: number,
  personId: string,
): Promise<Membership | undefined> {
  const row = await db
    .selectFrom('panel_member as m')
    .innerJoin('panel_act as a', (join) =>
      join.onRef('a.call_id', '=', 'm.call_id').onRef('a.number', '=', 'm.from_act'),
    )
    .select(['m.number', 'm.part', 'm.addressed_as as name', 'a.day as since'])
    .where('m.call_id', '=', callId)
    .where('m.person_id', '=', personId)
    .where('m.until_act', 'is', null)
    .executeTakeFirst();
  return row && { callId, personId, ...row };
}

/**
 * Whether somebody may fill a sheet of an application, and why not. Whoever saves one asks within their transaction,
 * under the lock of the examination: a conflict either came before, or waits until the sheet is saved and removes it.
 */
export async function mayScore(db: Db, key: SeatKey): Promise<ScoringAnswer> {
  return decideScoring(await findStanding(db, key));
}

/** Whether somebody may read an application as a member of the panel, and why not. */
export async function mayRead(db: Db, key: SeatKey): Promise<ReadingAnswer> {
  return decideReading(await findStanding(db, key));
}

/** What the rows say of one person at one application. */
export async function findStanding(
  db: Db,
  { callId, applicationId, personId }: SeatKey,
): Promise<Standing> {
  const { rows } = await sql<{
    readonly part: Membership['part'] | null;
    readonly arrival: number | null;
    readonly declaredTo: number;
    readonly isInConflict: boolean;
    readonly assigned: Standing['assigned'];
  }>`
    select (select m.part from panel_member m
             where m.call_id = ${callId} and m.person_id = ${personId}::uuid and m.until_act is null) as part,
           (select r.number from panel_arrival r
             where r.call_id = ${callId} and r.application_id = ${applicationId}::uuid) as arrival,
           (select coalesce(max(d.to_arrival), 0) from conflict_declaration d
             where d.call_id = ${callId} and d.person_id = ${personId}::uuid) as "declaredTo",
           exists (select from conflict c
             where c.call_id = ${callId} and c.application_id = ${applicationId}::uuid
               and c.person_id = ${personId}::uuid) as "isInConflict",
           (select coalesce(json_agg(json_build_object('part', s.part, 'isRemoved', s.removed_at is not null)
                                     order by s.number), '[]')
              from panel_assignment s
             where s.call_id = ${callId} and s.application_id = ${applicationId}::uuid
               and s.person_id = ${personId}::uuid) as assigned`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('a query without a table gave no row');
  const { part, arrival, ...others } = row;
  return { ...others, member: part === null ? undefined : { part }, arrival: arrival ?? undefined };
}

/** Everybody who was ever given an application, or every application ever given to somebody; in the order of giving. */
export async function assignmentsOf(
  db: Db,
  of: EvaluationKey | { readonly callId: number; readonly personId: string },
): Promise<readonly PanelAssignment[]> {
  const { rows } = await sql<AssignmentRow>`
    select s.call_id as "callId", s.application_id as "applicationId", s.person_id as "personId", s.number, s.part,
           s.drawing, s.reason, s.assigned_at as "assignedAt", s.removed_at as "removedAt",
           s.removed_because as "removedBecause", s.removal_reason as "removalReason",
           (select m.addressed_as from panel_member m
             where m.call_id = s.call_id and m.person_id = s.person_id order by m.number desc limit 1) as name
      from panel_assignment s
     where s.call_id = ${of.callId}
       and ${
         'applicationId' in of
           ? sql`s.application_id = ${of.applicationId}::uuid`
           : sql`s.person_id = ${of.personId}::uuid`
       }
     order by s.application_id, s.number`.execute(db);
  return rows.map(assignmentOf);
}

interface AssignmentRow extends SeatKey {
  readonly number: number;
  readonly name: string;
  readonly part: AssignedPart;
  readonly drawing: number | null;
  readonly reason: string | null;
  readonly assignedAt: Date;
  readonly removedAt: Date | null;
  readonly removedBecause: RemovalCause | null;
  readonly removalReason: string | null;
}

function assignmentOf({
  removedAt,
  removedBecause,
  removalReason,
  ...row
}: AssignmentRow): PanelAssignment {
  const removed = removedAt && {
    at: removedAt,
    because: removedBecause ?? 'removal',
    reason: removalReason ?? '',
  };
  return { ...row, removed };
}
