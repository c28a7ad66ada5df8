import { readSnapshot } from '../../applications/index.ts';
import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { ExaminationRecord } from '../examination.ts';
import { recordExamination } from '../store.ts';
import {
  actNames,
  done,
  holdRequest,
  overRefusal,
  type RequestAct,
  type RequestOutcome,
} from './act.ts';
import { findExaminedText } from './queries.ts';
import { refused, type Refused } from './refusals.ts';
import { reasonMax, type RequestRecord } from './request.ts';
import { textChanges } from './send-reply.ts';
import { insertLateDecision } from './store.ts';

/** Decides, with the ground, whether a reply that came late is taken into account. */
export async function decideLateReply(
  tx: Tx,
  {
    personId,
    isTaken,
    ground,
    ...key
  }: Omit<RequestAct, 'published'> & { readonly isTaken: boolean; readonly ground: string },
): Promise<RequestOutcome | undefined> {
  return holdRequest(tx, key, async ({ record, request }): Promise<RequestOutcome> => {
    const refusal = overRefusal(record) ?? lateRefusal(request);
    if (refusal) return refusal;
    const because = ground.trim();
    if (because === '' || because.length > reasonMax) return refused('reason-missing');
    const text = isTaken ? await takenText(tx, record, request) : undefined;
    if (text?.type === 'refused') return text;
    await insertLateDecision(tx, key, { isTaken, ground: because, personId });
    await recordExamination(tx, record, text ? textChanges(text) : {}, {
      act: actNames.late[request.kind],
      personId,
      ground: because,
      content: canonicalJson({ number: request.number, isTaken }),
    });
    return done(tx, key);
  });
}

function lateRefusal({ reply }: RequestRecord): Refused | undefined {
  if (reply?.sent?.isLate !== true) return refused('not-late');
  return reply.decision ? refused('already-settled') : undefined;
}

/** The text that the reply has made, if nothing else has changed the one that it follows. */
async function takenText(tx: Tx, record: ExaminationRecord, { reply }: RequestRecord) {
  const hash = reply?.sent?.textHash ?? null;
  if (hash === null) return undefined;
  const bytes = await findExaminedText(tx, { ...record, hash });
  if (!bytes) throw new Error(`the text ${hash} is not there`);
  const snapshot = readSnapshot(bytes);
  if (snapshot.follows?.text !== record.snapshotHash) return refused('text-moved');
  return { type: 'text', hash: Buffer.from(hash, 'hex'), snapshot } as const;
}
