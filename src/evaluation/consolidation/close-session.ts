import { sql } from 'kysely';
import { canonicalJson } from '../../engine/index.ts';
import { addPrint, isNotWithdrawn } from '../../examination/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { lockSessions, mayActForPanel, type SessionAct } from './hold-session.ts';
import { writeMinutes } from './minutes-document.ts';
import { readMinutesContent } from './minutes-content.ts';
import { findSession } from './queries.ts';
import type { ConsolidationRefused } from './open-sheets.ts';

export interface ClosingAct extends SessionAct {
  readonly number: number;
  readonly notes: string;
}

export type ClosingOutcome =
  | { readonly type: 'closed'; readonly minutes: number }
  | ConsolidationRefused;

/**
 * Closes a session and issues its minutes, under the next number: what they say is frozen with this, and the file is
 * laid out from it once. Nothing when there is no such session.
 */
export async function closeSession(tx: Tx, act: ClosingAct): Promise<ClosingOutcome | undefined> {
  const { callId, number, personId, published } = act;
  if (!(await mayActForPanel(tx, act))) return { type: 'refused', code: 'not-of-the-panel' };
  await lockSessions(tx, callId);
  // Whoever is laying sheets open holds the row until that is done.
  await sql`select from panel_session where call_id = ${callId} and number = ${number} for update`.execute(
    tx,
  );
  const session = await findSession(tx, { callId, number });
  if (!session) return undefined;
  if (session.closedAt) return { type: 'refused', code: 'session-closed' };
  await undoWithdrawn(tx, { sessionId: session.id, personId });
  const left = await tx
    .selectFrom('consolidation')
    .select('id')
    .where('session_id', '=', session.id)
    .where('state', '=', 'opened')
    .executeTakeFirst();
  if (left) return { type: 'refused', code: 'left-open' };
  await tx
    .updateTable('panel_session')
    .set({
      notes: act.notes.trim(),
      closed_by: personId,
      closed_at: sql<string>`clock_timestamp()`,
    })
    .where('id', '=', session.id)
    .execute();
  const { next } = await tx
    .selectFrom('minutes')
    .select(sql<number>`coalesce(max(number), 0) + 1`.as('next'))
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow();
  const closed = await findSession(tx, { callId, number });
  if (!closed) throw new Error('a session has gone under its lock');
  const content = await readMinutesContent(tx, { session: closed, published, minutes: next });
  const { printId, contentHash } = await addPrint(tx, writeMinutes(content));
  await tx
    .insertInto('minutes')
    .values({
      call_id: callId,
      number: next,
      session_id: session.id,
      print_id: printId,
      language: 'it',
      issued_by: personId,
    })
    .execute();
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: 'minutes-issued',
    subject: `session/${session.id}`,
    personId,
    from: 'open',
    to: 'closed',
    content: canonicalJson({ minutes: next, content: contentHash }),
  });
  return { type: 'closed', minutes: next };
}

/** Nothing is left to decide about what was withdrawn while its sheets lay open. */
async function undoWithdrawn(
  tx: Tx,
  { sessionId, personId }: { readonly sessionId: string; readonly personId: string },
): Promise<void> {
  await sql`
    update consolidation c
       set state = 'undone', undone_by = ${personId}, undone_at = clock_timestamp(),
           undone_because = 'La domanda è stata ritirata.'
      from examination x
     where c.session_id = ${sessionId}::uuid and c.state = 'opened'
       and x.call_id = c.call_id and x.application_id = c.application_id
       and not ${isNotWithdrawn}`.execute(tx);
}
