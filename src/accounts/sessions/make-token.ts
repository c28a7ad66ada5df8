import type { Tx } from '../../platform/database.ts';
import type { Principal } from '../access.ts';
import { refused, type Refused } from '../refusal.ts';
import { openSession } from './open-session.ts';
import { tokenDaysMax } from './session.ts';
import type { OpenedSession } from './store.ts';

/** Makes a token for a program of this person. A token makes no others: one that leaks would never end. */
export async function makeApiToken(
  tx: Tx,
  principal: Principal,
  { label, days }: { readonly label: string; readonly days: number },
): Promise<({ readonly type: 'made' } & OpenedSession) | Refused> {
  if (principal.how === 'token') return refused('token-makes-no-token');
  const lifetimeMs = Math.min(Math.max(days, 1), tokenDaysMax) * 86_400_000;
  const opened = await openSession(tx, {
    personId: principal.personId,
    kind: 'api',
    how: 'token',
    level: principal.level,
    label,
    lifetimeMs,
    idleMs: lifetimeMs,
  });
  return { type: 'made', ...opened };
}
