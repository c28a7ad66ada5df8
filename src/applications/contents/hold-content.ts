import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '../../platform/database.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import type { ReceivedFile } from '../../platform/files/receive-file.ts';

/** Where contents are kept, and where it is written who needs them. */
export interface ContentDesk {
  readonly db: Db;
  readonly store: FileStore;
}

/** A content that is in the store and that nobody takes out of it before it is recorded. */
export interface HeldContent {
  readonly id: string;
  readonly hash: string;
}

/** After this long a hold is that of a server that has died. */
export const holdMinutes = 60;

/**
 * Puts a content into the store and then records it in a transaction of its own, so that no transaction waits for a
 * disk or a network. Where nothing records it, it is gone again; where the server dies between, the hold runs out and
 * the content is swept.
 */
export async function withContent<T>(
  { db, store }: ContentDesk,
  file: ReceivedFile,
  record: (held: HeldContent) => Promise<T>,
): Promise<T> {
  const held = await holdContent(db, file.hash);
  try {
    await store.keep(file);
    return await record(held);
  } finally {
    await db.deleteFrom('content_hold').where('id', '=', held.id).execute();
    await forgetContent({ db, store }, file.hash);
  }
}

async function holdContent(db: Db, hash: string): Promise<HeldContent> {
  return db.transaction().execute(async (tx) => {
    // Whoever is taking this very content out of the store has done so when this goes on.
    await lockContent(tx, hash);
    const { id } = await tx
      .insertInto('content_hold')
      .values({ hash: Buffer.from(hash, 'hex') })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id, hash };
  });
}

/** Ends a hold with the transaction that records the content; one that ran out may have lost it meanwhile. */
export async function claimContent(tx: Tx, { id, hash }: HeldContent): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('content_hold')
    .where('id', '=', id)
    .where(isFresh)
    .executeTakeFirstOrThrow();
  if (numDeletedRows !== 1n)
    throw new Error(`the content ${hash} was held for more than ${holdMinutes} minutes`);
}

const isFresh = sql<boolean>`content_hold.at > clock_timestamp() - make_interval(mins => ${sql.lit(holdMinutes)})`;

/** Keeps others from holding or forgetting this content until the transaction ends. */
async function lockContent(tx: Tx, hash: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`document ${hash}`}, 0))`.execute(tx);
}

/** Takes a content out of the store, unless something somewhere needs it; says whether it did. */
export async function forgetContent({ db, store }: ContentDesk, hash: string): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await lockContent(tx, hash);
    const [needed] = await neededAmong(tx, [hash]);
    if (needed !== undefined) return false;
    await store.remove(hash);
    return true;
  });
}

/**
 * Those of these contents that something needs: a document, a consent, a message, a letter, a reply to the office, a proof
 * of delivery, an act on a ranking or an upload on its way. In one statement, so of one moment.
 */
export async function neededAmong(db: Db, hashes: readonly string[]): Promise<readonly string[]> {
  const { rows } = await neededQuery(hashes).execute(db);
  return rows.map(({ hash }) => hash);
}

function neededQuery(hashes: readonly string[]): RawBuilder<{ hash: string }> {
  return sql`
    select encode(asked.hash, 'hex') as hash
      from (select decode(each, 'hex') as hash from unnest(${hashes}::text[]) as each) as asked
     where exists (select from document d where d.hash = asked.hash and (d.removed_at is null or d.is_frozen))
        or exists (select from signed_consent s where s.file_hash = asked.hash)
        or exists (select from reply_document r where r.hash = asked.hash and r.removed_at is null)
        or exists (select from delivery_proof e where e.file_hash = asked.hash)
        or exists (select from upload_part p where p.hash = asked.hash)
        or exists (select from message_file f where f.hash = asked.hash)
        or exists (select from print r where r.file_hash = asked.hash)
        or exists (select from ranking_act a where a.bundle_hash = asked.hash)
        or exists (select from ranking_act a
                    where a.signature ? 'fileHash' and decode(a.signature->>'fileHash', 'hex') = asked.hash)
        or exists (select from content_hold where content_hold.hash = asked.hash and ${isFresh})`;
}
