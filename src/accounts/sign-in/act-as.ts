import type { Database } from '../../platform/database.ts';
import type { Principal } from '../access.ts';
import { endSession } from '../sessions/end-sessions.ts';
import { findPrincipal } from '../sessions/find-principal.ts';
import { openSession } from '../sessions/open-session.ts';
import { hashToken } from '../sessions/token.ts';
import { isFictionalPerson } from './queries.ts';
import { trialLevel } from './trial.ts';

/** A fictional person, signed in. */
export interface Actor {
  readonly principal: Principal;
  /** SHA-256 of what the session holds, in hexadecimal: what the register asks for. */
  readonly token: string;
}

/** Should the work be cut off, the sessions end by themselves. */
const sessionMs = 15 * 60_000;

/** Signs in fictional people, lets them act, and signs them out; `actors` are by the ids of the people. */
export async function actAs(
  { db, pool }: Database,
  personIds: readonly string[],
  act: (actors: ReadonlyMap<string, Actor>) => Promise<void>,
): Promise<void> {
  const tokens = await openSessions(db, personIds);
  const actors = new Map<string, Actor>();
  for (const [personId, token] of tokens) {
    const found = await findPrincipal(pool, token, 'api');
    if (found.type !== 'found') throw new Error(`the session of ${personId} is not there`);
    actors.set(personId, { principal: found.principal, token: token.toString('hex') });
  }
  await act(actors);
  await db.transaction().execute(async (tx) => {
    for (const { principal } of actors.values())
      await endSession(tx, { personId: principal.personId, family: principal.sessionFamily });
  });
}

async function openSessions(
  db: Database['db'],
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  return db.transaction().execute(async (tx) => {
    const tokens = new Map<string, Buffer>();
    for (const personId of personIds) {
      if (!(await isFictionalPerson(tx, personId)))
        throw new Error(`${personId} is nobody whom a trial may act as`);
      const session = await openSession(tx, {
        personId,
        kind: 'api',
        how: 'trial',
        level: trialLevel,
        label: 'trial',
        lifetimeMs: sessionMs,
        idleMs: sessionMs,
      });
      tokens.set(personId, hashToken(session.token));
    }
    return tokens;
  });
}
