import { join } from 'node:path';
import type { Pool } from 'pg';
import { actConnections, jobConnections, type Config } from '../platform/config.ts';
import { openDatabase, type Database } from '../platform/database.ts';
import type { StatusCheck } from '../platform/http/status-routes.ts';
import { isUnavailable } from '../platform/http/unavailable.ts';
import { checkSchema, migrate } from '../platform/migrate.ts';
import { mayTakeOwner, needRunningRole, refuseOldSchema } from './check-login.ts';
import { NotStarted } from './not-started.ts';

/** The database of the server, ready to be used, with what monitoring should ask of it. */
export interface OpenDatabase {
  readonly database: Database;
  /** Connections for the decisive acts alone, so that they do not wait behind the pages. */
  readonly acts: Pool;
  /** Connections for jobs in the background, where this server carries out any. */
  readonly jobs: Database | undefined;
  readonly checks: readonly StatusCheck[];
  readonly warnings: readonly string[];
  readonly close: () => Promise<void>;
}

export interface OpeningOptions {
  readonly config: Config;
  readonly log: (message: string) => void;
  /** Another process has taken the embedded database: this one must stop. */
  readonly onTaken: (reason: Error) => void;
}

export async function openServerDatabase(options: OpeningOptions): Promise<OpenDatabase> {
  const { databaseUrl } = options.config;
  try {
    return await (databaseUrl === undefined
      ? openEmbedded(options)
      : openGiven(options.config, databaseUrl));
  } catch (error) {
    const reason = reasonOf(error, databaseUrl);
    throw reason === undefined ? error : new NotStarted(reason, { cause: error });
  }
}

/** What is wrong outside the program, with what to do about it; a fault of the program has none. */
function reasonOf(error: unknown, databaseUrl: string | undefined): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { readonly code?: unknown };
  const isRefused = typeof code === 'string' && /^(28...|3D000)$/.test(code);
  if (databaseUrl !== undefined && (isRefused || isUnavailable(error)))
    return `the database in DATABASE_URL cannot be used (${messageOf(error)}): start it, or set another address`;
  // What our own parts throw says what to do; a fault has another name.
  return error.name === 'Error' || error.name === 'DirectoryInUse' ? error.message : undefined;
}

function messageOf(error: Error): string {
  // A name with several addresses fails once for each, and the sum of them says nothing.
  return error instanceof AggregateError
    ? error.errors.map((each) => (each as Error).message).join('; ')
    : error.message;
}

async function openEmbedded({ config, log, onTaken }: OpeningOptions): Promise<OpenDatabase> {
  const { startEmbedded } = await import('../platform/embedded/start-embedded.ts');
  let lost: string | undefined;
  const embedded = await startEmbedded({
    directory: join(config.dataFolder, 'database'),
    log,
    onLost: (reason) => {
      lost = reason.message;
    },
    onRestored: () => {
      lost = undefined;
    },
    onTaken,
  });
  try {
    await migrate(embedded.migratorUrl);
  } catch (error) {
    await embedded.stop();
    throw error;
  }
  const pools = openPools(embedded.serverUrl, config);
  const check = async () => (lost === undefined ? undefined : 'is being brought back');
  return {
    ...pools,
    checks: [schemaCheck(pools.database), { name: 'embedded-database', check }],
    warnings: [],
    close: async () => {
      await pools.close();
      await embedded.stop();
    },
  };
}

async function openGiven(config: Config, url: string): Promise<OpenDatabase> {
  const mayOwn = await mayTakeOwner(url);
  if (config.migrationUrl !== undefined) await migrate(config.migrationUrl);
  else if (mayOwn) await migrate(url);
  else await refuseOldSchema(url);
  await needRunningRole(url, mayOwn);
  const pools = openPools(url, config);
  return {
    ...pools,
    checks: [schemaCheck(pools.database)],
    warnings: mayOwn ? [ownerWarning] : [],
  };
}

const ownerWarning =
  'the login in DATABASE_URL may also change tables and the journal: give the running server one that is only a member of bandolo_run, and the other in BANDOLO_MIGRATION_URL';

function openPools(url: string, { databaseConnectionsMax, jobsAtOnce }: Config) {
  const forJobs = jobConnections(jobsAtOnce);
  const database = openDatabase(url, {
    connectionsMax: databaseConnectionsMax - actConnections - forJobs,
    applicationName: 'bandolo server',
  });
  const jobs =
    forJobs === 0
      ? undefined
      : openDatabase(url, { connectionsMax: forJobs, applicationName: 'bandolo jobs' });
  const acts = openDatabase(url, {
    connectionsMax: actConnections,
    applicationName: 'bandolo acts',
  });
  return {
    database,
    acts: acts.pool,
    jobs,
    close: async () => {
      await Promise.all([database.close(), acts.pool.end(), jobs?.close()]);
    },
  };
}

function schemaCheck(database: Database): StatusCheck {
  return {
    name: 'schema',
    check: async () => {
      const state = await checkSchema(database.pool);
      // A newer server may already have migrated while this one still works.
      return typeof state === 'object' && 'behind' in state
        ? `lacks ${state.behind.join(', ')}`
        : undefined;
    },
  };
}
