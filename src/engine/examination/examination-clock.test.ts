import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compiled, gap, mills } from '../../../test/mill-call.ts';
import { examination, examined } from '../../../test/mill-examination.ts';
import { addDays, formatDay, parseDay, type DayNumber } from '../calendar/civil-date.ts';
import type { CallDocument } from '../definition/call-document.ts';
import type { ExaminationDocument } from '../definition/examination-document.ts';
import { allClocks, examinationClock, type Standstill } from './examination-clock.ts';
import { readClarification, readNotice, type StandstillReading } from './standstills.ts';

const call = compiled(examined);

const withRules = (change: Partial<ExaminationDocument>, more: Partial<CallDocument> = {}) =>
  compiled({ ...examined, ...more, examination: { ...examination, ...change } });

function day(text: string): DayNumber {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`${text} is not a day`);
  return parsed;
}

const closing = day('2025-03-03');
const today = day('2025-03-20');

function told(reading: StandstillReading) {
  if (reading.type !== 'standstill') return reading;
  const { standstill, answerBy, isLate } = reading;
  return {
    answerBy: formatDay(answerBy),
    isLate,
    from: standstill && formatDay(standstill.from),
    until: standstill?.until === undefined ? undefined : formatDay(standstill.until),
  };
}

describe('a request for clarification', () => {
  const ask = (answered: string | undefined, on: string, received?: string) =>
    told(
      readClarification(
        call,
        {
          requested: day('2025-03-10'),
          why: 'asked',
          ...(answered === undefined ? {} : { answered: day(answered) }),
          ...(received === undefined ? {} : { received: day(received) }),
        },
        day(on),
      ),
    );
  const held = { answerBy: '2025-03-20', isLate: false, from: '2025-03-11' };

  test('holds the clock up to the answer, or to the last day to answer', () => {
    expect(ask(undefined, '2025-03-20')).toEqual({ ...held, until: undefined });
    expect(ask(undefined, '2025-03-21')).toEqual({ ...held, until: '2025-03-20' });
    expect(ask('2025-03-14', '2025-03-14')).toEqual({ ...held, until: '2025-03-14' });
    expect(ask('2025-03-20', '2025-03-25')).toEqual({ ...held, until: '2025-03-20' });
    expect(ask('2025-03-21', '2025-03-25')).toEqual({ ...held, isLate: true, until: '2025-03-20' });
    expect(ask('2025-03-11', '2025-03-25')).toEqual({ ...held, until: '2025-03-11' });
  });

  test('runs from when it was received, where that is known', () => {
    expect(ask(undefined, '2025-03-23', '2025-03-13')).toMatchObject({
      answerBy: '2025-03-23',
      until: undefined,
    });
    expect(ask('2025-03-08', '2025-03-23')).toEqual({ type: 'refused', code: 'before-request' });
    expect(ask(undefined, '2025-03-23', '2025-03-09')).toEqual({
      type: 'refused',
      code: 'before-request',
    });
  });

  test('answered on the same day holds nothing up', () => {
    expect(ask('2025-03-10', '2025-03-25')).toEqual({
      answerBy: '2025-03-20',
      isLate: false,
      from: undefined,
      until: undefined,
    });
  });

  test('is what the call makes of it', () => {
    const days = { requested: day('2025-03-10'), why: 'asked' };
    const { clarification } = examination;
    const none = withRules({ clarification: { ...clarification, rounds: 0 } });
    expect(readClarification(none, days, today)).toEqual({ type: 'refused', code: 'not-provided' });
    expect(readClarification(compiled(), days, today)).toEqual({
      type: 'refused',
      code: 'no-examination',
    });
    const [approval] = mills.clocks;
    const { suspendedBy: _, ...unstopped } = approval!;
    const running = withRules(
      { clarification: { ...clarification, stopsClock: false } },
      { clocks: [unstopped] },
    );
    expect(readClarification(running, days, today)).toMatchObject({ standstill: undefined });
    const lost = withRules({ clarification: { ...clarification, answerDays: gap('days') } });
    expect(readClarification(lost, days, today)).toMatchObject({
      type: 'undecided',
      gaps: [{ id: 'days' }],
    });
  });

  test('counts its days by the clock that the call names', () => {
    const answer = {
      id: 'answer',
      title: mills.title,
      article: 'art. 13',
      start: 'doubt',
      days: 10,
      counts: 'from-same-day',
      endOnHoliday: 'previous-working-day',
    } as const;
    const counted = withRules(
      { clarification: { ...examination.clarification, answerClock: 'answer' } },
      {
        clocks: [...mills.clocks, answer],
        holidays: { fixed: [], easterMonday: true, weekend: [6, 7] },
      },
    );
    const read = (requested: string) =>
      told(readClarification(counted, { requested: day(requested), why: 'asked' }, today));
    expect(read('2025-03-10')).toMatchObject({ answerBy: '2025-03-19' });
    // The tenth day, 16 March, is a Sunday.
    expect(read('2025-03-07')).toMatchObject({ answerBy: '2025-03-14' });
  });
});

describe('a notice of the reasons against', () => {
  const notice = (observations: string | undefined, on: string, own = call) =>
    told(
      readNotice(
        own,
        {
          notice: day('2025-03-10'),
          why: 'notice',
          ...(observations === undefined ? {} : { observations: day(observations) }),
        },
        day(on),
      ),
    );
  const held = { answerBy: '2025-03-20', isLate: false, from: '2025-03-11' };

  test('holds the clock up to ten days after observations in time', () => {
    expect(notice(undefined, '2025-03-20')).toEqual({ ...held, until: undefined });
    expect(notice(undefined, '2025-03-21')).toEqual({ ...held, until: '2025-03-20' });
    expect(notice('2025-03-14', '2025-03-14')).toEqual({ ...held, until: '2025-03-24' });
    expect(notice('2025-03-21', '2025-03-21')).toEqual({
      ...held,
      isLate: true,
      until: '2025-03-20',
    });
    expect(notice('2025-03-09', '2025-03-21')).toEqual({ type: 'refused', code: 'before-request' });
  });

  test('is given only where the call provides for it, and as it provides', () => {
    expect(
      notice(undefined, '2025-03-21', withRules({ noticeAgainst: { applies: false } })),
    ).toEqual({ type: 'refused', code: 'not-provided' });
    expect(notice(undefined, '2025-03-21', compiled())).toEqual({
      type: 'refused',
      code: 'no-examination',
    });
    const rule = { applies: true, answerDays: 5, resumeDays: 3, effect: 'suspends' } as const;
    const holidays = { fixed: [], easterMonday: true, weekend: [6, 7] };
    const moved = withRules(
      { noticeAgainst: { ...rule, answerOnHoliday: 'next-working-day' } },
      { holidays },
    );
    // The fifth day, 15 March, is a Saturday.
    expect(notice(undefined, '2025-03-21', moved)).toMatchObject({ until: '2025-03-17' });
    expect(notice('2025-03-17', '2025-03-21', moved)).toMatchObject({ until: '2025-03-20' });
    const open = withRules({ noticeAgainst: { ...rule, answerOnHoliday: gap('moved') } });
    expect(notice(undefined, '2025-03-21', open)).toMatchObject({ gaps: [{ id: 'moved' }] });
  });

  test('may interrupt, and then the whole term starts again', () => {
    const old = withRules({
      noticeAgainst: { applies: true, answerDays: 10, resumeDays: 0, effect: 'interrupts' },
    });
    const reading = readNotice(
      old,
      { notice: day('2025-03-10'), why: 'notice' },
      day('2025-03-21'),
    );
    if (reading.type !== 'standstill' || !reading.standstill) throw new Error('it is provided for');
    const clock = examinationClock(old, { closing }, [reading.standstill], day('2025-03-21'));
    expect(clock).toMatchObject({
      type: 'reading',
      reading: { daysUsed: 1, due: { type: 'known', day: day('2025-04-19') } },
    });
  });
});

describe('the clock of the examination', () => {
  const asked: Standstill = {
    cause: 'clarification',
    actedOn: day('2025-03-10'),
    from: day('2025-03-11'),
    until: day('2025-03-20'),
    why: 'asked',
  };
  const noticed: Standstill = { ...asked, cause: 'notice-against', why: 'notice' };

  test('starts with its event, and says which one it waits for', () => {
    expect(examinationClock(compiled(), { closing }, [], today)).toBeUndefined();
    expect(examinationClock(call, {}, [], today)).toMatchObject({
      type: 'not-started',
      event: { id: 'closing' },
    });
    expect(examinationClock(call, { closing }, [], today)).toMatchObject({
      type: 'reading',
      start: closing,
      reading: { daysUsed: 17, daysLeft: 13 },
    });
    const [doubt] = examined.events!.slice(1);
    const own = compiled({
      ...examined,
      events: [{ id: 'closing', title: mills.title, scope: 'call' }, doubt!],
    });
    expect(examinationClock(own, { closing }, [], today)?.type).toBe('not-started');
    const others = { closing };
    expect(examinationClock(own, { others }, [], today)?.type).toBe('reading');
  });

  test('stands still for what the examination says, not for what other clocks list', () => {
    const due = (own: typeof call, held: readonly Standstill[]) => {
      const clock = examinationClock(own, { closing }, held, day('2025-03-25'));
      if (clock?.type !== 'reading' || clock.reading.due.type === 'open') return clock?.type;
      return formatDay(clock.reading.due.day);
    };
    expect(due(call, [])).toBe('2025-04-02');
    expect(due(call, [asked])).toBe('2025-04-12');
    expect(due(call, [noticed])).toBe('2025-04-12');
    expect(due(call, [asked, noticed])).toBe('2025-04-12');
    const free = withRules({ noticeAgainst: { applies: false } });
    expect(due(free, [noticed])).toBe('2025-04-02');
    const { suspendedBy: _, ...unlisted } = mills.clocks[0]!;
    const { clarification } = examination;
    const running = withRules(
      { clarification: { ...clarification, stopsClock: false } },
      { clocks: [unlisted] },
    );
    expect(due(running, [asked])).toBe('2025-04-02');
    expect(due(withRules({ noticeAgainst: gap('notice') }), [noticed])).toBe('undecided');
    expect(due(withRules({ noticeAgainst: gap('notice') }), [])).toBe('2025-04-02');
  });

  test('leaves other clocks to the events they name themselves', () => {
    const [approval] = mills.clocks;
    const other = { ...approval!, id: 'other' };
    const unstopped = { ...other, id: 'unstopped', suspendedBy: [] };
    const elsewhere = { ...other, id: 'elsewhere', suspendedBy: ['closing'] };
    const lost = { ...other, id: 'lost', suspendedBy: gap('what-stops') };
    const clocks = [approval!, other, unstopped, elsewhere, lost];
    const own = compiled({ ...examined, clocks });
    const read = allClocks(own, { closing }, [asked, noticed], day('2025-03-25'));
    expect(
      read.map((clock) =>
        clock.type === 'reading' && clock.reading.due.type === 'known'
          ? formatDay(clock.reading.due.day)
          : clock.type,
      ),
    ).toEqual(['2025-04-12', '2025-04-12', '2025-04-02', '2025-04-02', 'undecided']);
  });

  test('names every gap that keeps its end open', () => {
    const [approval] = mills.clocks;
    const { days: _, ...endless } = approval!;
    const own = compiled({ ...examined, clocks: [{ ...endless, days: gap('length') }] });
    expect(examinationClock(own, { closing }, [], today)).toMatchObject({
      type: 'undecided',
      gaps: [{ id: 'length' }],
      earliest: undefined,
    });
    const unstarted = compiled({ ...examined, clocks: [{ ...approval!, start: gap('start') }] });
    expect(examinationClock(unstarted, { closing }, [], today)).toMatchObject({
      type: 'undecided',
      gaps: [{ id: 'start' }],
    });
    const { clarification } = examination;
    const stops = withRules({ clarification: { ...clarification, stopsClock: gap('stops') } });
    expect(examinationClock(stops, { closing }, [asked], day('2025-03-25'))).toMatchObject({
      type: 'undecided',
      gaps: [{ id: 'stops' }],
      earliest: { due: { day: day('2025-04-02') } },
    });
  });
});

const step = fc.record({
  cause: fc.constantFrom('clarification' as const, 'notice-against' as const),
  acted: fc.integer({ min: 0, max: 45 }),
  answer: fc.option(fc.integer({ min: 0, max: 15 }), { nil: undefined }),
});

/** What was known of some steps by a day. */
function knownBy(
  on: DayNumber,
  steps: readonly {
    readonly cause: Standstill['cause'];
    readonly acted: number;
    readonly answer: number | undefined;
  }[],
): readonly Standstill[] {
  return steps.flatMap(({ cause, acted, answer }) => {
    const at = addDays(closing, acted);
    const end = answer === undefined ? undefined : addDays(at, answer);
    const ended = end !== undefined && end <= on ? end : undefined;
    if (at > on) return [];
    const reading =
      cause === 'clarification'
        ? readClarification(
            call,
            { requested: at, why: cause, ...(ended === undefined ? {} : { answered: ended }) },
            on,
          )
        : readNotice(
            call,
            { notice: at, why: cause, ...(ended === undefined ? {} : { observations: ended }) },
            on,
          );
    if (reading.type !== 'standstill') throw new Error(JSON.stringify(reading));
    return reading.standstill ? [reading.standstill] : [];
  });
}

test('from one day to the next the clock counts one day or none, and never takes one back', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 4 }), (steps) => {
      let before = 0;
      let lastDue: number = closing;
      for (let offset = 0; offset <= 90; offset += 1) {
        const on = addDays(closing, offset);
        const clock = examinationClock(call, { closing }, knownBy(on, steps), on);
        if (clock?.type !== 'reading') throw new Error('nothing is open in this call');
        const { daysUsed, suspendedBy, due } = clock.reading;
        const isCounted = offset > 0 && suspendedBy.length === 0;
        expect(daysUsed - before, `on day ${offset}`).toBe(isCounted ? 1 : 0);
        before = daysUsed;
        const end = due.type === 'known' ? due.day : due.notBefore;
        expect(end, `due on day ${offset}`).toBeGreaterThanOrEqual(lastDue);
        lastDue = end;
      }
    }),
    { numRuns: 300 },
  );
});
