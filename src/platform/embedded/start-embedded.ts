import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './binaries.ts';
import { clearUnfinished, createCluster, isComplete } from './create-cluster.ts';
import { findCredentials, loadCredentials, urlOf } from './credentials.ts';
import { DirectoryInUse, type DirectoryLock, lockDirectory } from './directory-lock.ts';
import { type Cluster, ensureRunning, type Postmaster, stopPostmaster } from './postmaster.ts';
import { decideRunAs, giveAllTo } from './run-as.ts';
import { durableSettings, type Settings } from './settings.ts';

export interface EmbeddedOptions {
  /** Absolute. Holds the database, its passwords and its logs; made if it is not there. */
  readonly directory: string;
  readonly settings?: Settings;
  readonly log: (message: string) => void;
  /** PostgreSQL has gone, killed perhaps; it is being brought back on the same port. */
  readonly onLost?: (reason: Error) => void;
  /** It is back. */
  readonly onRestored?: () => void;
  /** Another process took the directory while PostgreSQL was down: this one must stop working. */
  readonly onTaken?: (reason: Error) => void;
}

export interface Embedded {
  /** Superuser, for administration. */
  readonly adminUrl: string;
  readonly serverUrl: string;
  readonly migratorUrl: string;
  readonly port: number;
  /** Ends PostgreSQL in order and leaves the directory to others. */
  readonly stop: () => Promise<void>;
}

const backoffMaxMs = 5_000;

/** Brings up the PostgreSQL kept in `directory`, for this process alone, and keeps it up until `stop`. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const cluster = await prepareCluster(options);
  const { directory, credentials } = cluster;
  const { postmaster, lock } = await bringUp(cluster);
  await clearUnfinished(directory);
  const { port } = postmaster;
  const stop = watch(cluster, { postmaster, lock }, options);
  return {
    adminUrl: urlOf({ user: 'bandolo_admin', password: credentials.admin, port }),
    serverUrl: urlOf({ user: 'bandolo_server', password: credentials.server, port }),
    migratorUrl: urlOf({ user: 'bandolo_migrator', password: credentials.migrator, port }),
    port,
    stop,
  };
}

/** The cluster of `directory`, made at the first time. */
export async function prepareCluster(options: {
  readonly directory: string;
  readonly settings?: Settings;
  readonly log: (message: string) => void;
}): Promise<Cluster> {
  const directory = await makeDirectory(options.directory);
  const data = join(directory, 'postgres');
  const binaries = await findBinaries();
  const way = await decideRunAs({ directory, data, binaries });
  if ((await isComplete(data)) && (await findCredentials(directory)) === undefined) {
    throw new Error(
      `${data} is there, but not ${directory}/credentials.json with its passwords. ` +
        'Put that file back from a copy, or choose another directory with BANDOLO_DATA.',
    );
  }
  const credentials = await loadCredentials(directory);
  const settings = { ...durableSettings, ...options.settings };
  const isDurable = settings['fsync'] !== 'off';
  if (!(await isComplete(data))) options.log(`making a new database in ${data}`);
  await createCluster({ directory, data, binaries, way, credentials, isDurable });
  await giveAllTo(way, data);
  return { directory, data, binaries, way, credentials, settings, log: options.log };
}

async function makeDirectory(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
    return await realpath(path);
  } catch (error) {
    throw new Error(
      `${path} cannot be made for the database (${(error as Error).message}). ` +
        'Choose a directory that can be written with BANDOLO_DATA.',
      { cause: error },
    );
  }
}

interface Held {
  readonly postmaster: Postmaster;
  readonly lock: DirectoryLock;
}

async function bringUp(cluster: Cluster, port?: number): Promise<Held> {
  for (let attempt = 1; ; attempt += 1) {
    const postmaster = await ensureRunning(cluster, port);
    try {
      const { directory, credentials } = cluster;
      return {
        postmaster,
        lock: await lockDirectory({ directory, credentials, port: postmaster.port }),
      };
    } catch (error) {
      // It may have been stopped by its owner between the two steps.
      if (error instanceof DirectoryInUse || attempt >= 5) throw error;
      await sleep(50 * attempt);
    }
  }
}

/** Restarts PostgreSQL whenever it is lost, until the returned function is called. */
function watch(cluster: Cluster, first: Held, options: EmbeddedOptions): () => Promise<void> {
  const stopping = new AbortController();
  let held: Held | undefined = first;
  const watching = (async () => {
    while (held !== undefined && !stopping.signal.aborted) {
      const reason = await Promise.race([held.lock.lost, aborted(stopping.signal)]);
      if (stopping.signal.aborted || reason === undefined) return;
      options.log(`PostgreSQL was lost (${reason.message}); bringing it back`);
      options.onLost?.(reason);
      held = undefined;
      held = await restore(cluster, first.postmaster.port, stopping.signal).catch(
        (error: unknown) => {
          options.log((error as Error).message);
          options.onTaken?.(error as Error);
          return undefined;
        },
      );
      if (held === undefined) return;
      options.log('PostgreSQL is back');
      options.onRestored?.();
    }
  })();
  let stopped: Promise<void> | undefined;
  return () => {
    stopped ??= (async () => {
      stopping.abort();
      await watching;
      if (held === undefined) return;
      await stopPostmaster(cluster, held.postmaster.pid);
      await held.lock.release();
    })();
    return stopped;
  };
}

/** On the same port, so that connection pools find it again. Gives nothing once `signal` says to stop. */
async function restore(
  cluster: Cluster,
  port: number,
  signal: AbortSignal,
): Promise<Held | undefined> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      const held = await bringUp(cluster, port);
      if (held.postmaster.port === port) return held;
      // Somebody brought it up elsewhere and went away again.
      await stopPostmaster(cluster, held.postmaster.pid);
      await held.lock.release();
    } catch (error) {
      if (error instanceof DirectoryInUse) throw error;
      cluster.log(`PostgreSQL is not back yet: ${(error as Error).message}`);
    }
    await sleep(Math.min(100 * 2 ** attempt, backoffMaxMs), undefined, { signal }).catch(
      () => undefined,
    );
  }
  return undefined;
}

async function aborted(signal: AbortSignal): Promise<undefined> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
