/** What the decisive act asks for. */
export type EntryRequest =
  | {
      readonly kind: 'submission';
      /** SHA-256 of the token of the session, in hexadecimal. */
      readonly token: string;
      readonly applicationId: string;
      readonly snapshotHash: string;
    }
  | {
      readonly kind: 'withdrawal';
      readonly token: string;
      readonly applicationId: string;
      /** The number of the submission that is withdrawn. */
      readonly number: number;
      readonly reason: string;
    };

/** What the database says about one request, read under the lock of the register. */
export interface EntryFacts {
  /** Who asks, when the session holds at that instant. */
  readonly personId: string | null;
  /** The lead, when there is such an application in this call. */
  readonly leadId: string | null;
  readonly hasPower: boolean;
  readonly frozenHash: string | null;
  readonly readyHash: string | null;
  /** The last entry of this application. */
  readonly lastTurn: number;
  readonly lastNumber: number | null;
  readonly lastSnapshotHash: string | null;
  /** The entry that this very request has already made. */
  readonly sameNumber: number | null;
  /** Until when it is admitted after closing, because of an incident. */
  readonly admittedUntil: string | null;
}

export interface Term {
  readonly opensAt: string;
  readonly closesAt: string | null;
  readonly resubmission: boolean;
}

export type EntryRefusal =
  | 'not-signed-in'
  | 'not-found'
  | 'not-open-yet'
  | 'closed'
  | 'already-submitted'
  | 'text-changed'
  | 'consents-missing'
  | 'not-submitted'
  | 'resubmission-not-allowed';

export type EntryDecision =
  | { readonly type: 'entered'; readonly turn: number; readonly snapshotHash: string }
  | { readonly type: 'repeated'; readonly number: number }
  | { readonly type: 'refused'; readonly code: EntryRefusal };

/** Decides one request at the instant `at`; instants are ISO 8601 in UTC with microseconds, so text compares as time. */
export function decideEntry(
  request: EntryRequest,
  facts: EntryFacts,
  { term, at }: { term: Term; at: string },
): EntryDecision {
  if (facts.personId === null) return refused('not-signed-in');
  if (facts.leadId === null || !facts.hasPower) return refused('not-found');
  if (facts.sameNumber !== null) return { type: 'repeated', number: facts.sameNumber };
  return request.kind === 'submission'
    ? decideSubmission(request.snapshotHash, facts, { term, at })
    : decideWithdrawal(request.number, facts);
}

function decideSubmission(
  snapshotHash: string,
  facts: EntryFacts,
  { term, at }: { term: Term; at: string },
): EntryDecision {
  const isAdmittedLate = facts.admittedUntil !== null && at <= facts.admittedUntil;
  if (at < term.opensAt) return refused('not-open-yet');
  if (term.closesAt !== null && at > term.closesAt && !isAdmittedLate) return refused('closed');
  if (facts.lastTurn % 2 === 1) return refused('already-submitted');
  if (facts.lastTurn > 0 && !term.resubmission) return refused('resubmission-not-allowed');
  if (facts.frozenHash !== snapshotHash) return refused('text-changed');
  if (facts.readyHash !== snapshotHash) return refused('consents-missing');
  return { type: 'entered', turn: facts.lastTurn + 1, snapshotHash };
}

function decideWithdrawal(number: number, facts: EntryFacts): EntryDecision {
  if (facts.lastTurn % 2 === 0 || facts.lastNumber !== number || facts.lastSnapshotHash === null)
    return refused('not-submitted');
  return { type: 'entered', turn: facts.lastTurn + 1, snapshotHash: facts.lastSnapshotHash };
}

function refused(code: EntryRefusal): EntryDecision {
  return { type: 'refused', code };
}
