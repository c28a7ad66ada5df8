import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';

export type MessageState = 'queued' | 'sent' | 'failed' | 'cancelled';

export interface OutboxMessage {
  readonly id: string;
  readonly kind: string;
  readonly recipient: string;
  readonly language: 'it' | 'en';
  readonly subject: string;
  readonly state: MessageState;
  readonly createdAt: Date;
  readonly reply: string | null;
  /** Whether it can be sent again as it is. */
  readonly isWhole: boolean;
}

export interface WholeMessage extends OutboxMessage {
  readonly text: string;
  readonly link: { readonly label: string; readonly address: string } | undefined;
}

export type OutboxCount = Readonly<Record<MessageState, number>>;

/** How many messages are in each state; of those that failed only the ones nobody has dealt with. */
export async function countMessages(db: Db): Promise<OutboxCount> {
  const rows = await db
    .selectFrom('mail_message')
    .select(['state', sql<number>`count(*)::integer`.as('count')])
    .where('noted_at', 'is', null)
    .groupBy('state')
    .execute();
  const of = (state: MessageState) => rows.find((row) => row.state === state)?.count ?? 0;
  return {
    queued: of('queued'),
    sent: of('sent'),
    failed: of('failed'),
    cancelled: of('cancelled'),
  };
}

export async function findFailures(db: Db, limit: number): Promise<readonly OutboxMessage[]> {
  const rows = await messages(db)
    .where('state', '=', 'failed')
    .where('noted_at', 'is', null)
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map(messageOf);
}

export async function findLatestMessages(db: Db, limit: number): Promise<readonly OutboxMessage[]> {
  const rows = await messages(db)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(messageOf);
}

export async function findMessage(db: Db, id: string): Promise<WholeMessage | undefined> {
  const row = await messages(db).where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const { link, link_label: label } = row;
  return {
    ...messageOf(row),
    text: row.text,
    link: link === null ? undefined : { label: label ?? '', address: link },
  };
}

function messages(db: Db) {
  return db.selectFrom('mail_message').selectAll();
}

type Row = Awaited<ReturnType<ReturnType<typeof messages>['executeTakeFirstOrThrow']>>;

function messageOf(row: Row): OutboxMessage {
  const { id, kind, recipient, language, subject, state, created_at: createdAt, reply } = row;
  const isWhole = row.link !== null || !row.is_link_secret;
  return { id, kind, recipient, language, subject, state, createdAt, reply, isWhole };
}
