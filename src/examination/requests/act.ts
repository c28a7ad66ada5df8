import type { PublishedVersion } from '../../calls/index.ts';
import type { DayNumber } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { dayOf } from '../clock.ts';
import { decideAct, type ExaminationRecord } from '../examination.ts';
import { endSuspension, lockExamination } from '../store.ts';
import { findRequest } from './queries.ts';
import { refused, type Refused } from './refusals.ts';
import type { RequestKey, RequestRecord } from './request.ts';
import { endOfStandstill } from './request-rules.ts';

/** One act on a request: by whom, under which rules. */
export interface RequestAct extends RequestKey {
  readonly personId: string;
  /** The rules that hold now, read before the transaction. */
  readonly published: PublishedVersion;
}

/** A request with its examination, both held until the transaction ends. */
export interface Held {
  readonly record: ExaminationRecord;
  readonly request: RequestRecord;
}

export interface Done {
  readonly type: 'done';
  readonly request: RequestRecord;
}

export type RequestOutcome = Done | Refused;

/** Runs one act under the lock of the examination; `undefined` where there is no such request. */
export async function holdRequest<T>(
  tx: Tx,
  key: RequestKey,
  act: (held: Held) => Promise<T | Refused>,
): Promise<T | Refused | undefined> {
  const record = await lockExamination(tx, key);
  const request = record && (await findRequest(tx, key));
  return request && act({ record, request });
}

/** Why nothing can be done any more about an application, whatever it is. */
export function overRefusal(record: ExaminationRecord): Refused | undefined {
  const code = decideAct(record);
  return code === 'withdrawn-meanwhile' || code === 'already-decided' ? refused(code) : undefined;
}

/** Why a request does not wait for an answer. */
export function notOpenRefusal({ state, reply }: RequestRecord): Refused | undefined {
  if (reply?.state === 'sent' || state === 'replied') return refused('already-replied');
  if (state === 'withdrawn') return refused('request-withdrawn');
  if (state === 'silent') return refused('already-silent');
  return state === 'open' ? undefined : refused('not-open');
}

/** The request as it stands within this transaction, after the act. */
export async function done(tx: Tx, key: RequestKey): Promise<Done> {
  const request = await findRequest(tx, key);
  if (!request) throw new Error('a request has gone under its lock');
  return { type: 'done', request };
}

/** Lets the clock run again, where the request had stopped it. */
export async function endHold(
  tx: Tx,
  { record, request }: Held,
  {
    published,
    answered,
  }: {
    readonly published: PublishedVersion;
    readonly answered?: { readonly by: 'reply' | 'withdrawal'; readonly on: DayNumber };
  },
): Promise<ExaminationRecord> {
  const { sent, kind } = request;
  if (!sent || sent.suspension === null) return record;
  const { call } = published;
  const until = endOfStandstill(call, {
    kind,
    sent: dayOf(sent.on),
    dueOn: dayOf(sent.dueOn),
    answered,
  });
  return endSuspension(tx, { record, document: call.document }, { number: sent.suspension, until });
}

/** What the journal calls the acts on requests and on notices. */
export const actNames = {
  sent: { clarification: 'clarification-requested', 'notice-against': 'notice-against-given' },
  replied: { clarification: 'clarification-answered', 'notice-against': 'observations-received' },
  silent: { clarification: 'clarification-unanswered', 'notice-against': 'observations-missing' },
  withdrawn: {
    clarification: 'clarification-withdrawn',
    'notice-against': 'notice-against-withdrawn',
  },
  extended: {
    clarification: 'clarification-extended',
    'notice-against': 'notice-against-extended',
  },
  opened: { clarification: 'clarification-opened', 'notice-against': 'notice-against-opened' },
  proved: {
    clarification: 'clarification-delivery-proved',
    'notice-against': 'notice-against-delivery-proved',
  },
  failure: {
    clarification: 'clarification-failure-settled',
    'notice-against': 'notice-against-failure-settled',
  },
  late: { clarification: 'late-answer-decided', 'notice-against': 'late-observations-decided' },
} as const;
