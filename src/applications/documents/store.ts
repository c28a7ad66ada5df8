import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
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
