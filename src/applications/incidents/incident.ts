import { showsSomething, type Evidence } from './evidence.ts';
import type { Span } from './outage.ts';

/**
 *   recorded ──(an application added by hand, any number)──▶ recorded ──remedy──▶ remedied
 *
 * Nothing of it is ever changed or taken back: what was recorded wrongly is answered by another incident.
 */
export interface Incident {
  readonly id: string;
  readonly callId: number;
  readonly beganAt: Date;
  readonly endedAt: Date;
  readonly title: string;
  readonly description: string;
  readonly evidence: Evidence;
  /** SHA-256 of the canonical text of the evidence, in hexadecimal. */
  readonly evidenceHash: string;
  /** On what it rests where our own servers have seen nothing. */
  readonly outsideEvidence: string | null;
  readonly recordedAt: Date;
  readonly touched: number;
  readonly remedy: Remedy | null;
}

export type RemedyKind = 'extension' | 'admission';

/** An extension for all, or the admission of those listed, until an instant. */
export interface Remedy {
  readonly kind: RemedyKind;
  readonly until: Date;
  readonly ground: string;
  readonly decidedAt: Date;
  /** How many may submit after closing; none where the closing was moved for all. */
  readonly admitted: number;
}

/** Why an application is on the list. */
export type Touch =
  | { readonly why: 'failed-attempt'; readonly details: AttemptDetails & ActivityDetails }
  | { readonly why: 'activity'; readonly details: ActivityDetails }
  | { readonly why: 'by-hand'; readonly details: { readonly reason: string } };

export interface AttemptDetails {
  readonly attempts: number;
  readonly firstAttemptAt: string;
  readonly lastAttemptAt: string;
  readonly reasons: readonly string[];
}

/** The last that is known of its people until the end of the incident. */
export interface ActivityDetails {
  readonly state?: 'frozen' | 'ready';
  readonly lastAct?: string;
  readonly lastActAt?: string;
  /** When somebody who acts for it was last seen; after the incident if their session went on. */
  readonly lastSeenAt?: string;
}

export type TouchedApplication = Touch & { readonly applicationId: string };

export const spanHoursMax = 72;
export const activityMinutesMax = 24 * 60;
export const activityMinutesStandard = 30;
export const titleCharactersMax = 200;
export const textCharactersMax = 4_000;

export type IncidentRefusal =
  | 'title-missing'
  | 'description-missing'
  | 'end-before-begin'
  | 'in-the-future'
  | 'too-long'
  | 'after-closing'
  | 'no-evidence'
  | 'already-recorded'
  | AdditionRefusal;

export type AdditionRefusal = 'no-such-application' | 'reason-missing' | 'already-listed';

/** Why there is nothing to look at in such a time. */
export function checkSpan(
  { from, to }: Span,
  now: number,
): 'end-before-begin' | 'in-the-future' | 'too-long' | undefined {
  if (to <= from) return 'end-before-begin';
  if (to > now) return 'in-the-future';
  return to - from > spanHoursMax * 3_600_000 ? 'too-long' : undefined;
}

/** Why an incident cannot be recorded like this. */
export function checkIncident(
  asked: {
    readonly title: string;
    readonly description: string;
    readonly outsideEvidence: string | null;
  },
  { evidence, receivedUntil }: { evidence: Evidence; receivedUntil: Date | null },
): IncidentRefusal | undefined {
  if (asked.title === '') return 'title-missing';
  if (asked.description === '') return 'description-missing';
  // Once nobody may submit any more, an outage keeps nobody from it.
  if (receivedUntil && new Date(evidence.from) > receivedUntil) return 'after-closing';
  return showsSomething(evidence) || asked.outsideEvidence !== null ? undefined : 'no-evidence';
}

export type RemedyRefusal =
  | 'ground-missing'
  | 'already-decided'
  | 'until-in-the-past'
  | 'no-closing'
  | 'until-before-closing'
  | 'nobody-to-admit';

/** Why those listed cannot be admitted until that instant. */
export function checkAdmission(
  until: Date,
  { now, closesAt, waiting }: { now: Date; closesAt: Date | null; waiting: number },
): RemedyRefusal | undefined {
  if (closesAt === null) return 'no-closing';
  if (until <= now) return 'until-in-the-past';
  if (until <= closesAt) return 'until-before-closing';
  return waiting === 0 ? 'nobody-to-admit' : undefined;
}
