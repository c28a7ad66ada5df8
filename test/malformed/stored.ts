import type { World } from '../support/application-world.ts';

/** What is in the database: for each table how many rows, and the last transaction that wrote one. */
export type Stored = Readonly<Record<string, string>>;

/** Looking at a session notes that it was used, and a probe is made by the clock. */
const unwatched = ['session', 'probe', 'sign_in', 'schema_migration'];

export async function watchStored({ database: { pool } }: World): Promise<() => Promise<Stored>> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and not relname = any($1) order by 1`,
    [unwatched],
  );
  if (rows.length < 20) throw new Error('The tables were not found.');
  const parts = rows.map(
    ({ name }) =>
      `select '${name}' as name, count(*) || '/' || coalesce(max(xmin::text::bigint), 0) as state from "${name}"`,
  );
  const text = parts.join(' union all ');
  return async () => {
    const found = await pool.query<{ name: string; state: string }>(text);
    return Object.fromEntries(found.rows.map(({ name, state }) => [name, state]));
  };
}

/** The tables in which something was written between the two. */
export function writtenBetween(before: Stored, after: Stored): readonly string[] {
  return Object.keys(after).filter((name) => before[name] !== after[name]);
}
