import { sql } from 'kysely';
import type { Database, Db, Tx } from '../database.ts';
import type { Delivery, MailServer } from './mail-server.ts';
import type { Message } from './message.ts';

export interface DeliveryDesk {
  /** Where the row is locked while the conversation lasts. */
  readonly jobs: Database;
  /** Where it is written down that a conversation begins, before it does. */
  readonly database: Database;
  readonly server: MailServer;
}

/** `elsewhere`: it has gone out already, or another process is sending it now. */
export type Delivered = Delivery | { readonly outcome: 'elsewhere' };

/**
 * Sends one message of the outbox. Its row is locked meanwhile, so that of many who try one sends. A process that dies
 * after the mail server has accepted, and before that is committed, leaves an attempt without an end: the message goes
 * out again under the same Message-ID, by which mail servers and programs know that they have it.
 */
export async function deliverMessage(
  desk: DeliveryDesk,
  id: string,
  { isLast }: { readonly isLast: boolean },
): Promise<Delivered> {
  return desk.jobs.db.transaction().execute(async (tx) => {
    await sql`set local idle_in_transaction_session_timeout = '5min'`.execute(tx);
    const message = await lockQueued(tx, id);
    if (message === undefined) return { outcome: 'elsewhere' };
    const attempt = await beginAttempt(desk, id);
    const delivery = await desk.server.deliver(attempt.name, message);
    await endAttempt(tx, { id, number: attempt.number, delivery });
    if (delivery.outcome !== 'later' || isLast) await endMessage(tx, id, delivery);
    return delivery;
  });
}

async function lockQueued(tx: Tx, id: string): Promise<Message | undefined> {
  const row = await tx
    .selectFrom('mail_message')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'queued')
    // Not against the rows of the attempts, which name this one from another connection.
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { link, link_label: label, person_id: personId, ...rest } = row;
  return {
    ...rest,
    personId,
    ...(link === null ? {} : { link: { label: label ?? '', address: link } }),
  };
}

async function beginAttempt(
  { database: { db }, server }: DeliveryDesk,
  id: string,
): Promise<{ readonly number: number; readonly name: string }> {
  const last = await findLastAttempt(db, id);
  const domain = server.sender.address.split('@')[1] ?? '';
  const number = (last?.number ?? 0) + 1;
  const name = last?.name ?? `<${id}@${domain}>`;
  await db.insertInto('mail_attempt').values({ message_id: id, number, name }).execute();
  return { number, name };
}

function findLastAttempt(db: Db, id: string) {
  return db
    .selectFrom('mail_attempt')
    .select(['number', 'name'])
    .where('message_id', '=', id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function endAttempt(
  tx: Tx,
  {
    id,
    number,
    delivery,
  }: { readonly id: string; readonly number: number; readonly delivery: Delivery },
): Promise<void> {
  await tx
    .updateTable('mail_attempt')
    .set({ ended_at: sql`clock_timestamp()`, outcome: delivery.outcome, reply: delivery.reply })
    .where('message_id', '=', id)
    .where('number', '=', number)
    .execute();
}

/** What only the recipient may know is kept no longer than it is needed. */
async function endMessage(tx: Tx, id: string, { outcome, reply }: Delivery): Promise<void> {
  await tx
    .updateTable('mail_message')
    .set({
      state: outcome === 'accepted' ? 'sent' : 'failed',
      ended_at: sql`clock_timestamp()`,
      reply,
      link: sql`case when is_link_secret then null else link end`,
    })
    .where('id', '=', id)
    .execute();
}
