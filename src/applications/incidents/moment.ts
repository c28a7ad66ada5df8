/**
 * One instant as the clocks of this process show it. The clock on the wall can be put forward or back; the steady
 * one only ever runs on, but stands still while the machine sleeps, and means nothing to anybody else.
 */
export interface Moment {
  readonly wallMs: number;
  readonly steadyMs: number;
}

/** What the clock of the database showed at a moment. */
export interface ClockReading extends Moment {
  readonly databaseMs: number;
}

/** The clocks of the process and how it waits; tests bring their own. */
export interface Clocks {
  readonly wall: () => Date;
  readonly steadyMs: () => number;
}

export function momentOf({ wall, steadyMs }: Clocks): Moment {
  return { wallMs: wall().getTime(), steadyMs: steadyMs() };
}

/** A moment so many milliseconds before another. */
export function earlier({ wallMs, steadyMs }: Moment, ms: number): Moment {
  return { wallMs: wallMs - ms, steadyMs: steadyMs - ms };
}

/**
 * When a moment was by the clock of the database, in whole milliseconds. Of the two clocks of the process the one
 * is believed that went on as the database's did between the reading before the moment and the reading after it.
 */
export function databaseTimeOf(
  moment: Moment,
  { before, after }: { before: ClockReading | undefined; after: ClockReading },
): number {
  const isSteadyBest =
    !before || drift('steadyMs', before, after) <= drift('wallMs', before, after);
  const clock = isSteadyBest ? 'steadyMs' : 'wallMs';
  const at = after.databaseMs - (after[clock] - moment[clock]);
  const least = before && moment.steadyMs >= before.steadyMs ? before.databaseMs : -Infinity;
  return Math.round(Math.min(Math.max(at, least), after.databaseMs));
}

function drift(clock: keyof Moment, before: ClockReading, after: ClockReading): number {
  return Math.abs(after.databaseMs - before.databaseMs - (after[clock] - before[clock]));
}
