import type { Client } from 'pg';

/** Looking at a session notes that it was used, and a probe is made by the clock. */
const unwatched = ['session', 'probe', 'sign_in', 'schema_migration'];

/**
 * Has the database note in which tables rows are written, by triggers of the superuser, whose own writing it does not
 * note; what is rolled back is not noted either. Gives what was noted since it was last asked, in order.
 */
export async function watchWritten(admin: Client): Promise<() => Promise<readonly string[]>> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select relname as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and not relname = any($1) order by 1`,
    [unwatched],
  );
  if (tables.length < 20) throw new Error('The tables were not found.');
  await admin.query(`
    create schema watch;
    create unlogged table watch.written (name text primary key);
    create function watch.note() returns trigger language plpgsql security definer as $$
    begin
      insert into watch.written values (tg_table_name) on conflict do nothing;
      return null;
    end $$;
    grant usage on schema watch to public;`);
  for (const { name } of tables)
    await admin.query(
      `create trigger watched after insert or update or delete on public."${name}"
         for each row execute function watch.note()`,
    );
  return async () => {
    const { rows } = await admin.query<{ name: string }>(
      'delete from watch.written returning name',
    );
    return rows.map(({ name }) => name).toSorted();
  };
}
