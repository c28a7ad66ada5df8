import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { ExaminationKey } from '../examination.ts';

export interface NewAssignment {
  /** Nobody: it is taken back. */
  readonly officerId: string | null;
  readonly reason?: string | null;
  /** Who gives it. */
  readonly personId: string;
}

/** One more line of who has had an application; under its lock. */
export async function addAssignment(
  tx: Tx,
  { callId, applicationId }: ExaminationKey,
  { officerId, reason = null, personId }: NewAssignment,
): Promise<void> {
  await tx
    .insertInto('assignment')
    .values({
      call_id: callId,
      application_id: applicationId,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from assignment
                            where call_id = ${callId} and application_id = ${applicationId}::uuid)`,
      officer_id: officerId,
      rotation: null,
      reason,
      person_id: personId,
      at: sql<string>`clock_timestamp()`,
    })
    .execute();
}
