import { formatDay, parseDay, type DayNumber } from '../calendar/civil-date.ts';
import type { Call } from '../definition/compile-call.ts';
import type { ExaminationExample, ExampleDocument } from '../definition/example-document.ts';
import {
  examinationClock,
  type ProcedureDays,
  type Standstill,
} from '../examination/examination-clock.ts';
import {
  readClarification,
  readNotice,
  type StandstillReading,
} from '../examination/standstills.ts';
import type { Mismatch } from './run-example.ts';

/** Reads the clock of the examination with the steps of the example on its day. */
export function runExamination(call: Call, { examination }: ExampleDocument): readonly Mismatch[] {
  if (!examination) return [];
  const wrong = textsOf(examination).find((text) => parseDay(text) === undefined);
  if (wrong !== undefined)
    return [{ what: 'examination', expected: 'days that exist', found: wrong }];
  const today = dayIn(examination.today);
  const standstills: Standstill[] = [];
  for (const step of examination.steps ?? []) {
    const read = readStep(call, step, today);
    if (read.type === 'refused')
      return [{ what: 'examination', expected: 'steps the call provides for', found: read.code }];
    if (read.type === 'undecided') return differ('due', examination.expect.due, 'unknown');
    if (read.standstill) standstills.push(read.standstill);
  }
  const clock = examinationClock(call, daysOf(call, examination), standstills, today);
  if (!clock) return [{ what: 'examination', expected: 'an examination', found: 'none' }];
  if (clock.type !== 'reading') return differ('due', examination.expect.due, 'unknown');
  const { due, daysUsed, daysLeft, lateDays } = clock.reading;
  const found = {
    due: due.type === 'known' ? formatDay(due.day) : 'unknown',
    daysUsed,
    daysLeft,
    lateDays,
  };
  return Object.entries(examination.expect).flatMap(([key, expected]) =>
    differ(key, expected, found[key as keyof typeof found]),
  );
}

function readStep(
  call: Call,
  step: NonNullable<ExaminationExample['steps']>[number],
  today: DayNumber,
): StandstillReading {
  const received = step.received === undefined ? {} : { received: dayIn(step.received) };
  if ('clarification' in step) {
    const answered = step.answered === undefined ? {} : { answered: dayIn(step.answered) };
    const days = { requested: dayIn(step.clarification), why: 'clarification' };
    return readClarification(call, { ...days, ...received, ...answered }, today);
  }
  const observations =
    step.observations === undefined ? {} : { observations: dayIn(step.observations) };
  const days = { notice: dayIn(step.noticeAgainst), why: 'notice-against' };
  return readNotice(call, { ...days, ...received, ...observations }, today);
}

function daysOf({ document }: Call, { days }: ExaminationExample): ProcedureDays {
  const dayOf = (is: 'closing' | 'submission'): DayNumber | undefined => {
    const event = document.events.find((each) => each.is === is);
    const text = event && days[event.id];
    return text === undefined ? undefined : dayIn(text);
  };
  const [closing, submission] = [dayOf('closing'), dayOf('submission')];
  return {
    ...(closing === undefined ? {} : { closing }),
    ...(submission === undefined ? {} : { submission }),
    others: Object.fromEntries(Object.entries(days).map(([id, text]) => [id, dayIn(text)])),
  };
}

function textsOf({ days, steps = [], today }: ExaminationExample): readonly string[] {
  return [today, ...Object.values(days), ...steps.flatMap((step) => Object.values(step))];
}

/** Of texts that were looked through before. */
function dayIn(text: string): DayNumber {
  const day = parseDay(text);
  if (day === undefined) throw new TypeError(`${text} is not a day`);
  return day;
}

function differ(what: string, expected: string | number, found: string | number): Mismatch[] {
  return expected === found
    ? []
    : [{ what: `examination.${what}`, expected: String(expected), found: String(found) }];
}
