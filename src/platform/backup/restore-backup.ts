import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client, DatabaseError, type ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { compareMigrations, migrateWithin, takeTurn } from '../migrate.ts';
import {
  UnusableArchive,
  type ArchiveHeader,
  type ChainHead,
  type Manifest,
  type TableCount,
  type TableStart,
} from './archive.ts';
import {
  columnList,
  exactText,
  findRelations,
  qualified,
  readObstacles,
  readTables,
  resetSequences,
  type Table,
} from './catalogue.ts';
import { openArchive, type Archive } from './read-archive.ts';

export interface RestoreOptions {
  readonly file: string;
  /** Of a login that may make and fill the tables. */
  readonly url: string;
  /** Where the migrations are; those of the program when left out. */
  readonly folder?: string;
  readonly readHeads: (client: ClientBase) => Promise<readonly ChainHead[]>;
  /** Looks at what has been loaded, before it is there for others; what it says stops the restore. */
  readonly check: (client: ClientBase) => Promise<readonly string[]>;
  /** Told which table is being filled. */
  readonly onTable?: (table: string) => void;
}

export type Restored =
  | { readonly type: 'restored'; readonly header: ArchiveHeader; readonly manifest: Manifest }
  | {
      readonly type: 'refused';
      readonly code: UnusableArchive['code'] | 'not-empty' | 'not-sound';
      readonly reasons: readonly string[];
    };

/**
 * Fills an empty database from an archive: the schema as it was, the rows, the later migrations, the checks, all in
 * one transaction. Whatever is refused or goes wrong leaves the database as empty as it was.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const opened = await unlessUnusable(() => openArchive(options.file));
  if ('type' in opened) return opened;
  const client = new Client({
    connectionString: options.url,
    application_name: 'bandolo restore',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(exactText);
    return await unlessUnusable(() => restoreWhole(client, opened, options));
  } finally {
    await client.end().catch(() => undefined);
    await opened.close();
  }
}

type Refused = Extract<Restored, { type: 'refused' }>;

async function unlessUnusable<T>(work: () => Promise<T>): Promise<T | Refused> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnusableArchive) return refused(error.code, [error.message]);
    // Values that PostgreSQL cannot read, or that break a rule of the tables.
    const isAboutValues = error instanceof DatabaseError && /^2[23]/.test(error.code ?? '');
    if (!isAboutValues) throw error;
    return refused('not-sound', [error.message]);
  }
}

function refused(code: Refused['code'], reasons: readonly string[]): Refused {
  return { type: 'refused', code, reasons };
}

async function restoreWhole(
  client: Client,
  archive: Archive,
  options: RestoreOptions,
): Promise<Restored> {
  const upTo = await checkVersion(archive, options);
  const before = await findRelations(client);
  if (before.length > 0) return refused('not-empty', before);
  await takeTurn(client);
  await client.query('begin; set local role bandolo_owner');
  // Another restore may have been waited for.
  const meanwhile = await findRelations(client);
  if (meanwhile.length > 0) return refused('not-empty', meanwhile);
  const where = folderOf(options);
  await migrateWithin(client, { ...where, upTo });
  const manifest = await loadAll(client, archive, options);
  await migrateWithin(client, where);
  await client.query('analyze');
  const faults = await findFaults(client, archive.header, options);
  if (faults.length > 0) return refused('not-sound', faults);
  await client.query('commit');
  return { type: 'restored', header: archive.header, manifest };
}

function folderOf({ folder }: RestoreOptions): { readonly folder?: string } {
  return folder === undefined ? {} : { folder };
}

/** The number of migrations with which the archive was made, if this program has exactly those. */
async function checkVersion({ header }: Archive, options: RestoreOptions): Promise<number> {
  const { program, migrations } = header;
  const state = await compareMigrations(migrations, folderOf(options)).catch((cause: unknown) => {
    const because = `it was made by Bandolo ${program}, whose tables are not those of this program: ${String(cause)}`;
    throw new UnusableArchive('other-schema', { cause, because });
  });
  if (typeof state === 'object' && 'ahead' in state) {
    const because = `it was made by Bandolo ${program}, which is newer (${state.ahead.join(', ')}): restore it with that version or a later one`;
    throw new UnusableArchive('other-schema', { because });
  }
  return migrations.length;
}

async function loadAll(
  client: Client,
  archive: Archive,
  { onTable }: RestoreOptions,
): Promise<Manifest> {
  const { header } = archive;
  const tables = await readTables(client);
  const names = tables.map(({ name }) => name);
  const expected = [...header.tables, ...header.leftOut].toSorted();
  if (!isDeepStrictEqual(names.toSorted(), expected)) throw unlike(names, expected);
  const { remove, putBack } = await readObstacles(client);
  for (const statement of remove) await client.query(statement);
  // Rows that migrations put in come from the archive, as they were.
  const emptied = header.tables.map(qualified).join(', ');
  if (emptied !== '') await client.query(`truncate ${emptied}`);
  const counts: TableCount[] = [];
  const manifest = await archive.read(async (start, rows) => {
    onTable?.(start.table);
    counts.push(await loadTable(client, checkStart(start, header, tables), rows));
  });
  if (!isDeepStrictEqual(manifest.tables, counts)) throw new UnusableArchive('altered');
  for (const statement of putBack) await client.query(statement);
  await resetSequences(client);
  return manifest;
}

function unlike(found: readonly string[], expected: readonly string[]): UnusableArchive {
  const odd = [
    ...expected.filter((name) => !found.includes(name)),
    ...found.filter((name) => !expected.includes(name)),
  ];
  const because = `its tables are not those that the migrations make (${odd.join(', ')}): somebody has changed the database by hand`;
  return new UnusableArchive('other-schema', { because });
}

/** The names in an archive become SQL only when they are names of our own tables and columns. */
function checkStart(
  start: TableStart,
  header: ArchiveHeader,
  tables: readonly Table[],
): TableStart {
  const table = tables.find(({ name }) => name === start.table);
  if (table === undefined || !header.tables.includes(start.table))
    throw new UnusableArchive('altered');
  if (!isDeepStrictEqual(table.columns.toSorted(), start.columns.toSorted()))
    throw unlike(table.columns, start.columns);
  return start;
}

async function loadTable(
  client: Client,
  { table, columns }: TableStart,
  rows: AsyncIterable<Buffer>,
): Promise<TableCount> {
  const hash = createHash('sha256');
  const sink = client.query(
    copyFrom(`copy ${qualified(table)} (${columnList(columns)}) from stdin`),
  );
  await pipeline(
    Readable.from(rows, { objectMode: true }),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    },
    sink,
  );
  return { table, rows: sink.rowCount, sha256: hash.digest('hex') };
}

async function findFaults(
  client: ClientBase,
  { heads }: ArchiveHeader,
  { readHeads, check }: RestoreOptions,
): Promise<readonly string[]> {
  const loaded = await readHeads(client);
  const faults = await check(client);
  return isDeepStrictEqual(loaded, heads)
    ? faults
    : [...faults, 'the heads of the chains are not those that were noted when the backup was made'];
}
