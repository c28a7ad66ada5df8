import { expect, test } from 'vitest';
import { timeLeft } from './time-left.ts';

const term = {
  opensAt: new Date('2027-03-01T08:00:00Z'),
  closesAt: new Date('2027-04-01T14:00:00Z'),
};

test.each([
  ['2027-02-01T08:00:00Z', 'opening', 'days', 28],
  ['2027-02-27T08:00:00.000Z', 'opening', 'days', 2],
  ['2027-02-27T08:00:00.001Z', 'opening', 'hours', 47],
  ['2027-03-01T06:00:00.001Z', 'opening', 'minutes', 119],
  ['2027-03-01T07:59:59.999Z', 'opening', 'minutes', 0],
  ['2027-03-01T08:00:00.000Z', 'closing', 'days', 31],
  ['2027-04-01T14:00:00.000Z', 'closing', 'minutes', 0],
] as const)('at %s the %s is %s away: %i', (at, until, unit, count) => {
  expect(timeLeft(term, new Date(at))).toEqual({ until, unit, count });
});

test('nothing is left of what is over or has no end', () => {
  expect(timeLeft(term, new Date('2027-04-01T14:00:00.001Z'))).toBeUndefined();
  expect(timeLeft({ ...term, closesAt: null }, term.opensAt)).toBeUndefined();
});
