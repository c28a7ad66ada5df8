import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { testConfig } from '../../test/support/test-config.ts';
import {
  cloneDatabase,
  createEmptyDatabase,
  type TestDatabase,
} from '../../test/support/template-database.ts';
import type { Config } from '../platform/config.ts';
import { startServer, type Running, type StartOptions } from './start-server.ts';
import { welcomeText } from './welcome.ts';

let folder: string;
let clone: TestDatabase;
const started: Running[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bandolo-serve-'));
  clone = await cloneDatabase();
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.close()));
});

afterAll(async () => {
  await clone.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(changes: Partial<Config>, more: Partial<StartOptions> = {}) {
  const said: string[] = [];
  const result = await startServer({
    config: testConfig({
      dataFolder: folder,
      signingKeyFile: join(folder, 'signing-key.pem'),
      port: 0,
      ...changes,
    }),
    version: '1.2.3',
    say: (message) => void said.push(message),
    ...more,
  });
  if (result.type === 'running') started.push(result.running);
  return { ...result, said };
}

async function startWell(changes: Partial<Config>, more?: Partial<StartOptions>): Promise<Running> {
  const result = await start(changes, more);
  if (result.type !== 'running') throw new Error(result.reason);
  return result.running;
}

async function reasonFor(changes: Partial<Config>): Promise<string> {
  const result = await start(changes);
  return result.type === 'running' ? 'it started' : result.reason;
}

async function listenSomewhere(): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer((_request, response) => response.end('somebody else'));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { port: (server.address() as AddressInfo).port, server };
}

test('with a database that is current it listens, is well, and closes', async () => {
  const server = await startWell({ databaseUrl: clone.url });
  const status = await fetch(`${server.address}/status`);
  expect(status.status).toBe(200);
  expect(await status.json()).toMatchObject({
    status: 200,
    code: 'well',
    version: '1.2.3',
    checks: ['database', 'schema', 'files'],
  });
  await server.close();
  started.splice(0);
  await expect(fetch(`${server.address}/status`)).rejects.toThrow('fetch failed');
});

test('several servers work on one database and sign with one key', async () => {
  const [one, other] = await Promise.all([
    startWell({ databaseUrl: clone.url }),
    startWell({ databaseUrl: clone.url }),
  ]);
  expect(one.address).not.toBe(other.address);
  expect(one.services.signer.keyId).toBe(other.services.signer.keyId);
});

test('a login that may change tables migrates, another says who should', async () => {
  const empty = await createEmptyDatabase();
  expect(await reasonFor({ databaseUrl: empty.url })).toMatch(
    /^the database lacks 0001-.*run `bandolo migrate` with BANDOLO_MIGRATION_URL/,
  );
  const migrated = await startWell({ databaseUrl: empty.url, migrationUrl: empty.migratorUrl });
  expect((await fetch(`${migrated.address}/ready`)).status).toBe(200);
  expect(await reasonFor({ databaseUrl: empty.migratorUrl })).toMatch(
    /have an administrator run `grant bandolo_run to bandolo_migrator`$/,
  );
  const asAdmin = await startWell({ databaseUrl: empty.adminUrl, logLevel: 'silent' });
  expect((await fetch(`${asAdmin.address}/ready`)).status).toBe(200);
  await Promise.all(started.splice(0).map((each) => each.close()));
  await empty.drop();
});

test('what is not there is said with a remedy', async () => {
  expect(await reasonFor({ databaseUrl: 'postgres://a:b@127.0.0.1:1/c' })).toMatch(
    /^the database in DATABASE_URL cannot be used \(.*ECONNREFUSED.*\): start it, or set another/,
  );
  const nobody = new URL(clone.url);
  nobody.username = 'nobody';
  expect(await reasonFor({ databaseUrl: nobody.href })).toContain('in DATABASE_URL cannot be used');
  const broken = join(folder, 'broken.pem');
  writeFileSync(broken, 'not a key');
  expect(await reasonFor({ databaseUrl: clone.url, signingKeyFile: broken })).toMatch(
    /broken\.pem cannot be used to sign .* Ed25519 private key in PEM$/,
  );
});

test('a port that was asked for must be free; the standard one gives way', async () => {
  const { port, server } = await listenSomewhere();
  expect(await reasonFor({ databaseUrl: clone.url, port, isPortGiven: true })).toBe(
    `PORT is ${port}, where something else listens: set another, or stop that`,
  );
  const result = await start({ databaseUrl: clone.url, port });
  expect(result.said).toEqual([expect.stringMatching(`port ${port} is taken: using `)]);
  const address = result.type === 'running' ? result.running.address : '';
  expect((await fetch(`${address}/ready`)).status).toBe(200);
  server.close();
  expect(await reasonFor({ databaseUrl: clone.url, host: '203.0.113.9', port: 3999 })).toMatch(
    /^HOST is 203\.0\.113\.9, which is no address of this machine/,
  );
});

test('what is loaded before the first request is there, and who one can be is known', async () => {
  const asked: boolean[] = [];
  const server = await startWell(
    { databaseUrl: clone.url },
    {
      isEmpty: true,
      loadData: async (services, { isEmpty }) => {
        await services.database.pool.query('select 1');
        asked.push(isEmpty);
        const about = { it: 'Titolare', en: 'Owner' };
        return [{ name: 'Lucia Serpanti', about, isOffice: false }];
      },
    },
  );
  expect(asked).toEqual([true]);
  expect(server.people).toHaveLength(1);
  const failed = start(
    { databaseUrl: clone.url },
    { loadData: () => Promise.reject(new TypeError('a fault')) },
  );
  await expect(failed).rejects.toThrow('a fault');
});

test('without a database it starts one of its own, and a second start finds the same', async () => {
  const own = join(folder, 'trial');
  const trial = { dataFolder: own, databaseUrl: undefined, logLevel: undefined };
  const first = await startWell(trial);
  expect(first.logFile).toBe(join(own, 'log', 'server.log'));
  expect((await fetch(`${first.address}/status`)).status).toBe(200);
  await first.services.database.pool.query(
    `insert into body (code, name, kind) values ('test', 'Test', 'other')`,
  );
  expect(await reasonFor(trial)).toContain('trial');
  await first.close();
  started.splice(0);
  const log = readFileSync(join(own, 'log', 'server.log'), 'utf8');
  for (const line of log.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('level');
  const second = await startWell(trial);
  const { rows } = await second.services.database.pool.query('select code from body');
  expect(rows).toEqual([{ code: 'test' }]);
});

test('the welcome names who one can be, and last the address', () => {
  const plain = (text: string) => text;
  const about = { it: 'Scrive i bandi e li pubblica quando sono pronti.', en: 'Writes calls.' };
  const people = [
    { name: 'Miranda Tagliapenna', about, isOffice: true },
    { name: 'Pino Neri', about, isOffice: false },
  ];
  const listening = {
    address: 'http://127.0.0.1:3000',
    logFile: '/srv/.bandolo/log/server.log',
    services: { config: testConfig({ hasTrialSignIn: true }) },
  };
  const options = { language: 'it', people, columns: 66, bold: plain, dim: plain } as const;
  const lines = welcomeText(listening, options).split('\n');
  expect(lines.slice(1, 9)).toEqual([
    '  Si entra senza password, come una di queste persone inventate.',
    '',
    '  Negli uffici',
    '    Miranda Tagliapenna  Scrive i bandi e li pubblica quando sono',
    '                         pronti.',
    '',
    '  Tra chi partecipa ai bandi',
    '    Pino Neri  Scrive i bandi e li pubblica quando sono pronti.',
  ]);
  expect(lines.slice(-3)).toEqual([
    '  Bandolo è pronto: http://127.0.0.1:3000',
    '  Ctrl+C per fermarlo.',
    '',
  ]);
  expect(lines.join('\n')).toContain('http://127.0.0.1:3000/api/docs');
  const narrow = welcomeText(listening, { ...options, columns: 40 });
  expect(narrow).toContain('    Pino Neri\n      Scrive i bandi e li pubblica');
  const english = { ...options, language: 'en', people: [] } as const;
  expect(welcomeText(listening, english)).toContain('no invented people to sign in as');
  const silent = { ...listening, services: { config: testConfig() } };
  expect(welcomeText(silent, english)).toContain('Nobody can sign in: set BANDOLO_OIDC_ISSUER.');
});
