/**
 *   draft ──freeze──▶ frozen ──last consent──▶ ready ──submission──▶ submitted ──withdrawal──▶ withdrawn
 *     ▲                 │                        │                                                 │
 *     ├──── an edit, or a consent taken back ────┘                                                 │
 *     └──────────────────────── an edit, where the call allows to submit again ────────────────────┘
 *
 * The state is never stored: it follows from the application, its last snapshot and the register.
 */
export type ApplicationState = 'draft' | 'frozen' | 'ready' | 'submitted' | 'withdrawn';

/** The last line of the register about an application. */
export interface LastEntry {
  readonly kind: 'submission' | 'withdrawal';
  readonly number: number;
  readonly turn: number;
  readonly snapshotHash: string;
}

/** What the rows say about where an application stands; hashes in hexadecimal. */
export interface Standing {
  readonly revision: number;
  /** The text that was frozen last, until an edit or a consent taken back. */
  readonly frozenHash: string | null;
  /** The same once everybody has consented to it. */
  readonly readyHash: string | null;
  readonly consentCount: number;
  readonly lastEntry: LastEntry | null;
}

/** Every text is frozen once only, so a withdrawn application whose text is still that of its entry was not taken up again. */
export function stateOf({ frozenHash, readyHash, lastEntry }: Standing): ApplicationState {
  if (lastEntry?.kind === 'submission') return 'submitted';
  if (lastEntry && frozenHash === lastEntry.snapshotHash) return 'withdrawn';
  if (frozenHash === null) return 'draft';
  return readyHash === frozenHash ? 'ready' : 'frozen';
}

/** What an editor must have seen to change it: the text, whether it is frozen, who has consented, the register. */
export function versionTag({ revision, frozenHash, consentCount, lastEntry }: Standing): string {
  return `${revision}.${frozenHash === null ? 0 : 1}.${consentCount}.${lastEntry?.turn ?? 0}`;
}

/** The number of edits that a tag speaks of; nothing when it is no such tag. */
export function revisionIn(tag: string): number | undefined {
  const match = /^([1-9]\d{0,8})(\.\d{1,9}){3}$/.exec(tag);
  return match ? Number(match[1]) : undefined;
}

export type ChangeRefusal = 'already-submitted' | 'resubmission-not-allowed' | 'closed';

/** What decides whether a withdrawn application may be taken up again; instants in one form, so that text compares as time. */
export interface CallWindow {
  readonly resubmission: boolean;
  readonly closesAt: string | null;
  /** Until when it is admitted after closing, because of an incident. */
  readonly admittedUntil: string | null;
  readonly now: string;
}

/** Why text, freeze and consents of an application cannot change now. Drafts can change even after closing: nothing typed is lost. */
export function decideChange(standing: Standing, window: CallWindow): ChangeRefusal | undefined {
  const state = stateOf(standing);
  if (state === 'submitted') return 'already-submitted';
  if (state !== 'withdrawn') return undefined;
  if (!window.resubmission) return 'resubmission-not-allowed';
  return isOver(window) ? 'closed' : undefined;
}

/** Whether nothing can be submitted any more. */
export function isOver({ closesAt, admittedUntil, now }: CallWindow): boolean {
  const isAdmittedLate = admittedUntil !== null && now <= admittedUntil;
  return closesAt !== null && now > closesAt && !isAdmittedLate;
}

/** Whose consents are still missing for the frozen text, in the order of the partnership. */
export function missingConsents(
  needed: readonly string[],
  given: readonly string[],
): readonly string[] {
  return needed.filter((organisationId) => !given.includes(organisationId));
}
