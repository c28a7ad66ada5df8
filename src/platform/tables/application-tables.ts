import type { ColumnType, Generated } from 'kysely';
import type { Instant, Json, MaybeInstant, Stamped } from './columns.ts';

/** Applications until they are handed in: partners, documents, what was frozen and agreed to. */
export interface ApplicationTables {
  application: ApplicationTable;
  application_partner: ApplicationPartnerTable;
  partner_invitation: PartnerInvitationTable;
  closing_reminder: ClosingReminderTable;
  snapshot: SnapshotTable;
  snapshot_heading: SnapshotHeadingTable;
  consent: ConsentTable;
  signed_consent: SignedConsentTable;
  document: DocumentTable;
  upload: UploadTable;
  upload_part: UploadPartTable;
}

interface ApplicationTable {
  call_id: number;
  id: Generated<string>;
  call_version: number;
  lead_id: string;
  title: string;
  content: Json;
  revision: Generated<number>;
  frozen_hash: Buffer | null;
  ready_hash: Buffer | null;
  created_by: string;
  created_at: Stamped;
  updated_by: string;
  updated_at: Stamped;
}

interface ApplicationPartnerTable {
  call_id: number;
  application_id: string;
  organisation_id: string;
  role: string;
  ordinal: number;
}

interface SnapshotHeadingTable {
  call_id: number;
  application_id: string;
  hash: Buffer;
  title: string;
  lead_name: string;
  lead_fiscal_code: string;
  search: Generated<string>;
}

interface SnapshotTable {
  call_id: number;
  application_id: string;
  hash: Buffer;
  content: Buffer;
  call_version: number;
  frozen_by: string;
  frozen_at: Stamped;
}

interface ConsentTable {
  call_id: number;
  application_id: string;
  snapshot_hash: Buffer;
  organisation_id: string;
  person_id: string;
  at: Stamped;
}

interface DocumentTable {
  call_id: number;
  application_id: string;
  slot: string;
  version: number;
  name: string;
  kind: string;
  bytes: number;
  hash: Buffer;
  uploaded_by: string;
  uploaded_at: Stamped;
  is_frozen: Generated<boolean>;
  by_reply: Generated<boolean>;
  removed_by: string | null;
  removed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

interface SignedConsentTable {
  call_id: number;
  application_id: string;
  snapshot_hash: Buffer;
  organisation_id: string;
  file_hash: Buffer;
  file_bytes: number;
  form: 'cades' | 'cades-detached' | 'pades';
  uploaded_by: string;
  checked_at: Instant;
  report: Json;
}

interface UploadTable {
  id: Generated<string>;
  call_id: number;
  application_id: string;
  slot: string;
  name: string;
  bytes: number;
  hash: Buffer;
  started_by: string;
  started_at: Stamped;
}

interface UploadPartTable {
  upload_id: string;
  starts_at: number;
  bytes: number;
  hash: Buffer;
}

interface PartnerInvitationTable {
  id: Generated<string>;
  call_id: number;
  application_id: string;
  role: string;
  email: string | null;
  fiscal_code: string | null;
  language: 'it' | 'en';
  replaces_id: string | null;
  planned_cents: number | null;
  token_hash: Buffer | null;
  state: Generated<'open' | 'accepted' | 'refused' | 'withdrawn'>;
  invited_by: string;
  invited_at: Stamped;
  expires_at: Instant;
  sent_count: Generated<number>;
  last_sent_at: Stamped;
  answered_by: string | null;
  answered_at: MaybeInstant;
  organisation_id: string | null;
  reason: string | null;
}

interface ClosingReminderTable {
  call_id: number;
  application_id: string;
  person_id: string;
  threshold: '7-days' | '2-days' | '6-hours';
  closes_at: Instant;
  message_id: string;
  at: Stamped;
}
