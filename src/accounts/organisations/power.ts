import type { Scope } from '../../platform/tables.ts';

export const scopes = ['read', 'edit', 'consent', 'submit'] as const satisfies readonly Scope[];

/**
 * A power is given, holds from its first instant until its last, and ends before that when it is revoked:
 *
 *   given ──▶ holds ──▶ over
 *                └──▶ revoked
 */
export interface PowerDates {
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly revokedAt: Date | null;
}

export type PowerState = 'to-come' | 'holds' | 'over' | 'revoked';

/** The same as the condition in SQL, for screens: the first instant counts, the last does not. */
export function stateOfPower(
  { validFrom, validUntil, revokedAt }: PowerDates,
  now: Date,
): PowerState {
  if (revokedAt && revokedAt <= now) return 'revoked';
  if (validUntil && validUntil <= now) return 'over';
  return validFrom <= now ? 'holds' : 'to-come';
}

/** Everything that can be done implies reading, or the page on which it is done could not be opened. */
export function completeScopes(asked: readonly Scope[]): Scope[] {
  return scopes.filter((scope) => scope === 'read' || asked.includes(scope));
}
