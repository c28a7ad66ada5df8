declare const dayBrand: unique symbol;

/** A civil date as whole days since 1970-01-01: no hour, no zone, and no leap year to forget. */
export type DayNumber = number & { readonly [dayBrand]: true };

/** Monday is 1 and Sunday is 7, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** Dates outside these years are refused: in a grant call they are slips of the pen. */
export const firstYear = 1900;
export const lastYear = 2200;

const firstDay = daysFromCivil(firstYear, 1, 1);
const lastDay = daysFromCivil(lastYear, 12, 31);

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Reads `"2025-01-15"`; a date that is not in the calendar (`"2025-02-30"`) gives `undefined`. */
export function parseDay(text: string): DayNumber | undefined {
  const match = dayPattern.exec(text);
  return match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

/** `YYYY-MM-DD`, the form that `parseDay` reads back. */
export function formatDay(day: DayNumber): string {
  const date = civilDateOf(day);
  return `${date.year}-${twoDigits(date.month)}-${twoDigits(date.day)}`;
}

/** The day of a year from 1900 to 2200, or `undefined` if the calendar has no such day. */
export function dayOf(year: number, month: number, day: number): DayNumber | undefined {
  if (!Number.isInteger(year) || year < firstYear || year > lastYear) return undefined;
  if (!Number.isInteger(month) || month < 1 || month > 12) return undefined;
  if (!Number.isInteger(day) || day < 1 || day > daysInMonth(year, month)) return undefined;
  return daysFromCivil(year, month, day) as DayNumber;
}

/** The opposite of `dayOf`. */
export function civilDateOf(day: DayNumber): CivilDate {
  // Years are counted from 1 March, so that the leap day is the last of its year.
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** `count` days later, or earlier if negative; throws a `RangeError` outside 1900 to 2200. */
export function addDays(day: DayNumber, count: number): DayNumber {
  const result = day + count;
  if (!Number.isInteger(result) || result < firstDay || result > lastDay) {
    throw new RangeError(`${count} days from ${day} is outside ${firstYear} to ${lastYear}`);
  }
  return result as DayNumber;
}

/**
 * The same day of the month `count` months later (art. 2963, fourth and fifth paragraphs, c.c.);
 * where that month is too short, its last day: 31 January and one month is 28 or 29 February.
 * Months are added in one go: 31 August, 18 and then 6 months is 28 August, 24 months 31 August.
 * Throws a `RangeError` outside 1900 to 2200.
 */
export function addMonths(day: DayNumber, count: number): DayNumber {
  const result = monthsLater(day, count);
  if (!Number.isInteger(count) || result < firstDay || result > lastDay) {
    throw new RangeError(`${count} months from ${day} is outside ${firstYear} to ${lastYear}`);
  }
  return result as DayNumber;
}

export function weekdayOf(day: DayNumber): Weekday {
  // 1970-01-01 was a Thursday.
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** Days from `from` to `to`, one of the two not counted; negative if `to` comes first. */
export function daysBetween(from: DayNumber, to: DayNumber): number {
  return to - from;
}

/**
 * How long a period lasts with both its first and its last day counted: whole months, then days.
 * 2019-09-01 to 2020-09-30 is 13 months and no day. Throws if `last` comes before `first`.
 */
export function durationOf(first: DayNumber, last: DayNumber): { months: number; days: number } {
  if (last < first) throw new RangeError('a period cannot end before it begins');
  const end = civilDateOf(last);
  const begin = civilDateOf(first);
  let months = (end.year - begin.year) * 12 + end.month - begin.month + 1;
  while (monthsLater(first, months) > last + 1) months -= 1;
  return { months, days: last + 1 - monthsLater(first, months) };
}

function monthsLater(day: DayNumber, count: number): number {
  const date = civilDateOf(day);
  const months = date.year * 12 + date.month - 1 + count;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return daysFromCivil(year, month, Math.min(date.day, daysInMonth(year, month)));
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** `month` from 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function daysFromCivil(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const monthFromMarch = month > 2 ? month - 3 : month + 9;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
