import type { Db, Tx } from '../../platform/database.ts';
import type { CheckedSigner, SignatureForm } from '../../platform/signatures/index.ts';

/** What was found out about a signature when it came. */
export interface SignatureReport {
  readonly form: SignatureForm;
  readonly checkedAt: string;
  readonly signer: CheckedSigner;
  /** How many others signed the same text in the same file. */
  readonly others: number;
  /** Of the trusted list against which it was checked. */
  readonly listIssuedAt?: string;
}

interface Key {
  readonly callId: number;
  readonly id: string;
  /** Of the text, in hexadecimal. */
  readonly hash: string;
  readonly organisationId: string;
}

export interface KeptSignature {
  readonly fileHash: string;
  readonly fileBytes: number;
  readonly report: SignatureReport;
}

export async function insertSignedConsent(
  tx: Tx,
  {
    callId,
    id,
    hash,
    organisationId,
    fileHash,
    fileBytes,
    uploadedBy,
    report,
  }: Key & KeptSignature & { readonly uploadedBy: string },
): Promise<void> {
  await tx
    .insertInto('signed_consent')
    .values({
      call_id: callId,
      application_id: id,
      snapshot_hash: Buffer.from(hash, 'hex'),
      organisation_id: organisationId,
      file_hash: Buffer.from(fileHash, 'hex'),
      file_bytes: fileBytes,
      form: report.form,
      uploaded_by: uploadedBy,
      checked_at: report.checkedAt,
      report: JSON.stringify(report),
    })
    .execute();
}

/** The signature by which an organisation consented to a text, if it did so. */
export async function findSignedConsent(
  db: Db,
  { callId, id, hash, organisationId }: Key,
): Promise<KeptSignature | undefined> {
  const row = await db
    .selectFrom('signed_consent')
    .select(['file_hash', 'file_bytes', 'report'])
    .where('call_id', '=', callId)
    .where('application_id', '=', id)
    .where('snapshot_hash', '=', Buffer.from(hash, 'hex'))
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  return (
    row && {
      fileHash: row.file_hash.toString('hex'),
      fileBytes: row.file_bytes,
      report: row.report as SignatureReport,
    }
  );
}
