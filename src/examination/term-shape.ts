import type { ClockReading, DayNumber } from '../engine/index.ts';

/** A term on one day, as a bar shows it; all in days. */
export interface TermShape {
  readonly used: number;
  /** Gone by without counting. */
  readonly suspended: number;
  readonly left: number;
  /** What the term has in all. */
  readonly length: number;
  readonly lateBy: number;
  /** The last tenth of the term runs, or its last three days. */
  readonly isNear: boolean;
  readonly isSuspended: boolean;
  /** The first day that counts, when it is still to come. */
  readonly startsOn: DayNumber | undefined;
}

export function termShape(reading: ClockReading, day: DayNumber): TermShape {
  const { daysUsed, daysLeft: left, lateDays: lateBy, suspendedBy, steps } = reading;
  const [started] = steps;
  const first = started?.type === 'started' ? started.firstCounted : day;
  const used = Math.max(0, daysUsed - lateBy);
  const length = used + left;
  const isSuspended = suspendedBy.length > 0;
  return {
    used,
    suspended: Math.max(0, day - first + 1 - daysUsed),
    left,
    length,
    lateBy,
    isNear: !isSuspended && (lateBy > 0 || left <= Math.max(3, Math.floor(length / 10))),
    isSuspended,
    startsOn: first > day ? first : undefined,
  };
}
