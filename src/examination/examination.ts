import type { ExaminationOutcome, ExaminationState, SuspensionCause } from '../platform/tables.ts';

export type { ExaminationOutcome, ExaminationState, SuspensionCause };

/**
 *   to-begin ──begin──▶ under-way ◀──reply, observations, silence──▶ waiting
 *                          │                                           │
 *                          └────────────── outcome ──▶ decided ◀───────┘
 *
 * From everywhere a withdrawal in the register leads to `withdrawn`; what is decided can be opened again with a ground.
 */
export interface ExaminationRecord {
  readonly callId: number;
  readonly applicationId: string;
  /** The entry of the register by which it was received last. */
  readonly entryNumber: number;
  /** Hashes in hexadecimal; the second is the text under examination, which a reply may have changed. */
  readonly submittedHash: string;
  readonly snapshotHash: string;
  readonly line: string | null;
  /** Of the definition, the one under way; none once no phase is left. */
  readonly phase: string | null;
  readonly state: ExaminationState;
  readonly outcome: ExaminationOutcome | null;
  readonly assignedTo: string | null;
  /** `YYYY-MM-DD`; while a suspension has no end, the earliest that it can be. */
  readonly due: string | null;
  /** Days do not count now, or not from tomorrow. */
  readonly isSuspended: boolean;
  readonly openPoints: number;
  readonly revision: number;
  /** Instants are ISO 8601 in UTC with microseconds. */
  readonly begunAt: string | null;
  readonly submittedAt: string;
  /** Of the call, as it holds now. */
  readonly closesAt: string | null;
  /** Days of other events of the procedure, those of the application before those of the call. */
  readonly events: readonly ProcedureEvent[];
}

export interface ProcedureEvent {
  readonly event: string;
  readonly day: string;
}

export interface ExaminationKey {
  readonly callId: number;
  readonly applicationId: string;
}

/** Days that do not count in the clock of one examination; days are `YYYY-MM-DD`. */
export interface RecordedSuspension {
  readonly number: number;
  readonly cause: SuspensionCause;
  readonly effect: 'suspends' | 'interrupts';
  readonly actedOn: string;
  readonly fromDay: string;
  /** The last day that does not count; nobody knows it yet when it is not there. */
  readonly untilDay: string | null;
  readonly why: string;
  readonly isEnded: boolean;
}

/** Why an act of the office cannot be done now, whichever it is. */
export type ExaminationRefusal =
  | 'withdrawn-meanwhile'
  | 'already-decided'
  | 'already-begun'
  | 'not-begun'
  | 'changed-meanwhile';

export const openStates: readonly ExaminationState[] = ['to-begin', 'under-way', 'waiting'];

/** Whether something is left to be decided about it. */
export function isOpen({ state }: Pick<ExaminationRecord, 'state'>): boolean {
  return openStates.includes(state);
}

/**
 * Why nothing can be done to an examination that the office wants to go on with; `revision` is the one the person has
 * seen, where it matters that nobody has changed it since.
 */
export function decideAct(
  { state, revision }: Pick<ExaminationRecord, 'state' | 'revision'>,
  seen?: number,
): ExaminationRefusal | undefined {
  if (state === 'withdrawn') return 'withdrawn-meanwhile';
  if (state === 'decided') return 'already-decided';
  return seen !== undefined && seen !== revision ? 'changed-meanwhile' : undefined;
}

/** The same for what is only done to an examination that has begun. */
export function decideWork(
  record: Pick<ExaminationRecord, 'state' | 'revision'>,
  seen?: number,
): ExaminationRefusal | undefined {
  const refusal = decideAct(record, seen);
  if (refusal) return refusal;
  return record.state === 'to-begin' ? 'not-begun' : undefined;
}

export function decideBegin(
  record: Pick<ExaminationRecord, 'state' | 'revision'>,
): ExaminationRefusal | undefined {
  const refusal = decideAct(record);
  if (refusal) return refusal;
  return record.state === 'to-begin' ? undefined : 'already-begun';
}
