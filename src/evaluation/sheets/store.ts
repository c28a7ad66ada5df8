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

/** What each of these people has of each of these applications. */
export interface SeatsOf {
  readonly callId: number;
  readonly applicationIds: readonly string[];
  readonly personIds: readonly string[];
}

/**
 * Takes sheets out of what counts, for good, and says why; with the sheets that were laid open with them undone, since
 * what the others wrote is not to be seen by who comes in their place. Only under the lock of the examinations; the
 * caller notes the act.
 */
export async function removeSheets(
  tx: Tx,
  { callId, applicationIds, personIds }: SeatsOf,
  { because, by }: { readonly because: string; readonly by: string },
): Promise<void> {
  const isOfThese = sql<boolean>`application_id = any (${applicationIds}::uuid[])`;
  await tx
    .updateTable('sheet')
    .set({
      state: 'removed',
      removed_at: sql<string>`clock_timestamp()`,
      removed_because: because,
      revision: sql<number>`revision + 1`,
    })
    .where('call_id', '=', callId)
    .where(isOfThese)
    .where(sql<boolean>`person_id = any (${personIds}::uuid[])`)
    .where('state', '<>', 'removed')
    .execute();
  await tx
    .updateTable('consolidation')
    .set({
      state: 'undone',
      undone_by: by,
      undone_at: sql<string>`clock_timestamp()`,
      undone_because: because,
    })
    .where('call_id', '=', callId)
    .where(isOfThese)
    .where('state', '=', 'opened')
    .execute();
}
