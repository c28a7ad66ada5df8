import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/database.ts';
import type { FileStore } from '../../platform/files/folder-store.ts';
import type { FileKind } from '../../platform/files/file-kind.ts';

interface Key {
  readonly callId: number;
  readonly id: string;
}

export interface NewDocument extends Key {
  readonly slot: string;
  readonly version: number;
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly hash: string;
  readonly personId: string;
}

export async function insertDocument(tx: Tx, document: NewDocument): Promise<void> {
  await tx
    .insertInto('document')
    .values({
      call_id: document.callId,
      application_id: document.id,
      slot: document.slot,
      version: document.version,
      name: document.name,
      kind: document.kind,
      bytes: document.bytes,
      hash: Buffer.from(document.hash, 'hex'),
      uploaded_by: document.personId,
    })
    .execute();
}

export interface VersionKey extends Key {
  readonly slot: string;
  readonly version: number;
}

export async function markRemoved(
  tx: Tx,
  { callId, id, slot, version }: VersionKey,
  personId: string,
): Promise<void> {
  await tx
    .updateTable('document')
    .set({ removed_at: sql`clock_timestamp()`, removed_by: personId })
    .where('call_id', '=', callId)
    .where('application_id', '=', id)
    .where('slot', '=', slot)
    .where('version', '=', version)
    .execute();
}

/** From now on a frozen text names these, and their content is kept. */
export async function markFrozen(
  tx: Tx,
  { callId, id }: Key,
  documents: readonly Pick<VersionKey, 'slot' | 'version'>[],
): Promise<void> {
  for (const { slot, version } of documents)
    await tx
      .updateTable('document')
      .set({ is_frozen: true })
      .where('call_id', '=', callId)
      .where('application_id', '=', id)
      .where('slot', '=', slot)
      .where('version', '=', version)
      .execute();
}

/** Keeps others from adding or forgetting this content until the transaction ends. */
export async function lockContent(tx: Tx, hash: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`document ${hash}`}, 0))`.execute(tx);
}

/** Takes a content out of the store, unless a document somewhere still needs it. */
export async function forgetContent(db: Db, store: FileStore, hash: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockContent(tx, hash);
    const needed = await tx
      .selectFrom('document')
      .select('slot')
      .where('hash', '=', Buffer.from(hash, 'hex'))
      .where((where) => where.or([where('removed_at', 'is', null), where('is_frozen', '=', true)]))
      .limit(1)
      .executeTakeFirst();
    if (!needed) await store.remove(hash);
  });
}
