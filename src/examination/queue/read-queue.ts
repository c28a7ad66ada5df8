import type { Principal } from '../../accounts/index.ts';
import {
  formatDay,
  parseDay,
  type CallDocument,
  type ClockReading,
  type DayNumber,
} from '../../engine/index.ts';
import { makeCursor, readCursor } from '../../platform/http/api-schema.ts';
import type { Services } from '../../platform/services.ts';
import { clockOf } from '../clock.ts';
import type { RecordedSuspension } from '../examination.ts';
import { listSuspensionsOf } from '../queries.ts';
import { findArrivedReplies, type ArrivedReply } from './arrived-replies.ts';
import type { QueueAsked } from './asked.ts';
import {
  countQueue,
  findQueue,
  type QueueCounts,
  type QueueLine,
  type QueuePlace,
} from './find-queue.ts';
import { findQueueCalls, loadQueueRules, type QueueCall, type QueueRules } from './queue-calls.ts';

/** One line of the queue with its clock as it reads today. */
export interface QueueRow extends QueueLine {
  readonly call: QueueCall;
  readonly rules: QueueRules;
  readonly reading: ClockReading | undefined;
  readonly suspensions: readonly RecordedSuspension[];
  /** What the applicant has answered and the office has not yet acted upon. */
  readonly arrived: ArrivedReply | undefined;
}

export interface QueuePage {
  /** All that the person may look at. */
  readonly calls: readonly QueueCall[];
  readonly rows: readonly QueueRow[];
  readonly next: string | null;
  readonly counts: QueueCounts;
  readonly today: DayNumber;
  /** The rules of those calls that were asked for, by their ids. */
  readonly documents: ReadonlyMap<number, CallDocument>;
}

export interface QueuePageAsked {
  readonly principal: Principal;
  readonly asked: QueueAsked;
  /** The cursor of the page before; one that is none begins the list. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of the queue as a person sees it, over all calls of theirs or of the one that is asked for. */
export async function readQueue(
  { database }: Pick<Services, 'database'>,
  { principal, asked, after, limit }: QueuePageAsked,
): Promise<QueuePage> {
  const { db } = database;
  const calls = await findQueueCalls(db, principal);
  const wanted = asked.call === undefined ? calls : calls.filter(({ slug }) => slug === asked.call);
  const rules = await loadQueueRules(database, wanted);
  const today = Math.max(0, ...[...rules.values()].map((each) => each.today)) as DayNumber;
  const { personId } = principal;
  const found = await findQueue(database, {
    asked,
    calls: wanted,
    personId,
    after: after === undefined ? undefined : placeOf(after),
    limit: limit + 1,
  });
  const lines = found.slice(0, limit);
  const suspensions = await listSuspensionsOf(db, lines);
  const arrived = await findArrivedReplies(db, lines);
  const last = found.length > limit ? lines.at(-1) : undefined;
  return {
    calls,
    rows: lines.flatMap((line) => rowOf(line, { calls, rules, suspensions, arrived })),
    next: last ? makeCursor([last.queueDay, String(last.callId), String(last.entryNumber)]) : null,
    counts: await countQueue(db, { calls: wanted, personId, today: formatDay(today) }),
    today,
    documents: new Map([...rules].map(([id, { published }]) => [id, published.call.document])),
  };
}

/** By which what has no end is ordered, far beyond the calendar. */
function isLastDay(text: string): boolean {
  return text === '9999-12-30' || text === '9999-12-31';
}

/** Where a list goes on; nothing when the text is no cursor of this list. */
export function placeOf(after: string): QueuePlace | undefined {
  const [queueDay = '', callId = '', entryNumber = ''] = readCursor(after, 3) ?? [];
  const isPlace =
    (parseDay(queueDay) !== undefined || isLastDay(queueDay)) &&
    /^\d{1,9}$/.test(callId) &&
    /^\d{1,9}$/.test(entryNumber);
  return isPlace
    ? { queueDay, callId: Number(callId), entryNumber: Number(entryNumber) }
    : undefined;
}

function rowOf(
  line: QueueLine,
  {
    calls,
    rules,
    suspensions,
    arrived,
  }: {
    readonly calls: readonly QueueCall[];
    readonly rules: ReadonlyMap<number, QueueRules>;
    readonly suspensions: ReadonlyMap<string, readonly RecordedSuspension[]>;
    readonly arrived: ReadonlyMap<string, ArrivedReply>;
  },
): readonly QueueRow[] {
  const call = calls.find(({ id }) => id === line.callId);
  const own = rules.get(line.callId);
  if (!call || !own) return [];
  const held = suspensions.get(line.applicationId) ?? [];
  const reading = clockOf(own.published.call, line, held, own.today);
  return [
    {
      ...line,
      call,
      rules: own,
      reading,
      suspensions: held,
      arrived: arrived.get(line.applicationId),
    },
  ];
}
