import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { SeatKey } from '../panel.ts';
import type { SheetContent } from './sheet.ts';

/** Begins the sheet of somebody; under the lock of the examination, so that nobody else does. */
export async function insertSheet(tx: Tx, key: SeatKey, textHash: string): Promise<string> {
  const { id } = await tx
    .insertInto('sheet')
    .values({
      call_id: key.callId,
      application_id: key.applicationId,
      person_id: key.personId,
      text_hash: Buffer.from(textHash, 'hex'),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Writes what the sheet says now; what is left out of it goes. */
export async function writeContent(
  tx: Tx,
  { id, textHash }: { readonly id: string; readonly textHash: string },
  content: SheetContent,
): Promise<void> {
  await tx.deleteFrom('sheet_entry').where('sheet_id', '=', id).execute();
  const rows = Object.entries(content).map(([fact, { value, reason }]) => ({
    sheet_id: id,
    fact,
    value: value === null ? null : JSON.stringify(value),
    reason,
  }));
  if (rows.length > 0) await tx.insertInto('sheet_entry').values(rows).execute();
  await tx
    .updateTable('sheet')
    .set({
      revision: sql<number>`revision + 1`,
      saved_at: sql<string>`clock_timestamp()`,
      text_hash: Buffer.from(textHash, 'hex'),
    })
    .where('id', '=', id)
    .execute();
}

export async function markClosed(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('sheet')
    .set({
      state: 'closed',
      closed_at: sql<string>`clock_timestamp()`,
      revision: sql<number>`revision + 1`,
    })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute();
}

export async function markOpen(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('sheet')
    .set({ state: 'open', closed_at: null, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .where('state', '=', 'closed')
    .execute();
}

/**
 * Takes the sheet of somebody out of what counts, for good, and says why; with the sheets that were laid open with it
 * undone, since what the others wrote is not to be seen by who comes in its place. Only under the lock of the
 * examination; the caller notes the act. Says whether there was one.
 */
export async function removeSheet(
  tx: Tx,
  { callId, applicationId, personId }: SeatKey,
  { because, by }: { readonly because: string; readonly by: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sheet')
    .set({
      state: 'removed',
      removed_at: sql<string>`clock_timestamp()`,
      removed_because: because,
      revision: sql<number>`revision + 1`,
    })
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .where('person_id', '=', personId)
    .where('state', '<>', 'removed')
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('consolidation')
    .set({
      state: 'undone',
      undone_by: by,
      undone_at: sql<string>`clock_timestamp()`,
      undone_because: because,
    })
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .where('state', '=', 'opened')
    .execute();
  return numUpdatedRows === 1n;
}
