import type { Generated } from 'kysely';
import type { Instant, Json, Stamped } from './columns.ts';

/** Calls, their versions and terms, and how they are listed. */
export interface CallTables {
  call: CallTable;
  call_version: CallVersionTable;
  call_term: CallTermTable;
  call_listing: CallListingTable;
}

export type Mode = 'test' | 'rehearsal' | 'live';

interface CallTable {
  id: Generated<number>;
  slug: string;
  definition_id: string;
  mode: Mode;
  body_id: string;
  fictional: Generated<boolean>;
  resubmission: boolean;
  created_at: Stamped;
}

interface CallVersionTable {
  call_id: number;
  version: number;
  label: string;
  definition: string;
  decisions: Json;
  documents: string;
  fictional: boolean;
  title: Json;
  summary: Json;
  gives: 'grant' | 'recognition';
  hash: Buffer;
  ground: string;
  published_by: string | null;
  published_at: Stamped;
}

interface CallListingTable {
  call_id: number;
  version: number;
  form: number;
  figures: Json;
  audiences: Json;
  topics: Json;
  words: string[];
  search: string;
  made_at: Stamped;
}

interface CallTermTable {
  call_id: number;
  revision: number;
  opens_at: Instant;
  closes_at: Instant | null;
  kind: 'publication' | 'amendment' | 'extension' | 'remedy' | 'rehearsal';
  ground: string;
  decided_by: string | null;
  at: Stamped;
}
