import { addDays, canonicalJson, formatDay, parseDay } from '../../engine/index.ts';
import type { PublishedVersion } from '../../calls/index.ts';
import type { Tx } from '../../platform/database.ts';
import { dayOf } from '../clock.ts';
import { findToday } from '../queries.ts';
import { lockExamination, recordExamination } from '../store.ts';
import {
  actNames,
  done,
  endHold,
  holdRequest,
  notOpenRefusal,
  overRefusal,
  type Held,
  type RequestAct,
  type RequestOutcome,
} from './act.ts';
import { announce } from './announce.ts';
import { findRequest } from './queries.ts';
import { refused } from './refusals.ts';
import { reasonMax, type RequestKey } from './request.ts';
import { recordEnd, recordExtension, recordMessages } from './store.ts';

/** Takes back a request that waits for its answer; the clock runs again from the next day. */
export async function withdrawRequest(
  tx: Tx,
  { personId, published, reason, ...key }: RequestAct & { readonly reason: string },
): Promise<RequestOutcome | undefined> {
  return holdRequest(tx, key, async (held): Promise<RequestOutcome> => {
    const { record, request } = held;
    const refusal = overRefusal(record) ?? notOpenRefusal(request);
    if (refusal) return refusal;
    const because = reason.trim();
    if (because === '' || because.length > reasonMax) return refused('reason-missing');
    const today = await findToday(tx, published.call.document);
    await recordEnd(tx, key, { state: 'withdrawn', on: formatDay(today), personId, because });
    const now = await endHold(tx, held, {
      published,
      answered: { by: 'withdrawal', on: today },
    });
    await recordExamination(
      tx,
      now,
      { state: 'under-way' },
      {
        act: actNames.withdrawn[request.kind],
        personId,
        ground: because,
        content: canonicalJson({ number: request.number }),
      },
    );
    await recordMessages(tx, key, await announce(tx, key, { what: 'withdrawn', published }));
    return done(tx, key);
  });
}

const extensionDaysMax = 366;

/** Gives more time to answer, with the reason; the clock stands still for as long. */
export async function extendRequest(
  tx: Tx,
  {
    personId,
    published,
    until,
    reason,
    ...key
  }: RequestAct & { readonly until: string; readonly reason: string },
): Promise<RequestOutcome | undefined> {
  return holdRequest(tx, key, async ({ record, request }): Promise<RequestOutcome> => {
    const refusal = overRefusal(record) ?? notOpenRefusal(request);
    if (refusal || !request.sent) return refusal ?? refused('not-open');
    const because = reason.trim();
    if (because === '' || because.length > reasonMax) return refused('reason-missing');
    const { dueOn: dueBefore } = request.sent;
    const latest = addDays(dayOf(dueBefore), extensionDaysMax);
    if (parseDay(until) === undefined) return refused('due-not-later');
    if (until <= dueBefore || until > formatDay(latest)) return refused('due-not-later');
    const today = await findToday(tx, published.call.document);
    if (formatDay(today) > dueBefore) return refused('already-silent');
    const number = request.extensions.length + 1;
    await recordExtension(tx, key, { number, dueBefore, dueOn: until, reason: because, personId });
    await recordExamination(
      tx,
      record,
      {},
      {
        act: actNames.extended[request.kind],
        personId,
        ground: because,
        content: canonicalJson({ number: request.number, dueBefore, dueOn: until }),
      },
    );
    await recordMessages(tx, key, await announce(tx, key, { what: 'extended', published }));
    return done(tx, key);
  });
}

/**
 * Notes that the days to answer are over and nobody has answered: an event, after which the clock runs again. Harmless
 * when it was noted before, or when somebody answered first. Says whether it was noted now.
 */
export async function closeSilent(
  tx: Tx,
  key: RequestKey,
  published: PublishedVersion,
): Promise<boolean> {
  const closed = await holdRequest(tx, key, async (held) => {
    if (overRefusal(held.record) || held.request.state !== 'open') return false;
    return noteSilence(tx, held, published);
  });
  return closed === true;
}

/** The same for who holds the request already; not before its last day has passed. */
export async function noteSilence(
  tx: Tx,
  held: Held,
  published: PublishedVersion,
): Promise<boolean> {
  const { request } = held;
  const today = formatDay(await findToday(tx, published.call.document));
  if (!request.sent || today <= request.sent.dueOn) return false;
  await recordEnd(tx, request, { state: 'silent', on: today, personId: null });
  const now = await endHold(tx, held, { published });
  await recordExamination(
    tx,
    now,
    { state: 'under-way' },
    {
      act: actNames.silent[request.kind],
      personId: null,
      content: canonicalJson({ number: request.number, dueOn: request.sent.dueOn }),
    },
  );
  return true;
}

/** Where the days to answer are over, says so first, so that an answer that comes now is one that came late. */
export async function settleSilence(
  tx: Tx,
  held: Held,
  published: PublishedVersion,
): Promise<Held> {
  if (held.request.state !== 'open' || !(await noteSilence(tx, held, published))) return held;
  const record = await lockExamination(tx, held.request);
  const request = await findRequest(tx, held.request);
  if (!record || !request) throw new Error('a request has gone under its lock');
  return { record, request };
}
