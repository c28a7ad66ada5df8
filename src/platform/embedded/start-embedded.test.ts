import { rmSync, statSync } from 'node:fs';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { databaseFolder, guard } from '../../../test/support/database-cluster.ts';
import { type EmbeddedProcess, startProcess } from '../../../test/support/embedded-process.ts';
import { type Embedded, startEmbedded } from './start-embedded.ts';

const clean: (() => void)[] = [];
afterAll(() => clean.forEach((each) => each()));

function newDirectory(name = 'data'): string {
  const folder = databaseFolder();
  clean.push(guard(folder));
  return join(folder, name);
}

async function start(
  directory: string,
  log: string[] = [],
  settings: Readonly<Record<string, string>> = { fsync: 'off' },
): Promise<Embedded> {
  return startEmbedded({
    directory,
    settings: { shared_buffers: '16MB', ...settings },
    log: (message) => log.push(message),
  });
}

async function ask(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

async function setting(url: string, name: string): Promise<unknown> {
  const [row] = await ask(url, `select current_setting('${name}') as value`);
  return row?.['value'];
}

test('a database is made, kept, and found again', async () => {
  const directory = newDirectory("data di però, l'altra");
  const first = await start(directory);
  await ask(first.migratorUrl, 'set role bandolo_owner; create table kept (word text)');
  await ask(first.adminUrl, `insert into kept values ('carciofo')`);
  await first.stop();
  const log: string[] = [];
  const second = await start(directory, log);
  expect(await ask(second.adminUrl, 'select word from kept')).toEqual([{ word: 'carciofo' }]);
  expect(log).toEqual([]);
  await second.stop();
});

test('it is durable, in UTF-8, the same on every machine, and only on this one', async () => {
  const directory = newDirectory();
  const { adminUrl, stop } = await start(directory, [], {});
  const values: [string, string][] = [
    ['fsync', 'on'],
    ['synchronous_commit', 'on'],
    ['full_page_writes', 'on'],
    ['data_checksums', 'on'],
    ['track_commit_timestamp', 'on'],
    ['server_encoding', 'UTF8'],
    ['TimeZone', 'UTC'],
    ['listen_addresses', '127.0.0.1'],
    ['unix_socket_directories', ''],
    ['password_encryption', 'scram-sha-256'],
    ['shared_buffers', '16MB'],
  ];
  for (const [name, value] of values) {
    expect(await setting(adminUrl, name), name).toBe(value);
  }
  expect(
    await ask(
      adminUrl,
      'select datlocprovider, datlocale from pg_database where datname = current_database()',
    ),
  ).toEqual([{ datlocprovider: 'b', datlocale: 'C.UTF-8' }]);
  expect(await ask(adminUrl, 'select distinct type, auth_method from pg_hba_file_rules')).toEqual([
    { type: 'host', auth_method: 'scram-sha-256' },
  ]);
  await stop();
});

test('each login has its own rights, and the passwords are only for their owner', async () => {
  const directory = newDirectory();
  const { adminUrl, serverUrl, migratorUrl, stop } = await start(directory);
  expect(
    await ask(
      adminUrl,
      `select rolname, rolsuper, rolcanlogin, rolcreaterole or rolcreatedb as creates
         from pg_roles where rolname like 'bandolo%' order by 1`,
    ),
  ).toEqual([
    { rolname: 'bandolo_admin', rolsuper: true, rolcanlogin: true, creates: true },
    { rolname: 'bandolo_migrator', rolsuper: false, rolcanlogin: true, creates: false },
    { rolname: 'bandolo_owner', rolsuper: false, rolcanlogin: false, creates: false },
    { rolname: 'bandolo_run', rolsuper: false, rolcanlogin: false, creates: false },
    { rolname: 'bandolo_server', rolsuper: false, rolcanlogin: true, creates: false },
  ]);
  await expect(ask(serverUrl, 'create table mine ()')).rejects.toThrow(/permission denied/);
  await expect(ask(serverUrl, 'create temp table mine ()')).rejects.toThrow(/permission denied/);
  await expect(ask(serverUrl, 'set role bandolo_owner')).rejects.toThrow(/permission denied/);
  await ask(serverUrl, 'set role bandolo_run');
  await ask(migratorUrl, 'set role bandolo_owner; create table theirs ()');
  await expect(ask(serverUrl.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toThrow(
    /authentication/,
  );
  expect(statSync(join(directory, 'credentials.json')).mode & 0o777).toBe(0o600);
  expect(statSync(join(directory, 'postgres')).mode & 0o777).toBe(0o700);
  await stop();
});

test('a directory in use is refused, with its name, its holder and the remedy', async () => {
  const directory = newDirectory();
  const holder = startProcess(directory);
  await holder.next('up');
  const refusal = start(directory);
  await expect(refusal).rejects.toThrow(directory);
  await expect(refusal).rejects.toThrow(`process ${holder.pid}`);
  await expect(refusal).rejects.toThrow('BANDOLO_DATA');
  await holder.stop();
  await (await start(directory)).stop();
});

test('of eight that start at once one wins, on a new directory and on an old one', async () => {
  const directory = newDirectory();
  for (const round of ['new', 'old']) {
    const processes = Array.from({ length: 8 }, () => startProcess(directory));
    const told = await Promise.all(processes.map((each) => each.next('up', 'refused')));
    const events = told.map(({ event }) => event).toSorted();
    expect(events, round).toEqual([...Array<string>(7).fill('refused'), 'up']);
    const winner = processes[told.findIndex(({ event }) => event === 'up')] as EmbeddedProcess;
    for (const { event, message } of told) {
      if (event === 'refused') expect(message).toContain(`${winner.pid}`);
    }
    const [url = ''] = told.flatMap(({ serverUrl }) => serverUrl ?? []);
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await Promise.all(processes.map((each) => each.stop()));
  }
});

test('passwords that are missing or wrong are said to be so', async () => {
  const directory = newDirectory();
  await (await start(directory)).stop();
  const credentials = join(directory, 'credentials.json');
  await rm(credentials);
  await expect(start(directory)).rejects.toThrow(/credentials\.json.*Put that file back/);
  const other = newDirectory();
  await (await start(other)).stop();
  rmSync(join(other, 'postgres'), { recursive: true });
  await copyFile(join(other, 'credentials.json'), credentials);
  await expect(start(directory)).rejects.toThrow(/does not accept the passwords/);
  await writeFile(credentials, '{"admin":');
  await expect(start(directory)).rejects.toThrow(/does not hold the passwords/);
});

test('a directory that cannot be made is said to be so', async () => {
  await expect(start('/dev/null/data')).rejects.toThrow(
    /\/dev\/null\/data cannot be made.*BANDOLO_DATA/,
  );
});

test('what PostgreSQL does not accept is told in its own words', async () => {
  const directory = newDirectory();
  const refusal = startEmbedded({
    directory,
    settings: { shared_buffers: 'a lot' },
    log: () => undefined,
  });
  await expect(refusal).rejects.toThrow(/invalid value for parameter "shared_buffers": "a lot"/);
  await (await start(directory)).stop();
});
