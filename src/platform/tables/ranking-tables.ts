import type { ColumnType, Generated } from 'kysely';
import type { Json, MaybeInstant, Stamped } from './columns.ts';

/** Rankings and lists: frozen rounds, decisions, what-ifs, acts and what they say. Days are `YYYY-MM-DD`. */
export interface RankingTables {
  frozen_round: FrozenRoundTable;
  frozen_application: FrozenApplicationTable;
  round_decision: RoundDecisionTable;
  round_summary: RoundSummaryTable;
  what_if: WhatIfTable;
  ranking_act: RankingActTable;
  ranking_entry: RankingEntryTable;
  list_membership: ListMembershipTable;
  list_member: ListMemberTable;
  imported_ranking: ImportedRankingTable;
  project_cup: ProjectCupTable;
  act_digest: ActDigestTable;
}

interface FrozenRoundTable {
  call_id: number;
  number: number;
  call_version: number;
  up_to: number;
  applications: number;
  hash: Buffer;
  made_by: string;
  made_at: Stamped;
}

interface FrozenApplicationTable {
  call_id: number;
  number: number;
  place: number;
  application_id: string;
  entry_number: number;
  revision: number;
  mark: Buffer;
  content: Buffer;
}

interface RoundDecisionTable {
  call_id: number;
  number: number;
  content: Json;
  stop: string;
  ground: string;
  reasons: string;
  effect: Json;
  made_on_round: number;
  person_id: string;
  at: Stamped;
  withdrawn_at: MaybeInstant;
  withdrawn_by: string | null;
  withdrawn_ground: string | null;
  act: string | null;
  act_day: string | null;
}

interface RoundSummaryTable {
  call_id: number;
  number: number;
  decisions: number[];
  stops: number;
  to_decide: number;
  funded: number;
  undecided: number;
  granted: number;
  at: Stamped;
}

interface WhatIfTable {
  call_id: number;
  number: number;
  name: string;
  changes: Json;
  result: Json;
  frozen_round: number;
  person_id: string;
  at: Stamped;
}

export type RankingActKind =
  | 'ranking'
  | 'list'
  | 'scrolling'
  | 'reallocation'
  | 'rolling'
  | 'correction';

export type RankingActState = 'draft' | 'signed' | 'published' | 'abandoned';

interface RankingActTable {
  call_id: number;
  number: number;
  kind: RankingActKind;
  state: Generated<RankingActState>;
  frozen_round: number;
  follows: number | null;
  replaces: number | null;
  units: string[];
  title: string;
  ground: string;
  reasons: Generated<string>;
  orders: ColumnType<Record<string, unknown>, string | undefined, string>;
  decisions: Generated<number[]>;
  revision: Generated<number>;
  made_by: string;
  made_at: Stamped;
  content: Buffer | null;
  content_hash: Buffer | null;
  bundle_hash: Buffer | null;
  signed_by: string | null;
  signed_at: MaybeInstant;
  signature: ColumnType<
    Record<string, unknown> | null,
    string | null | undefined,
    string | null | undefined
  >;
  protocol: string | null;
  protocol_day: string | null;
  published_on: string | null;
  published_at: MaybeInstant;
  published_by: string | null;
  stale_reason: string | null;
  from_day: string | null;
  summary: ColumnType<object | null, string | undefined, string>;
  text_hash: Buffer | null;
  text_print: string | null;
}

interface RankingEntryTable {
  call_id: number;
  act_number: number;
  place: number;
  application_id: string;
  pseudonym: string;
  unit: string;
  line: string | null;
  position: number;
  position_to: number;
  outcome: string;
  reason: string;
  decided_by: string | null;
  is_reserved: Generated<boolean>;
  net: number | null;
  bonus: number | null;
  gross: number | null;
  asked: number | null;
  granted: number;
  total: number;
  reached: number;
  name: string;
  fiscal_code: string;
  holder_kind: string;
  province: string | null;
  municipality: string | null;
  municipality_code: string | null;
  criteria: ColumnType<Record<string, number>, string | undefined, never>;
  cup: string | null;
}

interface ListMembershipTable {
  id: Generated<number>;
  call_id: number;
  application_id: string;
  act_number: number;
  from_day: string;
  until_day: string | null;
  ground: string;
  call_version: number;
  recorded_at: Stamped;
  superseded_at: MaybeInstant;
}

interface ListMemberTable {
  call_id: number;
  act_number: number;
  application_id: string;
  organisation_id: string;
  is_lead: boolean;
}

interface ImportedRankingTable {
  slug: string;
  content: Json;
  hash: Buffer;
  imported_at: Stamped;
}

interface ProjectCupTable {
  call_id: number;
  application_id: string;
  cup: string;
  person_id: string;
  recorded_at: Stamped;
}

interface ActDigestTable {
  call_id: number;
  act_number: number;
  form: number;
  content: Json;
  made_at: Stamped;
}
