import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCall } from '../src/calls/index.ts';
import {
  addDays,
  allClocks,
  examinationClock,
  formatDay,
  parseDay,
  readClarification,
  readNotice,
  type ClockReading,
  type DayNumber,
  type Standstill,
} from '../src/engine/index.ts';

const folder = 'definitions/manifestazione-filiere-2022';
const read = readCall({
  definition: { file: 'call.yaml', text: readFileSync(`${folder}/call.yaml`, 'utf8') },
  decisions: [{ file: 'decisions.yaml', text: readFileSync(`${folder}/decisions.yaml`, 'utf8') }],
});
if (read.type === 'refused') throw new Error(JSON.stringify(read.problems));
const { call } = read;

type Step =
  | { readonly asked: string; readonly answered?: string }
  | { readonly notice: string; readonly observed?: string };

interface Proposal {
  readonly submitted: string;
  readonly steps: readonly Step[];
  /** Worked out on a calendar: first and last day of each stretch that did not count. */
  readonly stood: readonly (readonly [string, string])[];
  /** Worked out on a calendar as well. */
  readonly due: string;
  readonly why: string;
}

function proposal(
  why: string,
  submitted: string,
  due: string,
  steps: readonly Step[] = [],
  stood: readonly (readonly [string, string])[] = [],
): Proposal {
  return { why, submitted, due, steps, stood };
}

const proposals: readonly Proposal[] = [
  proposal('a Thursday', '2022-03-01', '2022-03-31'),
  proposal('the day after, a Friday', '2022-03-02', '2022-04-01'),
  proposal('a Sunday, so the Monday', '2022-03-04', '2022-04-04'),
  proposal('Easter, so the Tuesday after', '2022-03-18', '2022-04-19'),
  proposal('25 April, so the 26th', '2022-03-26', '2022-04-26'),
  proposal('2 June, a Thursday, so the Friday', '2022-05-03', '2022-06-03'),
  proposal('a holiday since 2026 only', '2027-09-04', '2027-10-05'),
  proposal('the last day of 2022, into the new year', '2022-12-31', '2023-01-30'),
  proposal(
    '3 days for an answer, and a Saturday',
    '2022-04-04',
    '2022-05-09',
    [{ asked: '2022-04-11', answered: '2022-04-14' }],
    [['2022-04-12', '2022-04-14']],
  ),
  proposal(
    'silence: 10 days, and a Sunday',
    '2022-05-10',
    '2022-06-20',
    [{ asked: '2022-05-16' }],
    [['2022-05-17', '2022-05-26']],
  ),
  proposal(
    'an answer after its term holds up no longer than the term',
    '2023-05-02',
    '2023-06-12',
    [{ asked: '2023-05-08', answered: '2023-05-25' }],
    [['2023-05-09', '2023-05-18']],
  ),
  proposal(
    'asked on the day of the submission',
    '2023-02-20',
    '2023-03-29',
    [{ asked: '2023-02-20', answered: '2023-02-27' }],
    [['2023-02-21', '2023-02-27']],
  ),
  proposal(
    'answered on the day it was asked',
    '2025-11-11',
    '2025-12-11',
    [{ asked: '2025-11-20', answered: '2025-11-20' }],
    [],
  ),
  proposal(
    'a notice, and observations: 14 days',
    '2022-06-01',
    '2022-07-15',
    [{ notice: '2022-06-20', observed: '2022-06-24' }],
    [['2022-06-21', '2022-07-04']],
  ),
  proposal(
    'a notice that begins while an answer is awaited: 20 days, none twice',
    '2022-07-01',
    '2022-08-22',
    [
      { asked: '2022-07-05', answered: '2022-07-12' },
      { notice: '2022-07-10', observed: '2022-07-15' },
    ],
    [['2022-07-06', '2022-07-25']],
  ),
  proposal(
    'a request within the days of a notice adds nothing',
    '2022-09-01',
    '2022-10-19',
    [
      { notice: '2022-09-12', observed: '2022-09-20' },
      { asked: '2022-09-15', answered: '2022-09-19' },
    ],
    [['2022-09-13', '2022-09-30']],
  ),
  proposal(
    'a request before, a notice after: 5 and 10 days',
    '2024-04-15',
    '2024-05-30',
    [{ asked: '2024-04-22', answered: '2024-04-27' }, { notice: '2024-05-06' }],
    [
      ['2024-04-23', '2024-04-27'],
      ['2024-05-07', '2024-05-16'],
    ],
  ),
  proposal(
    'a notice without observations over the turn of the year',
    '2022-12-15',
    '2023-01-24',
    [{ notice: '2022-12-22' }],
    [['2022-12-23', '2023-01-01']],
  ),
  proposal(
    'a leap day on which an answer was awaited',
    '2024-01-31',
    '2024-03-08',
    [{ asked: '2024-02-26', answered: '2024-03-04' }],
    [['2024-02-27', '2024-03-04']],
  ),
  proposal('a leap day that counts', '2024-02-10', '2024-03-11'),
  proposal(
    'a notice on the very last day leaves no day after its term',
    '2022-11-02',
    '2022-12-12',
    [{ notice: '2022-12-02' }],
    [['2022-12-03', '2022-12-12']],
  ),
];

function day(text: string): DayNumber {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`${text} is not a day`);
  return parsed;
}

/** What had happened to a proposal by a day, as somebody at the desk that day knew it. */
function knownOn(steps: readonly Step[], on: DayNumber): readonly Standstill[] {
  return steps.flatMap((step) => {
    const acted = day('asked' in step ? step.asked : step.notice);
    if (acted > on) return [];
    const end = 'asked' in step ? step.answered : step.observed;
    const ended = end !== undefined && day(end) <= on ? day(end) : undefined;
    const reading =
      'asked' in step
        ? readClarification(
            call,
            { requested: acted, why: 'asked', ...(ended === undefined ? {} : { answered: ended }) },
            on,
          )
        : readNotice(
            call,
            {
              notice: acted,
              why: 'notice',
              ...(ended === undefined ? {} : { observations: ended }),
            },
            on,
          );
    if (reading.type !== 'standstill') throw new Error(JSON.stringify(reading));
    return reading.standstill ? [reading.standstill] : [];
  });
}

function readOn({ submitted, steps }: Proposal, on: DayNumber): ClockReading {
  const days = { submission: day(submitted) };
  const clock = examinationClock(call, days, knownOn(steps, on), on);
  if (clock?.type !== 'reading') throw new Error(JSON.stringify(clock));
  return clock.reading;
}

function dueText({ due }: ClockReading): string {
  return due.type === 'known' ? formatDay(due.day) : 'open';
}

const week = 86_400_000 * 7;
const holidays =
  /-(01-01|01-06|04-25|05-01|06-02|08-15|11-01|12-08|12-25|12-26)$|^(2022-04-18|2023-04-10|2024-04-01|2025-04-21|2027-10-04)$/;

/** By the calendar of the computer and a list of holidays, and so by nothing of the engine. */
function isWorkingDay(text: string): boolean {
  const time = Date.parse(text);
  // 1970-01-01 was a Thursday.
  const weekday = (((time % week) + week) % week) / 86_400_000;
  return weekday !== 2 && weekday !== 3 && !holidays.test(text);
}

function next(text: string): string {
  return new Date(Date.parse(text) + 86_400_000).toISOString().slice(0, 10);
}

function isStill({ stood }: Proposal, text: string): boolean {
  return stood.some(([from, to]) => from <= text && text <= to);
}

/** A finger on the calendar: how many days were used by the end of each day. */
function walk(each: Proposal, until: string): ReadonlyMap<string, number> {
  const used = new Map([[each.submitted, 0]]);
  let count = 0;
  for (let at = next(each.submitted); at <= until; at = next(at)) {
    if (!isStill(each, at)) count += 1;
    used.set(at, count);
  }
  return used;
}

test('there are proposals enough, each with a term of its own', () => {
  expect(proposals.length).toBeGreaterThanOrEqual(20);
  expect(new Set(proposals.map((each) => each.submitted)).size).toBe(proposals.length);
});

describe('30 days for each proposal', () => {
  test.each(proposals.map((each) => [each.submitted, each.due, each.why, each] as const))(
    'submitted on %s is due on %s: %s',
    (_, due, __, each) => {
      const last = formatDay(addDays(day(due), 10));
      const used = walk(each, last);
      // The thirtieth day, moved where it is no working day, as the calendar on the wall has it.
      const thirtieth = [...used].find(([, count]) => count === 30)?.[0] ?? '';
      const onLastDay = each.stood.find(([from]) => from === next(thirtieth));
      let settled = onLastDay?.[1] ?? thirtieth;
      while (!isWorkingDay(settled)) settled = next(settled);
      expect(settled).toBe(due);
      for (const [text, count] of used) {
        const on = day(text);
        const reading = readOn(each, on);
        const open = knownOn(each.steps, on).some((step) => step.until === undefined);
        expect(reading.daysUsed, `used on ${text}`).toBe(count);
        expect(reading.suspendedBy.length > 0, `still on ${text}`).toBe(isStill(each, text));
        if (open) expect(dueText(reading), `due on ${text}`).toBe('open');
        if (count < 30 && open) expect(reading.daysLeft, `left on ${text}`).toBe(30 - count);
        expect(reading.lateDays, `late on ${text}`).toBe(
          open ? 0 : Math.max(0, on - dayDue(reading)),
        );
      }
      expect(dueText(readOn(each, day(last)))).toBe(due);
      expect(readOn(each, day(due)).lateDays).toBe(0);
      expect(readOn(each, addDays(day(due), 1)).lateDays).toBe(1);
    },
  );

  test('on one and the same day each stands where its own days put it', () => {
    const on = '2022-07-08';
    const running = proposals.filter((each) => each.submitted <= on && each.due >= on);
    const readings = running.map((each) => {
      const reading = readOn(each, day(on));
      return [each.submitted, dueText(reading), reading.daysUsed, reading.suspendedBy];
    });
    expect(readings).toEqual([
      ['2022-06-01', '2022-07-15', 23, []],
      ['2022-07-01', 'open', 4, ['asked']],
    ]);
  });

  test('a step of one proposal does not touch another', () => {
    const [first, , , , , , , , asked] = proposals;
    const alone = readOn(first!, day('2022-03-20'));
    const held = knownOn(asked!.steps, day('2022-04-20'));
    expect(held).toHaveLength(1);
    expect(readOn(first!, day('2022-03-20'))).toEqual(alone);
  });
});

function dayDue({ due }: ClockReading): DayNumber {
  return due.type === 'known' ? due.day : due.notBefore;
}

test('while an answer is awaited the end is not before the days held up so far', () => {
  const waiting = proposal('open', '2022-10-03', '', [{ asked: '2022-10-10' }]);
  const on = (text: string) => readOn(waiting, day(text));
  expect(on('2022-10-10').due).toEqual({
    type: 'open',
    notBefore: day('2022-11-03'),
    because: 'asked',
  });
  expect(on('2022-10-20')).toMatchObject({
    due: { type: 'open', notBefore: day('2022-11-14') },
    daysUsed: 7,
    daysLeft: 23,
    suspendedBy: ['asked'],
    lateDays: 0,
  });
  // Nobody answered by the 20th: the 21st counts again. 12 November is a Saturday.
  expect(on('2022-10-21')).toMatchObject({
    due: { type: 'known', day: day('2022-11-14') },
    daysUsed: 8,
    suspendedBy: [],
  });
});

test('every clock of the call is told with its event, started or not', () => {
  const on = day('2022-03-20');
  const told = allClocks(call, { submission: day('2022-03-01') }, [], on);
  expect(told.map((each) => [each.clock.id, each.type])).toEqual([['evaluation', 'reading']]);
  const none = allClocks(call, {}, [], on);
  expect(none.map((each) => [each.clock.id, each.type])).toEqual([['evaluation', 'not-started']]);
});

test('without its decisions the call says which one is missing, and the earliest end', () => {
  const bare = readCall({
    definition: { file: 'call.yaml', text: readFileSync(`${folder}/call.yaml`, 'utf8') },
  });
  if (bare.type === 'refused') throw new Error(JSON.stringify(bare.problems));
  const on = day('2022-03-20');
  // The thirtieth day is a Sunday: what follows depends on a decision.
  const sunday = examinationClock(bare.call, { submission: day('2022-03-04') }, [], on);
  expect(sunday).toMatchObject({
    type: 'undecided',
    gaps: [{ id: 'evaluation-on-holiday' }],
    earliest: { due: { type: 'known', day: day('2022-04-01') } },
  });
  // A Thursday, whatever is decided.
  const thursday = examinationClock(bare.call, { submission: day('2022-03-01') }, [], on);
  expect(thursday).toMatchObject({ type: 'reading', reading: { daysLeft: 11 } });
  expect(readClarification(bare.call, { requested: on, why: 'asked' }, on)).toMatchObject({
    type: 'undecided',
    gaps: [{ id: 'clarification-days' }, { id: 'clarification-stops-clock' }],
  });
  expect(readNotice(bare.call, { notice: on, why: 'notice' }, on)).toMatchObject({
    type: 'undecided',
    gaps: [{ id: 'notice-against' }],
  });
});
