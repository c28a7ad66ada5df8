import type { Language } from '../../platform/page/index.ts';

/**
 *   open ──accepted──▶ accepted        the organisation is a partner from then on
 *     ├────refused──▶ refused          with a reason
 *     ├──withdrawn──▶ withdrawn        by the lead
 *     └─────(time)──▶ expired          derived; sending it again opens it anew
 */
export type InvitationState = 'open' | 'accepted' | 'refused' | 'withdrawn' | 'expired';

/** An invitation to take part in an application. */
export interface Invitation {
  readonly id: string;
  readonly callId: number;
  readonly applicationId: string;
  readonly role: string;
  readonly email: string | null;
  readonly fiscalCode: string | null;
  readonly language: Language;
  readonly replacesId: string | null;
  readonly plannedCents: number | null;
  readonly state: InvitationState;
  readonly invitedBy: string;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
  readonly sentCount: number;
  readonly lastSentAt: Date;
  readonly answeredAt: Date | null;
  /** The organisation that has accepted. */
  readonly organisationId: string | null;
  readonly reason: string | null;
  /** By the clock of the database, when it was read. */
  readonly now: Date;
}

const minuteMs = 60_000;
export const validDays = 14;
export const sendsMax = 5;
const betweenSendsMs = 15 * minuteMs;
/** Of one application in a day: nobody invites more, and mail to strangers must have an end. */
export const invitationsADayMax = 100;
export const reasonCharactersMax = 1000;

export type AnswerRefusal = 'invitation-answered' | 'invitation-withdrawn' | 'invitation-expired';

/** Why an invitation can no longer be answered. */
export function decideAnswer({ state }: Pick<Invitation, 'state'>): AnswerRefusal | undefined {
  if (state === 'open') return undefined;
  if (state === 'withdrawn') return 'invitation-withdrawn';
  return state === 'expired' ? 'invitation-expired' : 'invitation-answered';
}

export type ResendRefusal = 'invitation-closed' | 'sent-just-now' | 'sent-too-often';

/** Why it cannot be sent again now. */
export function decideResend({
  state,
  sentCount,
  lastSentAt,
  now,
}: Pick<Invitation, 'state' | 'sentCount' | 'lastSentAt' | 'now'>): ResendRefusal | undefined {
  if (state !== 'open' && state !== 'expired') return 'invitation-closed';
  if (sentCount >= sendsMax) return 'sent-too-often';
  return now.getTime() - lastSentAt.getTime() < betweenSendsMs ? 'sent-just-now' : undefined;
}
