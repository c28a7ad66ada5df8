import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { databaseFolder } from './database-cluster.ts';
import { cloneDatabase, createEmptyDatabase, type TestDatabase } from './template-database.ts';
import { makeRegisterScene } from './register-scene.ts';
import type { RegisterWorld } from './register-world.ts';
import { makeSigner, type Signer } from '../../src/platform/signer.ts';

/** An operator's place: a database with a register in it, files, and the settings that the commands read. */
export interface OperatorDesk {
  readonly signer: Signer;
  readonly source: TestDatabase;
  readonly world: RegisterWorld;
  /** Where `fresh` makes its paths. */
  readonly folder: string;
  /** What follows works on this database, as an operator would have it set. */
  use(database: Pick<TestDatabase, 'url' | 'migratorUrl'>): void;
  /** And this on the embedded database of a folder. */
  useFolder(data: string): void;
  /** Only these settings, beside those the tests were started with. */
  set(settings: Readonly<Record<string, string>>): void;
  /** The settings as they were given to the tests. */
  reset(): void;
  empty(): Promise<TestDatabase>;
  clone(): Promise<TestDatabase>;
  /** A path that nothing is at. */
  fresh(name: string): string;
  close(): Promise<void>;
}

export async function makeOperatorDesk(): Promise<OperatorDesk> {
  const folder = databaseFolder();
  const given = { ...process.env };
  const databases: TestDatabase[] = [];
  const keep = (database: TestDatabase): TestDatabase => {
    databases.push(database);
    return database;
  };
  const source = keep(await cloneDatabase());
  const signer = makeSigner();
  const world = await makeRegisterScene(source, { applications: 30, entries: 20, signer });
  let next = 0;
  return {
    signer,
    source,
    world,
    folder,
    use({ url, migratorUrl }) {
      process.env = { ...given, DATABASE_URL: url, BANDOLO_MIGRATION_URL: migratorUrl };
    },
    useFolder(data) {
      process.env = { ...given, BANDOLO_DATA: data };
      delete process.env['DATABASE_URL'];
    },
    set(settings) {
      process.env = { ...given, ...settings };
    },
    reset() {
      process.env = { ...given };
    },
    empty: async () => keep(await createEmptyDatabase()),
    clone: async () => keep(await cloneDatabase()),
    fresh(name) {
      next += 1;
      return join(folder, `${next}-${name}`);
    },
    async close() {
      await Promise.all(databases.map((database) => database.drop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function ask<R extends object>(
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

export async function isEmpty(database: TestDatabase): Promise<boolean> {
  const rows = await ask(
    database,
    `select from pg_class where relnamespace = 'public'::regnamespace`,
  );
  return rows.length === 0;
}

/** SHA-256 of the rows of every table, as PostgreSQL computes it. */
export async function hashes(database: TestDatabase): Promise<Readonly<Record<string, string>>> {
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
