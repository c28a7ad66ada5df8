import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '../../src/platform/embedded/free-port.ts';
import { databaseFolder, guard } from './database-cluster.ts';

/** A PostgreSQL of the operating system, as an administrator finds it: nothing of ours in it. */
export interface SystemPostgres {
  readonly version: string;
  /** As superuser. */
  readonly url: string;
  readonly stop: () => void;
}

/** The programs of the oldest PostgreSQL that is installed and new enough. */
export function findSystemPostgres(): string | undefined {
  const versions = ['/usr/lib/postgresql', '/usr/pgsql'].flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).map((version) => ({ folder, version })) : [],
  );
  const found = versions
    .filter(({ folder, version }) => Number(version) >= 15 && has(folder, version))
    .toSorted((a, b) => Number(a.version) - Number(b.version))[0];
  const canRun = process.getuid?.() !== 0 || findUser() !== undefined;
  return found && canRun ? join(found.folder, found.version, 'bin') : undefined;
}

function has(folder: string, version: string): boolean {
  return ['initdb', 'pg_ctl'].every((name) => existsSync(join(folder, version, 'bin', name)));
}

export async function startSystemPostgres(programs: string): Promise<SystemPostgres> {
  const folder = databaseFolder();
  const user = process.getuid?.() === 0 ? findUser() : undefined;
  if (user) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o711);
  const release = guard(folder);
  const data = join(folder, 'data', 'postgres');
  const run = (program: string, args: readonly string[]): void => {
    const done = spawnSync(join(programs, program), args, {
      encoding: 'utf8',
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...user,
    });
    if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`);
  };
  const port = await findFreePort();
  run('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '--auth-host=trust']);
  // Passwords count for everybody but the superuser.
  appendFileSync(
    join(data, 'postgresql.conf'),
    `\nport = ${port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n`,
  );
  const rules = 'host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n';
  execFileSync('tee', [join(data, 'pg_hba.conf')], {
    input: rules,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  run('pg_ctl', ['start', '-w', '-D', data, '-l', join(folder, 'log')]);
  return {
    version: programs.split('/').at(-2) ?? '',
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: () => {
      run('pg_ctl', ['stop', '-w', '-m', 'fast', '-D', data]);
      release();
    },
  };
}

function findUser(): { readonly uid: number; readonly gid: number } | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}
