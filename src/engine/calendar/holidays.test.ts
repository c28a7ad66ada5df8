import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, civilDateOf, formatDay, parseDay, type DayNumber } from './civil-date.ts';
import {
  checkHolidayRule,
  easterSunday,
  isHoliday,
  nextWorkingDay,
  previousWorkingDay,
  type HolidayRule,
} from './holidays.ts';

const italian: HolidayRule = {
  weekdays: [6, 7],
  fixed: ['01-01', '01-06', '04-25', '05-01', '06-02', '08-15', '11-01', '12-08', '12-25', '12-26']
    .map((monthDay): { monthDay: string; fromYear?: number } => ({ monthDay }))
    .concat([{ monthDay: '10-04', fromYear: 2026 }]),
  easterOffsets: [0, 1],
  extraDays: [day('2025-12-24')],
};

function day(text: string): DayNumber {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`${text} is not a day`);
  return parsed;
}

describe('Easter', () => {
  it.each([
    '1900-04-15',
    '1913-03-23',
    '1943-04-25',
    '1954-04-18',
    '1981-04-19',
    '2000-04-23',
    '2008-03-23',
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2038-04-25',
    '2049-04-18',
    '2076-04-19',
    '2100-03-28',
    '2200-04-06',
  ])('is on %s', (text) => {
    expect(formatDay(easterSunday(Number(text.slice(0, 4))))).toBe(text);
  });

  it('agrees with the reckoning of Gauss in every year', () => {
    for (let year = 1900; year <= 2200; year += 1) {
      expect(formatDay(easterSunday(year))).toBe(formatDay(easterByGauss(year)));
    }
  });
});

function easterByGauss(year: number): DayNumber {
  const century = Math.floor(year / 100);
  const lunar = 15 + century - Math.floor((13 + 8 * century) / 25) - Math.floor(century / 4);
  const solar = 4 + century - Math.floor(century / 4);
  const d = (19 * (year % 19) + (lunar % 30)) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + (solar % 7)) % 7;
  let fromMarch22 = d + e;
  if (d === 29 && e === 6) fromMarch22 = 28;
  if (d === 28 && e === 6 && (11 * (lunar % 30) + 11) % 30 < 19) fromMarch22 = 27;
  return addDays(day(`${year}-03-22`), fromMarch22);
}

describe('a holiday rule', () => {
  it.each([
    ['2022-12-31', true],
    ['2025-01-15', false],
    ['2025-04-21', true],
    ['2025-04-22', false],
    ['2025-06-02', true],
    ['2025-12-24', true],
    ['2024-12-24', false],
    ['2024-10-04', false],
    ['2027-10-04', true],
  ])('says of %s: %s', (text, expected) => {
    expect(isHoliday(italian, day(text))).toBe(expected);
  });

  it.each([
    ['2025-12-24', '2025-12-29', '2025-12-23'],
    ['2022-12-31', '2023-01-02', '2022-12-30'],
    ['2025-01-15', '2025-01-15', '2025-01-15'],
    ['2025-04-19', '2025-04-22', '2025-04-18'],
  ])('moves %s on to %s or back to %s', (text, next, previous) => {
    expect(formatDay(nextWorkingDay(italian, day(text)))).toBe(next);
    expect(formatDay(previousWorkingDay(italian, day(text)))).toBe(previous);
  });

  it('moves to the nearest working day and never past one', () => {
    const anyDay = fc.integer({ min: 0, max: 60_000 }).map((each) => each as DayNumber);
    fc.assert(
      fc.property(anyDay, (from) => {
        const next = nextWorkingDay(italian, from);
        expect(isHoliday(italian, next)).toBe(false);
        for (let each = from; each < next; each = addDays(each, 1)) {
          expect(isHoliday(italian, each)).toBe(true);
        }
        expect(civilDateOf(next).year - civilDateOf(from).year).toBeLessThan(2);
      }),
    );
  });

  it('is checked', () => {
    expect(checkHolidayRule(italian)).toEqual([]);
    const broken: HolidayRule = {
      weekdays: [1, 2, 3, 4, 5, 6, 7, 8 as 7],
      fixed: [
        { monthDay: '02-29' },
        { monthDay: '02-30' },
        { monthDay: '1-1' },
        { monthDay: '01-01', fromYear: 2026, toYear: 2025 },
      ],
      easterOffsets: [1, 400],
      extraDays: [],
    };
    expect(checkHolidayRule(broken)).toEqual([
      { code: 'not-a-month-day', path: 'fixed.1' },
      { code: 'not-a-month-day', path: 'fixed.2' },
      { code: 'years-crossed', path: 'fixed.3' },
      { code: 'not-a-weekday', path: 'weekdays.7' },
      { code: 'no-working-day', path: 'weekdays' },
      { code: 'offset', path: 'easterOffsets.1' },
    ]);
    expect(() => nextWorkingDay(broken, day('2025-01-01'))).toThrow(RangeError);
  });
});
