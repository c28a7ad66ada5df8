import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { findFreePort } from '../src/platform/embedded/free-port.ts';
import { migrate } from '../src/platform/migrate.ts';
import { expectWholeRegister } from './storm/check-register.ts';
import { storm, submit } from './storm/clients.ts';
import { serverProcess } from './storm/server.ts';
import { makeRegisterWorld } from './support/register-world.ts';
import { temporaryFolder } from './support/sample-round.ts';

/** The newest PostgreSQL of the system that can be copied while it runs; the embedded one has no tool for it. */
const programs = ['/usr/lib/postgresql', '/usr/pgsql', '/opt/homebrew/opt/postgresql']
  .flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).map((each) => join(folder, each, 'bin')) : [],
  )
  .findLast(
    (folder) => existsSync(join(folder, 'pg_basebackup')) && existsSync(join(folder, 'postgres')),
  );

const isRoot = process.getuid?.() === 0;
const user = isRoot ? idsOf('postgres') : undefined;
const canRun = programs !== undefined && (!isRoot || user !== undefined);
const folder = mkdtempSync(join(tmpdir(), 'bandolo-standby-'));
const started: string[] = [];

afterAll(() => {
  for (const data of started) killCluster(data);
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(canRun)(
  'a standby takes over: SKIPPED, PostgreSQL is not installed on this system',
  () => {
    console.warn(
      'The test with a synchronous standby was skipped: it needs pg_basebackup of an installed PostgreSQL.',
    );
    expect(canRun).toBe(false);
  },
);

test.runIf(canRun)(
  'after the primary is killed, the synchronous standby has every acknowledged receipt',
  { timeout: 180_000 },
  async () => {
    if (user) chownSync(folder, user.uid, user.gid);
    chmodSync(folder, 0o711);
    const primary = await makePrimary();
    await migrate(primary.url);
    const world = await makeRegisterWorld(primary.url, { applications: 4_000 });
    const standby = await makeStandby(primary);
    const server = await serve(primary.url);
    const storming = stormUntilTold(server.port, world);
    await sleep(1_500);
    killCluster(primary.data);
    storming.end();
    run('pg_ctl', ['promote', '-w', '-D', standby.data]);
    await server.kill9();
    const successor = await serve(standby.url);
    const { acknowledged, faults } = await storming.done;
    expect(faults).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(100);
    await expectWholeRegister(standby.url, world, acknowledged);
    for (const { application, receipt } of acknowledged.slice(-50)) {
      const answer = await submit(successor.port, world, application);
      expect(answer.status).toBe(200);
      expect(answer.body).toBe(JSON.stringify(receipt));
    }
    await successor.stop();
  },
);

interface Cluster {
  readonly data: string;
  readonly port: number;
  readonly url: string;
}

async function makePrimary(): Promise<Cluster> {
  const data = join(folder, 'primary');
  const port = await findFreePort();
  run('initdb', ['-D', data, '-U', 'admin', '--auth=trust', '-E', 'UTF8', '--locale=C']);
  appendFileSync(
    join(data, 'postgresql.conf'),
    `\nport = ${port}\nunix_socket_directories = '${folder}'\nlisten_addresses = '127.0.0.1'\ntrack_commit_timestamp = on\nwal_level = replica\n`,
  );
  return startCluster(data, port);
}

async function makeStandby(primary: Cluster): Promise<Cluster> {
  const data = join(folder, 'standby');
  const port = await findFreePort();
  const source = `host=127.0.0.1 port=${primary.port} user=admin application_name=standby`;
  run('pg_basebackup', ['-D', data, '-d', source, '-R', '-c', 'fast']);
  appendFileSync(join(data, 'postgresql.conf'), `\nport = ${port}\n`);
  const standby = startCluster(data, port);
  const client = new Client(primary.url);
  await client.connect();
  await client.query(`alter system set synchronous_standby_names = 'standby'`);
  await client.query('select pg_reload_conf()');
  for (;;) {
    const { rows } = await client.query(
      `select from pg_stat_replication where sync_state = 'sync'`,
    );
    if (rows.length > 0) break;
    await sleep(50);
  }
  await client.end();
  return standby;
}

function startCluster(data: string, port: number): Cluster {
  started.push(data);
  run('pg_ctl', ['start', '-w', '-D', data, '-l', join(folder, `${port}.log`)]);
  return { data, port, url: `postgres://admin@127.0.0.1:${port}/postgres` };
}

/** Every process of it at once. */
function killCluster(data: string): void {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = readFileSync(file, 'utf8').split('\n')[0] ?? '';
  spawnSync('pkill', ['-9', '-P', pid]);
  spawnSync('kill', ['-9', pid]);
}

async function serve(url: string) {
  const env = { DATABASE_URL: url, BANDOLO_DATA: keys, BANDOLO_RATE_REQUESTS: '1000000' };
  const server = serverProcess(env, await findFreePort());
  await server.start();
  return server;
}

// Both servers sign with the same key, as those of one body do.
const keys = temporaryFolder();

function stormUntilTold(port: number, world: Parameters<typeof storm>[0]) {
  let isOver = false;
  const done = storm(world, { ports: [port], clients: 32, isOver: () => isOver, attemptsMax: 1 });
  return { done, end: () => (isOver = true) };
}

function run(program: string, args: readonly string[]): void {
  const done = spawnSync(join(programs ?? '', program), args, {
    encoding: 'utf8',
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...user,
  });
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`);
}

function idsOf(name: string): { readonly uid: number; readonly gid: number } | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}
