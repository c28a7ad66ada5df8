import type { Instant, Json, Stamped } from './columns.ts';

/** The journal, the keys that sign it and the replies given once. */
export interface JournalTables {
  journal_head: JournalHeadTable;
  journal: JournalTable;
  journal_day: JournalDayTable;
  signing_key: SigningKeyTable;
  idempotent_reply: IdempotentReplyTable;
}

interface JournalHeadTable {
  chain: string;
  sequence: number;
  hash: Buffer;
}

interface JournalTable {
  chain: string;
  sequence: number;
  at: Instant;
  person_id: string | null;
  on_behalf_of: string | null;
  act: string;
  subject: string;
  from_state: string | null;
  to_state: string | null;
  ground: string | null;
  content_hash: Buffer;
  previous_hash: Buffer;
  hash: Buffer;
}

interface JournalDayTable {
  chain: string;
  day: string;
  sequence: number;
  hash: Buffer;
  key_id: string;
  signature: Buffer;
  signed_at: Stamped;
}

interface SigningKeyTable {
  id: string;
  public_key: Buffer;
  since: Stamped;
}

interface IdempotentReplyTable {
  owner: string;
  key: string;
  request: Buffer;
  status: number;
  headers: Json;
  body: string;
  at: Stamped;
}
