import type { Generated } from 'kysely';
import type { MaybeInstant, Stamped } from './columns.ts';

/** Work in the background and the mail it sends. */
export interface JobAndMailTables {
  job_worker: JobWorkerTable;
  mail_message: MailMessageTable;
  mail_attempt: MailAttemptTable;
}

interface JobWorkerTable {
  id: string;
  seen_at: Stamped;
}

interface MailMessageTable {
  id: Generated<string>;
  kind: string;
  about: string;
  person_id: string | null;
  recipient: string;
  language: 'it' | 'en';
  subject: string;
  text: string;
  link_label: string | null;
  link: string | null;
  is_link_secret: Generated<boolean>;
  state: Generated<'queued' | 'sent' | 'failed' | 'cancelled'>;
  created_at: Stamped;
  ended_at: MaybeInstant;
  reply: string | null;
  noted_by: string | null;
  noted_at: MaybeInstant;
}

interface MailAttemptTable {
  message_id: string;
  number: number;
  name: string;
  started_at: Stamped;
  ended_at: MaybeInstant;
  outcome: 'accepted' | 'refused' | 'later' | null;
  reply: string | null;
}
