import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { ListPage } from '../../platform/http/list-page.ts';
import { isNotWithdrawn } from '../../examination/index.ts';
import type { EvaluationKey, MemberPart } from '../panel.ts';
import type { ConsolidationRecord } from './consolidation.ts';
import type { PanelSession } from './session.ts';

const sessionColumns = sql`
  s.id, s.call_id as "callId", s.number, s.held_on as "heldOn", s.place, s.notes, s.opened_at as "openedAt",
  s.closed_at as "closedAt", (select m.number from minutes m where m.session_id = s.id) as minutes,
  (select coalesce(json_agg(json_build_object(
            'personId', a.person_id, 'part', a.part, 'isPresent', a.is_present,
            'name', (select b.addressed_as from panel_member b
                      where b.call_id = s.call_id and b.person_id = a.person_id order by b.number desc limit 1))
          order by array_position(array['chair', 'member', 'substitute', 'expert', 'secretary'], a.part), a.person_id), '[]')
     from session_attendance a where a.session_id = s.id) as attendance`;

export async function listSessions(
  db: Db,
  callId: number,
  { after, limit }: ListPage<readonly [string]>,
): Promise<readonly PanelSession[]> {
  const { rows } = await sql<PanelSession>`
    select ${sessionColumns} from panel_session s
     where s.call_id = ${callId} and s.number < ${after ? Number(after[0]) : 2_147_483_647}
     order by s.number desc limit ${limit}`.execute(db);
  return rows;
}

export async function findSession(
  db: Db,
  { callId, number }: { readonly callId: number; readonly number: number },
): Promise<PanelSession | undefined> {
  const { rows } = await sql<PanelSession>`
    select ${sessionColumns} from panel_session s
     where s.call_id = ${callId} and s.number = ${number}`.execute(db);
  return rows[0];
}

/** The session that is open, held until the end of the transaction. */
export async function holdOpenSession(db: Db, callId: number): Promise<PanelSession | undefined> {
  const { rows: held } = await sql<{ number: number }>`
    select number from panel_session where call_id = ${callId} and closed_at is null for share`.execute(
    db,
  );
  return held[0] && findSession(db, { callId, number: held[0].number });
}

export interface PanelSeat {
  readonly personId: string;
  readonly name: string;
  readonly part: MemberPart;
}

/** Who sits in the panel now. */
export async function listSeats(db: Db, callId: number): Promise<readonly PanelSeat[]> {
  const { rows } = await sql<PanelSeat>`
    select person_id as "personId", addressed_as as name, part from panel_member
     where call_id = ${callId} and until_act is null
     order by array_position(array['chair', 'member', 'substitute', 'expert', 'secretary'], part), number`.execute(
    db,
  );
  return rows;
}

/** What was laid open or decided about one application, and is in force. */
export async function findConsolidation(
  db: Db,
  { callId, applicationId }: EvaluationKey,
): Promise<ConsolidationRecord | undefined> {
  const { rows } = await sql<ConsolidationRecord>`
    select c.id, c.state, s.number as session, c.opened_at as "openedAt", c.decided_at as "decidedAt",
           (select p.given_name || ' ' || p.family_name from person p where p.id = c.decided_by) as "decidedBy",
           exists (select from feedback_release f where f.consolidation_id = c.id) as "isReleased",
           (select coalesce(json_object_agg(e.fact, json_build_object(
                     'proposed', e.proposed, 'value', e.value, 'reason', e.reason)), '{}')
              from consolidation_entry e where e.consolidation_id = c.id) as entries
      from consolidation c join panel_session s on s.id = c.session_id
     where c.call_id = ${callId} and c.application_id = ${applicationId}::uuid and c.state <> 'undone'`.execute(
    db,
  );
  return rows[0];
}

/** An application in the list of a session. */
export interface SessionLine {
  readonly applicationId: string;
  readonly entryNumber: number;
  readonly title: string;
  readonly lead: string;
}

export interface OpenedLine extends SessionLine {
  /** All its sheets say the same everywhere. */
  readonly isAgreed: boolean;
}

export interface DecidedLine extends SessionLine {
  /** In hundredths of a point. */
  readonly net: number;
  readonly gross: number;
  readonly passes: boolean;
  readonly isReleased: boolean;
}

const heading = sql`x.application_id as "applicationId", x.entry_number as "entryNumber", h.title, h.lead_name as lead`;
const headingOf = (table: RawBuilder<unknown>) => sql`${table}
  join snapshot_heading h on h.call_id = x.call_id and h.application_id = x.application_id and h.hash = x.submitted_hash`;
const headed = headingOf(sql`examination x`);

/**
 * Applications all of whose sheets are closed, in the order of the register. Sheets of who has an application no more
 * are removed, so that as many closed ones as there are scorers are theirs.
 */
export async function listReady(
  db: Db,
  { callId, scorers }: { readonly callId: number; readonly scorers: number },
  limit: number,
): Promise<readonly SessionLine[]> {
  const { rows } = await sql<SessionLine>`
    with page as materialized (
      select x.call_id, x.application_id, x.entry_number, x.submitted_hash
        from (select application_id, count(*) as sheets from sheet
               where call_id = ${callId} and state = 'closed' group by application_id having count(*) >= ${scorers}) k
        join panel_arrival r on r.call_id = ${callId} and r.application_id = k.application_id and r.scorers <= k.sheets
        join examination x on x.call_id = ${callId} and x.application_id = k.application_id
       where ${isNotWithdrawn} and x.outcome is distinct from 'not-admitted'
         and not exists (select from consolidation c where c.call_id = r.call_id
                            and c.application_id = r.application_id and c.state <> 'undone')
       order by x.entry_number limit ${limit}
    )
    select ${heading} from ${headingOf(sql`page x`)} order by x.entry_number`.execute(db);
  return rows;
}

/** What is laid open in a session and not decided; of what was withdrawn nothing is left to decide. */
export async function listOpened(
  db: Db,
  { id, callId }: Pick<PanelSession, 'id' | 'callId'>,
  limit: number,
): Promise<readonly OpenedLine[]> {
  const { rows } = await sql<OpenedLine>`
    select ${heading},
           not exists (
             select from sheet s join sheet_entry e on e.sheet_id = s.id
              where s.call_id = x.call_id and s.application_id = x.application_id and s.state = 'closed'
              group by e.fact having count(distinct e.value) > 1) as "isAgreed"
      from consolidation c
      join ${headed} on x.call_id = c.call_id and x.application_id = c.application_id
     where c.session_id = ${id}::uuid and c.call_id = ${callId} and c.state = 'opened' and ${isNotWithdrawn}
     order by x.entry_number limit ${limit}`.execute(db);
  return rows;
}

/** What was decided in a session and still holds. */
export async function listDecided(
  db: Db,
  { id, callId }: Pick<PanelSession, 'id' | 'callId'>,
  { after, limit }: ListPage<readonly [string]>,
): Promise<readonly DecidedLine[]> {
  const { rows } = await sql<DecidedLine>`
    select ${heading}, c.net, c.gross, c.passes,
           exists (select from feedback_release f where f.consolidation_id = c.id) as "isReleased"
      from consolidation c
      join ${headed} on x.call_id = c.call_id and x.application_id = c.application_id
     where c.session_id = ${id}::uuid and c.call_id = ${callId} and c.state = 'decided'
       and x.entry_number > ${after ? Number(after[0]) : 0}
     order by x.entry_number limit ${limit}`.execute(db);
  return rows;
}
