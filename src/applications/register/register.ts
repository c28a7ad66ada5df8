import type { Pool, PoolClient } from 'pg';
import type { Signer } from '../../platform/signer.ts';
import { commitEntries, type EntryOutcome, type RegisterOf } from './commit-entries.ts';
import type { EntryRequest } from './decide-entry.ts';
import { makeGroupCommit, type GroupCommit } from './group-commit.ts';
import { loadPasses, makePassBox, type PassBox } from './pass.ts';

/** Takes the decisive acts of all calls; each call has a queue, so that a busy one does not delay the others. */
export interface Register {
  readonly enter: (of: RegisterOf, request: EntryRequest) => Promise<EntryOutcome>;
  /** Says that somebody looks at an application and may act soon: what the act needs is read in the background. */
  readonly expect: (of: RegisterOf, wanted: Pick<EntryRequest, 'token' | 'applicationId'>) => void;
  /** Refuses new acts, and resolves when those accepted are answered. */
  readonly drain: () => Promise<void>;
  readonly waiting: () => number;
}

export interface RegisterOptions {
  /** Its own few connections: the acts do not wait behind the pages. */
  readonly pool: Pool;
  readonly signer: Signer;
  readonly batchMax?: number;
  readonly queueMax?: number;
  /** How many sessions are remembered for each call. */
  readonly rememberedMax?: number;
}

interface Desk {
  readonly queue: GroupCommit<EntryRequest, EntryOutcome>;
  readonly expect: (wanted: Pick<EntryRequest, 'token' | 'applicationId'>) => void;
}

export function makeRegister(options: RegisterOptions): Register {
  const desks = new Map<number, Desk>();
  function deskOf(of: RegisterOf): Desk {
    const known = desks.get(of.callId);
    if (known) return known;
    const desk = makeDesk(of, options);
    desks.set(of.callId, desk);
    return desk;
  }
  return {
    enter: (of, request) => deskOf(of).queue.add(request),
    expect: (of, wanted) => {
      deskOf(of).expect(wanted);
    },
    drain: async () => {
      await Promise.all([...desks.values()].map(({ queue }) => queue.drain()));
    },
    waiting: () => [...desks.values()].reduce((sum, { queue }) => sum + queue.waiting(), 0),
  };
}

function makeDesk(
  of: RegisterOf,
  { pool, signer, batchMax = 512, queueMax = 20_000, rememberedMax = 50_000 }: RegisterOptions,
): Desk {
  const box = makePassBox(rememberedMax);
  const store = (requests: readonly EntryRequest[]) =>
    withClient(pool, (client) => commitEntries(client, { of, requests, signer, box }));
  return {
    queue: makeGroupCommit({
      store: async (requests) => {
        try {
          return await store(requests);
        } catch (error) {
          if (!isDoubled(error)) throw error;
          // Another process has entered one of them since its pass was read.
          for (const request of requests) box.forget(request);
          return store(requests);
        }
      },
      batchMax,
      queueMax,
    }),
    expect: makeExpecting(pool, { of, box, waitingMax: rememberedMax }),
  };
}

function makeExpecting(
  pool: Pool,
  { of, box, waitingMax }: { of: RegisterOf; box: PassBox; waitingMax: number },
): Desk['expect'] {
  let expected: Pick<EntryRequest, 'token' | 'applicationId'>[] = [];
  async function read(): Promise<void> {
    while (expected.length > 0) {
      const wanted = expected.slice(0, 500);
      expected = expected.slice(500);
      box.keep(wanted, await withClient(pool, (client) => loadPasses(client, of.callId, wanted)));
    }
  }
  return (wanted) => {
    if (expected.length >= waitingMax) return;
    // What cannot be read now is read with the act itself.
    if (expected.push(wanted) === 1) setTimeout(() => void read().catch(() => (expected = [])), 20);
  };
}

async function withClient<T>(pool: Pool, use: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    return await use(client);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // After a failure nobody knows in what state the connection is.
    client.release(failure);
  }
}

function isDoubled(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
