import type { JournalTables } from './tables/journal-tables.ts';
import type { ContentTables } from './tables/content-tables.ts';
import type { JobAndMailTables } from './tables/job-and-mail-tables.ts';
import type { AccountTables } from './tables/account-tables.ts';
import type { CallTables } from './tables/call-tables.ts';
import type { ApplicationTables } from './tables/application-tables.ts';
import type { RegisterTables } from './tables/register-tables.ts';
import type { IncidentTables } from './tables/incident-tables.ts';
import type { ExaminationTables } from './tables/examination-tables.ts';
import type { RequestTables } from './tables/request-tables.ts';
import type { LetterTables } from './tables/letter-tables.ts';
import type { PanelTables } from './tables/panel-tables.ts';
import type { SheetTables } from './tables/sheet-tables.ts';
import type { RankingTables } from './tables/ranking-tables.ts';

export type { Role, Scope } from './tables/account-tables.ts';
export type { Mode } from './tables/call-tables.ts';
export type { RankingActKind, RankingActState } from './tables/ranking-tables.ts';
export type {
  ExaminationOutcome,
  ExaminationState,
  SuspensionCause,
} from './tables/examination-tables.ts';
export type {
  AssignedPart,
  ConflictWay,
  MemberPart,
  RelationKind,
  RemovalCause,
} from './tables/panel-tables.ts';

/** The tables as types; a test compares them with the database. */
export interface Tables
  extends
    JournalTables,
    ContentTables,
    JobAndMailTables,
    AccountTables,
    CallTables,
    ApplicationTables,
    RegisterTables,
    IncidentTables,
    ExaminationTables,
    RequestTables,
    LetterTables,
    PanelTables,
    SheetTables,
    RankingTables {}
