import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCall } from '../calls/index.ts';
import { formatDay, parseDay, type CallDocument, type DayNumber } from '../engine/index.ts';
import { clockColumns, clockOf } from './clock.ts';
import type { RecordedSuspension } from './examination.ts';
import { termShape } from './term-shape.ts';

const file = 'definitions/fictional-village-lamps/call.yaml';
const document = readDocument();

function readDocument(): CallDocument {
  const reading = readCall({ definition: { file, text: readFileSync(file, 'utf8') } });
  if (reading.type !== 'read') throw new Error(JSON.stringify(reading.problems));
  return reading.call.document;
}

function day(text: string): DayNumber {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}

/** Closed on 1 March 2027: 60 days from 2 March end on Friday 30 April. */
const examination = {
  submittedAt: '2027-02-20T10:00:00.000000Z',
  closesAt: '2027-03-01T16:00:00.000000Z',
  events: [],
  state: 'under-way',
} as const;

const pause = (
  fromDay: string,
  untilDay: string | null,
  actedOn = fromDay,
): RecordedSuspension => ({
  number: 1,
  cause: 'clarification',
  effect: 'suspends',
  actedOn,
  fromDay,
  untilDay,
  why: 'documents',
  isEnded: untilDay !== null,
});

function shapeOn(on: string, ...suspensions: readonly RecordedSuspension[]) {
  const reading = clockOf({ document }, examination, suspensions, day(on));
  if (!reading) throw new Error('there is no clock');
  const { startsOn, ...shape } = termShape(reading, day(on));
  return { ...shape, ...(startsOn === undefined ? {} : { startsOn: formatDay(startsOn) }) };
}

const running = { suspended: 0, lateBy: 0, isNear: false, isSuspended: false, length: 60 };

test('a term as a bar shows it, on days computed by hand', () => {
  expect(shapeOn('2027-02-25')).toEqual({ ...running, used: 0, left: 60, startsOn: '2027-03-02' });
  expect(shapeOn('2027-03-02')).toEqual({ ...running, used: 1, left: 59 });
  expect(shapeOn('2027-03-31')).toEqual({ ...running, used: 30, left: 30 });
  // The last tenth: six days.
  expect(shapeOn('2027-04-23')).toMatchObject({ left: 7, isNear: false });
  expect(shapeOn('2027-04-24')).toMatchObject({ left: 6, isNear: true });
  expect(shapeOn('2027-04-30')).toEqual({ ...running, used: 60, left: 0, isNear: true });
  expect(shapeOn('2027-05-08')).toEqual({ ...running, used: 60, left: 0, lateBy: 8, isNear: true });
});

test('suspended days are shown and do not count', () => {
  const held = pause('2027-03-11', '2027-03-20', '2027-03-10');
  expect(shapeOn('2027-03-15', held)).toMatchObject({
    used: 9,
    suspended: 5,
    left: 51,
    length: 60,
    isSuspended: true,
    isNear: false,
  });
  expect(shapeOn('2027-03-25', held)).toMatchObject({ used: 14, suspended: 10, left: 46 });
  expect(shapeOn('2027-03-15', pause('2027-03-11', null))).toMatchObject({
    used: 9,
    suspended: 5,
    left: 51,
    isSuspended: true,
  });
});

test('what the queue keeps of a clock is looked at again when it changes by itself', () => {
  const on = (today: string, ...suspensions: readonly RecordedSuspension[]) =>
    clockColumns({ document }, examination, suspensions, day(today));
  expect(on('2027-03-15')).toEqual({ due: '2027-04-30', isSuspended: false, lookAgain: null });
  const held = pause('2027-03-11', '2027-03-20', '2027-03-10');
  // Asked on the tenth, held up from the eleventh to the twentieth; the end falls on Monday 10 May.
  expect(on('2027-03-10', held)).toEqual({
    due: '2027-05-10',
    isSuspended: true,
    lookAgain: '2027-03-11',
  });
  expect(on('2027-03-15', held)).toMatchObject({ isSuspended: true, lookAgain: '2027-03-21' });
  expect(on('2027-03-21', held)).toMatchObject({ isSuspended: false, lookAgain: null });
  expect(on('2027-03-15', pause('2027-03-11', null))).toEqual({
    due: '2027-05-05',
    isSuspended: true,
    lookAgain: '2027-03-16',
  });
  // Answered on the day on which it was asked.
  expect(on('2027-03-15', pause('2027-03-11', '2027-03-10', '2027-03-10'))).toEqual({
    due: '2027-04-30',
    isSuspended: false,
    lookAgain: null,
  });
  const decided = { ...examination, state: 'decided' } as const;
  expect(clockColumns({ document }, decided, [held], day('2027-03-15'))).toMatchObject({
    isSuspended: false,
    lookAgain: null,
  });
});
