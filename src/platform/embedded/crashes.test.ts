import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseFolder, guard, killPostgres } from '../../../test/support/database-cluster.ts';
import { startProcess } from '../../../test/support/embedded-process.ts';
import { type Embedded, startEmbedded } from './start-embedded.ts';

const clean: (() => void)[] = [];
const used = newDirectory();
beforeAll(async () => (await start(used)).stop());
afterAll(() => clean.forEach((each) => each()));

function newDirectory(): string {
  const folder = databaseFolder();
  clean.push(guard(folder));
  return join(folder, 'data');
}

/** One that has been used before. */
function usedDirectory(): string {
  const directory = newDirectory();
  cpSync(used, directory, { recursive: true });
  return directory;
}

async function start(directory: string): Promise<Embedded> {
  const settings = { shared_buffers: '16MB', fsync: 'off' };
  return startEmbedded({ directory, settings, log: () => undefined });
}

function postmasterFile(directory: string): string {
  return join(directory, 'postgres', 'postmaster.pid');
}

function postmasterPid(directory: string): number {
  return Number(readFileSync(postmasterFile(directory), 'utf8').split('\n')[0]);
}

async function run(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(1);
}

test('PostgreSQL outlives a program that is killed, and the next start takes it over', async () => {
  const directory = usedDirectory();
  const program = startProcess(directory);
  const { adminUrl = '', port } = await program.next('up');
  await run(adminUrl, `create table kept as select 'carciofo' as word`);
  const pid = postmasterPid(directory);
  await program.kill9();
  const next = await start(directory);
  expect(next.port).toBe(port);
  expect(postmasterPid(directory)).toBe(pid);
  expect(await run(next.adminUrl, 'select word from kept')).toEqual([{ word: 'carciofo' }]);
  await next.stop();
  expect(existsSync(postmasterFile(directory))).toBe(false);
});

test('of eight that start at once over an orphan, one takes it over', async () => {
  const directory = usedDirectory();
  const program = startProcess(directory);
  const { port } = await program.next('up');
  await program.kill9();
  const processes = Array.from({ length: 8 }, () => startProcess(directory));
  const told = await Promise.all(processes.map((each) => each.next('up', 'refused')));
  expect(told.filter(({ event }) => event === 'up').map((each) => each.port)).toEqual([port]);
  await Promise.all(processes.map((each) => each.stop()));
});

const moments: readonly [string, (directory: string) => boolean][] = [
  ['before anything is made', () => true],
  ['with the passwords made', (directory) => existsSync(join(directory, 'credentials.json'))],
  ['at the first file', (directory) => drafts(directory).length > 0],
  ['half way', (directory) => drafts(directory).some((each) => existsSync(join(each, 'base/1')))],
  [
    'with its settings written',
    (directory) => drafts(directory).some((each) => existsSync(join(each, 'PG_VERSION'))),
  ],
  ['when it has just been moved in place', (directory) => existsSync(join(directory, 'postgres'))],
  ['when it is starting', (directory) => existsSync(postmasterFile(directory))],
];

function drafts(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.startsWith('postgres.new-'))
    .map((name) => join(directory, name));
}

test.each(moments)('a first start killed %s does not spoil the next', async (_, hasCome) => {
  const directory = newDirectory();
  const program = startProcess(directory);
  await program.next('starting');
  await until(() => hasCome(directory));
  await program.kill9();
  const next = await start(directory);
  expect(await run(next.serverUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await next.stop();
});

test('what killed starts have left is cleared away', async () => {
  const directory = usedDirectory();
  await (await start(directory)).stop();
  cpSync(join(directory, 'postgres'), join(directory, 'postgres.new-0123456789ab'), {
    recursive: true,
  });
  writeFileSync(join(directory, 'credentials.json.0123456789ab'), '');
  await (await start(directory)).stop();
  expect(readdirSync(directory).toSorted()).toEqual(['credentials.json', 'log', 'postgres']);
});

test('PostgreSQL that is killed comes back on its port, with all that was committed', async () => {
  const directory = usedDirectory();
  const events: string[] = [];
  let restored = () => undefined as void;
  const embedded = await startEmbedded({
    directory,
    log: () => undefined,
    onLost: () => events.push('lost'),
    onRestored: () => {
      events.push('restored');
      restored();
    },
  });
  const pool = new Pool({ connectionString: embedded.adminUrl });
  pool.on('error', () => undefined);
  await pool.query('create table kept (number int)');
  for (const number of [1, 2, 3]) {
    const back = new Promise<void>((resolve) => (restored = resolve));
    await pool.query('insert into kept values ($1)', [number]);
    await killPostgres(postmasterPid(directory), join(directory, 'postgres'));
    await back;
    const { rows } = await pool.query('select count(*)::int as kept from kept');
    expect(rows).toEqual([{ kept: number }]);
  }
  expect(events).toEqual(Array.from({ length: 3 }, () => ['lost', 'restored']).flat());
  await pool.end();
  await embedded.stop();
});

test('a query that outlives PostgreSQL is waited for, not worked beside', async () => {
  const directory = usedDirectory();
  const program = startProcess(directory);
  const { adminUrl = '' } = await program.next('up');
  await run(adminUrl, 'create table kept (number int)');
  const client = new Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  const busy = client.query('select count(*) from generate_series(1, 8000000)').catch(() => 0);
  for (;;) {
    const [row] = await run(
      adminUrl,
      `select count(*)::int as busy from pg_stat_activity where query like 'select count%series%'
          and state = 'active' and pid <> pg_backend_pid()`,
    );
    if (row?.['busy'] === 1) break;
  }
  process.kill(postmasterPid(directory), 'SIGKILL');
  await program.next('restored');
  await run(adminUrl, 'insert into kept values (1)');
  expect(await run(adminUrl, 'select number from kept')).toEqual([{ number: 1 }]);
  await busy;
  await client.end().catch(() => undefined);
  await program.stop();
});

test('a lock that is lost alone is taken again', async () => {
  const directory = usedDirectory();
  const program = startProcess(directory);
  const { adminUrl = '' } = await program.next('up');
  await run(
    adminUrl,
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database =
       (select oid from pg_database where datname = 'postgres')`,
  );
  await program.next('restored');
  await expect(start(directory)).rejects.toThrow(`process ${program.pid}`);
  await program.stop();
});

test('a program whose directory was taken while PostgreSQL was down is told so', async () => {
  const directory = usedDirectory();
  const program = startProcess(directory);
  await program.next('up');
  program.signal('SIGSTOP');
  await killPostgres(postmasterPid(directory), join(directory, 'postgres'));
  const next = await start(directory);
  program.signal('SIGCONT');
  const { message } = await program.next('taken');
  expect(message).toContain(`process ${process.pid}`);
  await program.stop();
  expect(await run(next.serverUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await next.stop();
});

test('a program and PostgreSQL killed together leave nothing that stops the next start', async () => {
  const directory = usedDirectory();
  const program = startProcess(directory);
  const { adminUrl = '' } = await program.next('up');
  await run(adminUrl, `create table kept as select 'carciofo' as word`);
  program.signal('SIGSTOP');
  await killPostgres(postmasterPid(directory), join(directory, 'postgres'));
  await program.kill9();
  expect(existsSync(postmasterFile(directory))).toBe(true);
  const next = await start(directory);
  expect(await run(next.adminUrl, 'select word from kept')).toEqual([{ word: 'carciofo' }]);
  await next.stop();
});

test('a stale file is not believed, whether it names a process of today or nothing', async () => {
  const directory = usedDirectory();
  const lines = [process.pid, join(directory, 'postgres'), 1_700_000_000, 20_001, '', '127.0.0.1'];
  for (const stale of [`${[...lines, ' 1 2', 'ready'].join('\n')}\n`, '']) {
    writeFileSync(postmasterFile(directory), stale);
    const embedded = await start(directory);
    expect(await run(embedded.serverUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await embedded.stop();
  }
});

test('a copy of a directory in use is a directory of its own', async () => {
  const directory = usedDirectory();
  const embedded = await start(directory);
  await run(embedded.adminUrl, `create table kept as select 'carciofo' as word; checkpoint`);
  const copy = newDirectory();
  cpSync(directory, copy, { recursive: true });
  const second = await start(copy);
  expect(second.port).not.toBe(embedded.port);
  expect(await run(second.adminUrl, 'select word from kept')).toEqual([{ word: 'carciofo' }]);
  await second.stop();
  expect(await run(embedded.adminUrl, 'select word from kept')).toEqual([{ word: 'carciofo' }]);
  await embedded.stop();
});

test('Ctrl-C reaches the program and not PostgreSQL, so that what is under way can end', async () => {
  const directory = usedDirectory();
  const program = startProcess(directory);
  await program.next('up');
  program.interruptGroup();
  expect((await program.next('answered')).answer).toBe(42);
  await program.next('stopped');
  expect(existsSync(postmasterFile(directory))).toBe(false);
});
