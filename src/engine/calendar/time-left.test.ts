import { expect, test } from 'vitest';
import { timeLeftText } from './time-left.ts';

const words = ['day', 'days'] as const;

test.each([
  [0, '00:00'],
  [-5_000, '00:00'],
  [1, '00:01'],
  [56_000, '00:56'],
  [59_001, '01:00'],
  [3_599_000, '59:59'],
  [3_600_000, '01:00:00'],
  [86_400_000, '1 day 00:00:00'],
  [86_400_000 + 3_600_000, '1 day 01:00:00'],
  [3 * 86_400_000 - 1_000, '2 days 23:59:59'],
])('%i ms are %s', (leftMs, text) => {
  expect(timeLeftText(leftMs, words)).toBe(text);
});
