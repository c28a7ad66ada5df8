import { escapeIdentifier, type ClientBase } from 'pg';

export interface Table {
  readonly name: string;
  /** Those that hold a value of their own, in their order. */
  readonly columns: readonly string[];
}

/** The tables of the program: those in `public` of the same owner as its list of migrations. */
export async function readTables(client: ClientBase): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migration'
       and c.relowner = (select relowner from pg_class where oid = to_regclass('public.schema_migration'))
     group by c.relname order by c.relname collate "C"`);
  return rows;
}

/** Whatever somebody has made in the database besides extensions, by name; at most ten. */
export async function findRelations(client: ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
       and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
       and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
                          and d.deptype = 'e')
     order by 1 limit 10`);
  return rows.map(({ name }) => name);
}

/**
 * Statements that take away what would stand in the way of loading tables in any order (foreign keys, our own
 * triggers), and those that put it back exactly as it was, which checks every key.
 */
export async function readObstacles(
  client: ClientBase,
): Promise<{ readonly remove: readonly string[]; readonly putBack: readonly string[] }> {
  const { rows } = await client.query<{ readonly remove: string; readonly putBack: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as remove,
           format('alter table %s add constraint %I %s', conrelid::regclass, conname,
                  pg_get_constraintdef(oid)) as "putBack"
      from pg_constraint
     where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace
    union all
    select format('alter table %s disable trigger %I', tgrelid::regclass, tgname),
           format('alter table %s enable trigger %I', tgrelid::regclass, tgname)
      from pg_trigger t join pg_class c on c.oid = tgrelid
     where not tgisinternal and tgparentid = 0 and tgenabled = 'O'
       and c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    order by 1`);
  return { remove: rows.map(({ remove }) => remove), putBack: rows.map(({ putBack }) => putBack) };
}

/** Sets every sequence of a column past the greatest value that its table has. */
export async function resetSequences(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ readonly statement: string }>(`
    select format('select setval(%L, coalesce((select max(%I) from %s), 1), exists (select from %s))',
                  d.objid::regclass, a.attname, a.attrelid::regclass, a.attrelid::regclass) as statement
      from pg_depend d
      join pg_class s on s.oid = d.objid and s.relkind = 'S' and s.relnamespace = 'public'::regnamespace
      join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
     where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
       and d.deptype in ('a', 'i')`);
  for (const { statement } of rows) await client.query(statement);
}

export function qualified(table: string): string {
  return `public.${escapeIdentifier(table)}`;
}

export function columnList(columns: readonly string[]): string {
  return columns.map((column) => escapeIdentifier(column)).join(', ');
}

/** The same values are written as the same text, and read back as they were, on every server. */
export const exactText = `
  set client_encoding = 'UTF8'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC';
  set extra_float_digits = 1; set bytea_output = 'hex'; set xmlbinary = 'base64'; set search_path = public, pg_temp;
  set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0`;
