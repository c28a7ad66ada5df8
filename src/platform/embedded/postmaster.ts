import type { ChildProcess } from 'node:child_process';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import type { Credentials } from './credentials.ts';
import { findFreePort } from './free-port.ts';
import { knock } from './knock.ts';
import { findPostmaster, identify, isAlive, removePostmasterFile } from './postmaster-file.ts';
import { giveAllTo, runAs, type RunAs, startAs } from './run-as.ts';
import { asArguments, fixedSettings, type Settings } from './settings.ts';

/** A cluster on disk, and all that is needed to bring it up. */
export interface Cluster {
  readonly directory: string;
  readonly data: string;
  readonly binaries: Binaries;
  readonly way: RunAs;
  readonly credentials: Credentials;
  readonly settings: Settings;
  readonly log: (message: string) => void;
}

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const pollMs = 15;
const saySlowMs = 5_000;
const attemptsMax = 5;
/** Recovery after a crash reads back all that was written since the last checkpoint. */
const startingMsMax = 10 * 60_000;
/** The processes that a killed PostgreSQL leaves behind end with the query they are at. */
const remainsMsMax = 60_000;
const stoppingMsMax = 60_000;
const unreadableMs = 3_000;

/**
 * Gives the PostgreSQL that runs on the cluster, starting it unless it runs already. Processes that
 * do this at once all get the same one: PostgreSQL itself admits only one for each folder.
 */
export async function ensureRunning(cluster: Cluster, port?: number): Promise<Postmaster> {
  const since = Date.now();
  let saidAt = since;
  for (let failures = 0; Date.now() - since < startingMsMax;) {
    const running = await findRunning(cluster);
    if (typeof running === 'object') return running;
    if (running === 'none') {
      const started = await start(cluster, port ?? (await findFreePort()));
      if ('pid' in started) return started;
      failures += 1;
      const isPatient =
        failures < attemptsMax ||
        (hasRemains(started.reason) && Date.now() - since < remainsMsMax) ||
        // Another process has started it meanwhile.
        (await findRunning(cluster)) !== 'none';
      if (!isPatient) throw new Error(explainFailure(cluster, started.reason));
    }
    if (Date.now() - saidAt > saySlowMs) {
      cluster.log(`waiting for PostgreSQL on ${cluster.data}`);
      saidAt = Date.now();
    }
    await sleep(Math.min(pollMs * 2 ** failures, 1_000));
  }
  throw new Error(
    `PostgreSQL on ${cluster.data} has not become ready for ${startingMsMax / 60_000} minutes. ` +
      `Look into ${logsOf(cluster)}; if it is still recovering from a crash, start again later.`,
  );
}

async function findRunning(cluster: Cluster): Promise<Postmaster | 'none' | 'busy'> {
  const { data, credentials } = cluster;
  const found = await findPostmaster(data);
  if (found === 'none') return 'none';
  if ('unreadable' in found) {
    await clearUnreadable(data);
    return 'busy';
  }
  const process = await identify(found.pid, data);
  // A file whose process is gone is overwritten by PostgreSQL; one whose number lives on is not.
  if (process === 'gone' && !isAlive(found.pid)) return 'none';
  if (process === 'gone' || process === 'other') {
    await removePostmasterFile(data, found.text);
    return 'none';
  }
  if (!found.isReady) return 'busy';
  const { port } = found;
  const folder = process === 'ours' ? {} : { folder: data };
  const answer = await knock({ port, credentials, ...folder });
  if (answer === 'ours') return { pid: found.pid, port };
  if (answer === 'silent') return 'busy';
  if (process === 'ours' || (answer === 'refused' && found.folder === data)) {
    throw new Error(
      `The PostgreSQL that runs on ${data} does not accept the passwords in ${cluster.directory}. ` +
        'Put back the credentials.json that was there when the database was made.',
    );
  }
  await removePostmasterFile(data, found.text);
  return 'none';
}

/** PostgreSQL does not start over a file that a crash has left empty. */
async function clearUnreadable(data: string): Promise<void> {
  await sleep(unreadableMs);
  const found = await findPostmaster(data);
  if (found !== 'none' && 'unreadable' in found) await removePostmasterFile(data, found.unreadable);
}

type Started = Postmaster | { readonly reason: string };

async function start(cluster: Cluster, port: number): Promise<Started> {
  const { data, binaries, way, settings } = cluster;
  const logs = logsOf(cluster);
  await mkdir(logs, { recursive: true, mode: 0o700 });
  await giveAllTo(way, logs);
  const early = join(logs, `start-${process.pid}.log`);
  const all = asArguments({ ...settings, ...fixedSettings({ port, logs }) });
  if (process.platform === 'win32') return startOnWindows(cluster, all, early);
  const output = await open(early, 'w', 0o600);
  try {
    const child = startAs(way, [binaries.postgres, '-D', data, ...all], output.fd);
    const outcome = await waitUntilReady(cluster, child);
    if (outcome.type === 'ready') return { pid: outcome.pid, port };
    if (outcome.type === 'refused') return { reason: outcome.reason };
    const said = await readFile(early, 'utf8').catch(() => '');
    return { reason: complaints(said) || (await lastComplaints(logs)) || outcome.reason };
  } finally {
    await output.close();
    await rm(early, { force: true });
  }
}

type Outcome =
  | { readonly type: 'ready'; readonly pid: number }
  | { readonly type: 'refused' | 'ended'; readonly reason: string };

/** Waits until PostgreSQL answers or has ended. */
async function waitUntilReady(cluster: Cluster, child: ChildProcess): Promise<Outcome> {
  const { data, credentials } = cluster;
  const ended = new Promise<Outcome>((resolve) => {
    const end = (reason: string) => resolve({ type: 'ended', reason });
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(`it ended with ${signal ?? `code ${code}`}`));
  });
  for (let waits = 1; ; waits += 1) {
    const outcome = await Promise.race([ended, sleep(pollMs)]);
    if (outcome !== undefined) return outcome;
    const found = await findPostmaster(data);
    if (found !== 'none' && 'pid' in found && found.isReady && found.pid === child.pid) {
      const answer = await knock({ port: found.port, credentials });
      if (answer === 'ours') return { type: 'ready', pid: found.pid };
      if (answer === 'refused') {
        child.kill('SIGINT');
        await ended;
        const reason = `it does not accept the passwords in ${cluster.directory}/credentials.json`;
        return { type: 'refused', reason };
      }
    }
    if (waits % 400 === 0) cluster.log(`PostgreSQL is getting ready on ${data}`);
  }
}

/** There an administrator may not run postgres either; pg_ctl gives up those rights for it. */
async function startOnWindows(
  cluster: Cluster,
  settings: readonly string[],
  early: string,
): Promise<Started> {
  const { data, binaries, way } = cluster;
  const options = settings.map((each) => (each === '-c' ? each : `"${each}"`)).join(' ');
  try {
    await runAs(way, [binaries.pgCtl, 'start', '-w', '-D', data, '-l', early, '-o', options]);
  } catch (error) {
    return { reason: (error as Error).message };
  }
  const found = await findPostmaster(data);
  return found !== 'none' && 'pid' in found
    ? { pid: found.pid, port: found.port }
    : { reason: 'it ended at once' };
}

/** Ends PostgreSQL in order, whoever is connected, and waits until it has gone. */
export async function stopPostmaster(cluster: Cluster, pid: number): Promise<void> {
  const { binaries, data, way } = cluster;
  if (process.platform === 'win32') {
    await runAs(way, [binaries.pgCtl, 'stop', '-w', '-m', 'fast', '-D', data]);
    return;
  }
  const since = Date.now();
  let signal: 'SIGINT' | 'SIGQUIT' | undefined = 'SIGINT';
  for (let isHurried = false; ;) {
    const process = await identify(pid, data);
    if (process === 'gone' || process === 'other') return;
    if (signal !== undefined) kill(pid, signal);
    signal = undefined;
    if (!isHurried && Date.now() - since > stoppingMsMax) {
      cluster.log('PostgreSQL takes long to stop; ending it without its last checkpoint');
      isHurried = true;
      signal = 'SIGQUIT';
    }
    await sleep(pollMs);
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function hasRemains(reason: string): boolean {
  return reason.includes('shared memory block') && reason.includes('still in use');
}

function explainFailure(cluster: Cluster, reason: string): string {
  return (
    `PostgreSQL does not start on ${cluster.data}: ${reason}\n` +
    `More is written in ${logsOf(cluster)}. If it cannot be put right, set DATABASE_URL to a PostgreSQL ` +
    'of your own, or choose another directory with BANDOLO_DATA.'
  );
}

function logsOf({ directory }: Cluster): string {
  return join(directory, 'log');
}

/** What PostgreSQL gave as its reasons, in the newest of its logs. */
async function lastComplaints(logs: string): Promise<string> {
  const names = (await readdir(logs)).filter((name) => name.startsWith('postgres-'));
  const texts = await Promise.all(
    names.map(async (name) => {
      const { mtimeMs } = await stat(join(logs, name));
      return { mtimeMs, path: join(logs, name) };
    }),
  );
  const newest = texts.toSorted((a, b) => b.mtimeMs - a.mtimeMs)[0];
  return newest === undefined ? '' : complaints(await readFile(newest.path, 'utf8'));
}

function complaints(text: string): string {
  const lines = text.trim().split('\n').slice(-20);
  return lines
    .filter((line) => /FATAL|PANIC|HINT|could not/.test(line) && !/Future log/.test(line))
    .join('\n');
}
