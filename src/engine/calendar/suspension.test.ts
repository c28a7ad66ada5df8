import { describe, expect, it } from 'vitest';
import { formatDay, parseDay, type DayNumber } from './civil-date.ts';
import { readClock, type Term } from './clock.ts';
import { suspensionForNotice, type RefusalNotice } from './suspension.ts';

function day(text: string): DayNumber {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`${text} is not a day`);
  return parsed;
}

const notice: RefusalNotice = {
  notice: day('2025-03-03'),
  answerDays: 10,
  resumeDays: 10,
  why: 'notice of the reasons against',
};

function dueWith(refusal: RefusalNotice): string {
  const reading = suspensionForNotice(refusal);
  if (reading.type === 'refused') throw new Error(JSON.stringify(reading.problems));
  const term: Term = {
    start: day('2025-01-15'),
    length: { days: 120 },
    suspensions: [reading.suspension],
  };
  const { due } = readClock(term, refusal.notice);
  return due.type === 'known' ? formatDay(due.day) : 'open';
}

describe('a notice of the reasons against, in 120 days that end on 15 May 2025', () => {
  it('suspends until ten days after the observations', () => {
    const answered = { ...notice, observations: day('2025-03-10') };
    expect(suspensionForNotice(answered)).toEqual({
      type: 'suspension',
      suspension: {
        from: day('2025-03-04'),
        to: day('2025-03-20'),
        why: notice.why,
        effect: 'suspends',
        actedOn: day('2025-03-03'),
      },
      answerBy: day('2025-03-13'),
      observationsLate: false,
    });
    expect(dueWith(answered)).toBe('2025-06-01');
  });

  it('suspends until the ten days to answer are over when nobody answers', () => {
    expect(dueWith(notice)).toBe('2025-05-25');
  });

  it('is not moved by observations that come too late', () => {
    const inTime = { ...notice, observations: day('2025-03-13') };
    const late = { ...notice, observations: day('2025-03-14') };
    expect(suspensionForNotice(inTime)).toMatchObject({ observationsLate: false });
    expect(dueWith(inTime)).toBe('2025-06-04');
    expect(suspensionForNotice(late)).toMatchObject({ observationsLate: true });
    expect(dueWith(late)).toBe('2025-05-25');
  });

  it('lets the days to answer run from when it was received', () => {
    expect(dueWith({ ...notice, received: day('2025-03-07') })).toBe('2025-05-29');
  });

  it('still suspends when given on the last day, with no day left', () => {
    expect(dueWith({ ...notice, notice: day('2025-05-15') })).toBe('2025-05-25');
    expect(dueWith({ ...notice, notice: day('2025-05-14') })).toBe('2025-05-25');
    expect(dueWith({ ...notice, notice: day('2025-05-16') })).toBe('2025-05-15');
  });

  it('interrupts under the text in force until 2020', () => {
    const old: RefusalNotice = {
      ...notice,
      resumeDays: 0,
      effect: 'interrupts',
      observations: day('2025-03-10'),
    };
    expect(dueWith(old)).toBe('2025-07-08');
    expect(dueWith({ ...old, observations: old.notice })).toBe('2025-07-01');
  });

  it('may move a deadline on a holiday', () => {
    const holidays = { weekdays: [6, 7] as const, fixed: [], easterOffsets: [], extraDays: [] };
    const onFriday: RefusalNotice = {
      ...notice,
      notice: day('2025-03-05'),
      deadlineOnHoliday: { policy: 'next-working-day', holidays },
    };
    expect(suspensionForNotice(onFriday)).toMatchObject({ answerBy: day('2025-03-17') });
  });

  it('is refused when its dates or days make no sense', () => {
    const broken: RefusalNotice = {
      ...notice,
      received: day('2025-03-02'),
      observations: day('2025-03-01'),
      answerDays: 0,
      resumeDays: 0,
    };
    expect(suspensionForNotice(broken)).toEqual({
      type: 'refused',
      problems: [
        { code: 'before-notice', path: 'received' },
        { code: 'before-notice', path: 'observations' },
        { code: 'not-whole-days', path: 'answerDays' },
        { code: 'not-whole-days', path: 'resumeDays' },
      ],
    });
  });
});
