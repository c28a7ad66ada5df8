import { canonicalJson, formatDay, isGap, type Call, type DayNumber } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { decideWork, type ExaminationRecord } from '../examination.ts';
import { findToday } from '../queries.ts';
import { writeRequestLetter } from '../letters/request-letter.ts';
import { recordEvent, recordExamination, recordSuspension } from '../store.ts';
import {
  actNames,
  done,
  holdRequest,
  overRefusal,
  type Held,
  type RequestAct,
  type RequestOutcome,
} from './act.ts';
import { announce } from './announce.ts';
import { listRequests } from './queries.ts';
import { refused, type Refused } from './refusals.ts';
import { decideWhole, type RequestKey, type RequestKind } from './request.ts';
import { planRequest, type RequestPlan } from './request-rules.ts';
import { draftRefusal } from './save-draft.ts';
import { recordMessages, recordSent } from './store.ts';

export interface SendAct extends RequestAct {
  /** The version of the draft that the person has read. */
  readonly revision: number;
}

/**
 * Sends a request or a notice: it is visible to the applicant from the commit on, the clock stands still where the call
 * says so, and those who write for the lead are told by mail.
 */
export async function sendRequest(
  tx: Tx,
  { revision, personId, published, ...key }: SendAct,
): Promise<RequestOutcome | undefined> {
  return holdRequest(tx, key, async (held): Promise<RequestOutcome> => {
    const { record, request } = held;
    const refusal = workRefusal(record) ?? draftRefusal(request, revision);
    if (refusal) return refusal;
    const unfinished = decideWhole(request);
    if (unfinished) return refused(unfinished);
    const { call } = published;
    const day = await findToday(tx, call.document);
    const plan = await planNow(tx, call, { key, kind: request.kind, day });
    if (plan.type === 'refused') return plan;
    await carryOut(tx, held, { plan, day, personId, call });
    const dueOn = formatDay(plan.answerBy);
    await writeRequestLetter(tx, key, { ...request, dueOn, published, personId });
    await recordMessages(tx, key, await announce(tx, key, { what: 'sent', published }));
    return done(tx, key);
  });
}

function workRefusal(record: ExaminationRecord): Refused | undefined {
  const over = overRefusal(record);
  if (over) return over;
  return decideWork(record) === 'not-begun' ? refused('not-begun') : undefined;
}

/** Whether one of this kind can be sent today, and with which days. */
export async function planNow(
  tx: Tx,
  call: Call,
  {
    key,
    kind,
    day,
  }: { readonly key: RequestKey; readonly kind: RequestKind; readonly day: DayNumber },
): Promise<RequestPlan | Refused> {
  const earlier = (await listRequests(tx, key)).filter(({ number }) => number !== key.number);
  if (earlier.some(({ state }) => state === 'open')) return refused('request-open');
  return planRequest(call, { kind, day, why: `${kind}/${key.number}`, earlier });
}

async function carryOut(
  tx: Tx,
  { record, request }: Held,
  {
    plan,
    day,
    personId,
    call,
  }: {
    readonly plan: RequestPlan;
    readonly day: DayNumber;
    readonly personId: string;
    readonly call: Call;
  },
): Promise<void> {
  const { document } = call;
  const { kind, introduction, items } = request;
  const { standstill, article, answerBy } = plan;
  const held = standstill
    ? await recordSuspension(
        tx,
        { record, document },
        { ...standstill, effect: effectOf(call, kind) },
      )
    : { record, number: null };
  const [on, dueOn] = [formatDay(day), formatDay(answerBy)];
  await recordSent(tx, request, {
    personId,
    on,
    dueOn,
    textHash: record.snapshotHash,
    suspension: held.number,
  });
  const dated = await noteEvent(tx, held.record, { call, kind, day, article, personId });
  await recordExamination(
    tx,
    dated,
    { state: 'waiting' },
    {
      act: actNames.sent[kind],
      personId,
      ground: article,
      content: canonicalJson({ number: request.number, introduction, items, on, dueOn }),
    },
  );
}

function effectOf({ document }: Call, kind: RequestKind): 'suspends' | 'interrupts' {
  const rules = document.examination?.noticeAgainst;
  const isInterrupting =
    kind === 'notice-against' &&
    rules &&
    !isGap(rules) &&
    rules.applies &&
    rules.effect === 'interrupts';
  return isInterrupting === true ? 'interrupts' : 'suspends';
}

/** Notes the day under the event that the call calls by this step, for the clocks that rest on it. */
async function noteEvent(
  tx: Tx,
  record: ExaminationRecord,
  {
    call: { document },
    kind,
    day,
    article,
    personId,
  }: {
    readonly call: Call;
    readonly kind: RequestKind;
    readonly day: DayNumber;
    readonly article: string;
    readonly personId: string;
  },
): Promise<ExaminationRecord> {
  const event = document.events.find(({ is }) => is === kind);
  if (!event) return record;
  return recordEvent(tx, { record, document }, { event: event.id, day, ground: article, personId });
}
