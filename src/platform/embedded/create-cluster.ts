import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { type Credentials, credentialsDraft } from './credentials.ts';
import { giveTo, runAs, type RunAs } from './run-as.ts';

const unfinished = 'postgres.new-';

const accessRules = `# Only this machine, only with a password.
host all all 127.0.0.1/32 scram-sha-256
`;

/**
 * Makes the cluster of `directory` if it is not there yet. It is made aside and moved into place
 * whole, so that whatever interrupts it leaves either a complete cluster or none.
 */
export async function createCluster(options: {
  readonly directory: string;
  readonly data: string;
  readonly binaries: Binaries;
  readonly way: RunAs;
  readonly credentials: Credentials;
  readonly isDurable: boolean;
}): Promise<void> {
  const { directory, data, binaries, way, isDurable } = options;
  if (await isComplete(data)) return;
  const draft = join(directory, `${unfinished}${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(draft, { mode: 0o700 });
    await giveTo(way, draft);
    await runAs(way, [binaries.initdb, '-D', draft, ...initialSettings]);
    await runAs(way, [binaries.postgres, ...alone(draft, isDurable)], sql(options.credentials));
    await writeFile(join(draft, 'pg_hba.conf'), accessRules);
    if (isDurable) await runAs(way, [binaries.initdb, '-D', draft, '--sync-only']);
    await rename(draft, data);
  } catch (error) {
    // Another process has put its own in place first, or has cleared this one away after that.
    if (!(await isComplete(data))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 3 });
  }
  if (isDurable) await syncFolder(directory);
}

const initialSettings = [
  '--username=bandolo_admin',
  '--auth=trust',
  '--encoding=UTF8',
  // The same order of texts on every machine.
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--text-search-config=simple',
  '--data-checksums',
  '--no-sync',
  '--no-instructions',
];

function alone(data: string, isDurable: boolean): readonly string[] {
  const settings = ['exit_on_error=on', 'log_min_error_statement=panic', 'log_checkpoints=off'];
  if (!isDurable) settings.push('fsync=off');
  return ['--single', '-D', data, ...settings.flatMap((each) => ['-c', each]), 'postgres'];
}

/** One statement a line: that is how the single-user mode reads them. */
function sql({ admin, server, migrator }: Credentials): string {
  const statements = [
    `alter role bandolo_admin password '${admin}'`,
    'create role bandolo_owner nologin',
    'create role bandolo_run nologin',
    `create role bandolo_server login password '${server}' in role bandolo_run`,
    `create role bandolo_migrator login password '${migrator}' in role bandolo_owner`,
    'create database bandolo owner bandolo_owner',
    'revoke all on database bandolo from public',
    'grant connect on database bandolo to bandolo_run',
    // Not every platform's build has it.
    `do $$ begin if exists (select from pg_settings where name = 'default_toast_compression' and 'lz4' = any(enumvals)) then alter database bandolo set default_toast_compression = 'lz4'; end if; end $$`,
  ];
  return `${statements.join('\n')}\n`;
}

/** Removes what interrupted attempts have left. Only for whoever holds the directory. */
export async function clearUnfinished(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(unfinished) && !name.startsWith(credentialsDraft)) continue;
    // An initdb that has lost its parent may still be writing there; the next start tries again.
    await rm(join(directory, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export async function isComplete(data: string): Promise<boolean> {
  return stat(join(data, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}
