import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { MessageFile, Side } from './message.ts';

export interface ThreadKey {
  readonly callId: number;
  readonly applicationId: string;
}

/** Locks the messages of an application, so that two get different numbers; gives how many there are. */
export async function lockThread(
  tx: Tx,
  { callId, applicationId }: ThreadKey,
): Promise<{ readonly messages: number }> {
  await tx
    .insertInto('message_thread')
    .values({ call_id: callId, application_id: applicationId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return tx
    .selectFrom('message_thread')
    .select('messages')
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export interface NewMessage extends ThreadKey {
  readonly number: number;
  readonly side: Side;
  readonly personId: string;
  readonly text: string;
  readonly files: readonly MessageFile[];
}

/** Adds a message under the lock of its thread, which counts it as unread by the other side. */
export async function insertMessage(
  tx: Tx,
  { callId, applicationId, number, side, personId, text, files }: NewMessage,
): Promise<void> {
  const key = { call_id: callId, application_id: applicationId, number };
  await tx
    .insertInto('application_message')
    .values({ ...key, side, person_id: personId, text, sent_at: sql<string>`clock_timestamp()` })
    .execute();
  if (files.length > 0)
    await tx
      .insertInto('message_file')
      .values(
        files.map(({ name, kind, bytes, hash }, index) => ({
          ...key,
          ordinal: index + 1,
          name,
          kind,
          bytes,
          hash: Buffer.from(hash, 'hex'),
        })),
      )
      .execute();
  const unread = side === 'office' ? 'unread_applicant' : 'unread_office';
  await tx
    .updateTable('message_thread')
    .set({
      messages: number,
      last_at: sql<string>`clock_timestamp()`,
      [unread]: sql`${sql.ref(unread)} + 1`,
    })
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .execute();
}

/** Notes that somebody of a side has opened what the other side wrote; gives how many were new to that side. */
export async function recordReading(
  tx: Tx,
  { callId, applicationId }: ThreadKey,
  {
    side,
    personId,
    upTo,
  }: { readonly side: Side; readonly personId: string; readonly upTo: number },
): Promise<number> {
  await lockThread(tx, { callId, applicationId });
  const { rows } = await sql<{ number: number }>`
    insert into message_reading (call_id, application_id, number, person_id, at)
    select m.call_id, m.application_id, m.number, ${personId}, clock_timestamp()
      from application_message m
     where m.call_id = ${callId} and m.application_id = ${applicationId}::uuid and m.side <> ${side}
       and m.number <= ${upTo}
        on conflict do nothing
    returning number`.execute(tx);
  if (rows.length === 0) return 0;
  const unread = side === 'office' ? 'unread_office' : 'unread_applicant';
  await tx
    .updateTable('message_thread')
    .set({ [unread]: sql`${sql.ref(unread)} - ${rows.length}` })
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .execute();
  return rows.length;
}
