import { expect, test } from 'vitest';
import {
  formatDay,
  formatWeekday,
  formatExactInstant,
  formatInstant,
  formatMoney,
  formatNumber,
  formatTime,
} from './format.ts';

test('instants are shown as clocks in Italy show them', () => {
  expect(formatInstant(new Date('2024-12-03T09:00:00Z'), 'it')).toBe('3 dicembre 2024, 10:00');
  expect(formatInstant(new Date('2024-07-03T22:30:00Z'), 'en')).toBe('4 July 2024, 00:30');
  expect(formatExactInstant(new Date('2024-12-03T09:00:03.417Z'), 'it')).toBe(
    '3 dicembre 2024, 10:00:03.417',
  );
  expect(formatTime(new Date('2024-12-03T09:05:00Z'), 'it')).toBe('10:05');
});

test('days have no hour', () => {
  expect(formatDay('2024-03-31', 'it')).toBe('31 marzo 2024');
  expect(formatDay('2024-10-01', 'it')).toBe('1° ottobre 2024');
  expect(formatWeekday('2024-10-01', 'it')).toBe('martedì 1° ottobre');
  expect(formatWeekday('2024-10-11', 'it')).toBe('venerdì 11 ottobre');
  expect(formatWeekday('2024-10-01', 'en')).not.toContain('°');
  expect(formatInstant(new Date('2024-10-01T07:00:00Z'), 'it')).toBe('1° ottobre 2024, 09:00');
  expect(formatDay('2024-10-11', 'it')).toBe('11 ottobre 2024');
  expect(formatDay(new Date('2024-03-31T23:30:00Z'), 'en')).toBe('1 April 2024');
});

test('amounts are exact however large', () => {
  const plain = (text: string) => text.replaceAll(/\s/g, ' ');
  expect(plain(formatMoney(123_456_789, 'it'))).toBe('1.234.567,89 €');
  expect(plain(formatMoney(1_234, 'en'))).toBe('€12.34');
  expect(plain(formatMoney(5, 'it'))).toBe('0,05 €');
  expect(plain(formatMoney(-100_005, 'it'))).toBe('-1.000,05 €');
  expect(plain(formatMoney(900_719_925_474_099_301n, 'it'))).toBe('9.007.199.254.740.993,01 €');
  expect(formatNumber(1_000, 'it')).toBe('1.000');
});
