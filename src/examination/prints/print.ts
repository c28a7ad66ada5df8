import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { claimContent, withContent } from '../../applications/index.ts';
import type { Db, Tx } from '../../platform/database.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import { discardFile, receiveFile, type ReceivedFile } from '../../platform/files/receive-file.ts';
import { addJob } from '../../platform/jobs/add-job.ts';
import { renderPdf, type PdfDocument } from '../../platform/pdf/index.ts';
import { canonicalJson } from '../../engine/index.ts';

export const printTask = 'print-layout';

/** Where documents are laid out and kept. */
export interface Press {
  readonly db: Db;
  readonly store: FileStore;
}

/** A document as it is stored: its instant as text. */
type StoredDocument = Omit<PdfDocument, 'at'> & { readonly at: string };

export interface NewPrint {
  readonly printId: string;
  /** SHA-256 of what the document says, in hexadecimal. */
  readonly contentHash: string;
}

/** Freezes a document in the caller's transaction; its file is made from it once, in the background. */
export async function addPrint(
  tx: Tx,
  document: PdfDocument,
  { isHurried = true }: { readonly isHurried?: boolean } = {},
): Promise<NewPrint> {
  const stored: StoredDocument = { ...document, at: document.at.toISOString() };
  const contentHash = createHash('sha256').update(canonicalJson(stored)).digest();
  const { id } = await tx
    .insertInto('print')
    .values({ document: JSON.stringify(stored), content_hash: contentHash })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (isHurried) await addJob(tx, { task: printTask, payload: { id }, key: `print/${id}` });
  return { printId: id, contentHash: contentHash.toString('hex') };
}

export interface PrintedFile {
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  readonly bytes: number;
}

/** The file of a document, once there is one. */
export async function findPrinted(db: Db, printId: string): Promise<PrintedFile | undefined> {
  const { rows } = await sql<PrintedFile>`
    select encode(file_hash, 'hex') as hash, file_bytes as bytes from print
     where id = ${printId}::uuid and file_hash is not null`.execute(db);
  return rows[0];
}

/**
 * Lays a document out and keeps its file, unless that was done already. What else belongs to the moment in which the
 * file is there is done in the same transaction, and so as often as the file is made: once.
 */
export async function makePrint(
  press: Press,
  printId: string,
  {
    isInBackground = false,
    record,
  }: {
    readonly isInBackground?: boolean;
    readonly record?: (tx: Tx) => Promise<void>;
  } = {},
): Promise<'made' | 'there'> {
  const row = await press.db
    .selectFrom('print')
    .select(['document', 'file_hash'])
    .where('id', '=', printId)
    .executeTakeFirstOrThrow();
  if (row.file_hash !== null) return 'there';
  const stored = row.document as StoredDocument;
  const bytes = await renderPdf({ ...stored, at: new Date(stored.at) }, { isInBackground });
  const file = await toFile(press.store, bytes);
  try {
    return await withContent(press, file, (held) =>
      press.db.transaction().execute(async (tx) => {
        const isFirst = await markPrinted(tx, printId, file);
        if (!isFirst) return 'there';
        await claimContent(tx, held);
        await record?.(tx);
        return 'made';
      }),
    );
  } finally {
    await discardFile(file);
  }
}

async function markPrinted(
  tx: Tx,
  printId: string,
  { hash, bytes }: ReceivedFile,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('print')
    .set({
      file_hash: Buffer.from(hash, 'hex'),
      file_bytes: bytes,
      printed_at: sql<string>`clock_timestamp()`,
    })
    .where('id', '=', printId)
    .where('file_hash', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

async function toFile({ incoming }: FileStore, bytes: Buffer): Promise<ReceivedFile> {
  const received = await receiveFile(pieces(bytes), {
    folder: incoming,
    bytesMax: bytes.length,
    bytesTold: bytes.length,
  });
  if (received.type === 'refused') throw new Error(`a document was not written: ${received.code}`);
  return received.file;
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
