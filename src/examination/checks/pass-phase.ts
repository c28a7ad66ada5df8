import { canonicalJson } from '../../engine/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { runAct } from '../../platform/run-act.ts';
import type { ExaminationKey, ExaminationRecord } from '../examination.ts';
import { recordExamination } from '../store.ts';
import { lockExamined, type OfficeAct } from './act-on-examination.ts';
import { decidePhase, type PhaseAsked, type PhaseRefusal } from './decide-phase.ts';
import { countOpen } from './examined.ts';
import { findExamined } from './find-examined.ts';
import { insertOutcomeAct } from './store.ts';

export type PhaseAct = OfficeAct & PhaseAsked & { readonly note: string | null };

export type PhaseOutcome =
  | { readonly type: 'passed'; readonly examination: ExaminationRecord }
  | { readonly type: 'refused'; readonly code: PhaseRefusal };

/** Concludes the phase under way in favour of an application, with its verdicts as they stand. */
export async function passPhase(tx: Tx, act: PhaseAct): Promise<PhaseOutcome | undefined> {
  const examined = await lockExamined(tx, act);
  if (!examined) return undefined;
  const decision = decidePhase(examined, act);
  if (decision.type === 'refused') return decision;
  const { examination: record, checks, phases } = examined;
  const { phase, personId, note } = act;
  const next = decision.next?.id ?? null;
  await insertOutcomeAct(tx, { record, personId }, { kind: 'phase-passed', phase, note });
  const examination = await recordExamination(
    tx,
    record,
    {
      phase: next,
      openPoints: countOpen({ examination: { ...record, phase: next }, phases }),
      ...(record.state === 'to-begin' ? { state: 'under-way', hasBegun: true } : {}),
    },
    {
      act: 'phase-passed',
      personId,
      content: canonicalJson({
        phase,
        next,
        note,
        verdicts: checks
          .filter((check) => check.phase === phase)
          .map(({ id, verdict, decidedBy }) => ({ id, verdict, decidedBy })),
      }),
    },
  );
  return { type: 'passed', examination };
}

/**
 * The same for one of many applications that are gone through at once, in a transaction of its own: it passes only
 * where the rules alone decide every check of the phase. Nothing where the application is not examined.
 */
export async function passPhaseByRules(
  database: Database,
  {
    personId,
    phase,
    ...key
  }: ExaminationKey & { readonly personId: string; readonly phase: string },
): Promise<PhaseOutcome | undefined> {
  const examined = await findExamined(database, key);
  if (!examined) return undefined;
  const { published } = examined;
  const act = { ...key, personId, published, phase, isByRulesOnly: true, note: null };
  return runAct(database.db, (tx) => passPhase(tx, act));
}
