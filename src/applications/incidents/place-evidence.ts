import type { AttemptRow, DroppedRow, ProbeRow } from './evidence-store.ts';
import type { AttemptBatch } from './failed-attempts.ts';
import { databaseTimeOf, type ClockReading, type Moment } from './moment.ts';
import type { NotedProbe } from './probe-box.ts';

/** The readings of the clock of the database around what is placed, as far as there are any. */
export interface Readings {
  readonly before: ClockReading | undefined;
  readonly after: ClockReading | undefined;
}

/** Probes as they are stored, each at its instant by the clock of the database. */
export function placeProbes(
  probes: readonly NotedProbe[],
  readings: Readings,
  everyMs: number,
): readonly ProbeRow[] {
  return probes.map(({ ordinal, moment, tookMs, problem }) => ({
    ordinal,
    ...placed(moment, readings),
    tookMs,
    everyMs,
    problem,
  }));
}

export function placeAttempts(
  { attempts, dropped }: AttemptBatch,
  readings: Readings,
): { readonly attempts: readonly AttemptRow[]; readonly dropped: readonly DroppedRow[] } {
  return {
    attempts: attempts.map(({ moment, personId = null, tokenHash = null, ...attempt }) => ({
      ...attempt,
      personId,
      tokenHash,
      ...placed(moment, readings),
    })),
    dropped: dropped.map(({ first, last, ...rest }) => ({
      ...rest,
      firstAt: placed(first, readings).at,
      lastAt: placed(last, readings).at,
    })),
  };
}

function placed(
  moment: Moment,
  readings: Readings,
): { readonly at: string; readonly serverAt: string } {
  const serverAt = new Date(moment.wallMs).toISOString();
  return { at: new Date(instantOf(moment, readings)).toISOString(), serverAt };
}

/** Without a reading afterwards the steady clock carries on from the one before; without any, the wall is believed. */
function instantOf(moment: Moment, { before, after }: Readings): number {
  if (after) return databaseTimeOf(moment, { before, after });
  if (!before) return moment.wallMs;
  return Math.round(before.databaseMs + Math.max(0, moment.steadyMs - before.steadyMs));
}
