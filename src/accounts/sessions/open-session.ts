import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import type { Config } from '../../platform/config.ts';
import type { Principal } from '../access.ts';
import { recordEnd, recordSession, type NewSession, type OpenedSession } from './store.ts';

/** Signs a person in: a new session with a new token, whatever the browser held before. */
export async function openSession(
  tx: Tx,
  {
    ends,
    ...session
  }: NewSession & {
    /** The session that the browser had until now, whoever's it was. */
    readonly ends?: { readonly personId: string; readonly family: string } | undefined;
  },
): Promise<OpenedSession> {
  if (ends) await recordEnd(tx, ends);
  const opened = await recordSession(tx, session);
  await recordAct(tx, {
    chain: 'accounts',
    act: session.how === 'token' ? 'token-made' : 'session-opened',
    subject: `session/${opened.family}`,
    personId: session.personId,
    to: 'open',
    content: JSON.stringify({
      family: opened.family,
      kind: session.kind,
      how: session.how,
      level: session.level,
      expiresAt: opened.expiresAt.toISOString(),
    }),
  });
  return opened;
}

/** How long a session of this kind lasts. */
export function sessionSpan(
  kind: Principal['kind'],
  { sessionHours, sessionIdleMinutes }: Pick<Config, 'sessionHours' | 'sessionIdleMinutes'>,
): Pick<NewSession, 'lifetimeMs' | 'idleMs'> {
  const lifetimeMs = sessionHours * 3_600_000;
  return { lifetimeMs, idleMs: kind === 'browser' ? sessionIdleMinutes * 60_000 : lifetimeMs };
}
