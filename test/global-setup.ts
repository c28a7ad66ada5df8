import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Client, escapeLiteral } from 'pg';
import type { TestProject } from 'vitest/node';
import { ensureRunning, stopPostmaster } from '../src/platform/embedded/postmaster.ts';
import { urlOf } from '../src/platform/embedded/credentials.ts';
import { fastSettings } from '../src/platform/embedded/settings.ts';
import { prepareCluster } from '../src/platform/embedded/start-embedded.ts';
import { migrate } from '../src/platform/migrate.ts';
import { databaseFolder, guard } from './support/database-cluster.ts';
import { runSql, type TestServer, withDatabase } from './support/template-database.ts';

/**
 * One PostgreSQL for the whole run, with a migrated database to copy. It is made when a test first
 * asks for it, so that a run without a database does not wait for one.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, ['scripts/build-assets.js'], { stdio: 'inherit' });
  let making: Promise<Made> | undefined;
  const secret = randomBytes(16).toString('hex');
  const door = createServer((request, response) => {
    const isKnown = request.url === `/${secret}`;
    const made = isKnown ? (making ??= makeServer()) : Promise.reject(new Error('not found'));
    made.then(
      ({ server }) => response.end(JSON.stringify(server)),
      (error: unknown) => response.writeHead(500).end((error as Error).message),
    );
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  project.provide(
    'testServer',
    `http://127.0.0.1:${(door.address() as AddressInfo).port}/${secret}`,
  );
  return async () => {
    door.close();
    await (await making?.catch(() => undefined))?.end();
  };
}

interface Made {
  readonly server: TestServer;
  readonly end: () => Promise<void>;
}

async function makeServer(): Promise<Made> {
  const given = process.env['TEST_DATABASE_URL'];
  const { logins, end } = given === undefined ? await startOwn() : await useGiven(given);
  const prefix = `bandolo_test_${randomBytes(4).toString('hex')}_`;
  const server = { ...logins, prefix, template: `${prefix}template` };
  const endAll = async () => {
    if (given !== undefined) await dropAll(server);
    await end();
  };
  try {
    await makeTemplate(server);
    return { server, end: endAll };
  } catch (error) {
    await endAll();
    throw error;
  }
}

type Logins = Omit<TestServer, 'template' | 'prefix'>;

interface Started {
  readonly logins: Logins;
  readonly end: () => Promise<void>;
}

async function startOwn(): Promise<Started> {
  const folder = databaseFolder();
  const release = guard(folder);
  const cluster = await prepareCluster({
    directory: join(folder, 'data'),
    settings: fastSettings,
    log: () => undefined,
  });
  const { pid, port } = await ensureRunning(cluster);
  const { admin, server, migrator } = cluster.credentials;
  return {
    logins: {
      adminUrl: urlOf({ user: 'bandolo_admin', password: admin, port }),
      serverUrl: urlOf({ user: 'bandolo_server', password: server, port }),
      migratorUrl: urlOf({ user: 'bandolo_migrator', password: migrator, port }),
    },
    end: async () => {
      await stopPostmaster(cluster, pid);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      release();
    },
  };
}

/** The same passwords at every run, so that two runs at once on the same server do not lock each other out. */
async function useGiven(adminUrl: string): Promise<Started> {
  const password = createHash('sha256').update(adminUrl).digest('hex');
  const login = (user: string) => {
    const url = new URL(adminUrl);
    url.username = user;
    url.password = password;
    return url.href;
  };
  await runSql(adminUrl, [
    'select pg_advisory_lock(7021846302)',
    ...['bandolo_owner', 'bandolo_run', 'bandolo_migrator', 'bandolo_server'].map(createRole),
    `alter role bandolo_migrator login password ${escapeLiteral(password)}`,
    `alter role bandolo_server login password ${escapeLiteral(password)}`,
    'grant bandolo_owner to bandolo_migrator',
    'grant bandolo_run to bandolo_server',
  ]);
  return {
    logins: {
      adminUrl,
      serverUrl: login('bandolo_server'),
      migratorUrl: login('bandolo_migrator'),
    },
    end: async () => undefined,
  };
}

function createRole(name: string): string {
  return `do $$ begin
    if not exists (select from pg_roles where rolname = '${name}') then create role ${name}; end if;
  end $$`;
}

async function makeTemplate({ adminUrl, migratorUrl, template }: TestServer): Promise<void> {
  await runSql(adminUrl, [
    `create database ${template} owner bandolo_owner template template0 encoding 'UTF8'`,
  ]);
  await migrate(withDatabase(migratorUrl, template));
  // So that nobody's connection can stand in the way of a copy.
  await runSql(adminUrl, [`alter database ${template} allow_connections false`]);
}

async function dropAll({ adminUrl, prefix }: TestServer): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ readonly name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [prefix],
  );
  for (const { name } of rows) await client.query(`drop database ${name} with (force)`);
  await client.end();
}
