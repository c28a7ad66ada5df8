import { Pool } from 'pg';
import { checkSchema } from '../platform/migrate.ts';
import { NotStarted } from './not-started.ts';

/** Whether the login could change tables: by the role that owns them, or because it may do anything. */
export async function mayTakeOwner(url: string): Promise<boolean> {
  const rows = await ask<{ readonly may: boolean }>(
    url,
    `select u.rolsuper or u.rolcreaterole or exists (
              select from pg_roles o
               where o.rolname = 'bandolo_owner' and pg_has_role(session_user, o.oid, 'member')) as may
       from pg_roles u where u.rolname = session_user`,
  );
  return rows[0]?.may === true;
}

/** The server works as `bandolo_run` and as nothing else, whatever its login could do. */
export async function needRunningRole(url: string, mayOwn: boolean): Promise<void> {
  const find = () =>
    ask<{ readonly login: string; readonly may: boolean }>(
      url,
      `select quote_ident(session_user) as login,
              coalesce((select pg_has_role(session_user, oid, 'member')
                          from pg_roles where rolname = 'bandolo_run'), false) as may`,
    );
  const [found] = await find();
  if (found?.may === true) return;
  const grant = `grant bandolo_run to ${found?.login}`;
  // Who made the role may give it, to itself too.
  if (mayOwn) await ask(url, grant).catch(() => undefined);
  if ((await find())[0]?.may === true) return;
  throw new NotStarted(
    `the login in DATABASE_URL may not take the role of the server: have an administrator run \`${grant}\``,
  );
}

/** What a server cannot put right by itself it says before it starts. */
export async function refuseOldSchema(url: string): Promise<void> {
  const state = await checkSchema(url);
  if (state === 'current') return;
  throw new NotStarted(
    'behind' in state
      ? `the database lacks ${state.behind.join(', ')}, and the login in DATABASE_URL may not change its tables: ` +
          'run `bandolo migrate` with BANDOLO_MIGRATION_URL set to a login that may, or set it for the server'
      : `the database has ${state.ahead.join(', ')}, which this version does not know: ` +
          'install the version that made them, or a later one',
  );
}

async function ask<R extends object>(url: string, text: string): Promise<readonly R[]> {
  const pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 10_000 });
  pool.on('error', () => undefined);
  try {
    return (await pool.query<R>(text)).rows;
  } finally {
    await pool.end();
  }
}
