import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** One change of state, as it goes into the journal. No name, no contact: people and organisations are ids. */
export interface JournalAct {
  /** What the row is about decides its chain: `accounts`, `call/12`. */
  readonly chain: string;
  /** What was done, a noun phrase in kebab-case: `mandate-given`. */
  readonly act: string;
  /** `kind/id` of what changed. */
  readonly subject: string;
  readonly personId: string | null;
  readonly onBehalfOf?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
  /** Article, decree or reason on which it rests, where one is given. */
  readonly ground?: string | null;
  /** The text whose hash is kept: the content itself may be erased one day, the hash stays. */
  readonly content: string | Uint8Array;
}

export interface JournalRow {
  readonly chain: string;
  readonly sequence: number;
  /** ISO 8601 in UTC with microseconds, as the database gave it. */
  readonly at: string;
  readonly act: string;
  readonly subject: string;
  readonly personId: string | null;
  readonly onBehalfOf: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly ground: string | null;
  readonly contentHash: Buffer;
  readonly previousHash: Buffer;
}

export const emptyChainHash = Buffer.alloc(32);

/**
 * Writes one row of the journal in the caller's transaction and keeps the head of its chain locked
 * until the end, so that two rows never follow the same one. Call it last: the lock is short then.
 */
export async function recordAct(tx: Tx, act: JournalAct): Promise<JournalRow> {
  await tx
    .insertInto('journal_head')
    .values({ chain: act.chain, sequence: 0, hash: emptyChainHash })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const head = await tx
    .selectFrom('journal_head')
    .select(['sequence', 'hash', sql<string>`${isoNow}`.as('at')])
    .where('chain', '=', act.chain)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const row: JournalRow = {
    chain: act.chain,
    sequence: head.sequence + 1,
    at: head.at,
    act: act.act,
    subject: act.subject,
    personId: act.personId,
    onBehalfOf: act.onBehalfOf ?? null,
    from: act.from ?? null,
    to: act.to ?? null,
    ground: act.ground ?? null,
    contentHash: createHash('sha256').update(act.content).digest(),
    previousHash: head.hash,
  };
  const hash = hashRow(row);
  await tx.insertInto('journal').values(columnsOf(row, hash)).execute();
  await tx
    .updateTable('journal_head')
    .set({ sequence: row.sequence, hash })
    .where('chain', '=', act.chain)
    .execute();
  return row;
}

const isoNow = sql`to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** SHA-256 over the fields of the row in this order, as a JSON array; hashes in hexadecimal. */
export function hashRow(row: JournalRow): Buffer {
  const text = JSON.stringify([
    row.chain,
    row.sequence,
    row.at,
    row.act,
    row.subject,
    row.personId,
    row.onBehalfOf,
    row.from,
    row.to,
    row.ground,
    row.contentHash.toString('hex'),
    row.previousHash.toString('hex'),
  ]);
  return createHash('sha256').update(text).digest();
}

function columnsOf(row: JournalRow, hash: Buffer) {
  return {
    chain: row.chain,
    sequence: row.sequence,
    at: row.at,
    person_id: row.personId,
    on_behalf_of: row.onBehalfOf,
    act: row.act,
    subject: row.subject,
    from_state: row.from,
    to_state: row.to,
    ground: row.ground,
    content_hash: row.contentHash,
    previous_hash: row.previousHash,
    hash,
  };
}
