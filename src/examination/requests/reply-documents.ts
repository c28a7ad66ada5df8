import {
  addScan,
  claimContent,
  forgetContent,
  slotsOf,
  type Snapshot,
} from '../../applications/index.ts';
import type { FileKind } from '../../platform/files/file-kind.ts';
import type { Tx } from '../../platform/database.ts';
import { done, holdRequest, type Held, type RequestOutcome } from './act.ts';
import { receiveFor, type ArrivedFile, type FileDesk, type SentFile } from './receive-file.ts';
import { findRequest } from './queries.ts';
import { refused, type Refused } from './refusals.ts';
import type { RequestItem, RequestRecord } from './request.ts';
import { baseOf, replyRefusal, type ReplyAct } from './save-reply.ts';
import { insertReplyDocument, markDocumentRemoved, writeReplyDraft } from './store.ts';

const documentsMax = 60;

/** Takes in a document for one point of a request, for the reply that is being written. */
export async function handInForReply(
  desk: FileDesk,
  { item: itemId, file, ...act }: ReplyAct & { readonly item: string; readonly file: SentFile },
): Promise<RequestOutcome | undefined> {
  const { db } = desk.services.database;
  const before = await db.transaction().execute((tx) =>
    holdRequest(tx, act, async (held) => {
      const base = await baseOf(tx, held);
      const refusal = documentRefusal(held, base, { act, itemId });
      return refusal ?? ({ type: 'may', kinds: kindsOf(act, held, { base, itemId }) } as const);
    }),
  );
  if (!before || before.type === 'refused') return before;
  return receiveFor(desk, { file, kinds: before.kinds }, (arrived) =>
    db.transaction().execute((tx) => record(tx, desk, { act, itemId, arrived })),
  );
}

function documentRefusal(
  held: Held,
  base: Snapshot,
  { act, itemId }: { readonly act: ReplyAct; readonly itemId: string },
): Refused | undefined {
  const refusal = replyRefusal(held, base, { principal: act.principal, power: 'edit' });
  if (refusal) return refusal;
  if (!itemIn(held.request, itemId)) return refused('no-such-point');
  const count = held.request.reply?.documents.length ?? 0;
  return count < documentsMax ? undefined : refused('too-many-files');
}

function itemIn({ items }: RequestRecord, id: string): RequestItem | undefined {
  return items.find((item) => item.id === id);
}

/** The kinds of file that the call takes for the paper; the usual ones for what is none. */
function kindsOf(
  { published }: ReplyAct,
  { request }: Held,
  { base, itemId }: { readonly base: Snapshot; readonly itemId: string },
): readonly FileKind[] | undefined {
  const slot = itemIn(request, itemId)?.slot;
  if (slot === null || slot === undefined) return undefined;
  const slots = slotsOf(published.call, { id: base.application, content: base.content });
  return slots.find(({ key }) => key === slot)?.kinds;
}

async function record(
  tx: Tx,
  { services }: FileDesk,
  {
    act,
    itemId,
    arrived,
  }: { readonly act: ReplyAct; readonly itemId: string; readonly arrived: ArrivedFile },
): Promise<RequestOutcome> {
  const recorded = await holdRequest(tx, act, async (held): Promise<RequestOutcome> => {
    const refusal = documentRefusal(held, await baseOf(tx, held), { act, itemId });
    if (refusal) return refusal;
    const item = itemIn(held.request, itemId);
    const { personId } = act;
    const { held: content, ...file } = arrived;
    const used = (held.request.reply?.documents ?? []).reduce((sum, { bytes }) => sum + bytes, 0);
    if (used + file.bytes > services.config.fileLimits.bytesMax) return refused('no-room');
    await claimContent(tx, content);
    if (services.config.clamd) await addScan(tx, file.hash);
    if (!held.request.reply)
      await writeReplyDraft(tx, act, { texts: {}, corrections: {}, personId });
    await insertReplyDocument(tx, act, {
      ...file,
      item: itemId,
      slot: item?.slot ?? null,
      personId,
    });
    return done(tx, act);
  });
  if (!recorded) throw new Error('a request has gone while a document arrived');
  return recorded;
}

/** Takes a document out of a reply that is being written. */
export async function removeReplyDocument(
  desk: FileDesk,
  { document, ...act }: ReplyAct & { readonly document: number },
): Promise<RequestOutcome | undefined> {
  const { db } = desk.services.database;
  const before = await findRequest(db, act);
  const removed = before?.reply?.documents.find(({ number }) => number === document);
  const outcome = await db.transaction().execute((tx) =>
    holdRequest(tx, act, async (held): Promise<RequestOutcome | undefined> => {
      const { principal, personId } = act;
      const refusal = replyRefusal(held, await baseOf(tx, held), { principal, power: 'edit' });
      if (refusal) return refusal;
      if (!held.request.reply?.documents.some(({ number }) => number === document))
        return undefined;
      await markDocumentRemoved(tx, act, { document, personId });
      return done(tx, act);
    }),
  );
  if (removed && outcome?.type === 'done')
    await forgetContent({ db, store: desk.store }, removed.hash);
  return outcome;
}
