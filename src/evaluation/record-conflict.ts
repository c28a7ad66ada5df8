import { chainOf, lockExamination } from '../examination/index.ts';
import type { Tx } from '../platform/database.ts';
import { recordAct } from '../platform/journal.ts';
import { lockPanel } from './lock-panel.ts';
import { isScored, type AssignedPart, type ConflictWay } from './panel.ts';
import { findStanding } from './queries.ts';
import type { DrawingDone } from './record-drawing.ts';
import { refill, type ActOnPanel } from './refill.ts';
import { refused, type PanelRefused } from './refusal.ts';
import { removeForConflict } from './store.ts';

export interface ConflictAsked extends ActOnPanel {
  readonly applicationId: string;
  readonly personId: string;
  readonly way: Exclude<ConflictWay, 'declared'>;
  readonly ground: string;
}

export interface RecordedConflict {
  readonly type: 'recorded';
  /** What was taken from the person. */
  readonly parts: readonly AssignedPart[];
  /** Who was drawn in their place, where something was. */
  readonly drawing: DrawingDone | undefined;
}

/**
 * A conflict that came up later, said by the person or recorded by the office. From this moment the person gets nothing
 * of the application; what they had of it is taken from them for all to see, and somebody else is drawn for it.
 */
export async function recordConflict(
  tx: Tx,
  asked: ConflictAsked,
): Promise<RecordedConflict | PanelRefused> {
  const { callId, applicationId, personId, way, by } = asked;
  const ground = asked.ground.trim();
  if (ground === '') return refused('text-missing', '/ground');
  const key = { callId, applicationId, personId };
  const examination = await lockExamination(tx, key);
  await lockPanel(tx, callId);
  const { member, arrival, isInConflict } = await findStanding(tx, key);
  if (!examination || arrival === undefined) return refused('no-such-application', '/application');
  if (!member) return refused('not-of-the-panel');
  if (isInConflict) return refused('already-in-conflict');
  const { parts } = await removeForConflict(tx, { ...key, way, ground, recordedBy: by });
  const freed = parts.map((part) => ({ applicationId, part }));
  const drawing = isScored(examination)
    ? await refill(tx, asked, { freed, cause: 'conflict', first: 'substitutes' })
    : undefined;
  await recordAct(tx, {
    chain: chainOf(callId),
    act: 'conflict-recorded',
    subject: `examination/${applicationId}`,
    personId: by,
    ground,
    content: JSON.stringify({ ...key, way, parts, drawing: drawing?.number ?? null }),
  });
  return { type: 'recorded', parts, drawing };
}
