import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { ExaminationRecord } from '../examination.ts';
import { recordExamination } from '../store.ts';
import { lockExamined, type OfficeAct } from './act-on-examination.ts';
import { decideOutcome, type OutcomeAsked, type OutcomeRefusal } from './decide-outcome.ts';
import { findNotice } from './find-notice.ts';
import { insertOutcomeAct } from './store.ts';

export interface OutcomeActAsked extends OfficeAct, OutcomeAsked {
  /** The act or rule on which it rests, where there is one to name. */
  readonly ground: string | null;
  readonly note: string | null;
}

export type OutcomeOutcome =
  | { readonly type: 'decided'; readonly examination: ExaminationRecord }
  | { readonly type: 'refused'; readonly code: OutcomeRefusal };

/** Ends an examination with an outcome and its reasons, which its people read from then on. */
export async function recordOutcome(
  tx: Tx,
  act: OutcomeActAsked,
): Promise<OutcomeOutcome | undefined> {
  const examined = await lockExamined(tx, act);
  if (!examined) return undefined;
  const notice = await findNotice(tx, examined);
  const decision = decideOutcome(examined, act, notice.standing);
  if (decision.type === 'refused') return decision;
  const { examination: record } = examined;
  const { outcome, ground, note, personId } = act;
  const observations = act.observations ?? (outcome === 'not-admitted' ? notice.answers : null);
  const { reasons } = decision;
  await insertOutcomeAct(
    tx,
    { record, personId },
    { kind: outcome, phase: record.phase, reasons, observations, ground, note },
  );
  const examination = await recordExamination(
    tx,
    record,
    { state: 'decided', outcome, openPoints: 0 },
    {
      act: `outcome-${outcome}`,
      personId,
      ground,
      content: canonicalJson({ outcome, reasons, observations, note }),
    },
  );
  return { type: 'decided', examination };
}
