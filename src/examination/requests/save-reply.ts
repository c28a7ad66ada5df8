import { hasPower, type Principal } from '../../accounts/index.ts';
import { readSnapshot, type Snapshot } from '../../applications/index.ts';
import type { Tx } from '../../platform/database.ts';
import {
  done,
  holdRequest,
  overRefusal,
  type Held,
  type RequestAct,
  type RequestOutcome,
} from './act.ts';
import { findExaminedText } from './queries.ts';
import { refused, type Refused } from './refusals.ts';
import { replyTextMax, type RequestRecord } from './request.ts';
import { correct, realCorrections } from './reply-text.ts';
import { writeReplyDraft } from './store.ts';

export interface ReplyAct extends RequestAct {
  readonly principal: Principal;
}

export interface ReplyContent {
  readonly texts: Readonly<Record<string, string>>;
  readonly corrections: Readonly<Record<string, unknown>>;
}

/** Keeps what the applicant has written so far; nothing of it reaches the office before it is sent. */
export async function saveReply(
  tx: Tx,
  {
    principal,
    personId,
    published,
    content,
    revision,
    ...key
  }: ReplyAct & {
    readonly content: ReplyContent;
    /** The version of the draft that the person has seen; 0 where there was none. */
    readonly revision: number;
  },
): Promise<RequestOutcome | undefined> {
  return holdRequest(tx, key, async (held): Promise<RequestOutcome> => {
    const { request } = held;
    const base = await baseOf(tx, held);
    const refusal = replyRefusal(held, base, { principal, power: 'edit' });
    if (refusal) return refusal;
    if ((request.reply?.revision ?? 0) !== revision) return refused('changed-meanwhile');
    const { call } = published;
    const { title, content: text } = base;
    const strange = correct(call, { title, content: text }, { ...request, ...content });
    if (strange.type === 'refused') return strange;
    const corrections = realCorrections(call, { title, content: text }, content.corrections);
    const texts = textsOf(request, content.texts);
    if (texts.type === 'refused') return texts;
    await writeReplyDraft(tx, key, { texts: texts.texts, corrections, personId });
    return done(tx, key);
  });
}

function textsOf(
  { items }: RequestRecord,
  texts: ReplyContent['texts'],
): { readonly type: 'texts'; readonly texts: ReplyContent['texts'] } | Refused {
  const ids = new Set(items.map(({ id }) => id));
  const foreign = Object.keys(texts).filter((id) => !ids.has(id));
  if (foreign.length > 0) return refused('no-such-point', { places: foreign });
  const long = Object.entries(texts).filter(([, text]) => text.length > replyTextMax);
  if (long.length > 0) return refused('text-too-long', { places: long.map(([id]) => id) });
  const said = Object.entries(texts).filter(([, text]) => text.trim() !== '');
  return { type: 'texts', texts: Object.fromEntries(said) };
}

/** The text that a reply would change: the one that is under examination now. */
export async function baseOf(tx: Tx, { record }: Held): Promise<Snapshot> {
  const bytes = await findExaminedText(tx, { ...record, hash: record.snapshotHash });
  if (!bytes) throw new Error(`the text of application ${record.applicationId} is not there`);
  return readSnapshot(bytes);
}

/** Why somebody cannot reply, or write at a reply. A late one is possible: whether it counts is decided then. */
export function replyRefusal(
  { record, request }: Held,
  { lead }: Pick<Snapshot, 'lead'>,
  { principal, power }: { readonly principal: Principal; readonly power: 'edit' | 'submit' },
): Refused | undefined {
  const { callId, state, reply } = request;
  if (!hasPower(principal, power, { organisationIds: [lead.id], callId }))
    return refused('no-power');
  const over = overRefusal(record);
  if (over) return over;
  if (reply?.state === 'sent') return refused('already-replied');
  if (state === 'withdrawn') return refused('request-withdrawn');
  return state === 'open' || state === 'silent' ? undefined : refused('not-open');
}
