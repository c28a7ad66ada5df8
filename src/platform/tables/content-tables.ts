import type { Generated } from 'kysely';
import type { Json, MaybeInstant, Stamped } from './columns.ts';

/** Bytes by their hash: held, scanned, laid out. */
export interface ContentTables {
  content_hold: ContentHoldTable;
  content_scan: ContentScanTable;
  print: PrintTable;
}

interface ContentHoldTable {
  id: Generated<string>;
  hash: Buffer;
  at: Stamped;
}

interface ContentScanTable {
  hash: Buffer;
  state: 'clean' | 'infected' | 'unscannable';
  finding: string;
  scanner: string;
  at: Stamped;
}

interface PrintTable {
  id: Generated<string>;
  document: Json;
  content_hash: Buffer;
  file_hash: Buffer | null;
  file_bytes: number | null;
  made_at: Stamped;
  printed_at: MaybeInstant;
}
