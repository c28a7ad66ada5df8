import { canonicalJson } from '../../engine/index.ts';
import { lockExamined } from '../../examination/index.ts';
import type { Db, Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { assignmentsOf, mayRead, membershipOf } from '../queries.ts';
import { givesPoints, type EvaluationKey, type SeatKey } from '../panel.ts';
import { scoringOf, type Scoring } from '../sheets/load-scoring.ts';
import { listClosedSheets, type AuthoredSheet } from '../sheets/queries.ts';
import { refusalOf } from '../sheets/save-sheet.ts';
import { scorersOf } from './consolidation.ts';
import { mayActForPanel, type SessionAct } from './hold-session.ts';
import { findConsolidation, holdOpenSession } from './queries.ts';
import type { ConsolidationRefusal } from './refusals.ts';
import type { PanelSession } from './session.ts';

export interface ConsolidationAct extends SessionAct, EvaluationKey {}

export interface ConsolidationRefused {
  readonly type: 'refused';
  readonly code: ConsolidationRefusal;
}

export type OpeningOutcome = { readonly type: 'opened' } | ConsolidationRefused;

/** An application on which the panel acts in its session, under the lock of its examination. */
export interface OnTheTable {
  readonly type: 'on-the-table';
  readonly session: PanelSession;
  readonly scoring: Scoring;
  readonly examination: NonNullable<Awaited<ReturnType<typeof lockExamined>>>['examination'];
  readonly sheets: readonly AuthoredSheet[];
  readonly areAllClosed: boolean;
}

/** Locks what an act of the panel is about, and says why it cannot be done. */
export async function putOnTheTable(
  tx: Tx,
  act: ConsolidationAct,
): Promise<OnTheTable | ConsolidationRefused> {
  if (!(await mayActForPanel(tx, act))) return refused('not-of-the-panel');
  const examined = await lockExamined(tx, act);
  if (!examined) return refused('no-such-application');
  const seen = await whyHidden(tx, act);
  if (seen) return refused(seen);
  const code = refusalOf(examined);
  if (code === 'withdrawn-meanwhile' || code === 'not-in-merit') return refused(code);
  const session = await holdOpenSession(tx, act.callId);
  if (!session) return refused('no-session');
  const scoring = scoringOf(examined);
  if (!scoring) return refused('no-score');
  const sheets = await listClosedSheets(tx, act);
  const scorers = scorersOf(scoring.call);
  if (scorers === undefined || scoring.sheet.gaps.length > 0) return refused('points-undecided');
  const assigned = (
    await assignmentsOf(tx, { callId: act.callId, applicationId: act.applicationId })
  ).filter(({ part, removed }) => givesPoints(part) && !removed);
  const areAllClosed =
    sheets.length >= scorers &&
    assigned.every(({ personId }) => sheets.some((sheet) => sheet.personId === personId));
  const { examination } = examined;
  return { type: 'on-the-table', session, scoring, sheets, areAllClosed, examination };
}

/** Why somebody of the panel learns nothing of an application; the secretary declares nothing, but may be in conflict. */
export async function whyHidden(
  db: Db,
  { callId, applicationId, personId }: SeatKey,
): Promise<ConsolidationRefusal | undefined> {
  const answer = await mayRead(db, { callId, applicationId, personId });
  if (answer === 'allowed') return undefined;
  const member = await membershipOf(db, callId, personId);
  if (!member) return 'not-of-the-panel';
  if (answer === 'conflict') return 'conflict';
  return member.part === 'secretary' ? undefined : 'not-declared';
}

export function refused(code: ConsolidationRefusal): ConsolidationRefused {
  return { type: 'refused', code };
}

/** Lays the sheets of one application open in the session: from then on they no longer change, and the panel sees them. */
export async function openSheets(tx: Tx, act: ConsolidationAct): Promise<OpeningOutcome> {
  const table = await putOnTheTable(tx, act);
  if (table.type === 'refused') return table;
  const already = await findConsolidation(tx, act);
  if (already) return refused(already.state === 'decided' ? 'already-decided' : 'already-opened');
  if (!table.areAllClosed) return refused('sheets-missing');
  const { callId, applicationId, personId } = act;
  const { id } = await tx
    .insertInto('consolidation')
    .values({
      call_id: callId,
      application_id: applicationId,
      session_id: table.session.id,
      opened_by: personId,
      text_hash: Buffer.from(table.scoring.textHash, 'hex'),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: 'sheets-opened',
    subject: `consolidation/${id}`,
    personId,
    to: 'opened',
    content: canonicalJson({
      application: applicationId,
      sheets: table.sheets.map((sheet) => sheet.id),
    }),
  });
  return { type: 'opened' };
}
