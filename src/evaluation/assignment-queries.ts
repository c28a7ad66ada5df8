import { sql } from 'kysely';
import type { Db } from '../platform/database.ts';
import type { ListPage } from '../platform/http/list-page.ts';
import type { ExaminationState } from '../platform/tables.ts';
import type { AssignedPart, RemovalCause } from './panel.ts';
import type { PanelRules } from './panel-rules.ts';
import { isAtPanel } from './take-arrivals.ts';

/** An application before the panel, with who has it. */
export interface PanelApplication {
  readonly applicationId: string;
  /** Under which it came to the panel. */
  readonly number: number;
  readonly entryNumber: number;
  readonly title: string;
  readonly lead: string;
  readonly state: ExaminationState;
  readonly scorers: number;
  readonly experts: number;
  readonly assigned: readonly AssignedPerson[];
}

export interface AssignedPerson {
  readonly name: string;
  readonly part: AssignedPart;
}

const applicationColumns = sql`
  r.application_id as "applicationId", r.number, x.entry_number as "entryNumber", a.title, l.name as lead, x.state,
  r.scorers, r.experts,
  (select coalesce(json_agg(json_build_object('part', s.part, 'name', (
            select m.addressed_as from panel_member m
             where m.call_id = s.call_id and m.person_id = s.person_id order by m.number desc limit 1))
          order by array_position(array['reporter', 'scorer', 'expert'], s.part), s.number), '[]')
     from panel_assignment s
    where s.call_id = r.call_id and s.application_id = r.application_id and s.removed_at is null) as assigned`;

const applicationTables = sql`
  panel_arrival r
  join application a on a.call_id = r.call_id and a.id = r.application_id
  join organisation l on l.id = a.lead_id
  join examination x on x.call_id = r.call_id and x.application_id = r.application_id`;

/** The applications before the panel in the order in which they came; only those still without everybody, if so asked. */
export async function listPanelApplications(
  db: Db,
  { callId, wanting }: { readonly callId: number; readonly wanting?: PanelRules | undefined },
  { after, limit }: ListPage<readonly [string]>,
): Promise<readonly PanelApplication[]> {
  const { rows } = await sql<PanelApplication>`
    select ${applicationColumns}
      from ${applicationTables}
     where r.call_id = ${callId} and r.number > ${Number(after?.[0] ?? 0)}
       ${wanting ? sql`and ${isWanting(wanting)}` : sql``}
     order by r.number limit ${limit}`.execute(db);
  return rows;
}

function isWanting(rules: PanelRules) {
  return sql`(r.scorers < ${rules.scorers ?? 0} or r.experts < ${rules.experts}) and ${isAtPanel(rules)}`;
}

/** How many are still without everybody they need. */
export async function countWanting(db: Db, callId: number, rules: PanelRules): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select count(*) as count from panel_arrival r
      join examination x on x.call_id = r.call_id and x.application_id = r.application_id
     where r.call_id = ${callId} and ${isWanting(rules)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** One application before the panel. */
export async function findPanelApplication(
  db: Db,
  { callId, applicationId }: { readonly callId: number; readonly applicationId: string },
): Promise<PanelApplication | undefined> {
  const { rows } = await sql<PanelApplication>`
    select ${applicationColumns}
      from ${applicationTables}
     where r.call_id = ${callId} and r.application_id = ${applicationId}::uuid`.execute(db);
  return rows[0];
}

/** What somebody was given, as they may see it: of an application with which they are in conflict only its number. */
export interface OwnAssignment {
  readonly applicationId: string;
  readonly number: number;
  readonly entryNumber: number;
  readonly title: string | null;
  readonly lead: string | null;
  readonly state: ExaminationState;
  readonly part: AssignedPart;
  readonly assignedAt: Date;
  readonly removedAt: Date | null;
  readonly removedBecause: RemovalCause | null;
}

export async function listOwnAssignments(
  db: Db,
  { callId, personId }: { readonly callId: number; readonly personId: string },
  { after, limit }: ListPage<readonly [string]>,
): Promise<readonly OwnAssignment[]> {
  const { rows } = await sql<OwnAssignment>`
    select s.application_id as "applicationId", s.arrival as number, x.entry_number as "entryNumber",
           case when c.person_id is null then a.title end as title,
           case when c.person_id is null then l.name end as lead, x.state,
           s.part, s.assigned_at as "assignedAt", s.removed_at as "removedAt", s.removed_because as "removedBecause"
      from panel_assignment s
      join application a on a.call_id = s.call_id and a.id = s.application_id
      join organisation l on l.id = a.lead_id
      join examination x on x.call_id = s.call_id and x.application_id = s.application_id
      left join conflict c on c.call_id = s.call_id and c.application_id = s.application_id
                          and c.person_id = s.person_id
     where s.call_id = ${callId} and s.person_id = ${personId}::uuid and s.arrival > ${Number(after?.[0] ?? 0)}
     order by s.arrival limit ${limit}`.execute(db);
  return rows;
}

/** Conflicts of a person in a call, or with an application, the newest first. */
export interface StandingConflict {
  readonly applicationId: string;
  readonly personId: string;
  readonly name: string;
  readonly entryNumber: number;
  readonly way: 'declared' | 'late' | 'recorded';
  readonly ground: string;
  readonly at: Date;
}

export async function listConflicts(
  db: Db,
  of: { readonly callId: number } & (
    | { readonly personId: string }
    | { readonly applicationId: string }
  ),
): Promise<readonly StandingConflict[]> {
  const { rows } = await sql<StandingConflict>`
    select c.application_id as "applicationId", c.person_id as "personId", x.entry_number as "entryNumber",
           c.way, c.ground, c.at,
           (select m.addressed_as from panel_member m
             where m.call_id = c.call_id and m.person_id = c.person_id order by m.number desc limit 1) as name
      from conflict c
      join examination x on x.call_id = c.call_id and x.application_id = c.application_id
     where c.call_id = ${of.callId}
       and ${'personId' in of ? sql`c.person_id = ${of.personId}::uuid` : sql`c.application_id = ${of.applicationId}::uuid`}
     order by c.at desc, c.application_id limit 500`.execute(db);
  return rows;
}

/** One drawing with what it rested on. */
export interface RecordedDrawing {
  readonly number: number;
  readonly cause: 'assignment' | RemovalCause;
  readonly at: Date;
  readonly inputs: string;
  readonly inputsHash: string;
  readonly drawn: readonly {
    readonly application: string;
    readonly person: string;
    readonly part: AssignedPart;
  }[];
}

export async function findDrawing(
  db: Db,
  { callId, number }: { readonly callId: number; readonly number: number },
): Promise<RecordedDrawing | undefined> {
  const { rows } = await sql<RecordedDrawing>`
    select d.number, d.cause, d.at, d.inputs, encode(d.inputs_hash, 'hex') as "inputsHash",
           (select coalesce(json_agg(json_build_object('application', s.application_id, 'person', s.person_id,
                                                       'part', s.part)
                                     order by s.arrival, s.number), '[]')
              from panel_assignment s where s.call_id = d.call_id and s.drawing = d.number) as drawn
      from panel_drawing d
     where d.call_id = ${callId} and d.number = ${number}`.execute(db);
  return rows[0];
}

/** Without the inputs, the newest first; at most so many, and before the one that a list went on to. */
export async function listDrawings(
  db: Db,
  callId: number,
  { after, limit }: ListPage<readonly [number: string]> = { limit: 50 },
): Promise<readonly Pick<RecordedDrawing, 'number' | 'cause' | 'at' | 'inputsHash'>[]> {
  const { rows } = await sql<RecordedDrawing>`
    select d.number, d.cause, d.at, encode(d.inputs_hash, 'hex') as "inputsHash"
      from panel_drawing d
     where d.call_id = ${callId} and (${after?.[0] ?? null}::integer is null or d.number < ${after?.[0] ?? null}::integer)
     order by d.number desc limit ${limit}`.execute(db);
  return rows;
}

/** The application before the panel that was received by an entry of the register. */
export async function findByEntry(
  db: Db,
  { callId, number }: { readonly callId: number; readonly number: number },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('examination as x')
    .innerJoin('panel_arrival as r', (join) =>
      join.onRef('r.call_id', '=', 'x.call_id').onRef('r.application_id', '=', 'x.application_id'),
    )
    .select('x.application_id as id')
    .where('x.call_id', '=', callId)
    .where('x.entry_number', '=', number)
    .executeTakeFirst();
  return row?.id;
}
