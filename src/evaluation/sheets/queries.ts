import { sql } from 'kysely';
import { isNotWithdrawn } from '../../examination/index.ts';
import type { Db } from '../../platform/database.ts';
import type { ListPage } from '../../platform/http/list-page.ts';
import type { EvaluationKey, SeatKey } from '../panel.ts';
import type { SheetContent, SheetRecord, SheetState } from './sheet.ts';

const sheetColumns = sql`
  s.id, s.state, s.revision, s.saved_at as "savedAt", s.closed_at as "closedAt", encode(s.text_hash, 'hex') as "textHash",
  (select coalesce(json_object_agg(e.fact, json_build_object('value', e.value, 'reason', e.reason)), '{}')
     from sheet_entry e where e.sheet_id = s.id) as content`;

/** The sheet of one person; nobody else's is ever found by this. */
export async function findOwnSheet(
  db: Db,
  { callId, applicationId, personId }: SeatKey,
): Promise<SheetRecord | undefined> {
  const { rows } = await sql<SheetRecord>`
    select ${sheetColumns} from sheet s
     where s.call_id = ${callId} and s.application_id = ${applicationId}::uuid and s.person_id = ${personId}::uuid`.execute(
    db,
  );
  return rows[0];
}

/** A sheet with who wrote it. */
export interface AuthoredSheet extends SheetRecord {
  readonly personId: string;
  /** As the act that named them does. */
  readonly name: string;
}

/** The sheets that count of one application; only for where the panel has laid them open. */
export async function listClosedSheets(
  db: Db,
  { callId, applicationId }: EvaluationKey,
): Promise<readonly AuthoredSheet[]> {
  const { rows } = await sql<AuthoredSheet & { content: SheetContent }>`
    select ${sheetColumns}, s.person_id as "personId",
           coalesce((select m.addressed_as from panel_member m
                      where m.call_id = s.call_id and m.person_id = s.person_id order by m.number desc limit 1), '') as name
      from sheet s
     where s.call_id = ${callId} and s.application_id = ${applicationId}::uuid and s.state = 'closed'
     order by s.id`.execute(db);
  return rows;
}

/** Where the panel stands with one application. */
export type Standing = 'sheets' | 'opened' | 'decided';

export async function findConsolidationState(
  db: Db,
  { callId, applicationId }: EvaluationKey,
): Promise<'opened' | 'decided' | undefined> {
  const row = await db
    .selectFrom('consolidation')
    .select('state')
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .where('state', '<>', 'undone')
    .executeTakeFirst();
  return row && row.state !== 'undone' ? row.state : undefined;
}

/** An application that somebody has to score. */
export interface OwnLine {
  readonly applicationId: string;
  readonly entryNumber: number;
  readonly title: string;
  readonly lead: string;
  readonly line: string | null;
  readonly sheet: SheetState | null;
  readonly standing: Standing;
}

/** What is assigned to one person in a call, in the order of the register; without what they are in conflict with. */
export async function listOwnLines(
  db: Db,
  { callId, personId }: Pick<SeatKey, 'callId' | 'personId'>,
  { after, limit }: ListPage<readonly [string]>,
): Promise<readonly OwnLine[]> {
  // The page first, and then what it shows: of both together the database expects far too little, and reads everything.
  const { rows } = await sql<OwnLine>`
    with page as materialized (
      select x.call_id, x.application_id, x.entry_number, x.submitted_hash, x.line, p.person_id
        from examination x
        join panel_assignment p on p.call_id = x.call_id and p.application_id = x.application_id
                               and p.person_id = ${personId}::uuid and p.removed_at is null and p.part <> 'expert'
       where x.call_id = ${callId} and x.entry_number > ${after ? Number(after[0]) : 0} and ${isNotWithdrawn}
       order by x.entry_number limit ${limit}
    )
    select x.application_id as "applicationId", x.entry_number as "entryNumber", h.title, h.lead_name as lead, x.line,
           s.state as sheet, coalesce(c.state, 'sheets') as standing
      from page x
      join snapshot_heading h on h.call_id = x.call_id and h.application_id = x.application_id and h.hash = x.submitted_hash
      left join sheet s on s.call_id = x.call_id and s.application_id = x.application_id and s.person_id = x.person_id
      left join consolidation c on c.call_id = x.call_id and c.application_id = x.application_id and c.state <> 'undone'
     order by x.entry_number`.execute(db);
  return rows;
}

/** The next application of the register that somebody still has to score; the first one after the last. */
export async function findNextToScore(
  db: Db,
  { callId, applicationId, personId }: SeatKey,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select x.application_id as id
      from examination x
      join panel_assignment p on p.call_id = x.call_id and p.application_id = x.application_id
                             and p.person_id = ${personId}::uuid and p.removed_at is null and p.part <> 'expert'
     where x.call_id = ${callId} and x.application_id <> ${applicationId}::uuid and ${isNotWithdrawn}
       and not exists (select from sheet s where s.call_id = x.call_id and s.application_id = x.application_id
                                             and s.person_id = p.person_id and s.state <> 'open')
       and not exists (select from consolidation c where c.call_id = x.call_id
                                             and c.application_id = x.application_id and c.state <> 'undone')
     order by x.entry_number <= (select y.entry_number from examination y
                                  where y.call_id = x.call_id and y.application_id = ${applicationId}::uuid),
              x.entry_number
     limit 1`.execute(db);
  return rows[0]?.id;
}

/** How far the sheets of one application are, and nothing of what they say nor when. */
export interface StateLine {
  readonly applicationId: string;
  readonly entryNumber: number;
  readonly title: string;
  readonly lead: string;
  /** Who has to fill one in. */
  readonly wanted: number;
  readonly closed: number;
  readonly standing: Standing;
}

/** For who keeps the papers of the panel: the applications that somebody has to score, in the order of the register. */
export async function listStateLines(
  db: Db,
  callId: number,
  { after, limit }: ListPage<readonly [string]>,
): Promise<readonly StateLine[]> {
  const { rows } = await sql<StateLine>`
    with page as materialized (
      select x.call_id, x.application_id, x.entry_number, x.submitted_hash, r.scorers
        from examination x
        join panel_arrival r on r.call_id = x.call_id and r.application_id = x.application_id and r.scorers > 0
       where x.call_id = ${callId} and x.entry_number > ${after ? Number(after[0]) : 0} and ${isNotWithdrawn}
       order by x.entry_number limit ${limit}
    )
    select x.application_id as "applicationId", x.entry_number as "entryNumber", h.title, h.lead_name as lead,
           x.scorers as wanted, coalesce(c.state, 'sheets') as standing,
           (select count(*) from sheet s
             where s.call_id = x.call_id and s.application_id = x.application_id and s.state = 'closed') as closed
      from page x
      join snapshot_heading h on h.call_id = x.call_id and h.application_id = x.application_id and h.hash = x.submitted_hash
      left join consolidation c on c.call_id = x.call_id and c.application_id = x.application_id and c.state <> 'undone'
     order by x.entry_number`.execute(db);
  return rows;
}
