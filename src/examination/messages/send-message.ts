import type { Principal, Subject } from '../../accounts/index.ts';
import {
  addScan,
  claimContent,
  findApplicationIn,
  readFileName,
  withContent,
  type ApplicationRecord,
  type HeldContent,
} from '../../applications/index.ts';
import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { readFileKind } from '../../platform/files/file-kind.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import { discardFile, receiveFile } from '../../platform/files/receive-file.ts';
import { recordAct } from '../../platform/journal.ts';
import type { Services } from '../../platform/services.ts';
import { announce } from './announce.ts';
import { mayWrite, sideOf, textCharactersMax, type MessageFile, type Side } from './message.ts';
import type { MessageRefusal } from './refusals.ts';
import { insertMessage, lockThread, type ThreadKey } from './store.ts';

export interface MessageDesk {
  readonly services: Services;
  readonly store: FileStore;
}

export interface Sending extends ThreadKey {
  readonly principal: Principal;
  readonly subject: Pick<Subject, 'bodyId'>;
  readonly text: string;
}

export type SendOutcome =
  | { readonly type: 'sent'; readonly number: number }
  | { readonly type: 'refused'; readonly code: MessageRefusal };

/** Sends a message without a file in the caller's transaction; nothing when there is no such application. */
export async function sendMessage(
  tx: Tx,
  asked: Sending,
  file?: MessageFile,
): Promise<SendOutcome | undefined> {
  const application = await findApplicationIn(tx, asked.callId, asked.applicationId);
  if (!application) return undefined;
  const decided = decideSending(application, asked);
  if (decided.type === 'refused') return decided;
  const { side, text } = decided;
  const { messages } = await lockThread(tx, asked);
  const number = messages + 1;
  const { personId } = asked.principal;
  const { callId, applicationId } = asked;
  await insertMessage(tx, { callId, applicationId, number, side, personId, text, file });
  const assignedTo = await findAssigned(tx, asked);
  await announce(tx, application, side, assignedTo);
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: 'message-sent',
    subject: `message/${applicationId}/${number}`,
    personId,
    onBehalfOf: side === 'applicant' ? application.lead.id : null,
    content: canonicalJson({ side, text, ...(file && { file: file.hash, name: file.name }) }),
  });
  return { type: 'sent', number };
}

type Decided =
  | { readonly type: 'ok'; readonly side: Side; readonly text: string }
  | Extract<SendOutcome, { readonly type: 'refused' }>;

function decideSending(
  { lead, entries }: ApplicationRecord,
  { principal, subject, callId, text: written }: Sending,
): Decided {
  const of = { ...subject, callId };
  const side = sideOf(principal, of, lead.id);
  if (!side || !mayWrite(principal, of, lead.id)) return refused('not-the-lead');
  if (entries.length === 0) return refused('not-submitted');
  const text = written.replaceAll('\r\n', '\n').trim();
  if (text === '') return refused('text-missing');
  return text.length > textCharactersMax ? refused('text-too-long') : { type: 'ok', side, text };
}

function refused(code: MessageRefusal): Extract<SendOutcome, { readonly type: 'refused' }> {
  return { type: 'refused', code };
}

/** Who of the office has the application in hand. */
async function findAssigned(tx: Tx, { callId, applicationId }: ThreadKey): Promise<string | null> {
  const row = await tx
    .selectFrom('examination')
    .select('assigned_to')
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  return row?.assigned_to ?? null;
}

export interface SendingWithFile extends Sending {
  readonly file: {
    /** As the sender says it. */
    readonly name: string;
    readonly content: AsyncIterable<Uint8Array>;
    readonly bytesTold: number | undefined;
  };
}

/** The same with a file: it is received and looked at first, and nothing is kept of one that is refused. */
export async function sendWithFile(
  desk: MessageDesk,
  asked: SendingWithFile,
): Promise<SendOutcome | undefined> {
  const { services, store } = desk;
  const { db } = services.database;
  const application = await findApplicationIn(db, asked.callId, asked.applicationId);
  if (!application) return undefined;
  const decided = decideSending(application, asked);
  if (decided.type === 'refused') return decided;
  const received = await receiveFile(asked.file.content, {
    folder: store.incoming,
    bytesMax: services.config.fileLimits.fileBytesMax,
    bytesTold: asked.file.bytesTold,
  });
  if (received.type === 'refused') return received;
  const { file } = received;
  try {
    const read = await readFileKind(file.path);
    if (read.type === 'refused') return refused('file-kind');
    const { bytes, hash } = file;
    const sent: MessageFile = { name: readFileName(asked.file.name), kind: read.kind, bytes, hash };
    return await withContent({ db, store }, file, (held) => record(services, asked, sent, held));
  } finally {
    await discardFile(file);
  }
}

function record(
  { database, config }: Services,
  asked: Sending,
  file: MessageFile,
  held: HeldContent,
): Promise<SendOutcome | undefined> {
  return database.db.transaction().execute(async (tx) => {
    const outcome = await sendMessage(tx, asked, file);
    if (outcome?.type !== 'sent') return outcome;
    await claimContent(tx, held);
    if (config.clamd) await addScan(tx, file.hash);
    return outcome;
  });
}
