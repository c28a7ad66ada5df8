import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  civilDateOf,
  dayOf,
  daysBetween,
  durationOf,
  firstYear,
  formatDay,
  lastYear,
  parseDay,
  weekdayOf,
  type DayNumber,
} from './civil-date.ts';

const dayMs = 86_400_000;
const firstDay = Date.UTC(firstYear, 0, 1) / dayMs;
const lastDay = Date.UTC(lastYear, 11, 31) / dayMs;

/** Days far enough from both limits for the sums of the tests. */
const middleDay = fc
  .integer({ min: firstDay + 40_000, max: lastDay - 40_000 })
  .map((each) => each as DayNumber);
const count = fc.integer({ min: -15_000, max: 15_000 });

function day(text: string): DayNumber {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`${text} is not a day`);
  return parsed;
}

describe('a civil date', () => {
  it('agrees with an independent calendar on every day from 1900 to 2200', () => {
    let wrong = 0;
    for (let each = firstDay; each <= lastDay; each += 1) {
      const date = new Date(each * dayMs);
      const text = date.toISOString().slice(0, 10);
      const own = civilDateOf(each as DayNumber);
      const isSame =
        own.year === date.getUTCFullYear() &&
        own.month === date.getUTCMonth() + 1 &&
        own.day === date.getUTCDate() &&
        weekdayOf(each as DayNumber) % 7 === date.getUTCDay() &&
        parseDay(text) === each &&
        formatDay(each as DayNumber) === text;
      if (!isSame) wrong += 1;
    }
    expect(wrong).toBe(0);
    expect(lastDay - firstDay + 1).toBe(109_938);
  });

  it.each([
    '2025-02-30',
    '2025-02-29',
    '1900-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '2025-01-00',
    '2025-1-1',
    '25-01-01',
    '2025/01/01',
    ' 2025-01-01',
    '2025-01-01T00:00',
    '1899-12-31',
    '2201-01-01',
    '٢٠٢٥-01-01',
    '',
  ])('is not %j', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  it('is refused as numbers under the same rule', () => {
    expect(dayOf(2024, 2, 29)).toBe(day('2024-02-29'));
    expect(dayOf(2023, 2, 29)).toBeUndefined();
    expect(dayOf(2024, 2.5, 1)).toBeUndefined();
    expect(dayOf(Number.NaN, 1, 1)).toBeUndefined();
  });

  it.each([
    ['2022-12-31', 6],
    ['2025-01-15', 3],
    ['1970-01-01', 4],
    ['1900-01-01', 1],
    ['2024-12-01', 7],
  ])('%s is weekday %d', (text, weekday) => {
    expect(weekdayOf(day(text))).toBe(weekday);
  });

  it('tells works begun the day after publication from the day itself', () => {
    const published = day('2024-04-22');
    expect(formatDay(addDays(published, 1))).toBe('2024-04-23');
    expect(daysBetween(published, day('2024-04-23'))).toBe(1);
  });
});

describe('days added', () => {
  it('are taken away again', () => {
    fc.assert(
      fc.property(middleDay, count, (from, days) => {
        expect(addDays(addDays(from, days), -days)).toBe(from);
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });

  it('never leave the calendar', () => {
    expect(() => addDays(day('2200-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(day('1900-01-01'), -1)).toThrow(RangeError);
    expect(() => addDays(day('2025-01-01'), 0.5)).toThrow(RangeError);
  });
});

describe('months added', () => {
  it.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2025-04-03', 18, '2026-10-03'],
    ['2025-04-03', 24, '2027-04-03'],
    ['2026-10-03', 6, '2027-04-03'],
    ['2025-12-15', 1, '2026-01-15'],
    ['2025-01-15', -1, '2024-12-15'],
    ['2025-08-31', 24, '2027-08-31'],
  ])('%s and %d months is %s', (from, months, to) => {
    expect(formatDay(addMonths(day(from), months))).toBe(to);
  });

  it('keep the day of the month or take the last one, in the month that is meant', () => {
    fc.assert(
      fc.property(middleDay, fc.integer({ min: -480, max: 480 }), (from, months) => {
        const before = civilDateOf(from);
        const to = addMonths(from, months);
        const after = civilDateOf(to);
        expect(after.year * 12 + after.month).toBe(before.year * 12 + before.month + months);
        const isLast = civilDateOf(addDays(to, 1)).day === 1;
        expect(after.day === before.day || (after.day < before.day && isLast)).toBe(true);
      }),
    );
  });

  it('keep the order of dates, and add up where no month is too short', () => {
    fc.assert(
      fc.property(middleDay, middleDay, fc.nat(240), fc.nat(240), (a, b, some, more) => {
        const [first, last] = a <= b ? [a, b] : [b, a];
        expect(addMonths(first, some)).toBeLessThanOrEqual(addMonths(last, some));
        if (civilDateOf(a).day > 28) return;
        expect(addMonths(addMonths(a, some), more)).toBe(addMonths(a, some + more));
      }),
    );
  });

  it('never leave the calendar', () => {
    expect(() => addMonths(day('2200-12-01'), 1)).toThrow(RangeError);
    expect(() => addMonths(day('2025-12-01'), 0.5)).toThrow(RangeError);
  });
});

describe('a duration with both ends counted', () => {
  it.each([
    ['2019-09-01', '2020-09-30', 13, 0],
    ['2024-01-31', '2024-02-28', 1, 0],
    ['2025-01-01', '2025-01-01', 0, 1],
    ['2025-01-15', '2025-03-01', 1, 15],
    ['2200-12-01', '2200-12-31', 1, 0],
  ])('from %s to %s is %d months and %d days', (first, last, months, days) => {
    expect(durationOf(day(first), day(last))).toEqual({ months, days });
  });

  it('is a bug when it ends before it begins', () => {
    expect(() => durationOf(day('2025-01-02'), day('2025-01-01'))).toThrow(RangeError);
  });

  it('is the period that it says', () => {
    fc.assert(
      fc.property(middleDay, fc.nat(3000), (first, length) => {
        const last = addDays(first, length);
        const { months, days } = durationOf(first, last);
        expect(addDays(addMonths(first, months), days - 1)).toBe(last);
        expect(addMonths(first, months + 1)).toBeGreaterThan(last + 1);
      }),
    );
  });
});
