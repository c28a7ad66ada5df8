import {
  addDays,
  examinationClock,
  formatDay,
  instantAt,
  localDateOf,
  parseDay,
  parseZone,
  type CallDocument,
  type ClockReading,
  type DayNumber,
  type ExaminationClock,
  type ProcedureDays,
  type Standstill,
} from '../engine/index.ts';
import { isOpen, type ExaminationRecord, type RecordedSuspension } from './examination.ts';

type Dated = Pick<ExaminationRecord, 'submittedAt' | 'closesAt' | 'events'>;

/** The name of the zone in which the days of a call are counted. */
export function zoneOf({ windows }: CallDocument): string {
  const zone = windows.at(-1)?.zone;
  if (zone === undefined) throw new Error('a published call has no window');
  return zone;
}

/**
 * The clock of one examination as read on a day; while the rules leave open what its end depends on, with the earliest
 * end that they allow. `undefined` where the call says nothing from which an end would follow, or while the event that
 * starts it has no date.
 */
export function clockOf(
  call: { readonly document: CallDocument },
  examination: Dated,
  suspensions: readonly RecordedSuspension[],
  day: DayNumber,
): ClockReading | undefined {
  const clock = readExaminationClock(call, examination, suspensions, day);
  if (clock?.type === 'reading') return clock.reading;
  return clock?.type === 'undecided' ? clock.earliest : undefined;
}

/** The same with what is not decided about it, or has not happened yet. */
export function readExaminationClock(
  { document }: { readonly document: CallDocument },
  examination: Dated,
  suspensions: readonly RecordedSuspension[],
  day: DayNumber,
): ExaminationClock | undefined {
  const days = procedureDays(document, examination);
  return examinationClock({ document }, days, standstills(suspensions), day);
}

function procedureDays(
  document: CallDocument,
  { submittedAt, closesAt, events }: Dated,
): ProcedureDays {
  return {
    submission: dayIn(document, submittedAt),
    ...(closesAt === null ? {} : { closing: dayIn(document, closesAt) }),
    // The last one noted of an event comes first.
    others: Object.fromEntries(events.toReversed().map(({ event, day }) => [event, dayOf(day)])),
  };
}

function dayIn(document: CallDocument, iso: string): DayNumber {
  const zone = parseZone(zoneOf(document));
  if (zone === undefined) throw new Error('a published call has a zone that is not known');
  return localDateOf(instantAt(new Date(iso).getTime()), zone);
}

/** One that ended before it began, such as a request that was answered on its own day, holds nothing up. */
function standstills(recorded: readonly RecordedSuspension[]): readonly Standstill[] {
  const real = recorded.filter(({ fromDay, untilDay }) => untilDay === null || untilDay >= fromDay);
  return real.map(({ cause, fromDay, untilDay, actedOn, why }) => ({
    cause,
    from: dayOf(fromDay),
    ...(untilDay === null ? {} : { until: dayOf(untilDay) }),
    actedOn: dayOf(actedOn),
    why,
  }));
}

/** A day as the database gives it. */
export function dayOf(text: string): DayNumber {
  const day = parseDay(text);
  if (day === undefined) throw new Error(`"${text}" is not a day`);
  return day;
}

/** What the queue keeps of a clock, so that it is found by it without reading each. */
export interface ClockColumns {
  readonly due: string | null;
  readonly isSuspended: boolean;
  /** The day from which the two others may be otherwise although nothing was done. */
  readonly lookAgain: string | null;
}

export function clockColumns(
  call: { readonly document: CallDocument },
  examination: Dated & Pick<ExaminationRecord, 'state'>,
  suspensions: readonly RecordedSuspension[],
  today: DayNumber,
): ClockColumns {
  const reading = clockOf(call, examination, suspensions, today);
  const due = reading && (reading.due.type === 'known' ? reading.due.day : reading.due.notBefore);
  const changes = suspensions.flatMap((each) => nextChange(each, today));
  const standing = suspensions.filter(
    ({ untilDay }) => untilDay === null || dayOf(untilDay) >= today,
  );
  const isHeld = standing.some(({ fromDay }) => {
    const day = Math.max(dayOf(fromDay), today) as DayNumber;
    const then = clockOf(call, examination, suspensions, day);
    return then === undefined || then.suspendedBy.length > 0;
  });
  const isLive = isOpen(examination);
  return {
    due: due === undefined ? null : formatDay(due),
    isSuspended: isLive && isHeld,
    lookAgain: isLive && changes.length > 0 ? formatDay(Math.min(...changes) as DayNumber) : null,
  };
}

/** An open suspension moves the earliest end every day; a closed one changes something when it begins and when it is over. */
function nextChange(
  { fromDay, untilDay }: RecordedSuspension,
  today: DayNumber,
): readonly DayNumber[] {
  if (dayOf(fromDay) > today) return [dayOf(fromDay)];
  if (untilDay === null) return [addDays(today, 1)];
  return dayOf(untilDay) >= today ? [addDays(dayOf(untilDay), 1)] : [];
}
