import type { DayNumber } from '../calendar/civil-date.ts';
import type { ClockReading } from '../calendar/clock.ts';
import type { Suspension } from '../calendar/suspension.ts';
import type { CallDocument, ClockDocument, EventDocument } from '../definition/call-document.ts';
import type { Call } from '../definition/compile-call.ts';
import { isGap, known, type Gap } from '../definition/gap.ts';
import { earliestCallClock, readCallClock } from '../definition/procedure-dates.ts';

/** The days on which what starts a clock happened, as far as they are known. */
export interface ProcedureDays {
  /** The last day of the window in force. */
  readonly closing?: DayNumber;
  /** The day on which this application was received. */
  readonly submission?: DayNumber;
  /** The days of all other events, by the id that the call gives them. */
  readonly others?: { readonly [event: string]: DayNumber | undefined };
}

/** A stretch in which the procedure stood still, from a step of the office to its end. */
export interface Standstill {
  readonly cause: 'clarification' | 'notice-against';
  readonly actedOn: DayNumber;
  readonly from: DayNumber;
  /** None while nobody knows it. */
  readonly until?: DayNumber;
  readonly why: string;
}

/** What a clock of the call says about one application on one day. */
export type ExaminationClock =
  | {
      readonly type: 'reading';
      readonly clock: ClockDocument;
      readonly start: DayNumber;
      readonly reading: ClockReading;
    }
  /** What starts it has not happened, or nobody noted when. */
  | { readonly type: 'not-started'; readonly clock: ClockDocument; readonly event: EventDocument }
  /** The rules leave open what the end depends on. */
  | {
      readonly type: 'undecided';
      readonly clock: ClockDocument;
      readonly gaps: readonly Gap['unknown'][];
      /** The reading with the earliest end that the rules allow, so that nobody is late unawares. */
      readonly earliest: ClockReading | undefined;
    };

type Document = Pick<Call, 'document'>;

/** The clock of the examination; `undefined` for a call that does not say how it examines. */
export function examinationClock(
  { document }: Document,
  days: ProcedureDays,
  standstills: readonly Standstill[],
  day: DayNumber,
): ExaminationClock | undefined {
  const clock = clockOfExamination(document);
  return clock && readOne(document, clock, days, standstills, day);
}

/** Every clock of the call as it stands for one application, each by itself, in the order of the call. */
export function allClocks(
  { document }: Document,
  days: ProcedureDays,
  standstills: readonly Standstill[],
  day: DayNumber,
): readonly ExaminationClock[] {
  return document.clocks.map((clock) => readOne(document, clock, days, standstills, day));
}

export function clockOfExamination(document: CallDocument): ClockDocument | undefined {
  const id = document.examination?.clock;
  return id === undefined ? undefined : document.clocks.find((clock) => clock.id === id);
}

function readOne(
  document: CallDocument,
  clock: ClockDocument,
  days: ProcedureDays,
  standstills: readonly Standstill[],
  day: DayNumber,
): ExaminationClock {
  if (isGap(clock.start))
    return { type: 'undecided', clock, gaps: [clock.start.unknown], earliest: undefined };
  const event = eventOf(document, clock.start);
  const start = dayOfEvent(event, days);
  if (start === undefined) return { type: 'not-started', clock, event };
  const held = suspensionsOf(document, clock, standstills);
  const reading =
    held.gaps.length > 0 ? undefined : readCallClock(document, clock, start, held.suspensions, day);
  if (reading) return { type: 'reading', clock, start, reading };
  const earliest = earliestCallClock(document, clock, start, held.suspensions, day);
  return { type: 'undecided', clock, gaps: [...held.gaps, ...gapsOf(clock)], earliest };
}

function eventOf(document: CallDocument, id: string): EventDocument {
  const event = document.events.find((each) => each.id === id);
  if (!event) throw new TypeError(`the call was read with a clock that starts with "${id}"`);
  return event;
}

function dayOfEvent({ id, is }: EventDocument, days: ProcedureDays): DayNumber | undefined {
  if (is === 'closing' || is === 'submission') return days[is];
  return days.others?.[id];
}

interface Held {
  readonly suspensions: readonly Suspension[];
  /** What is not decided about a standstill that did happen. */
  readonly gaps: readonly Gap['unknown'][];
}

/** The standstills that stop this clock; those that stop it by no rule are left out. */
function suspensionsOf(
  document: CallDocument,
  clock: ClockDocument,
  standstills: readonly Standstill[],
): Held {
  const gaps = new Map<string, Gap['unknown']>();
  const suspensions = standstills.flatMap((each): readonly Suspension[] => {
    const effect = effectOn(document, clock, each.cause);
    if (isGap(effect)) gaps.set(effect.unknown.id, effect.unknown);
    return isGap(effect) || effect === 'none' ? [] : [suspensionOf(each, effect)];
  });
  return { suspensions, gaps: [...gaps.values()] };
}

function suspensionOf(each: Standstill, effect: 'suspends' | 'interrupts'): Suspension {
  const { actedOn, from, until, why } = each;
  return { from, actedOn, why, effect, ...(until === undefined ? {} : { to: until }) };
}

function effectOn(
  document: CallDocument,
  clock: ClockDocument,
  cause: Standstill['cause'],
): Gap | 'none' | 'suspends' | 'interrupts' {
  const { examination } = document;
  if (!examination || examination.clock !== clock.id) return listedEffect(document, clock, cause);
  if (cause === 'clarification') {
    const { stopsClock } = examination.clarification;
    return isGap(stopsClock) ? stopsClock : stopsClock ? 'suspends' : 'none';
  }
  const { noticeAgainst } = examination;
  if (isGap(noticeAgainst)) return noticeAgainst;
  return noticeAgainst.applies ? noticeAgainst.effect : 'none';
}

/** A clock that is not that of the examination stands still by the events it names itself. */
function listedEffect(
  document: CallDocument,
  clock: ClockDocument,
  cause: Standstill['cause'],
): Gap | 'none' | 'suspends' {
  if (isGap(clock.suspendedBy)) return clock.suspendedBy;
  const stops = document.events.some(
    (event) => event.is === cause && known(clock.suspendedBy)?.includes(event.id),
  );
  return stops ? 'suspends' : 'none';
}

function gapsOf({ days, months, endOnHoliday }: ClockDocument): readonly Gap['unknown'][] {
  return [days, months, endOnHoliday].filter(isGap).map((gap) => gap.unknown);
}
