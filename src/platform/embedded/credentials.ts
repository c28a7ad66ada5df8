import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The passwords of the three logins of an embedded database. */
export interface Credentials {
  readonly admin: string;
  readonly server: string;
  readonly migrator: string;
}

const fileName = 'credentials.json';
/** How the names of unfinished ones begin. */
export const credentialsDraft = `${fileName}.`;

/** The passwords kept in `directory`; made once, whole, by whoever comes first. */
export async function loadCredentials(directory: string): Promise<Credentials> {
  return (await findCredentials(directory)) ?? makeCredentials(directory);
}

export async function findCredentials(directory: string): Promise<Credentials | undefined> {
  const path = join(directory, fileName);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(
      `${path} cannot be read (${error.message}). Give it to the user who runs this.`,
    );
  });
  if (text === undefined) return undefined;
  const value = readObject(text);
  const { admin, server, migrator } = value;
  if (typeof admin === 'string' && typeof server === 'string' && typeof migrator === 'string') {
    return { admin, server, migrator };
  }
  throw new Error(
    `${path} does not hold the passwords of the database. Put it back from a copy; ` +
      'without it the database beside it cannot be entered.',
  );
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

async function makeCredentials(directory: string): Promise<Credentials> {
  const password = () => randomBytes(24).toString('base64url');
  const made = { admin: password(), server: password(), migrator: password() };
  const path = join(directory, fileName);
  const draft = join(directory, `${credentialsDraft}${randomBytes(6).toString('hex')}`);
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(made, null, 2)}\n`);
    await file.sync();
    await file.close();
    // A link appears whole or not at all, and never replaces what another process has made meanwhile.
    await link(draft, path);
  } catch (error) {
    if ((await findCredentials(directory)) === undefined) throw error;
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
  return (await findCredentials(directory)) ?? made;
}

export function urlOf(login: {
  readonly user: 'bandolo_admin' | 'bandolo_server' | 'bandolo_migrator';
  readonly password: string;
  readonly port: number;
  readonly database?: string;
}): string {
  const { user, password, port, database = 'bandolo' } = login;
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}
