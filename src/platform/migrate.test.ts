import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import {
  cloneDatabase,
  createEmptyDatabase,
  runSql,
  type TestDatabase,
} from '../../test/support/template-database.ts';
import { checkSchema, migrate } from './migrate.ts';

const clean: (() => void | Promise<void>)[] = [];
afterAll(async () => {
  for (const each of clean) await each();
});

const files = {
  '0001-fruit.sql': `create table fruit (name text primary key);
grant select, insert on fruit to bandolo_run;`,
  '0002-colour.sql': `alter table fruit add colour text;`,
  '0003-basket.sql': `create table basket (fruit text references fruit);
insert into fruit values ('pera', 'verde');`,
};

function folderOf(entries: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bandolo-migrations-'));
  clean.push(() => rmSync(folder, { recursive: true }));
  for (const [name, sql] of Object.entries(entries)) writeFileSync(join(folder, name), sql);
  return folder;
}

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createEmptyDatabase();
  clean.push(database.drop);
  return database;
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

test('the migrations of the program apply, and every test database has them', async () => {
  const database = await cloneDatabase();
  clean.push(database.drop);
  expect(await checkSchema(database.url)).toBe('current');
  expect((await migrate(database.migratorUrl)).applied).toEqual([]);
});

test('missing files are applied in order, once, in the name of the owner', async () => {
  const { migratorUrl, adminUrl, url } = await emptyDatabase();
  const two = folderOf({
    '0001-fruit.sql': files['0001-fruit.sql'],
    '0002-colour.sql': files['0002-colour.sql'],
  });
  expect(await migrate(migratorUrl, { folder: two })).toEqual({
    applied: ['0001-fruit.sql', '0002-colour.sql'],
    version: 2,
  });
  const three = folderOf(files);
  expect(await checkSchema(url, { folder: three })).toEqual({ behind: ['0003-basket.sql'] });
  expect(await migrate(migratorUrl, { folder: three })).toEqual({
    applied: ['0003-basket.sql'],
    version: 3,
  });
  expect(await migrate(migratorUrl, { folder: three })).toEqual({ applied: [], version: 3 });
  expect(await ask(url, 'select * from fruit')).toEqual([{ name: 'pera', colour: 'verde' }]);
  expect(
    await ask(adminUrl, `select distinct tableowner from pg_tables where schemaname = 'public'`),
  ).toEqual([{ tableowner: 'bandolo_owner' }]);
});

test('a schema is checked through a connection that is already there, and before there is one', async () => {
  const { migratorUrl, url } = await emptyDatabase();
  const folder = folderOf(files);
  expect(await checkSchema(url, { folder })).toEqual({ behind: Object.keys(files) });
  await migrate(migratorUrl, { folder });
  const client = new Client({ connectionString: url });
  await client.connect();
  expect(await checkSchema(client, { folder })).toBe('current');
  await client.end();
});

test('of eight that start at once, each file is applied by one', async () => {
  const { migratorUrl, url } = await emptyDatabase();
  const folder = folderOf(files);
  const all = await Promise.all(Array.from({ length: 8 }, () => migrate(migratorUrl, { folder })));
  expect(all.map(({ version }) => version)).toEqual(Array(8).fill(3));
  expect(all.flatMap(({ applied }) => applied).toSorted()).toEqual(Object.keys(files));
  expect(await checkSchema(url, { folder })).toBe('current');
});

test('of a file that fails nothing is applied, and its line and reason are told', async () => {
  const { migratorUrl, url } = await emptyDatabase();
  const wrong = `insert into fruit values ('mela', 'rossa');\n\ncreate table basket (fruit texto);`;
  const folder = folderOf({ ...files, '0003-basket.sql': wrong });
  await expect(migrate(migratorUrl, { folder })).rejects.toThrow(
    /^0003-basket\.sql:3: type "texto" does not exist.*Nothing of this file was applied/,
  );
  expect(await ask(url, 'select * from fruit')).toEqual([]);
  expect(await checkSchema(url, { folder })).toEqual({ behind: ['0003-basket.sql'] });
  writeFileSync(join(folder, '0003-basket.sql'), files['0003-basket.sql']);
  expect((await migrate(migratorUrl, { folder })).applied).toEqual(['0003-basket.sql']);
});

test('what is found wrong only at the commit is told for the file too', async () => {
  const { migratorUrl } = await emptyDatabase();
  const deferred = `create table pot (id int primary key, twin int references pot deferrable initially deferred);
insert into pot values (1, 2);`;
  const folder = folderOf({ '0001-pot.sql': deferred });
  await expect(migrate(migratorUrl, { folder })).rejects.toThrow(
    /^0001-pot\.sql: .*violates foreign key constraint.*Nothing of this file/,
  );
  expect(await checkSchema(migratorUrl, { folder })).toEqual({ behind: ['0001-pot.sql'] });
});

test('a file that was changed after it was applied is refused by name', async () => {
  const { migratorUrl, url } = await emptyDatabase();
  const folder = folderOf(files);
  await migrate(migratorUrl, { folder });
  const crlf = folderOf({
    ...files,
    '0001-fruit.sql': files['0001-fruit.sql'].replaceAll('\n', '\r\n'),
  });
  expect(await checkSchema(url, { folder: crlf })).toBe('current');
  const changed = folderOf({ ...files, '0002-colour.sql': 'alter table fruit add color text;' });
  const refusal = /^Migration 0002-colour\.sql is not the one.*put the file/;
  await expect(migrate(migratorUrl, { folder: changed })).rejects.toThrow(refusal);
  await expect(checkSchema(url, { folder: changed })).rejects.toThrow(refusal);
});

test('a database that a newer program has used is refused', async () => {
  const { migratorUrl, url } = await emptyDatabase();
  await migrate(migratorUrl, { folder: folderOf(files) });
  const older = folderOf({ '0001-fruit.sql': files['0001-fruit.sql'] });
  expect(await checkSchema(url, { folder: older })).toEqual({
    ahead: ['0002-colour.sql', '0003-basket.sql'],
  });
  await expect(migrate(migratorUrl, { folder: older })).rejects.toThrow(
    /0002-colour\.sql, 0003-basket\.sql, which this program does not have.*Install/,
  );
});

test.each([
  ['a gap', { '0001-fruit.sql': '', '0003-basket.sql': '' }, '0003-basket.sql', '0002-'],
  ['a number twice', { '0001-a.sql': '', '0001-b.sql': '' }, '0001-b.sql', '0002-'],
  ['another name', { '1-fruit.sql': '' }, '1-fruit.sql', '0001-'],
  ['capitals', { '0001-Fruit.sql': '' }, '0001-Fruit.sql', '0001-'],
])('%s among the files is refused by name', async (_, entries, name, wanted) => {
  const { migratorUrl } = await emptyDatabase();
  const attempt = migrate(migratorUrl, { folder: folderOf(entries) });
  await expect(attempt).rejects.toThrow(name);
  await expect(attempt).rejects.toThrow(wanted);
});

test('a file with a transaction of its own is refused before anything is applied', async () => {
  const { migratorUrl, url } = await emptyDatabase();
  const own = `create function twice(n int) returns int language plpgsql as $$
begin
  return n * 2;
end;
$$;
commit;`;
  const folder = folderOf({ ...files, '0003-basket.sql': own });
  await expect(migrate(migratorUrl, { folder })).rejects.toThrow(
    /^0003-basket\.sql:6: "commit;" would end the transaction/,
  );
  const fine = folderOf({ ...files, '0003-basket.sql': own.replace('commit;', '') });
  expect(await checkSchema(url, { folder: fine })).toEqual({ behind: Object.keys(files) });
  await migrate(migratorUrl, { folder: fine });
});

test('a file that takes another role does not leave it to the next', async () => {
  const { migratorUrl, adminUrl } = await emptyDatabase();
  await migrate(migratorUrl, {
    folder: folderOf({
      '0001-away.sql': 'reset role;',
      '0002-fruit.sql': 'create table fruit (name text)',
    }),
  });
  expect(await ask(adminUrl, `select tableowner from pg_tables where tablename = 'fruit'`)).toEqual(
    [{ tableowner: 'bandolo_owner' }],
  );
});

test('a login that may not prepare the database is told what to have run', async () => {
  const { url, adminUrl } = await emptyDatabase();
  const folder = folderOf(files);
  const attempt = migrate(url, { folder });
  await expect(attempt).rejects.toThrow(
    /Have an administrator run in this database: grant bandolo_owner to bandolo_server;/,
  );
  expect(await ask(adminUrl, `select from pg_tables where schemaname = 'public'`)).toEqual([]);
});

test('a database that belongs to somebody else is prepared by who may', async () => {
  const { adminUrl, migratorUrl, url } = await emptyDatabase();
  const [row] = await ask(adminUrl, 'select current_database() as name');
  const name = String(row?.['name']);
  await runSql(adminUrl, [
    `alter database ${name} owner to current_user`,
    `grant connect on database ${name} to bandolo_owner`,
  ]);
  const folder = folderOf(files);
  await expect(migrate(migratorUrl, { folder })).rejects.toThrow(
    /Have an administrator run in this database: grant create, usage on schema public to bandolo_owner/,
  );
  expect((await migrate(adminUrl, { folder })).version).toBe(3);
  expect(await checkSchema(url, { folder })).toBe('current');
});

test('a program killed in the middle of a migration leaves nothing of it', async () => {
  const { migratorUrl, adminUrl, url } = await emptyDatabase();
  const slow = folderOf({
    ...files,
    '0003-basket.sql': `insert into fruit values ('mela', 'rossa');\nselect pg_sleep(600);`,
  });
  const attempt = migrate(migratorUrl, { folder: slow }).catch((error: Error) => error);
  for (;;) {
    const killed = await ask(
      adminUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like '%pg_sleep(600);' and pid <> pg_backend_pid()`,
    );
    if (killed.length > 0) break;
  }
  expect(await attempt).toBeInstanceOf(Error);
  expect(await ask(url, 'select * from fruit')).toEqual([]);
  expect((await migrate(migratorUrl, { folder: folderOf(files) })).applied).toEqual([
    '0003-basket.sql',
  ]);
});
