import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { urlOf } from '../../src/platform/embedded/credentials.ts';
import { identify } from '../../src/platform/embedded/postmaster-file.ts';
import { ensureRunning, stopPostmaster } from '../../src/platform/embedded/postmaster.ts';
import type { Settings } from '../../src/platform/embedded/settings.ts';
import { prepareCluster } from '../../src/platform/embedded/start-embedded.ts';

/** A PostgreSQL of its own, as durable as in production, to be killed and brought back. */
export interface TestCluster {
  readonly directory: string;
  readonly port: number;
  readonly adminUrl: string;
  /** As `bandolo_server`. */
  readonly url: string;
  readonly migratorUrl: string;
  /** Kills every process of it at once, and waits until they are gone. */
  readonly kill9: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Again on the same port and the same data. */
  readonly start: () => Promise<void>;
  /** Ends it and removes its data. */
  readonly destroy: () => Promise<void>;
}

export async function startCluster(
  options: { readonly settings?: Settings } = {},
): Promise<TestCluster> {
  const folder = databaseFolder();
  const release = guard(folder);
  const cluster = await prepareCluster({
    directory: join(folder, 'data'),
    settings: options.settings ?? {},
    log: () => undefined,
  });
  const { port, pid } = await ensureRunning(cluster);
  let running: number | undefined = pid;
  const { admin, server, migrator } = cluster.credentials;
  const stop = async () => {
    if (running !== undefined) await stopPostmaster(cluster, running);
    running = undefined;
  };
  return {
    directory: cluster.directory,
    port,
    adminUrl: urlOf({ user: 'bandolo_admin', password: admin, port }),
    url: urlOf({ user: 'bandolo_server', password: server, port }),
    migratorUrl: urlOf({ user: 'bandolo_migrator', password: migrator, port }),
    kill9: async () => {
      if (running !== undefined) await killPostgres(running, cluster.data);
      running = undefined;
    },
    stop,
    start: async () => {
      running = (await ensureRunning(cluster, port)).pid;
    },
    destroy: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      release();
    },
  };
}

/** A new folder that other users may enter, for PostgreSQL does not run as root. */
export function databaseFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'bandolo-test-'));
  chmodSync(folder, 0o711);
  return folder;
}

/**
 * Ends the PostgreSQL of `folder`/data and removes the folder when the returned function is called,
 * or when this process ends, however it ends: the pipe between the two closes even when it is killed.
 */
export function guard(folder: string): () => void {
  const script = `
    cat > /dev/null
    kill -9 $(head -n 1 "$1/data/postgres/postmaster.pid" 2> /dev/null) 2> /dev/null
    rm -rf "$1" || { sleep 2; rm -rf "$1"; }`;
  const child = spawn('/bin/sh', ['-c', script, 'guard', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  child.on('error', () => undefined);
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return () => child.stdin.end();
}

export async function killPostgres(pid: number, data: string): Promise<void> {
  const children = await childrenOf(pid);
  for (const each of [pid, ...children]) {
    try {
      process.kill(each, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  }
  for (const each of [pid, ...children]) {
    while ((await identify(each, data)) !== 'gone') await sleep(5);
  }
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const lines = await new Promise<string>((resolve) => {
    execFile('ps', ['-A', '-o', 'pid=,ppid='], (_error, stdout) => resolve(stdout));
  });
  return lines
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([child, parent]) => (parent === pid && child !== undefined ? [child] : []));
}
