import { addDays, addMonths, type DayNumber } from './civil-date.ts';
import { settleEnd, type EndOnHoliday, type Suspension } from './suspension.ts';

export type TermLength = { readonly days: number } | { readonly months: number };

/** A period within which something must be done, and everything that held it up. */
export interface Term {
  /** The day of the event from which the term runs: a closing, an application, a decree. */
  readonly start: DayNumber;
  readonly length: TermLength;
  /** `next-day` (art. 2963, second paragraph, c.c.) when absent: the day of the event is not counted. */
  readonly startCounts?: 'next-day' | 'same-day';
  readonly suspensions: readonly Suspension[];
  /** `as-is` when absent. */
  readonly endOnHoliday?: EndOnHoliday;
}

export interface TermProblem {
  readonly code: 'length' | 'ends-before-start' | 'acted-after-start';
  readonly path: string;
}

/** One thing that set or moved the end of the term, in the order in which it is told. */
export type ClockStep =
  | { readonly type: 'started'; readonly event: DayNumber; readonly firstCounted: DayNumber }
  | { readonly type: 'reckoned'; readonly length: TermLength; readonly due: DayNumber }
  | {
      readonly type: 'suspended' | 'interrupted';
      readonly suspension: Suspension;
      /** Days by which the end moved; up to the day of the reading if the end is open. */
      readonly addedDays: number;
      readonly due: DayNumber;
    }
  | {
      readonly type: 'no-effect';
      readonly suspension: Suspension;
      readonly because: 'over-before-start' | 'after-due' | 'covered-by-others';
    }
  | {
      readonly type: 'moved-off-holiday';
      readonly policy: 'next-working-day' | 'previous-working-day';
      readonly from: DayNumber;
      readonly due: DayNumber;
    };

export interface ClockReading {
  /** The last day in time, or the earliest that it can be while a suspension has no end. */
  readonly due:
    | { readonly type: 'known'; readonly day: DayNumber }
    | { readonly type: 'open'; readonly notBefore: DayNumber; readonly because: string };
  /** Days counted up to and with the day of the reading, since the last start of the term. */
  readonly daysUsed: number;
  /** Days that still run after the day of the reading, up to and with the last one in time. */
  readonly daysLeft: number;
  /** The reasons why the day of the reading does not count; empty if it does. */
  readonly suspendedBy: readonly string[];
  /** Days from the last day in time to the day of the reading; 0 if it is in time. */
  readonly lateDays: number;
  readonly steps: readonly ClockStep[];
}

interface Span {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

interface Run {
  /** The first counted day before any interruption. */
  readonly origin: DayNumber;
  first: DayNumber;
  due: DayNumber;
  /** The whole term in days, since it last started. */
  readonly fullLength: () => number;
  /** The last day held up so far, so that no day is held up twice. */
  covered: DayNumber;
  held: Span[];
  standing: Suspension[];
  open: Suspension | undefined;
  readonly steps: ClockStep[];
}

const longest = { days: 36_500, months: 1200 };

/** Everything in a term that `readClock` could not make sense of; empty if sound. */
export function checkTerm(term: Term): readonly TermProblem[] {
  const problems: TermProblem[] = [];
  const [length, limit] =
    'days' in term.length ? [term.length.days, longest.days] : [term.length.months, longest.months];
  if (!Number.isInteger(length) || length < 1 || length > limit) {
    problems.push({ code: 'length', path: 'length' });
  }
  for (const [index, { from, to, actedOn }] of term.suspensions.entries()) {
    if (to !== undefined && to < from) {
      problems.push({ code: 'ends-before-start', path: `suspensions.${index}` });
    }
    if (actedOn !== undefined && actedOn > from) {
      problems.push({ code: 'acted-after-start', path: `suspensions.${index}` });
    }
  }
  return problems;
}

/**
 * Reads a term on a day: the day on which the thing was done, or today if it is still to do.
 *
 * Days inside a suspension do not count and those in several count once, so the end moves by
 * exactly the days held up while the term ran; what begins after the end changes nothing. A term
 * in months ends on the same day of the month and then moves by the days held up. The steps say
 * which date came from where, in the order of the dates and not of the records.
 * Throws a `RangeError` for a term that `checkTerm` refuses or that leaves the calendar.
 */
export function readClock(term: Term, day: DayNumber): ClockReading {
  const problem = checkTerm(term)[0];
  if (problem) throw new RangeError(`the term is not sound: ${problem.code} at ${problem.path}`);
  const end = term.endOnHoliday ?? { policy: 'as-is' };
  const run = startRun(term);
  for (const suspension of term.suspensions.toSorted(bySuspensionDate)) {
    holdUp(run, term, suspension, day);
  }
  const due = settleEnd(run.due, end);
  if (end.policy !== 'as-is' && due !== run.due) {
    run.steps.push({ type: 'moved-off-holiday', policy: end.policy, from: run.due, due });
  }
  const daysUsed = freeDays(run, run.first, day);
  const nextDay = Math.max(addDays(day, 1), run.first) as DayNumber;
  const isOpen = run.open !== undefined;
  return {
    due: run.open
      ? { type: 'open', notBefore: due, because: run.open.why }
      : { type: 'known', day: due },
    daysUsed,
    daysLeft: isOpen ? Math.max(0, run.fullLength() - daysUsed) : freeDays(run, nextDay, due),
    suspendedBy: run.standing.filter((each) => covers(each, day)).map((each) => each.why),
    lateDays: isOpen ? 0 : Math.max(0, day - due),
    steps: run.steps,
  };
}

function startRun(term: Term): Run {
  const first = term.startCounts === 'same-day' ? term.start : addDays(term.start, 1);
  const due = lastDay(addDays(first, -1), term.length, term.startCounts);
  const run: Run = {
    origin: first,
    first,
    due,
    fullLength: () =>
      lastDay(addDays(run.first, -1), term.length, term.startCounts) - run.first + 1,
    covered: addDays(first, -1),
    held: [],
    standing: [],
    open: undefined,
    steps: [
      { type: 'started', event: term.start, firstCounted: first },
      { type: 'reckoned', length: term.length, due },
    ],
  };
  return run;
}

/** The last day of a term whose first counted day is the one after `eve`. */
function lastDay(eve: DayNumber, length: TermLength, startCounts: Term['startCounts']): DayNumber {
  if ('days' in length) return addDays(eve, length.days);
  // Months run from date to date, so the date to start from is the one that does the counting.
  if (startCounts !== 'same-day') return addMonths(eve, length.months);
  return addDays(addMonths(addDays(eve, 1), length.months), -1);
}

/** Lets one suspension act on the run; they come in the order of their dates. */
function holdUp(run: Run, term: Term, suspension: Suspension, day: DayNumber): void {
  const idle = whyIdle(run, term, suspension);
  if (idle !== undefined) {
    if (idle === 'covered-by-others') run.standing.push(suspension);
    run.steps.push({ type: 'no-effect', suspension, because: idle });
    return;
  }
  const interrupts = suspension.effect === 'interrupts';
  const from = Math.max(suspension.from, run.covered + 1) as DayNumber;
  // An open end is read as the day of the reading: the end cannot come before it. Days up to then
  // that others hold up already add nothing.
  const known = suspension.to ?? (Math.max(day, suspension.from) as DayNumber);
  const to = Math.max(known, run.covered) as DayNumber;
  const before = run.due;
  if (interrupts) restart(run, term, to);
  else if (to >= from) extend(run, term, { from, to });
  run.covered = to;
  run.standing.push(suspension);
  if (suspension.to === undefined) run.open = suspension;
  const type = interrupts ? 'interrupted' : 'suspended';
  run.steps.push({ type, suspension, addedDays: run.due - before, due: run.due });
}

function whyIdle(run: Run, term: Term, suspension: Suspension) {
  const { from, to, actedOn } = suspension;
  if (to !== undefined && to < run.origin) return 'over-before-start';
  if (run.open) return 'covered-by-others';
  const settled = settleEnd(run.due, term.endOnHoliday ?? { policy: 'as-is' });
  const actedInTime = (actedOn ?? from) <= settled && from === settled + 1;
  if (from > settled && !actedInTime) return 'after-due';
  const addsDays = to === undefined || to > run.covered;
  return addsDays || suspension.effect === 'interrupts' ? undefined : 'covered-by-others';
}

function extend(run: Run, term: Term, span: Span): void {
  const settled = settleEnd(run.due, term.endOnHoliday ?? { policy: 'as-is' });
  // Past its last day a term lives on only because that day was no working day: one day is left
  // of it if the suspension took that day away, none if the act came on it.
  const afterDue = span.from <= settled ? addDays(span.to, 1) : span.to;
  run.due = span.from > run.due ? afterDue : addDays(run.due, span.to - span.from + 1);
  run.held.push(span);
}

function restart(run: Run, term: Term, eve: DayNumber): void {
  run.first = addDays(eve, 1);
  run.due = lastDay(eve, term.length, term.startCounts);
  run.held = [];
}

/** Days from `from` to `to`, both counted, that no suspension holds up. */
function freeDays(run: Run, from: DayNumber, to: DayNumber): number {
  let free = Math.max(0, to - from + 1);
  for (const span of run.held) {
    free -= Math.max(0, Math.min(span.to, to) - Math.max(span.from, from) + 1);
  }
  return free;
}

function covers(suspension: Suspension, day: DayNumber): boolean {
  return suspension.from <= day && day <= (suspension.to ?? day);
}

function bySuspensionDate(a: Suspension, b: Suspension): number {
  return (
    a.from - b.from ||
    (a.actedOn ?? a.from) - (b.actedOn ?? b.from) ||
    compareEnds(a.to, b.to) ||
    effectRank(a) - effectRank(b) ||
    (a.why < b.why ? -1 : a.why > b.why ? 1 : 0)
  );
}

/** An open end comes last. */
function compareEnds(a: DayNumber | undefined, b: DayNumber | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  return a - b;
}

function effectRank(suspension: Suspension): number {
  return suspension.effect === 'interrupts' ? 1 : 0;
}
