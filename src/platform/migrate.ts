import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type ClientBase, DatabaseError, type Pool } from 'pg';
import { packageFile } from './package-file.ts';

const packageFolder = packageFile('migrations');

/** "bandolo migrations" as a number that no other lock of ours has. */
const lockKey = 7_021_846_301n;

export interface Migrated {
  /** The files applied now, in order. */
  readonly applied: readonly string[];
  /** The number of the last migration that the database has. */
  readonly version: number;
}

export type SchemaState =
  | 'current'
  /** Files that the database does not have yet. */
  | { readonly behind: readonly string[] }
  /** Migrations that this program does not have. */
  | { readonly ahead: readonly string[] };

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
  readonly sql: string;
}

export type AppliedMigration = Omit<Migration, 'sql'>;

/**
 * Brings the database to the schema of this program, each file in a transaction of its own. Several
 * processes may do it at once: each file is applied by one of them.
 */
export async function migrate(
  url: string,
  options: { readonly folder?: string } = {},
): Promise<Migrated> {
  const migrations = await readMigrations(options.folder ?? packageFolder);
  return withClient(url, async (client) => {
    await takeTurn(client);
    await asOwner(client, () => client.query(registerTable));
    const applied = await readApplied(client);
    const state = compare(migrations, applied);
    if (typeof state === 'object' && 'ahead' in state) throw new Error(explainAhead(state.ahead));
    const missing = migrations.slice(applied.length);
    for (const migration of missing) await apply(client, migration);
    return { applied: missing.map(({ name }) => name), version: migrations.length };
  });
}

/** Waits for others who migrate, until the connection ends; and sees to the roles that the files name. */
export async function takeTurn(client: ClientBase): Promise<void> {
  // However long the others take, and whatever limit the login has for ordinary work.
  await client.query('set statement_timeout = 0; set lock_timeout = 0');
  await client.query('select pg_advisory_lock($1)', [String(lockKey)]);
  await prepareRoles(client);
}

/**
 * The same inside a transaction of the caller, as `bandolo_owner`, whose turn it is; up to a number if one is given.
 * For who must bring a database to a schema and fill it whole or not at all.
 */
export async function migrateWithin(
  client: ClientBase,
  options: { readonly folder?: string; readonly upTo?: number } = {},
): Promise<void> {
  const migrations = await readMigrations(options.folder ?? packageFolder);
  await client.query(registerTable);
  const applied = await readApplied(client);
  for (const migration of migrations.slice(applied.length, options.upTo))
    await applyFile(client, migration);
}

/** Compares migrations that were applied somewhere, in their order, with the files of this program. */
export async function compareMigrations(
  applied: readonly AppliedMigration[],
  options: { readonly folder?: string } = {},
): Promise<SchemaState> {
  const migrations = await readMigrations(options.folder ?? packageFolder);
  return compare(migrations, applied);
}

/** Compares the schema of the database with the files of this program, and changes nothing. */
export async function checkSchema(
  database: string | ClientBase | Pool,
  options: { readonly folder?: string } = {},
): Promise<SchemaState> {
  const migrations = await readMigrations(options.folder ?? packageFolder);
  const applied =
    typeof database === 'string'
      ? await withClient(database, readApplied)
      : await readApplied(database);
  return compare(migrations, applied);
}

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  return Promise.all(
    names.map(async (name, index) => {
      const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1] ?? Number.NaN);
      const wanted = index + 1;
      if (number !== wanted) {
        throw new Error(
          `${join(folder, name)}: expected a name such as ${String(wanted).padStart(4, '0')}-what-it-does.sql. ` +
            'Migrations are numbered from 0001 with no gap and no number twice: rename the file.',
        );
      }
      // A checkout may have changed the ends of the lines.
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      refuseOwnTransaction(name, sql);
      return { number, name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

function refuseOwnTransaction(name: string, sql: string): void {
  const found =
    /^[ \t]*(?:begin|start[ \t]+transaction|commit|rollback)(?:[ \t]+(?:work|transaction))?[ \t]*;/im.exec(
      sql,
    );
  if (!found) return;
  const line = lineAt(sql, found.index);
  throw new Error(
    `${name}:${line}: "${found[0].trim()}" would end the transaction in which the whole file is applied. ` +
      'Take it out; what cannot be in a transaction cannot be in a migration.',
  );
}

const registerTable = `
  create table if not exists public.schema_migration (
    number     int primary key check (number > 0),
    name       text not null,
    sha256     text not null,
    applied_at timestamptz not null default now()
  );
  grant select on public.schema_migration to bandolo_run;
`;

export async function readApplied(client: ClientBase | Pool): Promise<readonly AppliedMigration[]> {
  const { rows: tables } = await client.query<{ readonly found: boolean }>(
    `select to_regclass('public.schema_migration') is not null as found`,
  );
  if (tables[0]?.found !== true) return [];
  const { rows } = await client.query<AppliedMigration>(
    'select number, name, sha256 from public.schema_migration order by number',
  );
  return rows;
}

function compare(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): SchemaState {
  for (const [index, { number, name, sha256 }] of applied.entries()) {
    if (number !== index + 1) {
      throw new Error(
        `The database has migration ${name} but not number ${index + 1}: its table schema_migration was ` +
          'changed by hand. Restore the database from a backup.',
      );
    }
    const file = migrations[index];
    if (file !== undefined && file.sha256 !== sha256) {
      throw new Error(
        `Migration ${file.name} is not the one that the database has applied (as ${name}). ` +
          'A migration never changes: put the file back as it was, and write the change as a new file.',
      );
    }
  }
  if (applied.length > migrations.length) {
    return { ahead: applied.slice(migrations.length).map(({ name }) => name) };
  }
  const behind = migrations.slice(applied.length).map(({ name }) => name);
  return behind.length === 0 ? 'current' : { behind };
}

function explainAhead(names: readonly string[]): string {
  return (
    `The database has ${names.join(', ')}, which this program does not have: a newer version has used it. ` +
    'Install that version or a later one, or restore the backup that was taken before it.'
  );
}

async function apply(client: Client, migration: Migration): Promise<void> {
  try {
    await asOwner(client, () => applyFile(client, migration));
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const { message, position, detail, hint } = error;
    const line = position === undefined ? '' : `:${lineAt(migration.sql, Number(position) - 1)}`;
    const more = [message, detail, hint].filter((each) => each !== undefined).join('. ');
    throw new Error(
      `${migration.name}${line}: ${more}. Nothing of this file was applied; the ones before it were. ` +
        'Put it right and start again.',
      { cause: error },
    );
  }
}

async function applyFile(
  client: ClientBase,
  { number, name, sha256, sql }: Migration,
): Promise<void> {
  await client.query(sql);
  // The file may have taken another role.
  await client.query('set local role bandolo_owner');
  await client.query(
    'insert into public.schema_migration (number, name, sha256) values ($1, $2, $3)',
    [number, name, sha256],
  );
}

/** One transaction in the name of the role that owns everything. */
async function asOwner(client: ClientBase, work: () => Promise<unknown>): Promise<void> {
  await client.query('begin');
  try {
    await client.query('set local role bandolo_owner');
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Roles belong to the whole server, so another database may have made them already, or be making them now. */
async function prepareRoles(client: ClientBase): Promise<void> {
  const statements = await findMissingRights(client);
  try {
    for (const statement of statements) await client.query(statement).catch(ignoreTwin);
    await asOwner(client, async () => undefined);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw new Error(explainMissing(statements, error.message), { cause: error });
  }
  // A right that one may not give is not given, with no more than a warning.
  const missing = await findMissingRights(client);
  if (missing.length > 0) throw new Error(explainMissing(missing, 'it is not the owner'));
}

async function findMissingRights(client: ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly statement: string }>(missingRights);
  return rows.map(({ statement }) => statement);
}

function explainMissing(statements: readonly string[], reason: string): string {
  const wanted = statements.length > 0 ? statements : ['grant bandolo_owner to this login'];
  return (
    `The login of the database may not prepare it (${reason}). ` +
    `Have an administrator run in this database: ${wanted.join('; ')};`
  );
}

const missingRights = `
  select statement from (
    select 1 as step, format('create role %I nologin', name) as statement
      from unnest(array['bandolo_owner', 'bandolo_run']) name
     where not exists (select from pg_roles where rolname = name)
    union all
    select 2, format('grant bandolo_owner to %I', current_user)
     where not exists (select from pg_roles
                        where rolname = 'bandolo_owner' and pg_has_role(current_user, oid, 'member'))
    union all
    select 3, 'grant create, usage on schema public to bandolo_owner with grant option'
     where not exists (select from pg_roles
                        where rolname = 'bandolo_owner' and has_schema_privilege(oid, 'public', 'create'))
    union all
    select 4, format('grant create on database %I to bandolo_owner', current_database())
     where not exists (select from pg_roles
                        where rolname = 'bandolo_owner' and has_database_privilege(oid, current_database(), 'create'))
  ) steps order by step`;

function ignoreTwin(error: unknown): void {
  const code = error instanceof DatabaseError ? error.code : undefined;
  // Made meanwhile by another: duplicate_object, or unique_violation when it was at the same instant.
  if (code !== '42710' && code !== '23505') throw error;
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    application_name: 'bandolo migrations',
    connectionTimeoutMillis: 10_000,
  });
  // Said by the query that fails.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
