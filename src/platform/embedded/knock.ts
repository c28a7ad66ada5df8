import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, DatabaseError } from 'pg';
import { type Credentials, urlOf } from './credentials.ts';

export type Answer =
  /** It accepts our passwords, and works on our folder. */
  | 'ours'
  /** It accepts our passwords, but works on another folder: one of the two is a copy. */
  | 'elsewhere'
  /** It does not know our passwords. */
  | 'refused'
  /** Nobody is there, or it is not ready. */
  | 'silent';

/** Asks whoever listens at `port` who it is; with `folder`, whether it works on that one. */
export async function knock(options: {
  readonly port: number;
  readonly credentials: Credentials;
  readonly folder?: string;
}): Promise<Answer> {
  const { port, credentials, folder } = options;
  const client = new Client({
    connectionString: urlOf({
      user: 'bandolo_admin',
      password: credentials.admin,
      port,
      database: 'postgres',
    }),
    application_name: 'bandolo: who is there',
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  // What breaks is said by the call that fails.
  client.on('error', () => undefined);
  try {
    await client.connect();
    if (folder === undefined || (await sees(client, folder))) return 'ours';
    return 'elsewhere';
  } catch (error) {
    const code = error instanceof DatabaseError ? (error.code ?? '') : '';
    return code.startsWith('28') ? 'refused' : 'silent';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Paths do not tell: folders are copied, moved and mounted. A new file is seen only where it is. */
async function sees(client: Client, folder: string): Promise<boolean> {
  const name = `bandolo-${randomBytes(12).toString('hex')}`;
  const path = join(folder, name);
  await writeFile(path, '', { flag: 'wx' });
  try {
    const { rows } = await client.query<{ readonly seen: boolean }>(
      'select (pg_stat_file($1, true)).size is not null as seen',
      [name],
    );
    return rows[0]?.seen === true;
  } finally {
    await rm(path, { force: true });
  }
}
