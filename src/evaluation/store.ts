import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import type { Assigned } from './assignment.ts';
import type { Freed } from './drawing-inputs.ts';
import type { AssignedPart, ConflictWay, EvaluationKey, RemovalCause, SeatKey } from './panel.ts';
import { removeSheets, type SeatsOf } from './sheets/store.ts';

export interface ConflictRecorded extends SeatKey {
  readonly way: ConflictWay;
  /** Why, or on which act it rests. */
  readonly ground: string;
  readonly recordedBy: string;
}

export interface RemovedForConflict {
  /** Whether the conflict was not known before. */
  readonly isNew: boolean;
  /** What the person had to do at the application, which somebody else now has to. */
  readonly parts: readonly AssignedPart[];
}

/**
 * Records that somebody is in conflict with an application, and takes from them whatever they were given of it: their
 * assignments and their sheets are kept, marked as removed, and count no more. Only under the lock of the examination;
 * the caller notes the act and finds who takes their place.
 */
export async function removeForConflict(
  tx: Tx,
  conflict: ConflictRecorded,
): Promise<RemovedForConflict> {
  const { callId, applicationId, personId, way, ground, recordedBy } = conflict;
  const inserted = await tx
    .insertInto('conflict')
    .values({
      call_id: callId,
      application_id: applicationId,
      person_id: personId,
      way,
      ground,
      recorded_by: recordedBy,
    })
    .onConflict((already) => already.doNothing())
    .returning('at')
    .executeTakeFirst();
  const freed = await removeAssignments(
    tx,
    { callId, applicationIds: [applicationId], personIds: [personId] },
    { because: 'conflict', reason: ground, by: recordedBy },
  );
  return { isNew: inserted !== undefined, parts: freed.map(({ part }) => part) };
}

/** Ends what these people were given of these applications; gives the parts that are free now. */
export async function removeAssignments(
  tx: Tx,
  seats: SeatsOf,
  {
    because,
    reason,
    by,
  }: { readonly because: RemovalCause; readonly reason: string; readonly by: string },
): Promise<readonly Freed[]> {
  const { callId, applicationIds, personIds } = seats;
  const freed = await tx
    .updateTable('panel_assignment')
    .set({
      removed_at: sql<string>`clock_timestamp()`,
      removed_because: because,
      removal_reason: reason,
      removed_by: by,
    })
    .where('call_id', '=', callId)
    .where(sql<boolean>`application_id = any (${applicationIds}::uuid[])`)
    .where(sql<boolean>`person_id = any (${personIds}::uuid[])`)
    .where('removed_at', 'is', null)
    .returning(['application_id as applicationId', 'part'])
    .execute();
  await removeSheets(tx, seats, { because: reason, by });
  return freed;
}

/** The number of an application before the panel, and how many have it now. Only under the lock of the panel. */
export async function findArrival(
  tx: Tx,
  { callId, applicationId }: EvaluationKey,
): Promise<(Assigned & { readonly number: number }) | undefined> {
  return tx
    .selectFrom('panel_arrival')
    .select(['number', 'scorers', 'reporters', 'experts'])
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
}

export async function insertAssignment(
  tx: Tx,
  given: SeatKey & {
    readonly arrival: number;
    readonly part: AssignedPart;
    readonly reason: string;
    readonly by: string;
  },
): Promise<void> {
  const { callId, applicationId } = given;
  await tx
    .insertInto('panel_assignment')
    .values({
      call_id: callId,
      application_id: applicationId,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from panel_assignment
                            where call_id = ${callId} and application_id = ${applicationId}::uuid)`,
      person_id: given.personId,
      arrival: given.arrival,
      part: given.part,
      drawing: null,
      reason: given.reason,
      assigned_by: given.by,
      removed_because: null,
      removal_reason: null,
      removed_by: null,
    })
    .execute();
}
