import type { ColumnType, Generated } from 'kysely';
import type { JsonValue, MaybeInstant, Stamped } from './columns.ts';

/** Sheets of evaluators, sessions that consolidate them, minutes and feedback. */
export interface SheetTables {
  sheet: SheetTable;
  sheet_entry: SheetEntryTable;
  panel_session: PanelSessionTable;
  session_attendance: SessionAttendanceTable;
  consolidation: ConsolidationTable;
  consolidation_entry: ConsolidationEntryTable;
  consolidation_sheet: ConsolidationSheetTable;
  minutes: MinutesTable;
  feedback_release: FeedbackReleaseTable;
}

interface SheetTable {
  id: Generated<string>;
  call_id: number;
  application_id: string;
  person_id: string;
  state: Generated<'open' | 'closed' | 'removed'>;
  revision: Generated<number>;
  text_hash: Buffer;
  begun_at: Stamped;
  saved_at: Stamped;
  closed_at: MaybeInstant;
  removed_at: MaybeInstant;
  removed_because: string | null;
}

interface SheetEntryTable {
  sheet_id: string;
  fact: string;
  value: ColumnType<JsonValue | null, string | null, string | null>;
  reason: Generated<string>;
}

interface PanelSessionTable {
  id: Generated<string>;
  call_id: number;
  number: number;
  held_on: string;
  place: string;
  notes: Generated<string>;
  opened_by: string;
  opened_at: Stamped;
  closed_by: string | null;
  closed_at: MaybeInstant;
}

interface SessionAttendanceTable {
  session_id: string;
  person_id: string;
  part: string;
  is_present: boolean;
}

interface ConsolidationTable {
  id: Generated<string>;
  call_id: number;
  application_id: string;
  session_id: string;
  state: Generated<'opened' | 'decided' | 'undone'>;
  opened_by: string;
  opened_at: Stamped;
  text_hash: Buffer;
  rule: 'collegial' | 'mean' | 'median' | null;
  decided_by: string | null;
  decided_at: MaybeInstant;
  net: number | null;
  bonus: number | null;
  gross: number | null;
  passes: boolean | null;
  criteria: ColumnType<Readonly<Record<string, number>> | null, string | null, string | null>;
  undone_by: string | null;
  undone_at: MaybeInstant;
  undone_because: string | null;
}

interface ConsolidationEntryTable {
  consolidation_id: string;
  fact: string;
  proposed: ColumnType<JsonValue | null, string | null, string | null>;
  value: ColumnType<JsonValue, string, string>;
  reason: string;
}

interface ConsolidationSheetTable {
  consolidation_id: string;
  sheet_id: string;
}

interface MinutesTable {
  call_id: number;
  number: number;
  session_id: string;
  print_id: string;
  language: 'it' | 'en';
  issued_by: string;
  issued_at: Stamped;
}

interface FeedbackReleaseTable {
  consolidation_id: string;
  released_by: string;
  released_at: Stamped;
}
