import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Principal } from '../access.ts';

/** A session as its person sees it. */
export interface OpenSession {
  /** The family: the same through all its tokens. */
  readonly id: string;
  readonly kind: Principal['kind'];
  readonly how: Principal['how'];
  readonly label: string | null;
  readonly openedAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** The open sessions and tokens of a person, the one used last first. */
export async function findOpenSessions(db: Db, personId: string): Promise<readonly OpenSession[]> {
  return db
    .selectFrom('session')
    .select(['family as id', 'kind', 'how', 'label'])
    .select(({ fn }) => [
      fn.min('created_at').as('openedAt'),
      fn.max('last_seen_at').as('lastSeenAt'),
      sql<Date>`least(max(idle_expires_at), max(absolute_expires_at))`.as('expiresAt'),
    ])
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where(sql<boolean>`absolute_expires_at > now()`)
    .groupBy(['family', 'kind', 'how', 'label'])
    .having(sql<boolean>`max(idle_expires_at) > now()`)
    .orderBy('lastSeenAt', 'desc')
    .orderBy('family')
    .limit(200)
    .execute();
}
