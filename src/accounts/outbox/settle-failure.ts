import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import { addDelivery } from '../../platform/mail/queue-message.ts';

/** Whether it was done: not when the message is no longer a failure, or when another was quicker. */
export async function noteFailure(
  db: Db,
  { id, personId }: { readonly id: string; readonly personId: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('mail_message')
    .set({ noted_by: personId, noted_at: sql`clock_timestamp()` })
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .where('noted_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Puts a message that failed back into the queue, unless what only its recipient may know is gone from it. */
export async function retryFailure(db: Db, id: string): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('mail_message')
      .set({ state: 'queued', ended_at: null })
      .where('id', '=', id)
      .where('state', '=', 'failed')
      .where('noted_at', 'is', null)
      .where((is) => is.or([is('link', 'is not', null), is('is_link_secret', '=', false)]))
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    await addDelivery(tx, id);
    return true;
  });
}
