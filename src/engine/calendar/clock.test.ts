import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, formatDay, parseDay, type DayNumber } from './civil-date.ts';
import { checkTerm, readClock, type ClockReading, type Term } from './clock.ts';
import { isHoliday, type HolidayRule } from './holidays.ts';
import type { Suspension } from './suspension.ts';

const weekends: HolidayRule = { weekdays: [6, 7], fixed: [], easterOffsets: [], extraDays: [] };

function day(text: string): DayNumber {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`${text} is not a day`);
  return parsed;
}

function days(start: string, count: number, ...suspensions: Suspension[]): Term {
  return { start: day(start), length: { days: count }, suspensions };
}

function pause(from: string, to?: string, why = 'pause'): Suspension {
  return to === undefined ? { from: day(from), why } : { from: day(from), to: day(to), why };
}

function dueOf(term: Term, on: DayNumber = term.start): string {
  const { due } = readClock(term, on);
  return due.type === 'known' ? formatDay(due.day) : `not before ${formatDay(due.notBefore)}`;
}

/** What a reading says, without its steps. */
function brief(reading: ClockReading) {
  const { due, daysUsed, daysLeft, lateDays } = reading;
  return { due: due.type === 'known' ? formatDay(due.day) : 'open', daysUsed, daysLeft, lateDays };
}

describe('120 days from the closing of 15 January 2025', () => {
  const term = days('2025-01-15', 120);

  it('end on 15 May 2025', () => {
    expect(brief(readClock(term, day('2025-05-15')))).toEqual({
      due: '2025-05-15',
      daysUsed: 120,
      daysLeft: 0,
      lateDays: 0,
    });
    expect(brief(readClock(term, day('2025-01-16')))).toEqual({
      due: '2025-05-15',
      daysUsed: 1,
      daysLeft: 119,
      lateDays: 0,
    });
    expect(brief(readClock(term, day('2025-01-10'))).daysLeft).toBe(120);
  });

  it('make a decree of 23 May 2025 eight days late', () => {
    const reading = readClock(term, day('2025-05-23'));
    expect(brief(reading)).toEqual({
      due: '2025-05-15',
      daysUsed: 128,
      daysLeft: 0,
      lateDays: 8,
    });
    expect(reading.steps).toEqual([
      { type: 'started', event: day('2025-01-15'), firstCounted: day('2025-01-16') },
      { type: 'reckoned', length: { days: 120 }, due: day('2025-05-15') },
    ]);
  });

  it.each([
    ['2025-03-01', '2025-03-08', 0, '2025-05-23'],
    ['2025-03-01', '2025-03-07', 1, '2025-05-22'],
    ['2025-05-15', '2025-05-22', 0, '2025-05-23'],
    ['2025-05-16', '2025-05-30', 8, '2025-05-15'],
    ['2025-01-01', '2025-01-15', 8, '2025-05-15'],
    ['2025-01-01', '2025-01-23', 0, '2025-05-23'],
  ])('suspended from %s to %s: %d days late', (from, to, lateDays, due) => {
    const suspended = days('2025-01-15', 120, pause(from, to));
    const reading = readClock(suspended, day('2025-05-23'));
    expect(reading.lateDays).toBe(lateDays);
    expect(dueOf(suspended)).toBe(due);
  });

  it('say what each suspension did', () => {
    const first = pause('2025-03-01', '2025-03-05', 'documents asked for');
    const inside = pause('2025-03-02', '2025-03-04', 'notice');
    const across = pause('2025-03-04', '2025-03-08', 'notice');
    const after = pause('2025-06-01', '2025-06-30', 'holidays');
    const before = pause('2025-01-02', '2025-01-10', 'holidays');
    const term120 = days('2025-01-15', 120, after, across, inside, first, before);
    const reading = readClock(term120, day('2025-03-04'));
    expect(reading.suspendedBy).toEqual(['documents asked for', 'notice', 'notice']);
    expect(reading.steps.slice(2)).toEqual([
      { type: 'no-effect', suspension: before, because: 'over-before-start' },
      { type: 'suspended', suspension: first, addedDays: 5, due: day('2025-05-20') },
      { type: 'no-effect', suspension: inside, because: 'covered-by-others' },
      { type: 'suspended', suspension: across, addedDays: 3, due: day('2025-05-23') },
      { type: 'no-effect', suspension: after, because: 'after-due' },
    ]);
    expect(brief(reading)).toEqual({ due: '2025-05-23', daysUsed: 44, daysLeft: 76, lateDays: 0 });
  });
});

describe('a suspension with no end', () => {
  const open = days('2025-01-15', 120, pause('2025-03-01', undefined, 'expert awaited'));

  it('leaves the end open and never late', () => {
    const reading = readClock(open, day('2025-03-10'));
    expect(reading.due).toEqual({
      type: 'open',
      notBefore: day('2025-05-25'),
      because: 'expert awaited',
    });
    expect(reading).toMatchObject({ daysUsed: 44, daysLeft: 76, lateDays: 0 });
    expect(reading.suspendedBy).toEqual(['expert awaited']);
    expect(readClock(open, day('2026-01-01')).lateDays).toBe(0);
  });

  it('is no excuse when it began after the end', () => {
    const late = days('2025-01-15', 120, pause('2025-05-20'));
    expect(readClock(late, day('2025-05-23'))).toMatchObject({ lateDays: 8, suspendedBy: [] });
  });

  it('adds nothing on days that another holds up already', () => {
    const both = days('2025-01-15', 120, pause('2025-03-01', '2025-03-10'), pause('2025-03-01'));
    expect(readClock(both, day('2025-03-05')).due).toMatchObject({ notBefore: day('2025-05-25') });
    expect(readClock(both, day('2025-03-10')).due).toMatchObject({ notBefore: day('2025-05-25') });
    expect(readClock(both, day('2025-03-11')).due).toMatchObject({ notBefore: day('2025-05-26') });
    expect(readClock(both, day('2025-03-05'))).toMatchObject({
      daysUsed: 44,
      daysLeft: 76,
      suspendedBy: ['pause', 'pause'],
    });
  });

  it('covers whatever begins later', () => {
    const later = pause('2025-08-01', '2025-08-31');
    const both = { ...open, suspensions: [later, ...open.suspensions] };
    const reading = readClock(both, day('2025-03-10'));
    expect(reading.due).toMatchObject({ notBefore: day('2025-05-25') });
    expect(reading.steps.at(-1)).toEqual({
      type: 'no-effect',
      suspension: later,
      because: 'covered-by-others',
    });
  });
});

describe('other terms', () => {
  it.each([18, 24])('in months run from date to date: %d', (months) => {
    const term: Term = { start: day('2025-04-03'), length: { months }, suspensions: [] };
    expect(dueOf(term)).toBe(months === 18 ? '2026-10-03' : '2027-04-03');
  });

  it('in months move by the days held up', () => {
    const term: Term = {
      start: day('2025-04-03'),
      length: { months: 18 },
      suspensions: [pause('2025-08-01', '2025-08-31')],
    };
    expect(dueOf(term)).toBe('2026-11-03');
  });

  it('may count the first day: 13 months from 1 September 2019 end on 30 September 2020', () => {
    const programme: Term = {
      start: day('2019-09-01'),
      length: { months: 13 },
      startCounts: 'same-day',
      suspensions: [],
    };
    expect(dueOf(programme)).toBe('2020-09-30');
    expect(readClock(programme, day('2019-09-01')).daysUsed).toBe(1);
    expect(dueOf({ ...days('2025-01-15', 120), startCounts: 'same-day' })).toBe('2025-05-14');
  });

  it.each([
    ['next-working-day', '2023-01-02', 0],
    ['previous-working-day', '2022-12-30', 3],
  ] as const)('that end on Saturday 31 December 2022, %s', (policy, due, lateDays) => {
    const term: Term = {
      ...days('2022-12-01', 30),
      endOnHoliday: { policy, holidays: weekends },
    };
    expect(dueOf(term)).toBe(due);
    const reading = readClock(term, day('2023-01-02'));
    expect(reading.lateDays).toBe(lateDays);
    expect(reading.steps.at(-1)).toEqual({
      type: 'moved-off-holiday',
      policy,
      from: day('2022-12-31'),
      due: day(due),
    });
  });

  it('can be suspended on the working day that a holiday moved them to', () => {
    const term = days('2022-12-01', 30, pause('2023-01-01', '2023-01-04'));
    const moved: Term = {
      ...term,
      endOnHoliday: { policy: 'next-working-day', holidays: weekends },
    };
    expect(dueOf(moved)).toBe('2023-01-05');
    const notice = { ...pause('2023-01-03', '2023-01-12'), actedOn: day('2023-01-02') };
    expect(dueOf({ ...moved, suspensions: [notice] })).toBe('2023-01-12');
    expect(dueOf({ ...moved, suspensions: [pause('2023-01-03', '2023-01-12')] })).toBe(
      '2023-01-02',
    );
  });

  it('start again when they are interrupted', () => {
    const interruption: Suspension = {
      ...pause('2025-03-03', '2025-03-10', 'notice'),
      effect: 'interrupts',
    };
    const term = days('2025-01-15', 120, interruption, pause('2025-04-01', '2025-04-05'));
    expect(dueOf(term)).toBe('2025-07-13');
    expect(readClock(term, day('2025-03-12')).daysUsed).toBe(2);
    expect(dueOf({ ...term, length: { months: 4 } })).toBe('2025-07-15');
  });

  it('tell suspensions of the same days in one order, however they were recorded', () => {
    const term = days('2025-01-15', 120);
    const plain = pause('2025-05-16', '2025-05-20');
    const onLastDay = { ...plain, actedOn: day('2025-05-15') };
    const interruption: Suspension = { ...onLastDay, effect: 'interrupts' };
    const all = [interruption, plain, onLastDay];
    const reading = readClock({ ...term, suspensions: all }, term.start);
    expect(reading.steps.slice(2)).toEqual([
      { type: 'suspended', suspension: onLastDay, addedDays: 5, due: day('2025-05-20') },
      { type: 'interrupted', suspension: interruption, addedDays: 120, due: day('2025-09-17') },
      { type: 'no-effect', suspension: plain, because: 'covered-by-others' },
    ]);
    const turned = { ...term, suspensions: all.toReversed() };
    expect(readClock(turned, term.start)).toEqual(reading);
  });

  it.each([
    [days('2025-01-15', 0), 'length'],
    [days('2025-01-15', 1.5), 'length'],
    [days('2025-01-15', 40_000), 'length'],
    [days('2025-01-15', 30, pause('2025-02-02', '2025-02-01')), 'ends-before-start'],
    [
      days('2025-01-15', 30, { ...pause('2025-02-02'), actedOn: day('2025-02-03') }),
      'acted-after-start',
    ],
  ])('that are not sound are found: %#', (term, code) => {
    expect(checkTerm(term).map((problem) => problem.code)).toEqual([code]);
    expect(() => readClock(term, term.start)).toThrow(RangeError);
  });
});

describe('a list with a clock of 30 days for each proposal', () => {
  const proposals: [string, string, ...Suspension[]][] = [
    ['2022-01-31', '2022-03-02'],
    ['2022-02-10', '2022-03-12'],
    ['2022-03-01', '2022-03-31'],
    ['2022-11-02', '2022-12-12', pause('2022-11-10', '2022-11-19')],
    ['2022-12-15', '2023-01-14'],
    ['2024-01-31', '2024-03-01'],
    [
      '2022-12-31',
      '2023-02-04',
      pause('2023-01-04', '2023-01-05'),
      pause('2023-01-30', '2023-02-01'),
    ],
  ];

  it.each(proposals)('received on %s is due on %s', (received, due, ...suspensions) => {
    const term = days(received, 30, ...suspensions);
    let used = 0;
    for (let each = day(received); each <= day(due) + 10; each = addDays(each, 1)) {
      const isHeld = suspensions.some(({ from, to }) => from <= each && each <= to!);
      if (each > day(received) && !isHeld) used += 1;
      const reading = readClock(term, each);
      expect(brief(reading)).toEqual({
        due,
        daysUsed: used,
        daysLeft: Math.max(0, 30 - used),
        lateDays: Math.max(0, each - day(due)),
      });
      expect(reading.suspendedBy.length).toBe(isHeld ? 1 : 0);
    }
  });
});

const origin = day('2025-01-15');
const anySuspension = (effects: readonly ('suspends' | 'interrupts')[]) =>
  fc
    .record({
      offset: fc.integer({ min: -10, max: 60 }),
      length: fc.integer({ min: 0, max: 12 }),
      effect: fc.constantFrom(...effects),
      why: fc.constantFrom('a', 'b', 'c'),
    })
    .map(({ offset, length, effect, why }): Suspension => ({
      from: addDays(origin, offset),
      to: addDays(origin, offset + length),
      effect,
      why,
    }));

/** Walks from day to day, as one would with a finger on a calendar. */
function walk(
  count: number,
  suspensions: readonly Suspension[],
  holidays?: HolidayRule,
): DayNumber {
  let counted = 0;
  for (let each = addDays(origin, 1); ; each = addDays(each, 1)) {
    const on = suspensions.filter(({ from, to }) => from <= each && each <= to!);
    if (on.some(({ effect }) => effect === 'interrupts')) counted = 0;
    if (on.length > 0) continue;
    counted += 1;
    if (counted >= count && !(holidays && isHoliday(holidays, each))) return each;
  }
}

describe('every clock', () => {
  const count = fc.integer({ min: 1, max: 40 });
  const suspended = fc.array(anySuspension(['suspends']), { maxLength: 6 });
  const mixed = fc.array(anySuspension(['suspends', 'interrupts']), { maxLength: 5 });

  it('ends where a finger on the calendar ends', () => {
    fc.assert(
      fc.property(count, mixed, (length, suspensions) => {
        const term: Term = { start: origin, length: { days: length }, suspensions };
        const expected = walk(length, suspensions);
        expect(readClock(term, origin).due).toEqual({ type: 'known', day: expected });
      }),
      { numRuns: 2000 },
    );
  });

  it('ends there with working days too', () => {
    fc.assert(
      fc.property(count, suspended, (length, suspensions) => {
        const term: Term = {
          start: origin,
          length: { days: length },
          suspensions,
          endOnHoliday: { policy: 'next-working-day', holidays: weekends },
        };
        const expected = walk(length, suspensions, weekends);
        expect(readClock(term, origin).due).toEqual({ type: 'known', day: expected });
      }),
      { numRuns: 2000 },
    );
  });

  it('moves by exactly the days held up, and its steps add up to that', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), suspended, (months, suspensions) => {
        const term: Term = { start: origin, length: { months }, suspensions };
        const reading = readClock(term, origin);
        if (reading.due.type === 'open') throw new Error('no suspension is open');
        const held = new Set<number>();
        for (const { from, to } of suspensions) {
          for (let each = from; each <= to!; each = addDays(each, 1)) {
            if (each > origin && each <= reading.due.day) held.add(each);
          }
        }
        expect(reading.due.day).toBe(addMonths(origin, months) + held.size);
        const added = reading.steps.map((step) => (step.type === 'suspended' ? step.addedDays : 0));
        expect(added.reduce((sum, each) => sum + each, 0)).toBe(held.size);
      }),
    );
  });

  it('does not care in which order its suspensions were recorded', () => {
    fc.assert(
      fc.property(count, mixed, fc.nat(80), (length, suspensions, offset) => {
        const term: Term = { start: origin, length: { days: length }, suspensions };
        const turned: Term = { ...term, suspensions: suspensions.toReversed() };
        const on = addDays(origin, offset);
        expect(readClock(turned, on)).toEqual(readClock(term, on));
      }),
    );
  });

  it('uses and leaves the whole term between them until it is late', () => {
    fc.assert(
      fc.property(count, suspended, fc.nat(120), (length, suspensions, offset) => {
        const term: Term = { start: origin, length: { days: length }, suspensions };
        const reading = readClock(term, addDays(origin, offset));
        const isLate = reading.lateDays > 0;
        expect(reading.daysLeft).toBe(isLate ? 0 : length - reading.daysUsed);
      }),
    );
  });
});
