import {
  addDays,
  civilDateOf,
  dayOf,
  daysInMonth,
  weekdayOf,
  type DayNumber,
  type Weekday,
} from './civil-date.ts';

/** The same day of every year, for the years in which the law makes it a holiday. */
export interface FixedHoliday {
  /** `MM-DD`. */
  readonly monthDay: string;
  readonly fromYear?: number;
  readonly toYear?: number;
}

/** Which days are not working days; every list is data of a call, none belongs to the engine. */
export interface HolidayRule {
  readonly weekdays: readonly Weekday[];
  readonly fixed: readonly FixedHoliday[];
  /** Days from Easter Sunday: 0 is Easter, 1 Easter Monday, 60 Corpus Christi. */
  readonly easterOffsets: readonly number[];
  readonly extraDays: readonly DayNumber[];
}

export interface HolidayProblem {
  readonly code:
    | 'not-a-month-day'
    | 'years-crossed'
    | 'not-a-weekday'
    | 'no-working-day'
    | 'offset';
  readonly path: string;
}

/** Everything in a rule that could never be met or that leaves no working day; empty if sound. */
export function checkHolidayRule(rule: HolidayRule): readonly HolidayProblem[] {
  const problems: HolidayProblem[] = [];
  for (const [index, fixed] of rule.fixed.entries()) {
    const path = `fixed.${index}`;
    if (!isMonthDay(fixed.monthDay)) problems.push({ code: 'not-a-month-day', path });
    if ((fixed.fromYear ?? 0) > (fixed.toYear ?? Infinity)) {
      problems.push({ code: 'years-crossed', path });
    }
  }
  for (const [index, weekday] of rule.weekdays.entries()) {
    const known = Number.isInteger(weekday) && weekday >= 1 && weekday <= 7;
    if (!known) problems.push({ code: 'not-a-weekday', path: `weekdays.${index}` });
  }
  if (new Set(rule.weekdays).size >= 7) problems.push({ code: 'no-working-day', path: 'weekdays' });
  for (const [index, offset] of rule.easterOffsets.entries()) {
    const near = Number.isInteger(offset) && Math.abs(offset) <= 80;
    if (!near) problems.push({ code: 'offset', path: `easterOffsets.${index}` });
  }
  return problems;
}

export function isHoliday(rule: HolidayRule, day: DayNumber): boolean {
  if (rule.weekdays.includes(weekdayOf(day)) || rule.extraDays.includes(day)) return true;
  const { year, month, day: dayOfMonth } = civilDateOf(day);
  const monthDay = `${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
  const isFixed = rule.fixed.some(
    (fixed) =>
      fixed.monthDay === monthDay &&
      year >= (fixed.fromYear ?? year) &&
      year <= (fixed.toYear ?? year),
  );
  return isFixed || rule.easterOffsets.includes(day - easterSunday(year));
}

/** `day` itself if it is a working day, otherwise the first one after it. */
export function nextWorkingDay(rule: HolidayRule, day: DayNumber): DayNumber {
  return findWorkingDay(rule, day, 1);
}

/** `day` itself if it is a working day, otherwise the last one before it. */
export function previousWorkingDay(rule: HolidayRule, day: DayNumber): DayNumber {
  return findWorkingDay(rule, day, -1);
}

/** Easter Sunday of the western churches, by the anonymous Gregorian reckoning of 1876. */
export function easterSunday(year: number): DayNumber {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const leapYears = 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4);
  const toSunday = (32 + leapYears - epact - (yearOfCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const position = epact + toSunday - 7 * late + 114;
  const day = dayOf(year, Math.floor(position / 31), (position % 31) + 1);
  if (day === undefined) throw new RangeError(`no Easter is reckoned for the year ${year}`);
  return day;
}

function findWorkingDay(rule: HolidayRule, from: DayNumber, step: 1 | -1): DayNumber {
  let day = from;
  for (let tries = 0; tries < 366; tries += 1) {
    if (!isHoliday(rule, day)) return day;
    day = addDays(day, step);
  }
  throw new RangeError('the holiday rule leaves no working day in a whole year');
}

function isMonthDay(text: string): boolean {
  const match = /^(\d{2})-(\d{2})$/.exec(text);
  const [month, day] = [Number(match?.[1]), Number(match?.[2])];
  // A leap year, so that 29 February may be a holiday.
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(2000, month);
}
