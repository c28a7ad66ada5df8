import { addDays, type DayNumber } from './civil-date.ts';
import { nextWorkingDay, previousWorkingDay, type HolidayRule } from './holidays.ts';

/** Suspending keeps the days already used; interrupting starts the whole term again. */
export type SuspensionEffect = 'suspends' | 'interrupts';

/** Days that do not count in a term, both ends included; without `to` nobody knows the end yet. */
export interface Suspension {
  readonly from: DayNumber;
  readonly to?: DayNumber;
  readonly why: string;
  /** `suspends` when absent. */
  readonly effect?: SuspensionEffect;
  /**
   * The day of the act that suspends, when it still counts and `from` is the day after it:
   * an act on the very last day of a term suspends it with no day left. `from` when absent.
   */
  readonly actedOn?: DayNumber;
}

/** What happens to a term that ends on a day that is not a working day. */
export type EndOnHoliday =
  | { readonly policy: 'as-is' }
  | {
      readonly policy: 'next-working-day' | 'previous-working-day';
      readonly holidays: HolidayRule;
    };

/** The lawful last day of a term whose days end on `day`. */
export function settleEnd(day: DayNumber, end: EndOnHoliday): DayNumber {
  if (end.policy === 'as-is') return day;
  const settle = end.policy === 'next-working-day' ? nextWorkingDay : previousWorkingDay;
  return settle(end.holidays, day);
}

/** A notice of the reasons against an application, and what came of it. */
export interface RefusalNotice {
  readonly notice: DayNumber;
  /** The day from which the applicant's days run; the day of the notice when absent. */
  readonly received?: DayNumber;
  /** Days the applicant has to answer: ten in art. 10-bis, L. 241/1990. */
  readonly answerDays: number;
  /**
   * Days after the answer before the term runs again: ten in art. 10-bis, L. 241/1990 as in force
   * since DL 76/2020; none in the text from 2005 to 2020, which interrupted.
   */
  readonly resumeDays: number;
  /** The day on which the applicant's observations were presented, if they were. */
  readonly observations?: DayNumber;
  readonly why: string;
  /** `suspends` when absent, which is the text in force. */
  readonly effect?: SuspensionEffect;
  /** What happens to a deadline for the answer on a holiday; `as-is` when absent. */
  readonly deadlineOnHoliday?: EndOnHoliday;
}

export interface NoticeProblem {
  readonly code: 'before-notice' | 'not-whole-days';
  readonly path: 'received' | 'observations' | 'answerDays' | 'resumeDays';
}

export type NoticeReading =
  | {
      readonly type: 'suspension';
      readonly suspension: Suspension;
      /** The last day on which observations are in time. */
      readonly answerBy: DayNumber;
      /** Whether observations came after `answerBy`, and so did not move the end. */
      readonly observationsLate: boolean;
    }
  | { readonly type: 'refused'; readonly problems: readonly NoticeProblem[] };

/**
 * The suspension that a notice of the reasons against causes (art. 10-bis, L. 241/1990): the term
 * runs again `resumeDays` after observations in time or, failing them, from the expiry of the
 * deadline to answer. The day of the notice still counts; the day from which the term runs again
 * does not, as the first day of a period never does (art. 2963, second paragraph, c.c.).
 * Until the deadline has passed without observations, the end is provisional: they can move it.
 */
export function suspensionForNotice(notice: RefusalNotice): NoticeReading {
  const problems = checkNotice(notice);
  if (problems.length > 0) return { type: 'refused', problems };
  const lastAnswerDay = addDays(notice.received ?? notice.notice, notice.answerDays);
  const answerBy = settleEnd(lastAnswerDay, notice.deadlineOnHoliday ?? { policy: 'as-is' });
  const { observations } = notice;
  const observationsLate = observations !== undefined && observations > answerBy;
  const to =
    observations === undefined || observationsLate
      ? answerBy
      : addDays(observations, notice.resumeDays);
  const effect = notice.effect ?? 'suspends';
  const from = effect === 'interrupts' ? notice.notice : addDays(notice.notice, 1);
  const suspension = { from, to, why: notice.why, effect, actedOn: notice.notice };
  return { type: 'suspension', suspension, answerBy, observationsLate };
}

function checkNotice(notice: RefusalNotice): readonly NoticeProblem[] {
  const problems: NoticeProblem[] = [];
  if ((notice.received ?? notice.notice) < notice.notice) {
    problems.push({ code: 'before-notice', path: 'received' });
  }
  if ((notice.observations ?? notice.notice) < notice.notice) {
    problems.push({ code: 'before-notice', path: 'observations' });
  }
  if (!isDayCount(notice.answerDays, 1)) {
    problems.push({ code: 'not-whole-days', path: 'answerDays' });
  }
  if (!isDayCount(notice.resumeDays, notice.effect === 'interrupts' ? 0 : 1)) {
    problems.push({ code: 'not-whole-days', path: 'resumeDays' });
  }
  return problems;
}

function isDayCount(days: number, least: number): boolean {
  return Number.isInteger(days) && days >= least && days <= 366;
}
