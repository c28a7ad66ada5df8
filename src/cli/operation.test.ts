import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCaptured } from '../../test/support/captured-terminal.ts';
import { makeRegisterScene } from '../../test/support/register-scene.ts';
import type { RegisterWorld } from '../../test/support/register-world.ts';
import { databaseFolder } from '../../test/support/database-cluster.ts';
import {
  cloneDatabase,
  createEmptyDatabase,
  runSql,
  type TestDatabase,
} from '../../test/support/template-database.ts';
import { startEmbedded } from '../platform/embedded/start-embedded.ts';
import { makeSigner } from '../platform/signer.ts';

const signer = makeSigner();
const publicKey = signer.publicKey.toString('base64');
const folder = databaseFolder();
const given = { ...process.env };
const databases: TestDatabase[] = [];
let source: TestDatabase;
let world: RegisterWorld;
let next = 0;

beforeAll(async () => {
  source = await cloneDatabase();
  databases.push(source);
  world = await makeRegisterScene(source, { applications: 30, entries: 20, signer });
});
beforeEach(() => use(source));
afterEach(() => {
  process.env = { ...given };
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.drop()));
  rmSync(folder, { recursive: true, force: true });
});

/** What follows works on this database, as an operator would have it set. */
function use({ url, migratorUrl }: Pick<TestDatabase, 'url' | 'migratorUrl'>): void {
  process.env = { ...given, DATABASE_URL: url, BANDOLO_MIGRATION_URL: migratorUrl };
}

/** And this on the embedded database of a folder. */
function useFolder(data: string): void {
  process.env = { ...given, BANDOLO_DATA: data };
  delete process.env['DATABASE_URL'];
}

async function empty(): Promise<TestDatabase> {
  const database = await createEmptyDatabase();
  databases.push(database);
  return database;
}

function fresh(name: string): string {
  next += 1;
  return join(folder, `${next}-${name}`);
}

async function ask<R extends object>(
  { adminUrl }: TestDatabase,
  sql: string,
): Promise<readonly R[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function isEmpty(database: TestDatabase): Promise<boolean> {
  const rows = await ask(
    database,
    `select from pg_class where relnamespace = 'public'::regnamespace`,
  );
  return rows.length === 0;
}

/** SHA-256 of the rows of every table, as PostgreSQL computes it. */
async function hashes(database: TestDatabase): Promise<Readonly<Record<string, string>>> {
  const tables = await ask<{ name: string }>(
    database,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and relname not in ('session', 'sign_in', 'idempotent_reply', 'schema_migration') order by 1`,
  );
  const all: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await ask<{ hash: string }>(
      database,
      `select count(*) || ' ' || encode(sha256(convert_to(coalesce(string_agg(t::text, E'\\n' order by t::text), ''), 'UTF8')), 'hex') as hash from ${name} t`,
    );
    all[name] = row?.hash ?? '';
  }
  return all;
}

describe('backup and restore', () => {
  test('give the same database back, without who was signed in', async () => {
    const file = fresh('whole.gz');
    const backup = await runCaptured(['backup', file, '--lang', 'en']);
    expect(backup).toMatchObject({ code: 0, err: '' });
    expect(backup.out).toContain('without: idempotent_reply, session, sign_in');
    expect(backup.out).toMatch(new RegExp(`register/${world.call} +20 [0-9a-f]{64}`));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const target = await empty();
    use(target);
    const restore = await runCaptured(['restore', file, '--lang', 'en']);
    expect(restore).toMatchObject({ code: 0, err: '' });
    expect(restore.out).toContain('Everybody signs in again');
    expect(restore.out).toContain('signing key');
    const restored = await hashes(target);
    expect(Object.keys(restored).length).toBeGreaterThan(20);
    expect(restored).toEqual(await hashes(source));
    expect(await ask(target, 'select from session')).toEqual([]);
    const check = await runCaptured(['journal', 'check', '--json', '--public-key', publicKey]);
    expect(check.code).toBe(0);
    expect(JSON.parse(check.out)).toMatchObject({ sound: true, keys: [signer.keyId] });
  });

  test('can hold the sessions too', async () => {
    const file = fresh('sessions.gz');
    const backup = await runCaptured(['backup', file, '--with-sessions', '--json']);
    expect(JSON.parse(backup.out)).toMatchObject({ type: 'backup', header: { leftOut: [] } });
    const target = await empty();
    use(target);
    expect((await runCaptured(['restore', file, '--json'])).code).toBe(0);
    expect(await ask(target, 'select from session')).toHaveLength(30);
  });

  test('do not write over another, nor nowhere', async () => {
    const file = fresh('mine.gz');
    writeFileSync(file, 'mine');
    const again = await runCaptured(['backup', file]);
    expect(again.code).toBe(2);
    expect(again.err).toContain('already there');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await runCaptured(['backup'])).code).toBe(2);
    const nowhere = await runCaptured(['backup', join(folder, 'no', 'such', 'folder')]);
    expect(nowhere).toMatchObject({ code: 74 });
    expect((await runCaptured(['restore', join(folder, 'none.gz')])).code).toBe(2);
    expect((await runCaptured(['restore'])).code).toBe(2);
  });

  test('say when the database cannot be reached', async () => {
    process.env['DATABASE_URL'] = 'postgres://nobody:secret@127.0.0.1:1/nothing';
    delete process.env['BANDOLO_MIGRATION_URL'];
    const file = fresh('unreached.gz');
    for (const words of [['backup', file], ['journal', 'check'], ['migrate']]) {
      const { code, err } = await runCaptured(words);
      expect({ words, code: code !== 0 && code !== 70 }).toEqual({ words, code: true });
      expect(err).toContain('ECONNREFUSED');
      expect(err).not.toContain('secret');
    }
    expect(existsSync(file)).toBe(false);
    process.env['DATABASE_URL'] = 'nonsense';
    expect((await runCaptured(['journal', 'check'])).err).toContain('DATABASE_URL is "(hidden)"');
  });

  test('a login that may not read everything makes no backup', async () => {
    const other = await empty();
    use(other);
    const { code, err } = await runCaptured(['backup', fresh('none.gz')]);
    expect(code).toBe(74);
    expect(err).toContain('no tables of Bandolo');
  });

  test.runIf(process.getuid?.() === 0 && existsSync('/bin/mount'))(
    'a full disk is told, and no file is left',
    async () => {
      const small = fresh('small');
      mkdirSync(small);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', small]);
      try {
        const { code, err } = await runCaptured(['backup', join(small, 'full.gz')]);
        expect(err).toContain('the disk is full');
        expect(code).toBe(74);
        expect(readdirSync(small)).toEqual([]);
      } finally {
        execFileSync('umount', [small]);
      }
    },
  );

  test('what is broken in the database is named, and is not restored', async () => {
    const broken = await cloneDatabase();
    databases.push(broken);
    await makeRegisterScene(broken, { applications: 5, entries: 5, signer });
    await runSql(broken.adminUrl, [
      'set session_replication_role = replica',
      `update register_entry set organisation_id = gen_random_uuid() where number = 3`,
      `update journal set act = 'other' where chain = 'accounts' and sequence = 2`,
    ]);
    use(broken);
    const check = await runCaptured(['journal', 'check', '--lang', 'en']);
    expect(check.code).toBe(1);
    expect(check.out).toContain('accounts: row 2 is not the one that was written');
    expect(check.out).toMatch(/register\/.*: number 3 is not the one that was written/);
    const file = fresh('broken.gz');
    expect((await runCaptured(['backup', file])).code).toBe(0);
    const target = await empty();
    use(target);
    const restore = await runCaptured(['restore', file]);
    expect(restore.code).toBe(1);
    expect(restore.err).toContain('nothing was changed');
    expect(restore.err).toContain('accounts: row 2');
    expect(await isEmpty(target)).toBe(true);
  });

  test('a database that has something is left alone', async () => {
    const file = fresh('again.gz');
    await runCaptured(['backup', file]);
    const before = await hashes(source);
    const { code, err } = await runCaptured(['restore', file]);
    expect(code).toBe(1);
    expect(err).toMatch(/the database is not empty, it has [a-z_]+\./);
    expect(await hashes(source)).toEqual(before);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length - 1));
    expect(await runCaptured(['restore', file])).toMatchObject({
      code: 2,
      err: expect.stringContaining('not whole') as string,
    });
  });
});

describe('journal check', () => {
  test('prints what it saw of each chain', async () => {
    const { code, out } = await runCaptured(['journal', 'check', '--lang', 'en']);
    expect(code).toBe(0);
    const lines = out.split('\n').map((line) => line.trim().split(/\s{2,}/));
    expect(lines).toContainEqual(['accounts', '2', '0', 'sound']);
    expect(lines).toContainEqual([`call/${world.callId}`, '1', '0', 'sound']);
    expect(lines).toContainEqual([`texts/${world.call}`, '30', '0', 'sound']);
    const register = lines.find(([chain]) => chain === `register/${world.call}`);
    expect(register?.[1]).toBe('20');
    expect(register?.[3]).toBe('sound');
    expect(out).toContain(signer.keyId);
  });

  test('checks one chain, and knows when there is none', async () => {
    const one = await runCaptured(['journal', 'check', '--chain', 'accounts', '--json']);
    expect((JSON.parse(one.out) as { chains: object[] }).chains).toHaveLength(1);
    const none = await runCaptured(['journal', 'check', '--chain', 'acounts']);
    expect(none.code).toBe(2);
    expect(none.err).toContain('did you mean accounts?');
    expect((await runCaptured(['journal'])).code).toBe(2);
    expect((await runCaptured(['journal', 'chekc'])).code).toBe(2);
  });

  test('insists on who signed', async () => {
    const other = makeSigner().publicKey.toString('base64');
    const { code, out } = await runCaptured([
      'journal',
      'check',
      '--lang',
      'en',
      '--public-key',
      other,
    ]);
    expect(code).toBe(1);
    expect(out).toContain('not one of the body');
    expect((await runCaptured(['journal', 'check', '--public-key', 'x'])).code).toBe(2);
  });
});

describe('migrate', () => {
  test('says what it applied, and nothing the second time', async () => {
    const target = await empty();
    use(target);
    const first = await runCaptured(['migrate', '--json']);
    const files = readdirSync('migrations').filter((name) => name.endsWith('.sql'));
    expect(JSON.parse(first.out)).toEqual({
      type: 'migration',
      applied: files,
      version: files.length,
    });
    expect(await runCaptured(['migrate', '--lang', 'en'])).toEqual({
      code: 0,
      out: `version ${files.length}\n`,
      err: '',
    });
  });

  test('does not ask where the server will listen', async () => {
    process.env['HOST'] = '0.0.0.0';
    expect((await runCaptured(['migrate'])).code).toBe(0);
  });

  test('a login that may not is told whom to ask', async () => {
    const target = await empty();
    process.env = { ...given, DATABASE_URL: target.url };
    const { code, err } = await runCaptured(['migrate']);
    expect(code).toBe(1);
    expect(err).toContain('Have an administrator run');
    expect(err).not.toContain('fault of Bandolo');
  });
});

describe('the embedded database', () => {
  test('is migrated, saved while somebody works on it, and restored elsewhere', async () => {
    const [data, other, file] = [fresh('data'), fresh('other'), fresh('embedded.gz')];
    useFolder(data);
    const nothing = await runCaptured(['backup', file]);
    expect(nothing.code).toBe(2);
    expect(nothing.err).toContain('there is no database');
    expect(existsSync(data)).toBe(false);
    expect((await runCaptured(['migrate'])).code).toBe(0);
    const embedded = await startEmbedded({
      directory: join(data, 'database'),
      log: () => undefined,
    });
    await makeRegisterScene(
      { url: embedded.serverUrl, adminUrl: embedded.adminUrl },
      { applications: 5, entries: 5, signer },
    );
    expect(await runCaptured(['backup', file])).toMatchObject({ code: 0, err: '' });
    expect((await runCaptured(['journal', 'check'])).code).toBe(0);
    await embedded.stop();
    expect((await runCaptured(['journal', 'check'])).code).toBe(0);
    const restore = await runCaptured(['restore', file, '--into', other]);
    expect(restore.code).toBe(0);
    expect((await runCaptured(['restore', file, '--into', other])).err).toContain('not empty');
    useFolder(other);
    expect(
      (await runCaptured(['journal', 'check', '--chain', `register/${world.call}`])).code,
    ).toBe(0);
  });

  test('that does not start says why', async () => {
    const data = fresh('broken');
    mkdirSync(join(data, 'database', 'postgres'), { recursive: true });
    writeFileSync(join(data, 'database', 'postgres', 'PG_VERSION'), '18\n');
    useFolder(data);
    const { code, err } = await runCaptured(['journal', 'check']);
    expect(code).toBe(2);
    expect(err).toContain('credentials.json');
    expect(err).not.toContain('fault of Bandolo');
  });

  test('that could not be filled is taken away again', async () => {
    const [file, into] = [fresh('cut.gz'), fresh('into')];
    await runCaptured(['backup', file]);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length - 9));
    expect((await runCaptured(['restore', file, '--into', into])).code).toBe(2);
    expect(existsSync(into)).toBe(false);
    mkdirSync(into);
    chmodSync(into, 0o711);
    writeFileSync(join(into, 'signing-key.pem'), 'kept');
    expect((await runCaptured(['restore', file, '--into', into])).code).toBe(2);
    expect(readdirSync(into)).toEqual(['signing-key.pem']);
  });
});

describe.runIf(existsSync('/proc/self/status'))('in bounded memory', () => {
  test('200,000 rows are saved, restored and checked', { timeout: 600_000 }, async () => {
    const large = await cloneDatabase();
    databases.push(large);
    await makeRegisterScene(large, { applications: 40_000, entries: 20_000, signer });
    // Texts of the size that real applications have.
    await runSql(large.adminUrl, [
      'set session_replication_role = replica',
      `insert into snapshot (call_id, application_id, hash, content, call_version, frozen_by)
       select call_id, application_id, sha256(text), text, 1, frozen_by
         from (select s.*, convert_to((select string_agg(md5(s.application_id::text || n), '') from generate_series(1, 100) n), 'UTF8') as text
                 from snapshot s) s`,
    ]);
    const file = fresh('large.gz');
    const small = fresh('small.gz');
    use(source);
    const little = await runChild(['backup', small]);
    use(large);
    const backup = await runChild(['backup', file, '--json']);
    const made = JSON.parse(backup.out) as { manifest: { tables: { rows: number }[] } };
    const rows = made.manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    expect(rows).toBeGreaterThan(200_000);
    const check = await runChild(['journal', 'check']);
    const target = await empty();
    use(target);
    const restore = await runChild(['restore', file]);
    expect([little, backup, check, restore].map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(await hashes(target)).toEqual(await hashes(large));
    const megabytes = (kilobytes: number): number => Math.round(kilobytes / 1024);
    console.log(
      `${rows} rows, ${megabytes(statSync(file).size / 1024)} MB packed:`,
      `backup ${backup.seconds} s ${megabytes(backup.kilobytes)} MB,`,
      `check ${check.seconds} s ${megabytes(check.kilobytes)} MB,`,
      `restore ${restore.seconds} s ${megabytes(restore.kilobytes)} MB;`,
      `a small backup takes ${megabytes(little.kilobytes)} MB`,
    );
    for (const { kilobytes } of [backup, check, restore])
      expect(kilobytes).toBeLessThan(little.kilobytes + 150_000);
  });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  /** The most memory it held at once. */
  readonly kilobytes: number;
  readonly seconds: number;
}

async function runChild(words: readonly string[]): Promise<Ended> {
  const hooks = join(process.cwd(), 'test/support/typescript-hooks.js');
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', hooks, 'src/cli.ts', ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: process.env,
  });
  let out = '';
  let kilobytes = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  const timer = setInterval(() => {
    const status = readStatus(child.pid);
    kilobytes = Math.max(kilobytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
  }, 20);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  clearInterval(timer);
  return { code, out, kilobytes, seconds: Math.round((performance.now() - started) / 100) / 10 };
}

function readStatus(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
