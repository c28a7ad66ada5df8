import type { Generated } from 'kysely';
import type { Instant } from './columns.ts';

/** The register of each call. */
export interface RegisterTables {
  register_head: RegisterHeadTable;
  register_commit: RegisterCommitTable;
  readiness_void: ReadinessVoidTable;
  authority_epoch: AuthorityEpochTable;
  register_entry: RegisterEntryTable;
  entry_notice: EntryNoticeTable;
}

interface RegisterHeadTable {
  call_id: number;
  number: number;
  commit_number: number;
  hash: Buffer;
  at: Instant;
  voids: Generated<number>;
}

interface ReadinessVoidTable {
  call_id: number;
  number: number;
  application_id: string;
}

interface AuthorityEpochTable {
  shard: number;
  epoch: Generated<number>;
}

interface RegisterCommitTable {
  call_id: number;
  commit_number: number;
  first_number: number;
  size: number;
  at: Instant;
  root: Buffer;
  key_id: string;
  signature: Buffer;
}

interface RegisterEntryTable {
  call_id: number;
  number: number;
  kind: 'submission' | 'withdrawal';
  commit_number: number;
  at: Instant;
  application_id: string;
  turn: number;
  person_id: string;
  organisation_id: string;
  snapshot_hash: Buffer;
  ground: string | null;
  hash: Buffer;
}

interface EntryNoticeTable {
  call_id: number;
  number: number;
}
