import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Json, MaybeInstant, Stamped } from './columns.ts';

/** Examination: clock, queue, findings, outcomes. */
export interface ExaminationTables {
  examination: ExaminationTable;
  suspension: SuspensionTable;
  procedure_event: ProcedureEventTable;
  rotation: RotationTable;
  assignment: AssignmentTable;
  saved_filter: SavedFilterTable;
  due_feed: DueFeedTable;
  examination_taken: ExaminationTakenTable;
  finding: FindingTable;
  finding_confirmation: FindingConfirmationTable;
  outcome_act: OutcomeActTable;
}

export type ExaminationState = 'to-begin' | 'under-way' | 'waiting' | 'decided' | 'withdrawn';

export type ExaminationOutcome = 'admitted' | 'with-reserve' | 'not-admitted' | 'withdrawn';

export type SuspensionCause = 'clarification' | 'notice-against';

/** Days are `YYYY-MM-DD`. */
interface ExaminationTable {
  call_id: number;
  application_id: string;
  entry_number: number;
  submitted_hash: Buffer;
  snapshot_hash: Buffer;
  line: string | null;
  phase: string | null;
  state: Generated<ExaminationState>;
  outcome: ExaminationOutcome | null;
  assigned_to: string | null;
  due: string | null;
  is_suspended: Generated<boolean>;
  /** Kept by the database with the journal. */
  is_answered: ColumnType<boolean, never, never>;
  look_again: string | null;
  open_points: Generated<number>;
  revision: Generated<number>;
  begun_at: MaybeInstant;
  updated_at: Stamped;
  queue_day: ColumnType<string, never, never>;
}

interface SuspensionTable {
  call_id: number;
  application_id: string;
  number: number;
  cause: SuspensionCause;
  effect: Generated<'suspends' | 'interrupts'>;
  acted_on: string;
  from_day: string;
  until_day: string | null;
  why: string;
  ended_at: MaybeInstant;
}

interface ProcedureEventTable {
  id: Generated<number>;
  call_id: number;
  application_id: string | null;
  event: string;
  day: string;
  ground: string;
  person_id: string;
  at: Stamped;
}

interface RotationTable {
  call_id: number;
  number: number;
  seats: Json;
  person_id: string;
  at: Stamped;
}

interface AssignmentTable {
  call_id: number;
  application_id: string;
  number: number;
  officer_id: string | null;
  rotation: number | null;
  reason: string | null;
  person_id: string;
  at: Stamped;
}

interface SavedFilterTable {
  person_id: string;
  name: string;
  query: Json;
}

interface DueFeedTable {
  token_hash: Buffer;
  person_id: string;
  made_at: Stamped;
  revoked_at: MaybeInstant;
}

interface ExaminationTakenTable {
  call_id: number;
  entry_number: Generated<number>;
  call_version: Generated<number>;
  term_revision: Generated<number>;
}

interface FindingTable {
  call_id: number;
  application_id: string;
  number: number;
  entry_number: number;
  subject_kind: 'fact' | 'requirement' | 'paper' | 'cost';
  subject: string;
  partner: string | null;
  entry: string | null;
  says: 'value' | 'to-clarify' | 'taken-back';
  value: JSONColumnType<object> | null;
  instead_of: JSONColumnType<object> | null;
  overrules: boolean;
  note: string | null;
  evidence: Json;
  phase: string | null;
  snapshot_hash: Buffer;
  revision: number;
  person_id: string;
  at: Stamped;
}

interface FindingConfirmationTable {
  call_id: number;
  application_id: string;
  number: number;
  found_by: string;
  person_id: string;
  agrees: boolean;
  note: string | null;
  at: Stamped;
}

interface OutcomeActTable {
  call_id: number;
  application_id: string;
  number: number;
  entry_number: number;
  kind: 'phase-passed' | 'admitted' | 'with-reserve' | 'not-admitted' | 'reinstated' | 'reopened';
  phase: string | null;
  reasons: Json;
  observations: string | null;
  ground: string | null;
  note: string | null;
  snapshot_hash: Buffer;
  person_id: string;
  at: Stamped;
}
