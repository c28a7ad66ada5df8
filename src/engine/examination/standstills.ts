import { addDays, type DayNumber } from '../calendar/civil-date.ts';
import { suspensionForNotice, type EndOnHoliday } from '../calendar/suspension.ts';
import type { CallDocument } from '../definition/call-document.ts';
import type { Call } from '../definition/compile-call.ts';
import { isGap, type Gap } from '../definition/gap.ts';
import { holidayRuleOf, readCallClock } from '../definition/procedure-dates.ts';
import type { Standstill } from './examination-clock.ts';

type Undecided = { readonly type: 'undecided'; readonly gaps: readonly Gap['unknown'][] };

/** What follows from the days of a step: until when to answer, and how long the clock stands still. */
export type StandstillReading =
  | {
      readonly type: 'standstill';
      /** The last day on which the answer is in time. */
      readonly answerBy: DayNumber;
      /** Whether the answer came after that day. */
      readonly isLate: boolean;
      /** `undefined` where the step does not stop the clock. */
      readonly standstill: Standstill | undefined;
    }
  | Undecided
  /** The call does not provide for the step, or the days contradict each other. */
  | {
      readonly type: 'refused';
      readonly code: 'no-examination' | 'not-provided' | 'before-request' | 'not-whole-days';
    };

export interface ClarificationDays {
  readonly requested: DayNumber;
  /** The day from which the days to answer run, such as that of a proven delivery; that of the request without it. */
  readonly received?: DayNumber;
  readonly answered?: DayNumber;
  readonly why: string;
}

/**
 * A request for clarification. The clock stands still from the day after the request up to the day
 * of the answer or, when nobody answers, up to the last day to answer. `day` is the day of the
 * reading: the end is not known while the applicant can still answer.
 */
export function readClarification(
  { document }: Pick<Call, 'document'>,
  days: ClarificationDays,
  day: DayNumber,
): StandstillReading {
  const { examination } = document;
  if (!examination) return { type: 'refused', code: 'no-examination' };
  const { rounds, answerDays, stopsClock } = examination.clarification;
  const gaps = gapsAmong([answerDays, stopsClock]);
  if (rounds === 0) return { type: 'refused', code: 'not-provided' };
  if (isGap(answerDays) || isGap(stopsClock)) return { type: 'undecided', gaps };
  const { requested, received = requested, answered, why } = days;
  if (received < requested || (answered !== undefined && answered < requested))
    return { type: 'refused', code: 'before-request' };
  const answerBy = lastDayToAnswer(document, received, answerDays);
  if (typeof answerBy !== 'number') return answerBy;
  const isLate = answered !== undefined && answered > answerBy;
  const isOver = answered !== undefined || day > answerBy;
  const until = Math.max(Math.min(answered ?? answerBy, answerBy), requested + 1) as DayNumber;
  const held: Standstill = {
    cause: 'clarification',
    actedOn: requested,
    from: addDays(requested, 1),
    why,
    ...(isOver ? { until } : {}),
  };
  // An answer on the day of the request leaves no day on which the clock stood still.
  const isHeld = stopsClock && answered !== requested;
  return { type: 'standstill', answerBy, isLate, standstill: isHeld ? held : undefined };
}

function lastDayToAnswer(
  document: CallDocument,
  from: DayNumber,
  answerDays: number,
): DayNumber | Undecided {
  const id = document.examination?.clarification.answerClock;
  const clock = document.clocks.find((each) => each.id === id);
  if (!clock) return addDays(from, answerDays);
  const reading = readCallClock(document, clock, from, [], from);
  if (reading?.due.type === 'known') return reading.due.day;
  return { type: 'undecided', gaps: gapsAmong([clock.days, clock.months, clock.endOnHoliday]) };
}

export interface NoticeDays {
  readonly notice: DayNumber;
  readonly received?: DayNumber;
  readonly observations?: DayNumber;
  readonly why: string;
}

/**
 * A notice of the reasons against, as the call counts its days. Its end is not known while the
 * applicant can still answer: observations in time move it beyond the last day to answer.
 */
export function readNotice(
  { document }: Pick<Call, 'document'>,
  days: NoticeDays,
  day: DayNumber,
): StandstillReading {
  const rule = document.examination?.noticeAgainst;
  if (!rule) return { type: 'refused', code: 'no-examination' };
  if (isGap(rule)) return { type: 'undecided', gaps: [rule.unknown] };
  if (!rule.applies) return { type: 'refused', code: 'not-provided' };
  const { answerDays, resumeDays, effect, answerOnHoliday = 'as-is' } = rule;
  if (isGap(answerOnHoliday)) return { type: 'undecided', gaps: [answerOnHoliday.unknown] };
  const deadlineOnHoliday = endOnHoliday(document, answerOnHoliday);
  const reading = suspensionForNotice({
    ...days,
    answerDays,
    resumeDays,
    effect,
    deadlineOnHoliday,
  });
  if (reading.type === 'refused') {
    const isOrder = reading.problems.some((problem) => problem.code === 'before-notice');
    return { type: 'refused', code: isOrder ? 'before-request' : 'not-whole-days' };
  }
  const { from, to: until, why } = reading.suspension;
  const { answerBy, observationsLate: isLate } = reading;
  const isOver = days.observations !== undefined || day > answerBy;
  const standstill: Standstill = {
    cause: 'notice-against',
    actedOn: days.notice,
    from,
    why,
    ...(isOver && until !== undefined ? { until } : {}),
  };
  return { type: 'standstill', answerBy, isLate, standstill };
}

function endOnHoliday(
  document: CallDocument,
  policy: 'as-is' | 'next-working-day' | 'previous-working-day',
): EndOnHoliday {
  if (policy === 'as-is' || !document.holidays) return { policy: 'as-is' };
  return { policy, holidays: holidayRuleOf(document.holidays) };
}

function gapsAmong(values: readonly unknown[]): readonly Gap['unknown'][] {
  return values.filter(isGap).map((gap) => gap.unknown);
}
