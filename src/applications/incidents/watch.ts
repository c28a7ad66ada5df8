import type { Database } from '../../platform/database.ts';
import { isUnavailable } from '../../platform/http/unavailable.ts';
import { removeOldProbes } from './evidence-store.ts';
import type { FailedAttempt } from './failed-attempts.ts';
import { makeKeeper, type Keeper, type Standing } from './keep-evidence.ts';
import { leaveEvidence, takeLeftEvidence } from './left-evidence.ts';
import type { Clocks } from './moment.ts';
import type { Address } from './probe.ts';
import { runProbes } from './run-probes.ts';

export interface WatchOptions {
  readonly database: Pick<Database, 'db'>;
  /** How this server is called in the evidence; two servers have two names. */
  readonly server: string;
  /** Where a server that stops while the database is away leaves what it could not store, for the next to store it. */
  readonly folder?: string | undefined;
  readonly everyMs?: number | undefined;
  readonly stallMs?: number | undefined;
  readonly attemptsMax?: number | undefined;
  readonly probesMax?: number | undefined;
  readonly clocks?: Clocks | undefined;
  /** Told what goes wrong with the evidence itself. */
  readonly warn?: ((message: string, error?: unknown) => void) | undefined;
}

/** Sees the outages of this process and of its database, and keeps what it saw until it can be stored. */
export interface Watch {
  /** Never waits and never throws. */
  readonly noteFailedAttempt: (attempt: FailedAttempt) => void;
  /** Begins to try the server, which listens by now. */
  readonly start: (address: Address) => void;
  readonly flush: Keeper['flush'];
  /** Ends the probes and stores what is left. */
  readonly stop: () => Promise<void>;
  readonly standing: () => Standing;
}

const timeoutMsMax = 4_000;
const daysKept = 90;
const tidyEveryMs = 3_600_000;
const lastFlushMs = 3_000;

const realClocks: Clocks = { wall: () => new Date(), steadyMs: () => performance.now() };

export function makeWatch(options: WatchOptions): Watch {
  const { everyMs = 5_000, stallMs = 2_000, clocks = realClocks } = options;
  const { server, folder, database, warn = () => undefined } = options;
  const { attemptsMax = 100_000, probesMax = 20_000 } = options;
  const { db } = database;
  const keeper = makeKeeper({ db, server, everyMs, attemptsMax, probesMax, clocks, warn });
  const tidy = makeTidying(options, clocks);
  let stopProbes: (() => Promise<void>) | undefined;

  return {
    noteFailedAttempt: keeper.noteAttempt,
    start: (address) => {
      stopProbes ??= runProbes({
        address,
        everyMs,
        stallMs,
        timeoutMs: Math.min(timeoutMsMax, Math.round(everyMs * 0.8)),
        clocks,
        note: keeper.noteProbe,
        noted: () => void keeper.flush().then((isDone) => (isDone ? tidy() : undefined)),
      });
    },
    flush: keeper.flush,
    stop: async () => {
      await stopProbes?.();
      stopProbes = undefined;
      if (await within(keeper.flush().then(keeper.flush), lastFlushMs)) return;
      const left = keeper.left();
      if (folder !== undefined) leaveEvidence(folder, left);
      else warn(`evidence of an outage is lost: ${left.attempts.length} failed attempts`);
    },
    standing: keeper.standing,
  };
}

/** What is done now and then, once the database answers. */
function makeTidying(
  { database: { db }, folder, warn }: WatchOptions,
  clocks: Clocks,
): () => Promise<void> {
  let dueMs = -Infinity;
  return async () => {
    if (clocks.steadyMs() < dueMs) return;
    dueMs = clocks.steadyMs() + tidyEveryMs;
    try {
      if (folder !== undefined) await takeLeftEvidence(db, folder);
      await removeOldProbes(db, daysKept);
    } catch (error) {
      if (!isUnavailable(error))
        warn?.('evidence left by another server could not be taken', error);
    }
  };
}

async function within(work: Promise<boolean>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
