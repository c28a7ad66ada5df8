import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type Credentials, urlOf } from './credentials.ts';
import { isAlive } from './postmaster-file.ts';

/** "bandolo" as a number. */
const lockKey = 27_692_313_313_308_783n;
/** How long PostgreSQL may take to notice that a holder has died. */
const graceMs = 5_000;

export interface DirectoryLock {
  /** Settled when the connection, and with it the lock, is lost without being released. */
  readonly lost: Promise<Error>;
  release(): Promise<void>;
}

export class DirectoryInUse extends Error {
  override name = 'DirectoryInUse';
}

/** Takes the database of `directory` for this process, until it ends: one program, one directory. */
export async function lockDirectory(options: {
  readonly directory: string;
  readonly port: number;
  readonly credentials: Credentials;
}): Promise<DirectoryLock> {
  const { directory, port, credentials } = options;
  const client = new Client({
    connectionString: urlOf({
      user: 'bandolo_admin',
      password: credentials.admin,
      port,
      database: 'postgres',
    }),
    application_name: `bandolo ${process.pid} on ${hostname()}`.slice(0, 63),
    options: '-c idle_session_timeout=0',
    keepAlive: true,
  });
  let isReleased = false;
  const lost = new Promise<Error>((resolve) => {
    client.on('error', (error) => resolve(error));
    client.on('end', () => {
      if (!isReleased) resolve(new Error('the connection to PostgreSQL has ended'));
    });
  });
  const release = async () => {
    isReleased = true;
    await client.end().catch(() => undefined);
  };
  try {
    await client.connect();
    await takeLock(client, directory);
  } catch (error) {
    await release();
    throw error;
  }
  return { lost, release };
}

async function takeLock(client: Client, directory: string): Promise<void> {
  const deadline = Date.now() + graceMs;
  while (!(await tryLock(client))) {
    const holder = await findHolder(client);
    if (holder !== undefined && (isLiving(holder) || Date.now() > deadline)) {
      throw new DirectoryInUse(explain(directory, holder));
    }
    await sleep(20);
  }
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ readonly taken: boolean }>(
    'select pg_try_advisory_lock($1) as taken',
    [String(lockKey)],
  );
  return rows[0]?.taken === true;
}

interface Holder {
  readonly name: string;
  readonly pid?: number;
  readonly host?: string;
}

async function findHolder(client: Client): Promise<Holder | undefined> {
  const { rows } = await client.query<{ readonly name: string }>(
    `select coalesce(application_name, '') as name
       from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and objsubid = 1 and granted
        and classid = ($1::bigint >> 32)::oid and objid = ($1::bigint & 4294967295)::oid`,
    [String(lockKey)],
  );
  const name = rows[0]?.name;
  if (name === undefined) return undefined;
  const { pid, host } = /^bandolo (?<pid>\d+) on (?<host>.*)$/.exec(name)?.groups ?? {};
  return pid === undefined || host === undefined ? { name } : { name, pid: Number(pid), host };
}

/** Of a process elsewhere nothing is known but that it holds the lock. */
function isLiving({ pid, host }: Holder): boolean {
  return pid === undefined || host !== hostname() || isAlive(pid);
}

function explain(directory: string, { name, pid, host }: Holder): string {
  const place = host === hostname() ? '' : ` on ${host ?? 'another machine'}`;
  const who = pid === undefined ? `another program (${name})` : `process ${pid}${place}`;
  return (
    `${directory} is in use by ${who}. Stop it first, ` +
    'or give this one a directory of its own with BANDOLO_DATA.'
  );
}
