import type { Generated } from 'kysely';
import type { Instant, Json, Stamped } from './columns.ts';

/** How the server fared, incidents and what remedied them. */
export interface IncidentTables {
  probe: ProbeTable;
  failed_attempt: FailedAttemptTable;
  dropped_attempts: DroppedAttemptsTable;
  incident: IncidentTable;
  incident_touched: IncidentTouchedTable;
  incident_remedy: IncidentRemedyTable;
  late_admission: LateAdmissionTable;
}

interface ProbeTable {
  run: string;
  ordinal: number;
  server: string;
  at: Instant;
  server_at: Instant;
  took_ms: number | null;
  every_ms: number;
  problem: string | null;
}

interface FailedAttemptTable {
  run: string;
  ordinal: number;
  server: string;
  at: Instant;
  server_at: Instant;
  call_id: number;
  application_id: string;
  person_id: string | null;
  reason: string;
}

interface DroppedAttemptsTable {
  run: string;
  ordinal: number;
  server: string;
  call_id: number;
  first_at: Instant;
  last_at: Instant;
  repeated: number;
  unnamed: number;
}

interface IncidentTable {
  id: Generated<string>;
  call_id: number;
  began_at: Instant;
  ended_at: Instant;
  title: string;
  description: string;
  evidence: Json;
  evidence_hash: Buffer;
  outside_evidence: string | null;
  recorded_by: string;
  recorded_at: Stamped;
}

interface IncidentTouchedTable {
  incident_id: string;
  call_id: number;
  application_id: string;
  why: 'failed-attempt' | 'activity' | 'by-hand';
  details: Json;
  added_by: string | null;
  at: Stamped;
}

interface IncidentRemedyTable {
  incident_id: string;
  kind: 'extension' | 'admission';
  until: Instant;
  ground: string;
  decided_by: string;
  decided_at: Stamped;
}

interface LateAdmissionTable {
  call_id: number;
  application_id: string;
  incident_id: string;
  until: Instant;
}
