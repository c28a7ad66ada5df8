import type { Principal, Subject } from '../../accounts/index.ts';
import {
  addScan,
  claimContent,
  findApplicationIn,
  type ApplicationRecord,
  type HeldContent,
} from '../../applications/index.ts';
import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import type { FormFile } from '../../platform/files/multipart.ts';
import { recordAct } from '../../platform/journal.ts';
import type { Services } from '../../platform/services.ts';
import { announce } from './announce.ts';
import { mayWrite, sideOf, textCharactersMax, type MessageFile, type Side } from './message.ts';
import { receiveFiles, type ReceivedMessageFile } from './receive-files.ts';
import { refused, type Refused } from './refusals.ts';
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

export type SendOutcome = { readonly type: 'sent'; readonly number: number } | Refused;

/** Sends a message in the caller's transaction; nothing when there is no such application. */
export async function sendMessage(
  tx: Tx,
  asked: Sending,
  files: readonly MessageFile[] = [],
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
  await insertMessage(tx, { callId, applicationId, number, side, personId, text, files });
  const assignedTo = await findAssigned(tx, asked);
  await announce(tx, application, side, assignedTo);
  const named = files.map(({ hash, name }) => ({ file: hash, name }));
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: 'message-sent',
    subject: `message/${applicationId}/${number}`,
    personId,
    onBehalfOf: side === 'applicant' ? application.lead.id : null,
    content: canonicalJson({ side, text, ...(named.length > 0 && { files: named }) }),
  });
  return { type: 'sent', number };
}

type Decided = { readonly type: 'ok'; readonly side: Side; readonly text: string } | Refused;

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

/** The same with the files of a form: all are received and looked at first, and nothing is kept where one is refused. */
export async function sendWithFiles(
  desk: MessageDesk,
  asked: Sending,
  first: FormFile | undefined,
): Promise<SendOutcome | undefined> {
  const { db } = desk.services.database;
  const application = await findApplicationIn(db, asked.callId, asked.applicationId);
  if (!application) return undefined;
  const decided = decideSending(application, asked);
  if (decided.type === 'refused') return decided;
  return receiveFiles(desk, first, (files) => record(desk.services, asked, files));
}

function record(
  { database, config }: Services,
  asked: Sending,
  files: readonly (ReceivedMessageFile & { readonly held: HeldContent })[],
): Promise<SendOutcome | undefined> {
  return database.db.transaction().execute(async (tx) => {
    const outcome = await sendMessage(tx, asked, files);
    if (outcome?.type !== 'sent') return outcome;
    for (const { held } of files) await claimContent(tx, held);
    if (config.clamd) for (const { hash } of files) await addScan(tx, hash);
    return outcome;
  });
}
