/**
 * A session is a family of tokens, of which one is current:
 *
 *   opened ──▶ current ──(15 minutes of use)──▶ replaced ──(60 s)──▶ dead
 *                 └──▶ revoked, idle too long, or past its last instant
 *
 * A token that comes back after it is dead was copied by somebody: then the whole family ends.
 */
export interface StoredSession {
  readonly kind: 'browser' | 'api';
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly idleExpiresAt: Date;
  readonly absoluteExpiresAt: Date;
  readonly replacedAt: Date | null;
  readonly revokedAt: Date | null;
}

export type SessionState =
  | {
      readonly type: 'valid';
      readonly isDueForRotation: boolean;
      readonly isDueForTouch: boolean;
    }
  | { readonly type: 'ended'; readonly why: SessionEnd }
  | { readonly type: 'stolen' };

export type SessionEnd = 'revoked' | 'idle' | 'expired' | 'replaced';

export const rotationAgeMs = 15 * 60_000;
export const replacedGraceMs = 60_000;
export const touchEveryMs = 60_000;
export const tokenDaysMax = 90;

/** What a token is worth at the instant `now`, by the clock of the database. */
export function decideSession(session: StoredSession, now: Date): SessionState {
  const { replacedAt, revokedAt } = session;
  if (revokedAt) return { type: 'ended', why: 'revoked' };
  if (now >= session.absoluteExpiresAt) return { type: 'ended', why: 'expired' };
  // Before idleness: nobody touches a replaced token any more, and its return must not look harmless.
  if (replacedAt && ageMs(replacedAt, now) > replacedGraceMs) return { type: 'stolen' };
  if (replacedAt) return { type: 'valid', isDueForRotation: false, isDueForTouch: false };
  if (now >= session.idleExpiresAt) return { type: 'ended', why: 'idle' };
  return {
    type: 'valid',
    isDueForRotation: session.kind === 'browser' && ageMs(session.createdAt, now) >= rotationAgeMs,
    isDueForTouch: ageMs(session.lastSeenAt, now) >= touchEveryMs,
  };
}

/** When the session ends unless it is used. */
export function sessionEndsAt({
  idleExpiresAt,
  absoluteExpiresAt,
}: Pick<StoredSession, 'idleExpiresAt' | 'absoluteExpiresAt'>): Date {
  return idleExpiresAt < absoluteExpiresAt ? idleExpiresAt : absoluteExpiresAt;
}

function ageMs(since: Date, now: Date): number {
  return now.getTime() - since.getTime();
}
