import { hash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/database.ts';

const shape = /^[A-Za-z0-9_-]{43}$/;

/** Gives a person a new secret address for their due days; the one before no longer works. */
export async function makeFeedToken(tx: Tx, personId: string): Promise<string> {
  // Two at once of one person follow each other, and the second address is the one that works.
  await sql`select from person where id = ${personId}::uuid for no key update`.execute(tx);
  await revokeFeed(tx, personId);
  const token = randomBytes(32).toString('base64url');
  await tx
    .insertInto('due_feed')
    .values({
      token_hash: hash('sha256', token, 'buffer'),
      person_id: personId,
      made_at: sql<string>`clock_timestamp()`,
    })
    .execute();
  return token;
}

/** Whether there was an address that worked. */
export async function revokeFeed(db: Db, personId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('due_feed')
    .set({ revoked_at: sql<string>`clock_timestamp()` })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function findFeed(
  db: Db,
  personId: string,
): Promise<{ readonly madeAt: Date } | undefined> {
  return db
    .selectFrom('due_feed')
    .select('made_at as madeAt')
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

/** Whose address it is; nobody's when it was revoked or never was one. */
export async function findFeedOwner(db: Db, token: string): Promise<string | undefined> {
  if (!shape.test(token)) return undefined;
  const row = await db
    .selectFrom('due_feed')
    .select('person_id')
    .where('token_hash', '=', hash('sha256', token, 'buffer'))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row?.person_id;
}
