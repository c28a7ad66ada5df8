import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import { Pool, types } from 'pg';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

export interface Database {
  readonly db: Db;
  /** For SQL that the builder would only make longer; the same connections as `db`. */
  readonly pool: Pool;
  readonly close: () => Promise<void>;
}

export interface DatabaseOptions {
  readonly connectionsMax?: number;
  readonly applicationName?: string;
  /** The group role that the connection takes; the running program only ever takes `bandolo_run`. */
  readonly role?: 'bandolo_run' | 'bandolo_owner';
  readonly statementTimeoutMs?: number;
}

// Counts come as numbers: no table here grows past 2^53, and a text would be compared as one.
types.setTypeParser(types.builtins.INT8, Number);
// A date has no hour and no zone.
types.setTypeParser(types.builtins.DATE, (text) => text);

/** Opens a pool whose connections can do only what their role may. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new Pool({
    connectionString: url,
    max: options.connectionsMax ?? 10,
    application_name: options.applicationName ?? 'bandolo',
    options: `-c role=${options.role ?? 'bandolo_run'} -c timezone=UTC`,
    statement_timeout: options.statementTimeoutMs ?? 10_000,
    connectionTimeoutMillis: 5_000,
    idle_in_transaction_session_timeout: 15_000,
  });
  // A connection that breaks while idle is replaced by the pool; the next query tells if there is no database.
  pool.on('error', () => undefined);
  // One that breaks between two queries of a transaction: the next query fails, which is where it is noticed.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}
