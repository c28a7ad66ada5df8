import {
  addDays,
  formatDay,
  instantAt,
  known,
  localDateOf,
  parseDay,
  parseZone,
  readCallClock,
  type CallDocument,
  type ClockReading,
  type DayNumber,
  type Suspension,
} from '../engine/index.ts';
import { isOpen, type ExaminationRecord, type RecordedSuspension } from './examination.ts';

type Dated = Pick<ExaminationRecord, 'submittedAt' | 'closesAt' | 'events'>;

/** What the definition says about the examination, as far as its clock goes. */
type WithClock = CallDocument & { readonly examination?: { readonly clock: string } };
type StepEvent = CallDocument['events'][number] & { readonly is?: string };

/** The name of the zone in which the days of a call are counted. */
export function zoneOf({ windows }: CallDocument): string {
  const zone = windows.at(-1)?.zone;
  if (zone === undefined) throw new Error('a published call has no window');
  return zone;
}

/**
 * The clock of one examination as read on a day. `undefined` while the call does not say which clock it is, how long
 * it runs or what starts it, or while that event has no date.
 */
export function clockOf(
  { document }: { readonly document: CallDocument },
  examination: Dated,
  suspensions: readonly RecordedSuspension[],
  day: DayNumber,
): ClockReading | undefined {
  const { examination: rules }: WithClock = document;
  const clock = document.clocks.find(({ id }) => id === rules?.clock);
  const start = clock && startOf(document, known(clock.start), examination);
  if (!clock || start === undefined) return undefined;
  return readCallClock(document, clock, start, engineSuspensions(suspensions), day);
}

function startOf(
  document: CallDocument,
  eventId: string | undefined,
  { submittedAt, closesAt, events }: Dated,
): DayNumber | undefined {
  const event: StepEvent | undefined = document.events.find(({ id }) => id === eventId);
  if (!event) return undefined;
  if (event.is === 'submission') return dayIn(document, submittedAt);
  if (event.is === 'closing') return closesAt === null ? undefined : dayIn(document, closesAt);
  const dated = events.find((each) => each.event === event.id);
  return dated && parseDay(dated.day);
}

function dayIn(document: CallDocument, iso: string): DayNumber {
  const zone = parseZone(zoneOf(document));
  if (zone === undefined) throw new Error('a published call has a zone that is not known');
  return localDateOf(instantAt(new Date(iso).getTime()), zone);
}

/** One that ended before it began, such as a request that was answered on its own day, holds nothing up. */
function engineSuspensions(recorded: readonly RecordedSuspension[]): readonly Suspension[] {
  const real = recorded.filter(({ fromDay, untilDay }) => untilDay === null || untilDay >= fromDay);
  return real.map(({ fromDay, untilDay, actedOn, why, effect }) => ({
    from: dayOf(fromDay),
    ...(untilDay === null ? {} : { to: dayOf(untilDay) }),
    actedOn: dayOf(actedOn),
    why,
    effect,
  }));
}

/** A day as the database gives it. */
export function dayOf(text: string): DayNumber {
  const day = parseDay(text);
  if (day === undefined) throw new Error(`"${text}" is not a day`);
  return day;
}

/** What the queue keeps of a clock, so that it is found by it without reading each. */
export interface ClockColumns {
  readonly due: string | null;
  readonly isSuspended: boolean;
  /** The day from which the two others may be otherwise although nothing was done. */
  readonly lookAgain: string | null;
}

export function clockColumns(
  call: { readonly document: CallDocument },
  examination: Dated & Pick<ExaminationRecord, 'state'>,
  suspensions: readonly RecordedSuspension[],
  today: DayNumber,
): ClockColumns {
  const reading = clockOf(call, examination, suspensions, today);
  const due = reading && (reading.due.type === 'known' ? reading.due.day : reading.due.notBefore);
  const changes = suspensions.flatMap((each) => nextChange(each, today));
  const standing = suspensions.filter(({ untilDay }) => untilDay === null || dayOf(untilDay) >= today);
  const isHeld = standing.some(({ fromDay }) => {
    const day = Math.max(dayOf(fromDay), today) as DayNumber;
    const then = clockOf(call, examination, suspensions, day);
    return then === undefined || then.suspendedBy.length > 0;
  });
  const isLive = isOpen(examination);
  return {
    due: due === undefined ? null : formatDay(due),
    isSuspended: isLive && isHeld,
    lookAgain:
      isLive && changes.length > 0 ? formatDay(Math.min(...changes) as DayNumber) : null,
  };
}

/** An open suspension moves the earliest end every day; a closed one changes something when it begins and when it is over. */
function nextChange(
  { fromDay, untilDay }: RecordedSuspension,
  today: DayNumber,
): readonly DayNumber[] {
  if (dayOf(fromDay) > today) return [dayOf(fromDay)];
  if (untilDay === null) return [addDays(today, 1)];
  return dayOf(untilDay) >= today ? [addDays(dayOf(untilDay), 1)] : [];
}
