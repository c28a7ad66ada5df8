import type { Generated } from 'kysely';
import type { MaybeInstant, Stamped } from './columns.ts';

/** Messages and letters. */
export interface LetterTables {
  message_thread: MessageThreadTable;
  application_message: ApplicationMessageTable;
  message_file: MessageFileTable;
  message_reading: MessageReadingTable;
  letter_batch: LetterBatchTable;
  letter: LetterTable;
  letter_notice: LetterNoticeTable;
}

interface MessageThreadTable {
  call_id: number;
  application_id: string;
  messages: Generated<number>;
  unread_office: Generated<number>;
  unread_applicant: Generated<number>;
  last_at: Stamped;
}

interface ApplicationMessageTable {
  call_id: number;
  application_id: string;
  number: number;
  side: 'office' | 'applicant';
  person_id: string;
  text: string;
  sent_at: Stamped;
}

interface MessageFileTable {
  call_id: number;
  application_id: string;
  number: number;
  ordinal: number;
  name: string;
  kind: string;
  bytes: number;
  hash: Buffer;
}

interface MessageReadingTable {
  call_id: number;
  application_id: string;
  number: number;
  person_id: string;
  at: Stamped;
}

interface LetterBatchTable {
  id: Generated<string>;
  call_id: number;
  template: string;
  wanted: number;
  written: Generated<number>;
  begun_by: string;
  begun_at: Stamped;
  ended_at: MaybeInstant;
  cause: Generated<string | null>;
}

interface LetterTable {
  call_id: number;
  application_id: string;
  number: number;
  template: string;
  cause: string;
  language: 'it' | 'en';
  batch_id: string | null;
  print_id: string;
  written_by: string;
  written_at: Stamped;
}

interface LetterNoticeTable {
  call_id: number;
  number: number;
  at: Stamped;
}
