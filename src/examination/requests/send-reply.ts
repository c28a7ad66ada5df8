import {
  addExaminedDocuments,
  type Snapshot,
  type SnapshotDocument,
} from '../../applications/index.ts';
import { canonicalJson, formatDay } from '../../engine/index.ts';
import type { FileKind } from '../../platform/files/file-kind.ts';
import type { Tx } from '../../platform/database.ts';
import { findToday } from '../queries.ts';
import { recordExamination, type ExaminationChanges } from '../store.ts';
import { actNames, done, endHold, holdRequest, type Held, type RequestOutcome } from './act.ts';
import { settleSilence } from './end-request.ts';
import { refused, type Refused } from './refusals.ts';
import { unansweredItems, type ReplyRecord } from './request.ts';
import { correct, makeReplyText, type ReplyText } from './reply-text.ts';
import { baseOf, replyRefusal, type ReplyAct } from './save-reply.ts';
import { insertExaminedText, recordEnd, recordReply } from './store.ts';

/**
 * Sends the reply: the one decisive act of the applicant on a request. From then on it stays as it is; the text that it
 * makes of the application lies beside the one that it follows and, where the reply is in time, is the one under
 * examination. One that comes late is received all the same, and the office decides whether it counts.
 */
export async function sendReply(
  tx: Tx,
  { revision, ...act }: ReplyAct & { readonly revision: number },
): Promise<RequestOutcome | undefined> {
  return holdRequest(tx, act, async (found): Promise<RequestOutcome> => {
    const base = await baseOf(tx, found);
    const refusal = replyRefusal(found, base, { principal: act.principal, power: 'submit' });
    if (refusal) return refusal;
    const { reply } = found.request;
    const unfinished = replyContentRefusal(found, base, { act, revision });
    if (unfinished || !reply) return unfinished ?? refused('unanswered');
    const held = await settleSilence(tx, found, act.published);
    const documents = await addDocuments(tx, held, reply);
    const text = makeReplyText(act.published.call, base, {
      request: held.request,
      reply,
      documents,
      followed: held.record.snapshotHash,
    });
    if (text.type === 'refused') throw new Error('a reply changed under its lock');
    await record(tx, held, { act, reply, text: text.type === 'same' ? undefined : text });
    return done(tx, act);
  });
}

/** What keeps a reply from being sent as it is written. */
function replyContentRefusal(
  { request }: Held,
  { title, content }: Snapshot,
  { act, revision }: { readonly act: ReplyAct; readonly revision: number },
): Refused | undefined {
  const { reply } = request;
  const empty = { texts: {}, corrections: {}, documents: [] };
  const unanswered = unansweredItems(request, reply ?? empty);
  if (unanswered.length > 0)
    return refused('unanswered', { places: unanswered.map(({ id }) => id) });
  if (!reply || reply.revision !== revision) return refused('changed-meanwhile');
  const corrected = correct(act.published.call, { title, content }, { ...request, ...reply });
  return corrected.type === 'refused' ? corrected : undefined;
}

/** Documents for papers of the call become their next versions; the others are of the reply alone. */
async function addDocuments(
  tx: Tx,
  { request: { callId, applicationId: id } }: Held,
  { documents }: ReplyRecord,
): Promise<readonly SnapshotDocument[]> {
  const latest = new Map<string, ReplyRecord['documents'][number]>();
  for (const document of documents) if (document.slot !== null) latest.set(document.slot, document);
  return addExaminedDocuments(
    tx,
    { callId, id },
    [...latest].map(([slot, { name, kind, bytes, hash, uploadedBy }]) => ({
      slot,
      name,
      kind: kind as FileKind,
      bytes,
      hash,
      personId: uploadedBy,
    })),
  );
}

async function record(
  tx: Tx,
  held: Held,
  {
    act,
    reply,
    text,
  }: { readonly act: ReplyAct; readonly reply: ReplyRecord; readonly text: ReplyText | undefined },
): Promise<void> {
  const { request } = held;
  const { personId, published } = act;
  const today = await findToday(tx, published.call.document);
  const on = formatDay(today);
  const isLate = request.state !== 'open';
  await recordReply(tx, request, { personId, on, isLate, textHash: text?.hash ?? null });
  if (text)
    await insertExaminedText(tx, request, {
      hash: text.hash,
      content: text.bytes,
      followsHash: held.record.snapshotHash,
      personId,
    });
  if (!isLate) await recordEnd(tx, request, { state: 'replied', on, personId });
  const now = isLate
    ? held.record
    : await endHold(tx, held, { published, answered: { by: 'reply', on: today } });
  const { texts, corrections, documents } = reply;
  await recordExamination(tx, now, isLate ? {} : changesBy(text), {
    act: isLate ? `late-${actNames.replied[request.kind]}` : actNames.replied[request.kind],
    personId,
    content: canonicalJson({
      number: request.number,
      texts,
      corrections,
      documents: documents.map(({ item, slot, name, hash }) => ({
        item,
        slot,
        name,
        sha256: hash,
      })),
      text: text?.hash.toString('hex') ?? null,
    }),
  });
}

/** The examination goes on, on the new text. */
function changesBy(text: ReplyText | undefined): ExaminationChanges {
  return { state: 'under-way', ...(text && textChanges(text)) };
}

/** From now on this is the text under examination. */
export function textChanges({
  hash,
  snapshot,
}: Pick<ReplyText, 'hash' | 'snapshot'>): ExaminationChanges {
  return { snapshotHash: hash.toString('hex'), line: snapshot.content.line ?? null };
}
