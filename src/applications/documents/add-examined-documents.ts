import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { FileKind } from '../../platform/files/file-kind.ts';
import type { SnapshotDocument } from './handed-in.ts';

export interface ExaminedDocument {
  readonly slot: string;
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  readonly personId: string;
}

/**
 * Puts documents that came with a reply to the office in the places of the papers of the call, each as the next version
 * of its place, and gives them as a text names them. The submitted text goes on naming those that it named.
 */
export async function addExaminedDocuments(
  tx: Tx,
  { callId, id }: { readonly callId: number; readonly id: string },
  documents: readonly ExaminedDocument[],
): Promise<readonly SnapshotDocument[]> {
  const added: SnapshotDocument[] = [];
  for (const { slot, name, kind, bytes, hash, personId } of documents) {
    const { version } = await tx
      .insertInto('document')
      .values({
        call_id: callId,
        application_id: id,
        slot,
        version: sql<number>`(select coalesce(max(version), 0) + 1 from document
          where call_id = ${callId} and application_id = ${id}::uuid and slot = ${slot})`,
        name,
        kind,
        bytes,
        hash: Buffer.from(hash, 'hex'),
        uploaded_by: personId,
        is_frozen: true,
        by_reply: true,
      })
      .returning('version')
      .executeTakeFirstOrThrow();
    added.push({ slot, version, name, kind, bytes, sha256: hash });
  }
  return added;
}
