import type { Db, Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { refused, type Refused } from '../refusal.ts';
import { recordEnd } from './store.ts';

/** Signs out: one session of the person, effective with the next request that carries any token of it. */
export async function endSession(
  tx: Tx,
  { personId, family }: { readonly personId: string; readonly family: string },
): Promise<{ readonly type: 'ended' } | Refused> {
  if ((await recordEnd(tx, { personId, family })) === 0)
    return refused('session-unknown', '/session');
  await recordAct(tx, {
    chain: 'accounts',
    act: 'session-ended',
    subject: `session/${family}`,
    personId,
    from: 'open',
    to: 'ended',
    content: JSON.stringify({ family }),
  });
  return { type: 'ended' };
}

/** Signs out everywhere: every browser, every program, every token. */
export async function endAllSessions(tx: Tx, personId: string): Promise<void> {
  const count = await recordEnd(tx, { personId });
  if (count === 0) return;
  await recordAct(tx, {
    chain: 'accounts',
    act: 'all-sessions-ended',
    subject: `person/${personId}`,
    personId,
    from: 'open',
    to: 'ended',
    content: JSON.stringify({ personId, count }),
  });
}

/** A dead token came back, so somebody holds a copy: nobody may go on with this session. */
export async function endStolenSession(
  db: Db,
  { personId, family }: { readonly personId: string; readonly family: string },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if ((await recordEnd(tx, { personId, family })) === 0) return;
    await recordAct(tx, {
      chain: 'accounts',
      act: 'session-theft-detected',
      subject: `session/${family}`,
      personId: null,
      from: 'open',
      to: 'ended',
      ground: 'A token that had been replaced was presented again.',
      content: JSON.stringify({ family }),
    });
  });
}
