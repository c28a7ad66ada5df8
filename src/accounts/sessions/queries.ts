import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { ListPage } from '../../platform/http/list-page.ts';
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

/** The open sessions and tokens of a person, the one used last first; after a place, instant and id. */
export async function findOpenSessions(
  db: Db,
  personId: string,
  { after, limit }: ListPage<readonly [string, string]> = { limit: 200 },
): Promise<readonly OpenSession[]> {
  const lastSeen = sql`date_trunc('milliseconds', max(last_seen_at))`;
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
    .$if(after !== undefined, (query) =>
      query.having(sql<boolean>`(${lastSeen}, family) < (${after?.[0]}, ${after?.[1]}::uuid)`),
    )
    .orderBy(lastSeen, 'desc')
    .orderBy('family', 'desc')
    .limit(limit)
    .execute();
}
