import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseError } from 'pg';
import { readConfig, type Config } from '../platform/config.ts';
import { isUnavailable } from '../platform/http/unavailable.ts';
import type { Context } from './command.ts';
import { complainOfConfig } from './complain-of-config.ts';
import { complain, complaint } from './complaint.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** The database that the environment names, or the embedded one, also while a server works on it. */
export interface Reached {
  readonly config: Config;
  /** Of the login that runs the server. */
  readonly serverUrl: string;
  /** Of the login that may change tables; the same where no other is given. */
  readonly migratorUrl: string;
}

export interface ReachOptions {
  /** Whether an embedded database is made when there is none. */
  readonly mayMake?: boolean;
  /** Folder of data in the place of BANDOLO_DATA; the database is the embedded one there. */
  readonly folder?: string;
}

/** Does what a command does with the database, and answers for what keeps it from being reached. */
export async function withDatabase(
  { args, terminal }: Context,
  { mayMake = false, folder }: ReachOptions,
  work: (reached: Reached) => Promise<ExitCode>,
): Promise<ExitCode> {
  const reading = readConfig(environment(folder));
  if (reading.type === 'refused') {
    complainOfConfig(reading.problems, terminal);
    return exitCodes.notUnderstood;
  }
  const { config } = reading;
  const { databaseUrl } = config;
  try {
    if (databaseUrl !== undefined) {
      const migratorUrl = config.migrationUrl ?? databaseUrl;
      return await work({ config, serverUrl: databaseUrl, migratorUrl });
    }
    const directory = databaseFolder(config);
    if (mayMake || existsSync(join(directory, 'postgres', 'PG_VERSION')))
      return await withEmbedded(directory, terminal, (urls) => work({ config, ...urls }));
    const message = `there is no database in ${directory}, and DATABASE_URL is not set`;
    await complain(terminal, [complaint('no-database', message)], args.isJson);
    return exitCodes.notUnderstood;
  } catch (error) {
    if (!isUnavailable(error) && !(error instanceof NotReached)) throw error;
    const message = `the database cannot be used: ${wordsOf(error)}`;
    await complain(terminal, [complaint('database-unavailable', message)], args.isJson);
    return exitCodes.notUnderstood;
  }
}

function environment(folder: string | undefined): NodeJS.ProcessEnv {
  // Nothing listens here, so it does not matter where.
  const env = { ...process.env, HOST: '' };
  return folder === undefined
    ? env
    : { ...env, BANDOLO_DATA: folder, DATABASE_URL: '', BANDOLO_MIGRATION_URL: '' };
}

/** Where the embedded database of a folder of data is. */
export function databaseFolder({ dataFolder }: Pick<Config, 'dataFolder'>): string {
  return join(dataFolder, 'database');
}

/** The embedded database does not start; the message says what to do. */
class NotReached extends Error {}

type Urls = Pick<Reached, 'serverUrl' | 'migratorUrl'>;

async function withEmbedded<T>(
  directory: string,
  terminal: Terminal,
  work: (urls: Urls) => Promise<T>,
): Promise<T> {
  const log = (message: string): void => terminal.warn(`bandolo: ${message}\n`);
  const fail = (error: unknown): never => {
    const reason = reasonOf(error);
    throw reason === undefined ? error : new NotReached(reason, { cause: error });
  };
  const { prepareCluster, startEmbedded } = await import('../platform/embedded/start-embedded.ts');
  const { DirectoryInUse } = await import('../platform/embedded/directory-lock.ts');
  const embedded = await startEmbedded({ directory, log }).catch((error: unknown) => {
    return error instanceof DirectoryInUse ? undefined : fail(error);
  });
  if (embedded) {
    try {
      return await work(embedded);
    } finally {
      await embedded.stop();
    }
  }
  // A server works on it: the same PostgreSQL serves both.
  const { ensureRunning } = await import('../platform/embedded/postmaster.ts');
  const { urlOf } = await import('../platform/embedded/credentials.ts');
  const cluster = await prepareCluster({ directory, log }).catch(fail);
  const { port } = await ensureRunning(cluster).catch(fail);
  const { server, migrator } = cluster.credentials;
  return work({
    serverUrl: urlOf({ user: 'bandolo_server', password: server, port }),
    migratorUrl: urlOf({ user: 'bandolo_migrator', password: migrator, port }),
  });
}

/** What the database, or what stands before it, says of why something could not be done; nothing for our own faults. */
export function reasonOf(error: unknown): string | undefined {
  if (isUnavailable(error) || error instanceof DatabaseError) return wordsOf(error);
  // Faults of the program have types of their own; these were written to be read.
  return error instanceof Error && error.constructor === Error ? error.message : undefined;
}

function wordsOf(error: unknown): string {
  // A name with several addresses fails once for each, and the sum of them says nothing.
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
