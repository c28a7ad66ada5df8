import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

/** What the whole run shares: one PostgreSQL, and in it a migrated database to copy. */
export interface TestServer {
  readonly adminUrl: string;
  readonly serverUrl: string;
  readonly migratorUrl: string;
  readonly template: string;
  /** How the names of this run's databases begin. */
  readonly prefix: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the answer is the `TestServer`. */
    readonly testServer: string;
  }
}

/** A database for one test file, with the schema of the program and no rows. */
export interface TestDatabase {
  /** As `bandolo_server`, the login of the running program. */
  readonly url: string;
  readonly migratorUrl: string;
  /** As superuser. */
  readonly adminUrl: string;
  /** Closes whatever connection is still open to it. */
  readonly drop: () => Promise<void>;
}

export async function cloneDatabase(): Promise<TestDatabase> {
  const server = await findServer();
  return createDatabase(server, server.template);
}

/** A database with nothing in it, for what makes a schema by itself. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase(await findServer(), 'template0');
}

let server: Promise<TestServer> | undefined;

/** The first who asks waits until it is made. */
async function findServer(): Promise<TestServer> {
  server ??= askForServer(inject('testServer'));
  return server;
}

async function askForServer(address: string): Promise<TestServer> {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`There is no PostgreSQL for the tests: ${await response.text()}`);
  }
  return (await response.json()) as TestServer;
}

/** Copied as files, which takes about two thirds of the time of copying through the log. */
async function createDatabase(from: TestServer, template: string): Promise<TestDatabase> {
  const name = `${from.prefix}${randomBytes(6).toString('hex')}`;
  const { adminUrl, serverUrl, migratorUrl } = from;
  await runSql(adminUrl, [
    `create database ${name} owner bandolo_owner template ${template} strategy file_copy`,
    // As in production; the rights of a database are not copied with it.
    `revoke all on database ${name} from public`,
    `grant connect on database ${name} to bandolo_run`,
  ]);
  return {
    url: withDatabase(serverUrl, name),
    migratorUrl: withDatabase(migratorUrl, name),
    adminUrl: withDatabase(adminUrl, name),
    drop: () => runSql(adminUrl, [`drop database if exists ${name} with (force)`]),
  };
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

export async function runSql(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
