import type { Principal } from '../accounts/index.ts';
import { endSession } from '../accounts/sessions/end-sessions.ts';
import { findPrincipal } from '../accounts/sessions/find-principal.ts';
import { openSession } from '../accounts/sessions/open-session.ts';
import { hashToken } from '../accounts/sessions/token.ts';
import type { Services } from '../platform/services.ts';
import { idOf, type Ids } from './loading.ts';

/** A person of the trial, signed in. */
export interface Actor {
  readonly principal: Principal;
  /** SHA-256 of what the session holds, in hexadecimal: what the register asks for. */
  readonly token: string;
}

/** People of the trial who are signed in, by their keys. */
export type Actors = ReadonlyMap<string, Actor>;

/** Should the load be cut off, their sessions end by themselves. */
const sessionMs = 15 * 60_000;

/** Signs in these people, lets them act, and signs them out. */
export async function actAs(
  { database }: Services,
  { keys, people }: { readonly keys: readonly string[]; readonly people: Ids },
  act: (actors: Actors) => Promise<void>,
): Promise<void> {
  const opened = await database.db.transaction().execute(async (tx) => {
    const sessions: { readonly key: string; readonly token: Buffer }[] = [];
    for (const key of keys) {
      const session = await openSession(tx, {
        personId: idOf(people, key),
        kind: 'api',
        how: 'trial',
        level: 2,
        label: 'trial',
        lifetimeMs: sessionMs,
        idleMs: sessionMs,
      });
      sessions.push({ key, token: hashToken(session.token) });
    }
    return sessions;
  });
  const actors = new Map<string, Actor>();
  for (const { key, token } of opened) {
    const found = await findPrincipal(database.pool, token, 'api');
    if (found.type !== 'found') throw new Error(`"${key}" of the trial could not sign in`);
    actors.set(key, { principal: found.principal, token: token.toString('hex') });
  }
  await act(actors);
  await database.db.transaction().execute(async (tx) => {
    for (const { principal } of actors.values())
      await endSession(tx, { personId: principal.personId, family: principal.sessionFamily });
  });
}

export function actorOf(actors: Actors, key: string): Actor {
  const actor = actors.get(key);
  if (!actor) throw new Error(`"${key}" of the trial does not act`);
  return actor;
}
