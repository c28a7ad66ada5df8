import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { RequestDraft, RequestKey, RequestKind } from './request.ts';

type ApplicationKey = Pick<RequestKey, 'callId' | 'applicationId'>;

const keyOf = ({ callId, applicationId, number }: RequestKey) => ({
  call_id: callId,
  application_id: applicationId,
  request_number: number,
});

/** To be called under the lock of the examination, which keeps numbers apart. */
export async function insertDraft(
  tx: Tx,
  {
    callId,
    applicationId,
    kind,
    draft,
    personId,
  }: ApplicationKey & {
    readonly kind: RequestKind;
    readonly draft: RequestDraft;
    readonly personId: string;
  },
): Promise<number> {
  const { last } = await tx
    .selectFrom('examination_request')
    .select(sql<number>`coalesce(max(number), 0)`.as('last'))
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .executeTakeFirstOrThrow();
  const number = last + 1;
  await tx
    .insertInto('examination_request')
    .values({
      call_id: callId,
      application_id: applicationId,
      number,
      kind,
      introduction: draft.introduction,
      items: JSON.stringify(draft.items),
      created_by: personId,
    })
    .execute();
  return number;
}

function oneRequest(tx: Tx, { callId, applicationId, number }: RequestKey) {
  return tx
    .updateTable('examination_request')
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .where('number', '=', number);
}

export async function updateDraft(
  tx: Tx,
  key: RequestKey,
  { draft, revision }: { readonly draft: RequestDraft; readonly revision: number },
): Promise<void> {
  await oneRequest(tx, key)
    .set({
      introduction: draft.introduction,
      items: JSON.stringify(draft.items),
      revision: revision + 1,
    })
    .execute();
}

export async function deleteDraft(
  tx: Tx,
  { callId, applicationId, number }: RequestKey,
): Promise<void> {
  await tx
    .deleteFrom('examination_request')
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .where('number', '=', number)
    .where('state', '=', 'draft')
    .execute();
}

export async function recordSent(
  tx: Tx,
  key: RequestKey,
  sent: {
    readonly personId: string;
    readonly on: string;
    readonly dueOn: string;
    readonly textHash: string;
    readonly suspension: number | null;
  },
): Promise<void> {
  await oneRequest(tx, key)
    .set({
      state: 'open',
      sent_by: sent.personId,
      sent_at: sql<Date>`clock_timestamp()`,
      sent_on: sent.on,
      due_on: sent.dueOn,
      text_hash: Buffer.from(sent.textHash, 'hex'),
      suspension: sent.suspension,
    })
    .execute();
}

/** Who is told by mail, each with a message of their own. */
export async function recordMessages(
  tx: Tx,
  key: RequestKey,
  messageIds: readonly string[],
): Promise<void> {
  if (messageIds.length === 0) return;
  await tx
    .insertInto('request_message')
    .values(messageIds.map((id) => ({ ...keyOf(key), message_id: id })))
    .execute();
}

export async function recordEnd(
  tx: Tx,
  key: RequestKey,
  end: {
    readonly state: 'replied' | 'silent' | 'withdrawn';
    readonly on: string;
    readonly personId: string | null;
    readonly because?: string;
  },
): Promise<void> {
  await oneRequest(tx, key)
    .set({
      state: end.state,
      ended_at: sql<Date>`clock_timestamp()`,
      ended_on: end.on,
      ended_by: end.personId,
      ended_because: end.because ?? null,
    })
    .execute();
}

export async function recordExtension(
  tx: Tx,
  key: RequestKey,
  extension: {
    readonly number: number;
    readonly dueBefore: string;
    readonly dueOn: string;
    readonly reason: string;
    readonly personId: string;
  },
): Promise<void> {
  await tx
    .insertInto('request_extension')
    .values({
      ...keyOf(key),
      number: extension.number,
      due_before: extension.dueBefore,
      due_on: extension.dueOn,
      reason: extension.reason,
      person_id: extension.personId,
    })
    .execute();
  await oneRequest(tx, key).set({ due_on: extension.dueOn }).execute();
}

/** The draft of a reply, made when there is none. */
export async function writeReplyDraft(
  tx: Tx,
  key: RequestKey,
  reply: {
    readonly texts: Readonly<Record<string, string>>;
    readonly corrections: Readonly<Record<string, unknown>>;
    readonly personId: string;
  },
): Promise<void> {
  const values = {
    texts: JSON.stringify(reply.texts),
    corrections: JSON.stringify(reply.corrections),
    updated_by: reply.personId,
  };
  await tx
    .insertInto('request_reply')
    .values({ ...keyOf(key), ...values })
    .onConflict((conflict) =>
      conflict.columns(['call_id', 'application_id', 'request_number']).doUpdateSet({
        ...values,
        revision: sql`request_reply.revision + 1`,
        updated_at: sql`clock_timestamp()`,
      }),
    )
    .execute();
}

export async function recordReply(
  tx: Tx,
  key: RequestKey,
  sent: {
    readonly personId: string;
    readonly on: string;
    readonly isLate: boolean;
    readonly textHash: Buffer | null;
  },
): Promise<void> {
  await tx
    .updateTable('reply_document')
    .set({ is_sent: true })
    .where('call_id', '=', key.callId)
    .where('application_id', '=', key.applicationId)
    .where('request_number', '=', key.number)
    .where('removed_at', 'is', null)
    .execute();
  await tx
    .updateTable('request_reply')
    .set({
      state: 'sent',
      sent_by: sent.personId,
      sent_at: sql<Date>`clock_timestamp()`,
      sent_on: sent.on,
      is_late: sent.isLate,
      text_hash: sent.textHash,
    })
    .where('call_id', '=', key.callId)
    .where('application_id', '=', key.applicationId)
    .where('request_number', '=', key.number)
    .execute();
}

export async function insertExaminedText(
  tx: Tx,
  key: RequestKey,
  text: {
    readonly hash: Buffer;
    readonly content: Buffer;
    readonly followsHash: string;
    readonly personId: string;
  },
): Promise<void> {
  await tx
    .insertInto('examined_text')
    .values({
      ...keyOf(key),
      hash: text.hash,
      content: text.content,
      follows_hash: Buffer.from(text.followsHash, 'hex'),
      made_by: text.personId,
    })
    .execute();
}

export async function insertLateDecision(
  tx: Tx,
  key: RequestKey,
  decision: { readonly isTaken: boolean; readonly ground: string; readonly personId: string },
): Promise<void> {
  await tx
    .insertInto('late_reply_decision')
    .values({
      ...keyOf(key),
      is_taken: decision.isTaken,
      ground: decision.ground,
      person_id: decision.personId,
    })
    .execute();
}

export async function insertAnswer(
  tx: Tx,
  key: RequestKey,
  answer: {
    readonly item: string;
    readonly text: string;
    readonly isUpheld: boolean;
    readonly personId: string;
  },
): Promise<void> {
  await tx
    .insertInto('observation_answer')
    .values({
      ...keyOf(key),
      item: answer.item,
      number: nextOf('observation_answer', key, sql`and item = ${answer.item}`),
      text: answer.text,
      is_upheld: answer.isUpheld,
      person_id: answer.personId,
    })
    .execute();
}

export interface NewReplyDocument {
  readonly item: string;
  readonly slot: string | null;
  readonly name: string;
  readonly kind: string;
  readonly bytes: number;
  readonly hash: string;
  readonly personId: string;
}

/** Under the lock of the examination; gives its number within the reply. */
export async function insertReplyDocument(
  tx: Tx,
  key: RequestKey,
  document: NewReplyDocument,
): Promise<number> {
  const { number } = await tx
    .insertInto('reply_document')
    .values({
      ...keyOf(key),
      number: nextOf('reply_document', key),
      item: document.item,
      slot: document.slot,
      name: document.name,
      kind: document.kind,
      bytes: document.bytes,
      hash: Buffer.from(document.hash, 'hex'),
      uploaded_by: document.personId,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  return number;
}

export async function markDocumentRemoved(
  tx: Tx,
  key: RequestKey,
  { document, personId }: { readonly document: number; readonly personId: string },
): Promise<void> {
  await tx
    .updateTable('reply_document')
    .set({ removed_at: sql<Date>`clock_timestamp()`, removed_by: personId })
    .where('call_id', '=', key.callId)
    .where('application_id', '=', key.applicationId)
    .where('request_number', '=', key.number)
    .where('number', '=', document)
    .execute();
}

export interface NewProof {
  readonly kind: 'opened' | 'evidence' | 'failure-settled';
  readonly personId: string;
  readonly day?: string;
  readonly note?: string;
  readonly messageId?: string;
  readonly file?: {
    readonly name: string;
    readonly kind: string;
    readonly bytes: number;
    readonly hash: string;
  };
}

/** Under the lock of the examination. */
export async function insertProof(tx: Tx, key: RequestKey, proof: NewProof): Promise<void> {
  const { file } = proof;
  await tx
    .insertInto('delivery_proof')
    .values({
      ...keyOf(key),
      number: nextOf('delivery_proof', key),
      kind: proof.kind,
      person_id: proof.personId,
      day: proof.day ?? null,
      note: proof.note ?? null,
      message_id: proof.messageId ?? null,
      file_name: file?.name ?? null,
      file_kind: file?.kind ?? null,
      file_bytes: file?.bytes ?? null,
      file_hash: file === undefined ? null : Buffer.from(file.hash, 'hex'),
    })
    .execute();
}

function nextOf(
  table: 'observation_answer' | 'reply_document' | 'delivery_proof',
  { callId, applicationId, number }: RequestKey,
  more = sql``,
) {
  return sql<number>`(select coalesce(max(number), 0) + 1 from ${sql.table(table)}
    where call_id = ${callId} and application_id = ${applicationId}::uuid and request_number = ${number} ${more})`;
}
