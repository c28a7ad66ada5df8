import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCaptured } from './support/captured-terminal.ts';
import { makeRegisterScene } from './support/register-scene.ts';
import {
  findSystemPostgres,
  startSystemPostgres,
  type SystemPostgres,
} from './support/system-postgres.ts';
import { cloneDatabase, runSql, withDatabase } from './support/template-database.ts';
import { settingEntries } from '../src/platform/config.ts';
import { openDatabase, type Database } from '../src/platform/database.ts';
import { findFreePort } from '../src/platform/embedded/free-port.ts';
import { recordAct } from '../src/platform/journal.ts';
import { otherVariables } from '../src/platform/settings.ts';
import { makeSigner } from '../src/platform/signer.ts';

const page = readFileSync('docs/running.md', 'utf8');
const programs = findSystemPostgres();
const given = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), 'bandolo-running-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the pages for who runs it', () => {
  test.each(['docs/running.md', 'docs/backup.md', 'Containerfile'])(
    '%s names settings that there are',
    (file) => {
      const known = [...settingEntries().map(([, { name }]) => name), ...otherVariables];
      const named = readFileSync(file, 'utf8').match(/\bBANDOLO_[A-Z_]+\b/g) ?? [];
      expect(named.length).toBeGreaterThan(0);
      expect(named.filter((name) => !known.includes(name))).toEqual([]);
    },
  );

  test('lead to files and headings that there are', () => {
    for (const file of ['docs/running.md', 'docs/backup.md']) {
      const links = [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:)([^)]+)\)/g)];
      for (const [, link = ''] of links) {
        const [path = '', heading] = link.split('#');
        const target = path === '' ? file : join('docs', path);
        expect(existsSync(target), link).toBe(true);
        if (heading !== undefined) expect(headingsOf(target), link).toContain(heading);
      }
    }
  });
});

function headingsOf(file: string): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('the Containerfile', () => {
  const steps = readFileSync('Containerfile', 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const ignored = readFileSync('.containerignore', 'utf8').split('\n');

  test('copies what there is, and what is not ignored', () => {
    const sources = steps
      .filter((step) => step.startsWith('COPY ') && !step.includes('--from='))
      .flatMap((step) => step.split(/\s+/).slice(1, -1));
    expect(sources.length).toBeGreaterThan(10);
    for (const source of sources) {
      expect(existsSync(source), source).toBe(true);
      expect(ignored, source).toContain(`!${source.replace(/\/$/, '')}`);
    }
  });

  test('takes with it every folder that the program reads', () => {
    const read = globSync('src/**/*.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/packageFile\('([^'/]+)/g)].map(([, name]) => name),
    );
    const copied = steps.filter((step) => step.startsWith('COPY ')).join('\n');
    expect(read).toContain('definitions');
    for (const name of new Set([...read, 'migrations'])) expect(copied).toContain(`${name}`);
  });

  test('pins its base, and runs the server as nobody special', () => {
    expect(steps[0]).toMatch(/^ARG NODE_VERSION=\d+\.\d+\.\d+$/);
    expect(steps.filter((step) => step.startsWith('FROM '))).toHaveLength(2);
    const last = (name: string) => steps.findLast((step) => step.startsWith(`${name} `));
    expect(last('USER')).toBe('USER node');
    expect(last('STOPSIGNAL')).toBe('STOPSIGNAL SIGTERM');
    expect(last('ENTRYPOINT')).toBe(
      'ENTRYPOINT ["node", "--max-semi-space-size=64", "--no-allocation-site-pretenuring", "bin/bandolo.js"]',
    );
    expect(last('CMD')).toBe('CMD ["serve"]');
    expect(last('HEALTHCHECK')).toContain('/ready');
    expect(steps.indexOf(last('USER') ?? '')).toBeGreaterThan(steps.indexOf(last('RUN') ?? ''));
  });
});

test.skipIf(programs !== undefined)(
  'the roles of docs/running.md: SKIPPED, PostgreSQL is not installed on this system',
  () => {
    console.warn(
      'The test of the roles was skipped: it needs an installed PostgreSQL of 15 or newer.',
    );
    expect(programs).toBeUndefined();
  },
);

describe.runIf(programs !== undefined)('a PostgreSQL made as docs/running.md says', () => {
  let system: SystemPostgres;
  let server: Database;
  const login = (name: string, database = 'bandolo'): string => {
    const url = new URL(withDatabase(system.url, database));
    url.username = `bandolo_${name}`;
    url.password = `CHANGE-${name}`;
    return url.href;
  };
  const asOperator = (): void => {
    process.env = {
      ...given,
      DATABASE_URL: login('server'),
      BANDOLO_MIGRATION_URL: login('migrator'),
    };
  };

  beforeAll(async () => {
    system = await startSystemPostgres(programs ?? '');
    await runSql(system.url, rolesOf(page));
    asOperator();
    const migrated = await runCaptured(['migrate', '--lang', 'en']);
    expect(migrated).toMatchObject({ code: 0, err: '' });
    server = openDatabase(login('server'));
  });
  afterAll(async () => {
    process.env = { ...given };
    await server.close();
    system.stop();
  });

  test('is migrated once, by the login for it', async () => {
    expect((await runCaptured(['migrate', '--json'])).out).toContain('"applied":[]');
    process.env = { ...given, DATABASE_URL: login('server') };
    expect(await runCaptured(['migrate'])).toMatchObject({ code: 1 });
    asOperator();
  });

  test('lets the running login add to the records, and never change or delete them', async () => {
    await server.db.transaction().execute((tx) =>
      recordAct(tx, {
        chain: 'accounts',
        act: 'done',
        subject: 'a/1',
        personId: null,
        content: '',
      }),
    );
    const final = [
      'journal',
      'journal_day',
      'signing_key',
      'call',
      'call_version',
      'call_term',
      'snapshot',
      'consent',
      'register_entry',
      'register_commit',
      'schema_migration',
    ];
    const client = new Client({ connectionString: login('server') });
    await client.connect();
    const refused = async (sql: string) => {
      await expect(server.pool.query(sql), sql).rejects.toMatchObject({ code: '42501' });
      // Also with all that the login itself may do.
      await expect(client.query(sql), sql).rejects.toMatchObject({ code: '42501' });
    };
    for (const table of final) {
      const { rows } = await server.pool.query<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 1 order by attnum limit 1`,
        [table],
      );
      const column = rows[0]?.name ?? '';
      await refused(`update ${table} set ${column} = ${column}`);
      await refused(`delete from ${table}`);
      await refused(`truncate ${table} cascade`);
      await refused(`alter table ${table} disable trigger all`);
      await refused(`drop table ${table} cascade`);
    }
    await refused('create table mine (id integer)');
    await refused('create schema mine');
    await refused('set role bandolo_owner');
    await refused('set session_replication_role = replica');
    await refused('delete from application');
    await refused('delete from register_head');
    await refused(
      'create or replace function refuse_change() returns trigger language sql as $$ $$',
    );
    await client.end();
    const { rows } = await server.pool.query('select act from journal');
    expect(rows).toEqual([{ act: 'done' }]);
  });

  test('refuses changes to the owner as well', async () => {
    const owner = openDatabase(login('migrator'), { role: 'bandolo_owner' });
    for (const table of ['journal', 'call_version', 'register_entry', 'snapshot'])
      await expect(owner.pool.query(`delete from ${table}`)).rejects.toMatchObject({
        code: '42501',
      });
    await owner.close();
  });

  test('gets its first administrator', async () => {
    const code = 'CHANGE-FISCALCD';
    const [role = '', ...statements] = statementsAfter(
      page,
      'The test of this page runs what follows too',
    );
    const client = new Client({ connectionString: login('migrator') });
    await client.connect();
    await client.query(role);
    await client.query(
      `insert into person (given_name, family_name, fiscal_code) values ('Ada', 'Prova', 'PRVDAA80A41F205X')`,
    );
    for (const statement of statements)
      await client.query(statement.replace(code, 'PRVDAA80A41F205X'));
    await client.end();
    const { rows } = await server.pool.query(
      `select b.code, g.role from role_grant g join body b on b.id = g.body_id join person p on p.id = g.person_id`,
    );
    expect(rows).toEqual([{ code: 'ente-esempio', role: 'administrator' }]);
    await runSql(withDatabase(system.url, 'bandolo'), [
      'delete from role_grant',
      'delete from person',
      'delete from body',
    ]);
  });

  test('lets nobody else in', async () => {
    await runSql(system.url, [`create role bandolo_stranger login password 'CHANGE-stranger'`]);
    for (const url of [login('stranger'), login('server').replace('CHANGE-server', 'wrong')]) {
      const client = new Client({ connectionString: url });
      await expect(client.connect()).rejects.toMatchObject({ code: /^(42501|28P01)$/ as never });
    }
  });

  test('is saved and checked by the login that only reads, and restored beside', async () => {
    await runSql(withDatabase(system.url, 'bandolo'), [
      'set session_replication_role = replica',
      'delete from journal',
      'delete from journal_head',
    ]);
    await makeRegisterScene(
      { url: login('server'), adminUrl: withDatabase(system.url, 'bandolo') },
      { applications: 20, entries: 20, signer: makeSigner() },
    );
    const file = join(folder, 'saved.gz');
    process.env = { ...given, DATABASE_URL: login('backup') };
    expect(await runCaptured(['backup', file])).toMatchObject({ code: 0, err: '' });
    expect((await runCaptured(['journal', 'check'])).code).toBe(0);
    const client = new Client({ connectionString: login('backup') });
    await client.connect();
    await expect(client.query('delete from site')).rejects.toMatchObject({ code: '42501' });
    await client.end();
    const others = rolesOf(page)
      .filter((statement) => !statement.startsWith('create role'))
      .map((statement) => statement.replaceAll('database bandolo', 'database restored'));
    await runSql(system.url, others);
    process.env = { ...given, DATABASE_URL: login('migrator', 'restored') };
    expect(await runCaptured(['restore', file])).toMatchObject({ code: 0, err: '' });
    process.env = { ...given, DATABASE_URL: login('server', 'restored') };
    expect((await runCaptured(['journal', 'check'])).code).toBe(0);
    asOperator();
  });

  test('takes what another version of PostgreSQL has saved', async () => {
    const newer = await cloneDatabase();
    await makeRegisterScene(newer, { applications: 5, entries: 5, signer: makeSigner() });
    const file = join(folder, 'newer.gz');
    process.env = { ...given, DATABASE_URL: newer.url };
    expect((await runCaptured(['backup', file])).code).toBe(0);
    await newer.drop();
    await runSql(system.url, ['create database moved owner bandolo_owner template template0']);
    process.env = { ...given, DATABASE_URL: login('migrator', 'moved') };
    expect(await runCaptured(['restore', file])).toMatchObject({ code: 0, err: '' });
    asOperator();
  });

  test(
    'carries a server, which signs the days that are over and stops in order',
    { timeout: 60_000 },
    async () => {
      await runSql(withDatabase(system.url, 'bandolo'), [
        'set session_replication_role = replica',
        `update journal set at = at - interval '3 days' where chain = 'accounts'`,
      ]);
      const port = await findFreePort();
      const hooks = join(process.cwd(), 'test/support/typescript-hooks.js');
      const child = spawn(process.execPath, ['--import', hooks, 'src/cli.ts', 'serve', '--empty'], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...given,
          DATABASE_URL: login('server'),
          PORT: String(port),
          BANDOLO_DATA: join(folder, 'data'),
        },
      });
      let log = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        log += text;
      });
      const ended = new Promise((done) => child.on('close', done));
      await expect
        .poll(
          () =>
            fetch(`http://127.0.0.1:${port}/ready`).then(
              ({ ok }) => ok,
              () => false,
            ),
          {
            timeout: 30_000,
          },
        )
        .toBe(true);
      await expect
        .poll(async () => (await server.pool.query('select chain from journal_day')).rows)
        .toEqual([{ chain: 'accounts' }]);
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
      expect(log).not.toContain('may also change tables');
    },
  );
});

function rolesOf(text: string): readonly string[] {
  return statementsAfter(text, 'The test of this page runs what follows.');
}

/** The statements of the page that follow a mark, one by one. */
function statementsAfter(text: string, mark: string): readonly string[] {
  const rest = text.slice(text.indexOf(mark));
  const sql = /```sql\n(.*?)```/s.exec(rest)?.[1] ?? '';
  return sql
    .split(';\n')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
