import { crc32 } from 'node:zlib';
import type { AppliedMigration } from '../migrate.ts';

/*
 * An archive is a gzip file, so that `zcat` shows it even where there is no Bandolo. Unpacked it is lines of text:
 *
 *   bandolo-backup/1
 *   { header }
 *   { table }            for each table, then its rows as PostgreSQL's COPY writes them, then \.
 *   { manifest }
 *   sha256 <of every byte of the file before this last line, in hexadecimal>
 *
 * The first and the last line are gzip members of their own with one way to be written, so that a file of ours is
 * known by its first bytes, and no bit of it can change unseen.
 */
export const endOfTable = '\\.';

export interface ArchiveHeader {
  /** The version of the program that made it. */
  readonly program: string;
  /** By the clock of the database, ISO 8601 in UTC: the archive holds what was committed then. */
  readonly createdAt: string;
  readonly migrations: readonly AppliedMigration[];
  readonly tables: readonly string[];
  /** Tables whose rows are left out on purpose. */
  readonly leftOut: readonly string[];
  readonly heads: readonly ChainHead[];
}

/** Where a chain of hashes stood. */
export interface ChainHead {
  readonly chain: string;
  readonly number: number;
  readonly hash: string;
}

export interface TableStart {
  readonly table: string;
  readonly columns: readonly string[];
}

/** How many rows each table has, and the SHA-256 of their text. */
export interface Manifest {
  readonly tables: readonly TableCount[];
}

export interface TableCount {
  readonly table: string;
  readonly rows: number;
  readonly sha256: string;
}

/** A file that is not a whole and unchanged archive, or not one for this program. */
export class UnusableArchive extends Error {
  override name = 'UnusableArchive';
  readonly code: keyof typeof reasons | 'other-schema';

  constructor(code: keyof typeof reasons, options?: ErrorOptions);
  constructor(code: 'other-schema', options: ErrorOptions & { readonly because: string });
  constructor(
    code: UnusableArchive['code'],
    options?: ErrorOptions & { readonly because?: string },
  ) {
    super(code === 'other-schema' ? options?.because : reasons[code], options);
    this.code = code;
  }
}

const reasons = {
  'not-a-backup': 'this is not a backup that bandolo has made',
  altered: 'this backup is not whole, or was changed after it was made: use another copy',
};

/** What every archive begins with. */
export const firstMember = storedMember('bandolo-backup/1\n');

/** What it ends with, when the bytes before have this hash. */
export function lastMember(sha256: string): Buffer {
  return storedMember(`sha256 ${sha256}\n`);
}

export const lastMemberBytes = lastMember('0'.repeat(64)).length;

/** A gzip member with one block, stored as it is. */
function storedMember(line: string): Buffer {
  const text = Buffer.from(line);
  const size = Buffer.alloc(4);
  size.writeUInt16LE(text.length, 0);
  size.writeUInt16LE(~text.length & 0xffff, 2);
  const check = Buffer.alloc(8);
  check.writeUInt32LE(crc32(text), 0);
  check.writeUInt32LE(text.length, 4);
  const header = Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
  return Buffer.concat([header, Buffer.of(1), size, text, check]);
}
