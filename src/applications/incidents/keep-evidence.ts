import { randomUUID } from 'node:crypto';
import type { Db } from '../../platform/database.ts';
import { isUnavailable } from '../../platform/http/unavailable.ts';
import {
  readDatabaseClock,
  recordAttempts,
  recordDropped,
  recordProbes,
  type Witness,
} from './evidence-store.ts';
import { makeAttemptBox, type FailedAttempt } from './failed-attempts.ts';
import type { LeftEvidence } from './left-evidence.ts';
import { momentOf, type ClockReading, type Clocks } from './moment.ts';
import { placeAttempts, placeProbes } from './place-evidence.ts';
import { makeProbeBox, type ProbeBox } from './probe-box.ts';

export interface KeeperOptions {
  readonly db: Db;
  readonly server: string;
  readonly everyMs: number;
  readonly attemptsMax: number;
  readonly probesMax: number;
  readonly clocks: Clocks;
  readonly warn: (message: string, error?: unknown) => void;
}

/** What a process has seen, in memory until the database takes it. */
export interface Keeper {
  readonly noteProbe: ProbeBox['note'];
  readonly noteAttempt: (attempt: FailedAttempt) => void;
  /** Stores what is waiting; whether nothing is left. Several at once are one. */
  readonly flush: () => Promise<boolean>;
  /** What is left, for who stores it another day. */
  readonly left: () => LeftEvidence;
  readonly standing: () => Standing;
}

export interface Standing {
  readonly probesWaiting: number;
  readonly attemptsWaiting: number;
  readonly attemptsDropped: number;
}

const batchMax = 2_000;

export function makeKeeper(options: KeeperOptions): Keeper {
  const { db, server, everyMs, attemptsMax, probesMax, clocks, warn } = options;
  const witness: Witness = { run: randomUUID(), server };
  const attempts = makeAttemptBox(attemptsMax);
  const probes = makeProbeBox(probesMax);
  const isWaiting = (): boolean => probes.waiting() + attempts.waiting() > 0;
  let underWay: Promise<boolean> | undefined;
  /** The last reading after which nothing was left waiting. */
  let before: ClockReading | undefined;

  async function storeBatch(): Promise<void> {
    const noted = probes.next(batchMax);
    const batch = attempts.next(batchMax);
    const readings = { before, after: await readClock(db, clocks) };
    if (noted.length > 0) await recordProbes(db, witness, placeProbes(noted, readings, everyMs));
    probes.forget(noted);
    const placed = placeAttempts(batch, readings);
    if (placed.attempts.length > 0) await recordAttempts(db, witness, placed.attempts);
    if (placed.dropped.length > 0) await recordDropped(db, witness, placed.dropped);
    attempts.forget(batch);
    if (!isWaiting()) before = readings.after;
  }

  async function storeAll(): Promise<boolean> {
    try {
      while (isWaiting()) await storeBatch();
      return true;
    } catch (error) {
      // It stays in memory, and is tried again.
      if (!isUnavailable(error)) warn('evidence of an outage could not be stored', error);
      return false;
    }
  }

  return {
    noteProbe: probes.note,
    noteAttempt: (attempt) => attempts.note(attempt, momentOf(clocks)),
    flush: () => {
      underWay ??= storeAll().finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
    left: () => {
      const readings = { before, after: undefined };
      return {
        ...witness,
        probes: placeProbes(probes.next(Infinity), readings, everyMs),
        ...placeAttempts(attempts.next(Infinity), readings),
      };
    },
    standing: () => ({
      probesWaiting: probes.waiting(),
      attemptsWaiting: attempts.waiting(),
      attemptsDropped: attempts.dropped(),
    }),
  };
}

const readingsMax = 3;
const roundTripMs = 50;

/** Reads the clock of the database; a reading that took long says little, and is made again. */
async function readClock(db: Db, clocks: Clocks): Promise<ClockReading> {
  let best: (ClockReading & { readonly tookMs: number }) | undefined;
  for (let index = 0; index < readingsMax; index += 1) {
    const startedMs = clocks.steadyMs();
    const databaseMs = await readDatabaseClock(db);
    const { wallMs, steadyMs } = momentOf(clocks);
    const tookMs = steadyMs - startedMs;
    const half = tookMs / 2;
    if (!best || tookMs < best.tookMs)
      best = { databaseMs, wallMs: wallMs - half, steadyMs: steadyMs - half, tookMs };
    if (best.tookMs <= roundTripMs) break;
  }
  if (!best) throw new Error('the clock was not read');
  return best;
}
