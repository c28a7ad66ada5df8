import { addDays, formatDay, isGap, type DayNumber } from '../../engine/index.ts';
import type { Db } from '../../platform/database.ts';
import { clockOf } from '../clock.ts';
import type { RecordedSuspension } from '../examination.ts';
import { listSuspensions } from '../queries.ts';
import type { Dialogue } from './find-seen.ts';
import type { Refused } from './refusals.ts';
import type { RequestKind, RequestRecord } from './request.ts';
import { planRequest } from './request-rules.ts';

/** What sending a request today would do to the clock of the examination; days are `YYYY-MM-DD`. */
export interface ClockPreview {
  readonly type: 'preview';
  readonly article: string;
  readonly answerBy: string;
  /** Whether the clock would stand still at all. */
  readonly stops: boolean;
  /** The days used until today, and the last day in time as it is now; nothing while the clock cannot be read. */
  readonly clock:
    | {
        readonly daysUsed: number;
        readonly due: string;
        /** The latest day on which the clock runs again. */
        readonly runsAgainBy: string;
        /** The last day in time if nobody answers before the last day to answer. */
        readonly dueAtMost: string;
      }
    | undefined;
}

/** Why it cannot be sent today, or what it would do to the clock. */
export async function previewClock(
  db: Db,
  dialogue: Dialogue,
  request: Pick<RequestRecord, 'kind' | 'number'>,
): Promise<ClockPreview | Refused> {
  const { published, today, requests } = dialogue;
  const { call } = published;
  const earlier = requests.filter(({ number }) => number !== request.number);
  const plan = planRequest(call, { kind: request.kind, day: today, why: 'preview', earlier });
  if (plan.type === 'refused') return plan;
  const { article, answerBy, standstill } = plan;
  const suspensions = await listSuspensions(db, dialogue);
  const last = latestHeld(dialogue, request.kind, answerBy);
  const supposed: readonly RecordedSuspension[] = standstill
    ? [
        ...suspensions,
        {
          number: suspensions.length + 1,
          cause: request.kind,
          effect: 'suspends',
          actedOn: formatDay(today),
          fromDay: formatDay(standstill.from),
          untilDay: formatDay(last),
          why: 'preview',
          isEnded: false,
        },
      ]
    : suspensions;
  const now = clockOf(call, dialogue.examination, suspensions, today);
  const then = clockOf(call, dialogue.examination, supposed, today);
  return {
    type: 'preview',
    article,
    answerBy: formatDay(answerBy),
    stops: standstill !== undefined,
    clock: now &&
      then && {
        daysUsed: now.daysUsed,
        due: formatDay(dayOfDue(now)),
        runsAgainBy: formatDay(addDays(last, 1)),
        dueAtMost: formatDay(dayOfDue(then)),
      },
  };
}

function dayOfDue({ due }: NonNullable<ReturnType<typeof clockOf>>): DayNumber {
  return due.type === 'known' ? due.day : due.notBefore;
}

/** Observations on the last day hold the clock up longest. */
function latestHeld({ published }: Dialogue, kind: RequestKind, answerBy: DayNumber): DayNumber {
  const rules = published.call.document.examination?.noticeAgainst;
  if (kind === 'clarification' || !rules || isGap(rules) || !rules.applies) return answerBy;
  return addDays(answerBy, rules.resumeDays);
}
