import { randomUUID } from 'node:crypto';
import type { Db } from '../../src/platform/database.ts';
import { recordAttempts, recordProbes } from '../../src/applications/incidents/evidence-store.ts';

export const minute = 60_000;

/** Probes every five seconds, as a server would have left them; `problem` says what was wrong when. */
export async function writeProbes(
  db: Db,
  {
    from,
    to,
    server = 'one',
    problem = () => null,
    offsetMs = 0,
  }: {
    readonly from: number;
    readonly to: number;
    readonly server?: string;
    readonly problem?: (at: number) => string | null;
    /** By how much the clock of the database is ahead of the server's. */
    readonly offsetMs?: number;
  },
): Promise<void> {
  const rows = Array.from({ length: Math.floor((to - from) / 5_000) + 1 }, (_, index) => {
    const at = from + index * 5_000;
    return {
      ordinal: index + 1,
      at: new Date(at).toISOString(),
      serverAt: new Date(at - offsetMs).toISOString(),
      tookMs: 3,
      everyMs: 5_000,
      problem: problem(at),
    };
  });
  await recordProbes(db, { run: randomUUID(), server }, rows);
}

/** Acts that failed, as a server would have left them. */
export async function writeAttempts(
  db: Db,
  call: string,
  attempts: readonly {
    readonly applicationId: string;
    readonly at: number;
    readonly tokenHash?: string;
    readonly reason?: 'database' | 'queue-full';
  }[],
): Promise<void> {
  const rows = attempts.map(({ applicationId, at, tokenHash, reason = 'database' }, index) => ({
    ordinal: index + 1,
    at: new Date(at).toISOString(),
    serverAt: new Date(at).toISOString(),
    call,
    applicationId,
    personId: null,
    tokenHash: tokenHash ?? null,
    reason,
  }));
  await recordAttempts(db, { run: randomUUID(), server: 'one' }, rows);
}
