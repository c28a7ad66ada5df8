import type { ExaminationOutcome, ExaminationRecord } from '../examination.ts';
import { outcomeInForce, type OutcomeAct } from './outcome-act.ts';

/** What the people of an application are told of its examination. */
export interface ToldOutcome {
  readonly outcome: ExaminationOutcome;
  /** The act that decided it; a withdrawal is the applicant's own. */
  readonly act: OutcomeAct | undefined;
}

/** The outcome as soon as it is recorded, and nothing before. */
export function toldOutcome(
  { state, outcome }: Pick<ExaminationRecord, 'state' | 'outcome'>,
  acts: readonly OutcomeAct[],
): ToldOutcome | undefined {
  if (outcome === null) return undefined;
  return { outcome, act: state === 'withdrawn' ? undefined : outcomeInForce(acts) };
}
