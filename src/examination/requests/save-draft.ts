import type { PublishedVersion } from '../../calls/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { ExaminationKey } from '../examination.ts';
import { lockExamination } from '../store.ts';
import { done, holdRequest, overRefusal, type RequestOutcome } from './act.ts';
import { listRequests } from './queries.ts';
import { refused, type Refused } from './refusals.ts';
import {
  introductionMax,
  itemsMax,
  itemTextMax,
  type RequestDraft,
  type RequestKey,
  type RequestKind,
} from './request.ts';
import { findForeignTargets } from './prepare-items.ts';
import { baseOf } from './save-reply.ts';
import { deleteDraft, insertDraft, updateDraft } from './store.ts';

/** Begins a request or a notice: one of each kind can be written at a time. */
export async function beginDraft(
  tx: Tx,
  {
    kind,
    draft,
    personId,
    ...key
  }: ExaminationKey & {
    readonly kind: RequestKind;
    readonly draft: RequestDraft;
    readonly personId: string;
  },
): Promise<RequestOutcome | undefined> {
  const record = await lockExamination(tx, key);
  if (!record) return undefined;
  const over = overRefusal(record);
  if (over) return over;
  const { callId, applicationId } = key;
  const requests = await listRequests(tx, key);
  if (requests.some((each) => each.kind === kind && each.state === 'draft'))
    return refused('draft-there');
  const number = await insertDraft(tx, { callId, applicationId, kind, draft, personId });
  return done(tx, { callId, applicationId, number });
}

export interface DraftAct extends RequestKey {
  /** The version of the draft that the person has seen. */
  readonly revision: number;
}

/** Keeps what an officer has written so far; it need not be whole. */
export async function saveDraft(
  tx: Tx,
  {
    revision,
    draft,
    published: { call },
    ...key
  }: DraftAct & { readonly draft: RequestDraft; readonly published: PublishedVersion },
): Promise<RequestOutcome | undefined> {
  return holdRequest(tx, key, async (held): Promise<RequestOutcome> => {
    const { record, request } = held;
    const refusal = overRefusal(record) ?? draftRefusal(request, revision) ?? lengthRefusal(draft);
    if (refusal) return refusal;
    const snapshot = await baseOf(tx, held);
    const foreign = findForeignTargets({ snapshot, call }, draft.items);
    if (foreign.length > 0) return refused('no-such-field', { places: foreign });
    await updateDraft(tx, key, { draft, revision: request.revision });
    return done(tx, key);
  });
}

/** Throws a draft away; nothing was sent, so nothing is left of it. */
export async function discardDraft(
  tx: Tx,
  { revision, ...key }: DraftAct,
): Promise<{ readonly type: 'discarded' } | Refused | undefined> {
  return holdRequest(tx, key, async ({ request }) => {
    const refusal = draftRefusal(request, revision);
    if (refusal) return refusal;
    await deleteDraft(tx, key);
    return { type: 'discarded' } as const;
  });
}

export function draftRefusal(
  request: { readonly state: string; readonly revision: number },
  revision: number,
): Refused | undefined {
  if (request.state !== 'draft') return refused('not-a-draft');
  return request.revision === revision ? undefined : refused('changed-meanwhile');
}

function lengthRefusal({ introduction, items }: RequestDraft): Refused | undefined {
  if (items.length > itemsMax) return refused('too-many-points');
  const isLong =
    introduction.length > introductionMax || items.some(({ text }) => text.length > itemTextMax);
  return isLong ? refused('text-too-long') : undefined;
}
