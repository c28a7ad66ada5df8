import type { ColumnType, Generated, JSONColumnType } from 'kysely';

/** The tables as types; a test compares them with the database. */
export interface Tables {
  journal_head: JournalHeadTable;
  journal: JournalTable;
  journal_day: JournalDayTable;
  signing_key: SigningKeyTable;
  idempotent_reply: IdempotentReplyTable;
  body: BodyTable;
  person: PersonTable;
  identity: IdentityTable;
  organisation: OrganisationTable;
  site: SiteTable;
  power: PowerTable;
  role_grant: RoleGrantTable;
  session: SessionTable;
  sign_in: SignInTable;
  call: CallTable;
  call_version: CallVersionTable;
  call_term: CallTermTable;
  call_listing: CallListingTable;
  application: ApplicationTable;
  application_partner: ApplicationPartnerTable;
  snapshot: SnapshotTable;
  snapshot_heading: SnapshotHeadingTable;
  consent: ConsentTable;
  register_head: RegisterHeadTable;
  register_commit: RegisterCommitTable;
  readiness_void: ReadinessVoidTable;
  authority_epoch: AuthorityEpochTable;
  register_entry: RegisterEntryTable;
  probe: ProbeTable;
  failed_attempt: FailedAttemptTable;
  dropped_attempts: DroppedAttemptsTable;
  incident: IncidentTable;
  incident_touched: IncidentTouchedTable;
  incident_remedy: IncidentRemedyTable;
  late_admission: LateAdmissionTable;
  examination_request: ExaminationRequestTable;
  request_extension: RequestExtensionTable;
  request_reply: RequestReplyTable;
  late_reply_decision: LateReplyDecisionTable;
  observation_answer: ObservationAnswerTable;
  reply_document: ReplyDocumentTable;
  examined_text: ExaminedTextTable;
  request_message: RequestMessageTable;
  delivery_proof: DeliveryProofTable;
  document: DocumentTable;
  signed_consent: SignedConsentTable;
  content_hold: ContentHoldTable;
  upload: UploadTable;
  upload_part: UploadPartTable;
  content_scan: ContentScanTable;
  job_worker: JobWorkerTable;
  mail_message: MailMessageTable;
  mail_attempt: MailAttemptTable;
  partner_invitation: PartnerInvitationTable;
  closing_reminder: ClosingReminderTable;
  entry_notice: EntryNoticeTable;
  examination: ExaminationTable;
  suspension: SuspensionTable;
  procedure_event: ProcedureEventTable;
  rotation: RotationTable;
  assignment: AssignmentTable;
  saved_filter: SavedFilterTable;
  due_feed: DueFeedTable;
  examination_taken: ExaminationTakenTable;
  panel: PanelTable;
  panel_act: PanelActTable;
  panel_member: PanelMemberTable;
  panel_arrival: PanelArrivalTable;
  conflict_declaration: ConflictDeclarationTable;
  conflict: ConflictTable;
  declared_relation: DeclaredRelationTable;
  panel_drawing: PanelDrawingTable;
  panel_assignment: PanelAssignmentTable;
  finding: FindingTable;
  finding_confirmation: FindingConfirmationTable;
  outcome_act: OutcomeActTable;
  message_thread: MessageThreadTable;
  application_message: ApplicationMessageTable;
  message_file: MessageFileTable;
  message_reading: MessageReadingTable;
  print: PrintTable;
  letter_batch: LetterBatchTable;
  letter: LetterTable;
  letter_notice: LetterNoticeTable;
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

type Instant = ColumnType<Date, Date | string, Date | string>;
type Stamped = ColumnType<Date, Date | string | undefined, Date | string>;
type MaybeInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type Json = JSONColumnType<object | readonly unknown[]>;
/** Also values that are not objects: texts, numbers and truths. */
type JsonValue = string | number | boolean | object;

interface JournalHeadTable {
  chain: string;
  sequence: number;
  hash: Buffer;
}

interface JournalTable {
  chain: string;
  sequence: number;
  at: Instant;
  person_id: string | null;
  on_behalf_of: string | null;
  act: string;
  subject: string;
  from_state: string | null;
  to_state: string | null;
  ground: string | null;
  content_hash: Buffer;
  previous_hash: Buffer;
  hash: Buffer;
}

interface JournalDayTable {
  chain: string;
  day: string;
  sequence: number;
  hash: Buffer;
  key_id: string;
  signature: Buffer;
  signed_at: Stamped;
}

interface SigningKeyTable {
  id: string;
  public_key: Buffer;
  since: Stamped;
}

interface IdempotentReplyTable {
  owner: string;
  key: string;
  request: Buffer;
  status: number;
  headers: Json;
  body: string;
  at: Stamped;
}

interface BodyTable {
  id: Generated<string>;
  code: string;
  name: string;
  kind: 'authority' | 'union' | 'chamber' | 'other';
  parent_id: string | null;
  fiscal_code: string | null;
  fictional: Generated<boolean>;
}

interface PersonTable {
  id: Generated<string>;
  fiscal_code: string | null;
  given_name: string;
  family_name: string;
  email: string | null;
  language: Generated<'it' | 'en'>;
  fictional: Generated<boolean>;
  wants_reminders: Generated<boolean>;
  note: ColumnType<
    { readonly it: string; readonly en: string } | null,
    string | null | undefined,
    string | null
  >;
  created_at: Stamped;
}

interface IdentityTable {
  issuer: string;
  subject: string;
  person_id: string;
  created_at: Stamped;
}

interface OrganisationTable {
  id: Generated<string>;
  kind: 'firm' | 'public-body' | 'non-profit' | 'other';
  name: string;
  fiscal_code: string;
  vat_number: string | null;
  size_class: 'micro' | 'small' | 'medium' | 'large' | null;
  ateco: Generated<string[]>;
  digital_domicile: string | null;
  fictional: Generated<boolean>;
  revision: Generated<number>;
  created_at: Stamped;
}

interface SiteTable {
  id: Generated<string>;
  organisation_id: string;
  municipality_code: string;
  municipality: string;
  province: string;
  address: string;
  is_registered: Generated<boolean>;
  active_since: string | null;
  active_until: string | null;
}

export type Scope = 'read' | 'edit' | 'consent' | 'submit';

interface PowerTable {
  id: Generated<string>;
  organisation_id: string;
  person_id: string;
  kind: 'legal-representative' | 'mandate';
  scopes: Scope[];
  call_id: number | null;
  valid_from: Stamped;
  valid_until: Instant | null;
  evidence: string;
  addressed_as: string | null;
  given_by: string | null;
  given_at: Stamped;
  revoked_at: Instant | null;
  revoked_by: string | null;
}

export type Role =
  | 'author'
  | 'officer'
  | 'evaluator'
  | 'panel-secretary'
  | 'controller'
  | 'programme-coordinator'
  | 'auditor'
  | 'administrator';

interface RoleGrantTable {
  id: Generated<string>;
  person_id: string;
  role: Role;
  body_id: string;
  call_id: number | null;
  valid_from: Stamped;
  valid_until: Instant | null;
  ground: string;
  addressed_as: string | null;
  given_by: string | null;
  given_at: Stamped;
  revoked_at: Instant | null;
  revoked_by: string | null;
}

interface SessionTable {
  token_hash: Buffer;
  family: string;
  person_id: string;
  kind: 'browser' | 'api';
  how: 'oidc' | 'trial' | 'token';
  level: number;
  label: string | null;
  acting_for: string | null;
  csrf_secret: string;
  created_at: Stamped;
  last_seen_at: Stamped;
  idle_expires_at: Instant;
  absolute_expires_at: Instant;
  replaced_at: Instant | null;
  revoked_at: Instant | null;
}

interface SignInTable {
  state: string;
  nonce: string;
  code_verifier: string;
  browser_hash: Buffer;
  return_to: string;
  expires_at: Instant;
}

export type Mode = 'test' | 'rehearsal' | 'live';

interface CallTable {
  id: Generated<number>;
  slug: string;
  definition_id: string;
  mode: Mode;
  body_id: string;
  fictional: Generated<boolean>;
  resubmission: boolean;
  created_at: Stamped;
}

interface CallVersionTable {
  call_id: number;
  version: number;
  label: string;
  definition: string;
  decisions: Json;
  documents: string;
  fictional: boolean;
  title: Json;
  summary: Json;
  gives: 'grant' | 'recognition';
  hash: Buffer;
  ground: string;
  published_by: string | null;
  published_at: Stamped;
}

interface CallListingTable {
  call_id: number;
  version: number;
  form: number;
  figures: Json;
  audiences: Json;
  topics: Json;
  words: string[];
  search: string;
  made_at: Stamped;
}

interface CallTermTable {
  call_id: number;
  revision: number;
  opens_at: Instant;
  closes_at: Instant | null;
  kind: 'publication' | 'amendment' | 'extension' | 'remedy' | 'rehearsal';
  ground: string;
  decided_by: string | null;
  at: Stamped;
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

interface RegisterHeadTable {
  call_id: number;
  number: number;
  commit_number: number;
  hash: Buffer;
  at: Instant;
  voids: Generated<number>;
}

interface ReadinessVoidTable {
  call_id: number;
  number: number;
  application_id: string;
}

interface AuthorityEpochTable {
  shard: number;
  epoch: Generated<number>;
}

interface RegisterCommitTable {
  call_id: number;
  commit_number: number;
  first_number: number;
  size: number;
  at: Instant;
  root: Buffer;
  key_id: string;
  signature: Buffer;
}

interface RegisterEntryTable {
  call_id: number;
  number: number;
  kind: 'submission' | 'withdrawal';
  commit_number: number;
  at: Instant;
  application_id: string;
  turn: number;
  person_id: string;
  organisation_id: string;
  snapshot_hash: Buffer;
  ground: string | null;
  hash: Buffer;
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

interface ContentHoldTable {
  id: Generated<string>;
  hash: Buffer;
  at: Stamped;
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

interface ContentScanTable {
  hash: Buffer;
  state: 'clean' | 'infected' | 'unscannable';
  finding: string;
  scanner: string;
  at: Stamped;
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

interface EntryNoticeTable {
  call_id: number;
  number: number;
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

interface PrintTable {
  id: Generated<string>;
  document: Json;
  content_hash: Buffer;
  file_hash: Buffer | null;
  file_bytes: number | null;
  made_at: Stamped;
  printed_at: MaybeInstant;
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
