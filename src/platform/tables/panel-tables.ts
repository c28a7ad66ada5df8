import type { Generated } from 'kysely';
import type { MaybeInstant, Stamped } from './columns.ts';

/** Panels: composition, conflicts, who has which application. */
export interface PanelTables {
  panel: PanelTable;
  panel_act: PanelActTable;
  panel_member: PanelMemberTable;
  panel_arrival: PanelArrivalTable;
  conflict_declaration: ConflictDeclarationTable;
  conflict: ConflictTable;
  declared_relation: DeclaredRelationTable;
  panel_drawing: PanelDrawingTable;
  panel_assignment: PanelAssignmentTable;
}

interface PanelTable {
  call_id: number;
  acts: Generated<number>;
  members: Generated<number>;
  arrivals: Generated<number>;
  drawings: Generated<number>;
  is_stale: Generated<boolean>;
}

interface PanelActTable {
  call_id: number;
  number: number;
  title: string;
  day: string;
  ground: string;
  person_id: string;
  at: Stamped;
}

export type MemberPart = 'chair' | 'member' | 'substitute' | 'expert' | 'secretary';

interface PanelMemberTable {
  call_id: number;
  number: number;
  person_id: string;
  part: MemberPart;
  addressed_as: string;
  from_act: number;
  until_act: number | null;
}

interface PanelArrivalTable {
  call_id: number;
  number: number;
  application_id: string;
  at: Stamped;
  scorers: Generated<number>;
  reporters: Generated<number>;
  experts: Generated<number>;
}

interface ConflictDeclarationTable {
  call_id: number;
  person_id: string;
  number: number;
  from_arrival: number;
  to_arrival: number;
  shown_hash: Buffer;
  at: Stamped;
}

export type ConflictWay = 'declared' | 'late' | 'recorded';

interface ConflictTable {
  call_id: number;
  application_id: string;
  person_id: string;
  way: ConflictWay;
  ground: string;
  recorded_by: string;
  at: Stamped;
}

export type RelationKind = 'works-for' | 'governs' | 'advises' | 'owns' | 'family' | 'other';

interface DeclaredRelationTable {
  id: Generated<string>;
  person_id: string;
  fiscal_code: string;
  name: string;
  kind: RelationKind;
  declared_at: Stamped;
  ended_at: MaybeInstant;
}

export type RemovalCause = 'conflict' | 'refusal' | 'removal' | 'departure';

interface PanelDrawingTable {
  call_id: number;
  number: number;
  cause: 'assignment' | RemovalCause;
  inputs: string;
  inputs_hash: Buffer;
  person_id: string;
  at: Stamped;
}

export type AssignedPart = 'reporter' | 'scorer' | 'expert';

interface PanelAssignmentTable {
  call_id: number;
  application_id: string;
  number: number;
  person_id: string;
  arrival: number;
  part: AssignedPart;
  drawing: number | null;
  reason: string | null;
  assigned_by: string;
  assigned_at: Stamped;
  removed_at: MaybeInstant;
  removed_because: RemovalCause | null;
  removal_reason: string | null;
  removed_by: string | null;
}
