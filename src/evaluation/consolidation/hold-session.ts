import { sql } from 'kysely';
import { loadPublished, type PublishedVersion } from '../../calls/index.ts';
import { canonicalJson, formatDay } from '../../engine/index.ts';
import { findToday } from '../../examination/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import type { Services } from '../../platform/services.ts';
import { membershipOf } from '../queries.ts';
import { leastOf } from './consolidation.ts';
import { findSession, listSeats, type PanelSeat } from './queries.ts';
import type { ConsolidationRefusal } from './refusals.ts';
import { countsForQuorum, type PanelSession } from './session.ts';

export interface SessionAct {
  readonly callId: number;
  readonly personId: string;
  readonly published: PublishedVersion;
}

export interface SessionAsked extends SessionAct {
  /** `YYYY-MM-DD` */
  readonly heldOn: string;
  readonly place: string;
  /** Who of the panel is there. */
  readonly present: readonly string[];
}

export type SessionOutcome =
  | { readonly type: 'opened'; readonly session: PanelSession }
  | { readonly type: 'refused'; readonly code: ConsolidationRefusal };

/** The chair and the secretary act for the panel as a whole. */
export async function mayActForPanel(
  tx: Tx,
  { callId, personId }: Pick<SessionAct, 'callId' | 'personId'>,
): Promise<boolean> {
  const member = await membershipOf(tx, callId, personId);
  return member?.part === 'chair' || member?.part === 'secretary';
}

/** Opens a session with those who are there; of several who do at once one does. */
export async function openSession(tx: Tx, asked: SessionAsked): Promise<SessionOutcome> {
  if (!(await mayActForPanel(tx, asked))) return refused('not-of-the-panel');
  const { callId, personId, published, heldOn, place, present } = asked;
  await lockSessions(tx, callId);
  const code = await refusalOf(tx, asked);
  if (code) return refused(code);
  const seats = await listSeats(tx, callId);
  const least = leastOf(published.call);
  if (least === undefined) return refused('points-undecided');
  const there = seats.filter((seat) => present.includes(seat.personId));
  if (there.filter(({ part }) => countsForQuorum(part)).length < least) return refused('no-quorum');
  const { id, number } = await tx
    .insertInto('panel_session')
    .values({
      call_id: callId,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from panel_session where call_id = ${callId})`,
      held_on: heldOn,
      place: place.trim(),
      opened_by: personId,
    })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow();
  await insertAttendance(tx, id, seats, present);
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: 'session-opened',
    subject: `session/${id}`,
    personId,
    to: 'open',
    content: canonicalJson({
      number,
      heldOn,
      place: place.trim(),
      present: [...present].toSorted(),
    }),
  });
  const session = await findSession(tx, { callId, number });
  if (!session) throw new Error('a session has gone in its own transaction');
  return { type: 'opened', session };
}

async function refusalOf(
  tx: Tx,
  { callId, published, heldOn, place }: SessionAsked,
): Promise<ConsolidationRefusal | undefined> {
  if (place.trim() === '') return 'place-missing';
  if (heldOn > formatDay(await findToday(tx, published.call.document))) return 'day-strange';
  const open = await tx
    .selectFrom('panel_session')
    .select('id')
    .where('call_id', '=', callId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return open && 'session-open';
}

async function insertAttendance(
  tx: Tx,
  sessionId: string,
  seats: readonly PanelSeat[],
  present: readonly string[],
): Promise<void> {
  if (seats.length === 0) return;
  await tx
    .insertInto('session_attendance')
    .values(
      seats.map(({ personId, part }) => ({
        session_id: sessionId,
        person_id: personId,
        part,
        is_present: present.includes(personId),
      })),
    )
    .execute();
}

function refused(code: ConsolidationRefusal): Extract<SessionOutcome, { type: 'refused' }> {
  return { type: 'refused', code };
}

/** Makes every act that opens or closes a session of this panel, or numbers its minutes, wait for the one before it. */
export async function lockSessions(tx: Tx, callId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`panel-sessions ${callId}`}, 0))`.execute(
    tx,
  );
}

/** The rules of a call as they hold now. */
export async function loadRules(
  { database }: Pick<Services, 'database'>,
  callId: number,
): Promise<PublishedVersion> {
  const { version } = await database.db
    .selectFrom('call_version')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow();
  return loadPublished({ database }, { callId, version });
}
