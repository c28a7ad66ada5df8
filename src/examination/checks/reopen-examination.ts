import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { ExaminationRecord } from '../examination.ts';
import { recordExamination, settleClock } from '../store.ts';
import { lockExamined, type OfficeAct } from './act-on-examination.ts';
import {
  decideLifting,
  decideReopening,
  type LiftingRefusal,
  type ReopeningAsked,
  type ReopeningRefusal,
} from './decide-reopening.ts';
import { countOpen } from './examined.ts';
import { insertOutcomeAct } from './store.ts';

export type ReopeningOutcome =
  | { readonly type: 'opened'; readonly examination: ExaminationRecord }
  | { readonly type: 'refused'; readonly code: ReopeningRefusal };

/** Examines again what was decided, from one of its phases on: by an act that says on which ground. */
export async function reopenExamination(
  tx: Tx,
  act: OfficeAct & ReopeningAsked,
): Promise<ReopeningOutcome | undefined> {
  const examined = await lockExamined(tx, act);
  if (!examined) return undefined;
  const { examination: record, call, phases } = examined;
  const decision = decideReopening(call, record, act);
  if (decision.type === 'refused') return decision;
  const { personId, phase } = act;
  const ground = act.ground.trim();
  await insertOutcomeAct(tx, { record, personId }, { kind: decision.kind, phase, ground });
  await recordExamination(
    tx,
    record,
    {
      state: 'under-way',
      outcome: null,
      phase,
      openPoints: countOpen({ examination: { ...record, phase }, phases }),
    },
    {
      act: `examination-${decision.kind}`,
      personId,
      ground,
      content: canonicalJson({ before: record.outcome, phase, ground }),
    },
  );
  // Whatever became of its days while nobody looked at them counts again.
  return { type: 'opened', examination: await settleClock(tx, record, call.document) };
}

export type LiftingOutcome =
  | { readonly type: 'lifted'; readonly examination: ExaminationRecord }
  | { readonly type: 'refused'; readonly code: LiftingRefusal };

/** An admission with reserve becomes a plain one. */
export async function liftReserve(
  tx: Tx,
  act: OfficeAct & Pick<ReopeningAsked, 'ground' | 'seen'>,
): Promise<LiftingOutcome | undefined> {
  const examined = await lockExamined(tx, act);
  if (!examined) return undefined;
  const { examination: record } = examined;
  const code = decideLifting(record, act);
  if (code) return { type: 'refused', code };
  const { personId } = act;
  const ground = act.ground.trim();
  await insertOutcomeAct(
    tx,
    { record, personId },
    { kind: 'admitted', phase: record.phase, ground },
  );
  const examination = await recordExamination(
    tx,
    record,
    { outcome: 'admitted' },
    {
      act: 'reserve-lifted',
      personId,
      ground,
      content: canonicalJson({ before: 'with-reserve', ground }),
    },
  );
  return { type: 'lifted', examination };
}
