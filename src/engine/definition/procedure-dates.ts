import type { DayNumber, Weekday } from '../calendar/civil-date.ts';
import { parseDay } from '../calendar/civil-date.ts';
import { readClock, type ClockReading } from '../calendar/clock.ts';
import type { HolidayRule } from '../calendar/holidays.ts';
import { instantAt, parseZone, startOfDay, type Instant } from '../calendar/instant.ts';
import type { EndOnHoliday, Suspension } from '../calendar/suspension.ts';
import {
  readWindow,
  windowStateAt,
  windowVersionAt,
  type WindowReading,
  type WindowState,
  type WindowVersion,
} from '../calendar/window.ts';
import type {
  CallDocument,
  ClockDocument,
  HolidaysDocument,
  WindowDocument,
} from './call-document.ts';
import { isGap, known } from './gap.ts';

export function holidayRuleOf(document: HolidaysDocument): HolidayRule {
  return {
    weekdays: document.weekend as readonly Weekday[],
    fixed: document.fixed.map((monthDay) => ({ monthDay })),
    easterOffsets: document.easterMonday ? [1] : [],
    extraDays: (document.extra ?? []).map(parseDay).filter((day) => day !== undefined),
  };
}

/** A window as the calendar reads it; `undefined` while a day of it is a gap. */
export function readWindowDocument(document: WindowDocument): WindowReading | undefined {
  const [opens, closes] = [known(document.opens.date), known(document.closes.date)];
  if (opens === undefined || closes === undefined) return undefined;
  return readWindow({
    zone: document.zone,
    opens: dayAndTime(opens, known(document.opens.time)),
    closes: dayAndTime(closes, known(document.closes.time)),
  });
}

function dayAndTime(day: string, time: string | undefined): string {
  return time === undefined ? day : `${day}T${time}`;
}

/** Every version of the window, each from the day its act was known; the first from ever. */
export function windowVersionsOf(document: CallDocument): readonly WindowVersion[] {
  return document.windows.flatMap((window) => {
    const read = readWindowDocument(window);
    if (read?.type !== 'window') return [];
    return [{ act: window.act ?? window.id, since: sinceOf(window), window: read.window }];
  });
}

/** Where the version of the window in force at `instant` stands in the list, its gaps filled or not. */
export function windowInForce(document: CallDocument, instant: Instant): number | undefined {
  const versions = document.windows.map((window, index) => ({ index, since: sinceOf(window) }));
  return windowVersionAt(versions, instant)?.index;
}

/** The last day of the window in force at `instant`; `undefined` while it is a gap. */
export function closingDayOf(document: CallDocument, instant: Instant): DayNumber | undefined {
  const index = windowInForce(document, instant);
  const closes = index === undefined ? undefined : known(document.windows[index]?.closes.date);
  return closes === undefined ? undefined : parseDay(closes);
}

function sinceOf(window: WindowDocument): Instant {
  const zone = parseZone(window.zone);
  const day = window.since === undefined ? undefined : parseDay(window.since);
  return zone !== undefined && day !== undefined ? startOfDay(day, zone) : instantAt(0);
}

/** Whether something received at this instant is in time, by the version in force then. */
export function windowStateOf(document: CallDocument, instant: Instant): WindowState {
  return windowStateAt(windowVersionsOf(document), instant);
}

/**
 * Reads a clock of the call on a day. `undefined` while its length is not decided, or while what
 * happens when it ends on a holiday is not decided and matters.
 */
export function readCallClock(
  document: CallDocument,
  clock: ClockDocument,
  start: DayNumber,
  suspensions: readonly Suspension[],
  day: DayNumber,
): ClockReading | undefined {
  const [first, ...others] = possibleReadings(document, clock, start, suspensions, day);
  const isSame = others.every((other) => dueOf(other) === (first && dueOf(first)));
  return isSame ? first : undefined;
}

/** The same while something is not decided: the reading with the earliest end of those possible. */
export function earliestCallClock(
  document: CallDocument,
  clock: ClockDocument,
  start: DayNumber,
  suspensions: readonly Suspension[],
  day: DayNumber,
): ClockReading | undefined {
  const readings = possibleReadings(document, clock, start, suspensions, day);
  return readings.toSorted((a, b) => dueOf(a) - dueOf(b))[0];
}

/** One reading for each way in which the end on a holiday may still be decided; none without a length. */
function possibleReadings(
  document: CallDocument,
  clock: ClockDocument,
  start: DayNumber,
  suspensions: readonly Suspension[],
  day: DayNumber,
): readonly ClockReading[] {
  const length =
    isGap(clock.days) || isGap(clock.months) ? undefined : lengthOf(clock.days, clock.months);
  if (!length) return [];
  const startCounts = clock.counts === 'from-same-day' ? 'same-day' : 'next-day';
  return endsOnHoliday(document, clock).map((endOnHoliday) =>
    readClock({ start, length, startCounts, suspensions, endOnHoliday }, day),
  );
}

function dueOf({ due }: ClockReading): DayNumber {
  return due.type === 'known' ? due.day : due.notBefore;
}

function lengthOf(days: number | undefined, months: number | undefined) {
  if (days !== undefined) return { days };
  return months === undefined ? undefined : { months };
}

/** The policy of the clock, or every policy that is possible while none is decided. */
function endsOnHoliday(document: CallDocument, clock: ClockDocument): readonly EndOnHoliday[] {
  const asIs: EndOnHoliday = { policy: 'as-is' };
  const holidays = document.holidays && holidayRuleOf(document.holidays);
  const policy = known(clock.endOnHoliday);
  if (policy === 'as-is') return [asIs];
  if (!holidays) return [];
  if (policy) return [{ policy, holidays }];
  return [
    asIs,
    { policy: 'next-working-day', holidays },
    { policy: 'previous-working-day', holidays },
  ];
}
