import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Client, type ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { readApplied } from '../migrate.ts';
import {
  endOfTable,
  firstMember,
  lastMember,
  type ArchiveHeader,
  type ChainHead,
  type Manifest,
  type TableCount,
} from './archive.ts';
import { columnList, exactText, qualified, readTables, type Table } from './catalogue.ts';

export interface BackupOptions {
  /** Of a login that may read every table. */
  readonly url: string;
  readonly program: string;
  /** Tables whose rows stay out: what is secret, or worth nothing later. */
  readonly leftOut: readonly string[];
  readonly readHeads: (client: ClientBase) => Promise<readonly ChainHead[]>;
  /** Takes the bytes of the archive, and keeps them only if there is an end to them. */
  readonly write: (bytes: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Told which table is being read. */
  readonly onTable?: (table: string) => void;
}

export interface Backup {
  readonly header: ArchiveHeader;
  readonly manifest: Manifest;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes one archive of all that was committed at one instant, while others go on working. It holds little in
 * memory, however large the database is. Throws when it cannot be completed.
 */
export async function makeBackup(options: BackupOptions): Promise<Backup> {
  const client = new Client({
    connectionString: options.url,
    application_name: 'bandolo backup',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // Said by the query that fails.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(exactText);
    const tables = await beginOn(client);
    const header = await readHeader(client, tables, options);
    const counts: TableCount[] = [];
    const sealed = { sha256: '', bytes: 0 };
    await options.write(
      seal(textOf(client, { header, tables, counts, onTable: options.onTable }), sealed),
    );
    await client.query('commit');
    return { header, manifest: { tables: counts }, ...sealed };
  } finally {
    await client.end();
  }
}

const attemptsMax = 5;

/** Begins the transaction whose one state is written, with every table held against changes of its shape. */
async function beginOn(client: ClientBase): Promise<readonly Table[]> {
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const expected = await readTables(client);
    await client.query('begin isolation level repeatable read, read only');
    // Locks come before the first query, which is when the state is fixed: a migration is in it whole or not at all.
    for (const { name } of expected)
      await client.query(`lock table ${qualified(name)} in access share mode`);
    const tables = await readTables(client);
    if (JSON.stringify(tables) === JSON.stringify(expected)) return tables;
    await client.query('rollback');
  }
  throw new Error(
    'The tables are being changed by a migration: make the backup when it has ended.',
  );
}

async function readHeader(
  client: ClientBase,
  tables: readonly Table[],
  { program, leftOut, readHeads }: BackupOptions,
): Promise<ArchiveHeader> {
  const { rows } = await client.query<{ readonly at: string }>(
    `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
  );
  const migrations = await readApplied(client);
  if (migrations.length === 0)
    throw new Error('There is nothing to back up: this database has no tables of Bandolo.');
  const names = tables.map(({ name }) => name);
  return {
    program,
    createdAt: rows[0]?.at ?? '',
    migrations: migrations.map(({ number, name, sha256 }) => ({ number, name, sha256 })),
    tables: names.filter((name) => !leftOut.includes(name)),
    leftOut: names.filter((name) => leftOut.includes(name)),
    heads: await readHeads(client),
  };
}

/** The text of an archive but for its first and its last line. Says in `counts` what each table came to. */
async function* textOf(
  client: Client,
  {
    header,
    tables,
    counts,
    onTable,
  }: {
    header: ArchiveHeader;
    tables: readonly Table[];
    counts: TableCount[];
    onTable: BackupOptions['onTable'];
  },
): AsyncGenerator<Uint8Array> {
  yield line(JSON.stringify(header));
  for (const { name, columns } of tables) {
    if (!header.tables.includes(name)) continue;
    onTable?.(name);
    yield line(JSON.stringify({ table: name, columns }));
    const rows = client.query(copyTo(`copy ${qualified(name)} (${columnList(columns)}) to stdout`));
    const hash = createHash('sha256');
    for await (const chunk of rows as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
    // The count comes after the last row; once the next query is answered it is there.
    await client.query('select 1');
    counts.push({ table: name, rows: rows.rowCount, sha256: hash.digest('hex') });
    yield line(endOfTable);
  }
  yield line(JSON.stringify({ tables: counts } satisfies Manifest));
}

function line(text: string): Buffer {
  return Buffer.from(`${text}\n`);
}

/** Packs the text, and ends it with the hash of what it was packed to. */
async function* seal(
  text: AsyncIterable<Uint8Array>,
  sealed: { sha256: string; bytes: number },
): AsyncGenerator<Uint8Array> {
  // Ten times as fast as the standard level, a fifth larger: the server is at work meanwhile.
  const gzip = createGzip({ level: 1, chunkSize: 128 * 1024 });
  // What goes wrong with the text ends the packing, and is thrown by the loop.
  pipeline(Readable.from(text, { objectMode: true }), gzip, () => undefined);
  const hash = createHash('sha256');
  const pass = (bytes: Uint8Array): Uint8Array => {
    hash.update(bytes);
    sealed.bytes += bytes.length;
    return bytes;
  };
  yield pass(firstMember);
  for await (const chunk of gzip as AsyncIterable<Buffer>) yield pass(chunk);
  yield pass(lastMember(hash.copy().digest('hex')));
  sealed.sha256 = hash.digest('hex');
}
