import type { ApplicationSummary } from '../application-record.ts';

/** What the page of an opening must know of an application and of the time, by the clock that decides. */
export interface GateState {
  readonly now: string;
  readonly opensAt: string | null;
  /** Where the application is admitted after the closing, until then. */
  readonly closesAt: string | null;
  /** Of the text that can be submitted. */
  readonly hash: string | null;
  /** The number of its entry, once it is submitted. */
  readonly receipt: number | null;
}

export function gateStateOf({
  call,
  readyHash,
  lastEntry,
  ...application
}: ApplicationSummary): GateState {
  const { now, closesAt, admittedUntil } = call.window;
  const isSubmitted = lastEntry?.kind === 'submission';
  // A withdrawn text is frozen and complete, but it cannot be submitted a second time.
  const isSpent = lastEntry !== null && lastEntry.snapshotHash === application.frozenHash;
  const isLater = closesAt !== null && admittedUntil !== null && admittedUntil > closesAt;
  return {
    now,
    opensAt: call.opensAt,
    closesAt: isLater ? admittedUntil : closesAt,
    hash: isSubmitted || isSpent ? null : readyHash,
    receipt: isSubmitted ? lastEntry.number : null,
  };
}
