import type { ColumnType, Generated } from 'kysely';
import type { Json, MaybeInstant, Stamped } from './columns.ts';

/** What the office asks, and what applicants reply. */
export interface RequestTables {
  examination_request: ExaminationRequestTable;
  request_extension: RequestExtensionTable;
  request_reply: RequestReplyTable;
  late_reply_decision: LateReplyDecisionTable;
  observation_answer: ObservationAnswerTable;
  reply_document: ReplyDocumentTable;
  examined_text: ExaminedTextTable;
  request_message: RequestMessageTable;
  delivery_proof: DeliveryProofTable;
}

interface ExaminationRequestTable {
  call_id: number;
  application_id: string;
  number: number;
  kind: 'clarification' | 'notice-against';
  state: Generated<'draft' | 'open' | 'replied' | 'silent' | 'withdrawn'>;
  revision: Generated<number>;
  introduction: Generated<string>;
  items: Json;
  created_by: string;
  created_at: Stamped;
  text_hash: Buffer | null;
  sent_by: string | null;
  sent_at: MaybeInstant;
  sent_on: string | null;
  due_on: string | null;
  suspension: number | null;
  ended_by: string | null;
  ended_at: MaybeInstant;
  ended_on: string | null;
  ended_because: string | null;
}

interface RequestKey {
  call_id: number;
  application_id: string;
  request_number: number;
}

interface RequestExtensionTable extends RequestKey {
  number: number;
  due_before: string;
  due_on: string;
  reason: string;
  person_id: string;
  at: Stamped;
}

interface RequestReplyTable extends RequestKey {
  state: Generated<'draft' | 'sent'>;
  revision: Generated<number>;
  texts: ColumnType<object, string | undefined, string>;
  corrections: ColumnType<object, string | undefined, string>;
  updated_by: string;
  updated_at: Stamped;
  sent_by: string | null;
  sent_at: MaybeInstant;
  sent_on: string | null;
  is_late: boolean | null;
  text_hash: Buffer | null;
}

interface LateReplyDecisionTable extends RequestKey {
  is_taken: boolean;
  ground: string;
  person_id: string;
  at: Stamped;
}

interface ObservationAnswerTable extends RequestKey {
  item: string;
  number: number;
  text: string;
  is_upheld: boolean;
  person_id: string;
  at: Stamped;
}

interface ReplyDocumentTable extends RequestKey {
  number: number;
  item: string;
  slot: string | null;
  name: string;
  kind: string;
  bytes: number;
  hash: Buffer;
  uploaded_by: string;
  uploaded_at: Stamped;
  is_sent: Generated<boolean>;
  removed_by: string | null;
  removed_at: MaybeInstant;
}

interface ExaminedTextTable extends RequestKey {
  hash: Buffer;
  content: Buffer;
  follows_hash: Buffer;
  made_by: string;
  made_at: Stamped;
}

interface RequestMessageTable extends RequestKey {
  message_id: string;
}

interface DeliveryProofTable extends RequestKey {
  number: number;
  kind: 'opened' | 'evidence' | 'failure-settled';
  person_id: string;
  at: Stamped;
  day: string | null;
  note: string | null;
  message_id: string | null;
  file_name: string | null;
  file_kind: string | null;
  file_bytes: number | null;
  file_hash: Buffer | null;
}
