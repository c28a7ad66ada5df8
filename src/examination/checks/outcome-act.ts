import type { Localized } from '../../engine/index.ts';

export type OutcomeKind =
  | 'phase-passed'
  | 'admitted'
  | 'with-reserve'
  | 'not-admitted'
  | 'reinstated'
  | 'reopened';

/** A reason against an application, or a reserve, as its people read it. */
export interface Reason {
  /** The check it follows from; none for one that an officer has written. */
  readonly check: string | null;
  readonly title: Localized | null;
  readonly article: string | null;
  readonly text: string;
}

/** One act by which an examination went on, ended or began again. */
export interface OutcomeAct {
  readonly number: number;
  readonly kind: OutcomeKind;
  readonly phase: string | null;
  readonly reasons: readonly Reason[];
  /** How observations on the reasons were answered; for the applicant. */
  readonly observations: string | null;
  readonly ground: string | null;
  /** For the office only. */
  readonly note: string | null;
  readonly snapshotHash: string;
  readonly personId: string;
  readonly personName: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

const outcomes: readonly OutcomeKind[] = ['admitted', 'with-reserve', 'not-admitted'];

/** The outcome that holds, as it was decided; nothing before there is one, or since the examination was opened again. */
export function outcomeInForce(acts: readonly OutcomeAct[]): OutcomeAct | undefined {
  const last = acts.findLast(({ kind }) => kind !== 'phase-passed');
  return last && outcomes.includes(last.kind) ? last : undefined;
}
