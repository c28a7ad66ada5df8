import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Attempt } from './openid.ts';

export interface KeptAttempt extends Attempt {
  /** SHA-256 of what the browser keeps in a cookie: nobody else can end this sign-in. */
  readonly browserHash: Buffer;
  readonly returnTo: string;
}

const minutesKept = 10;

export async function recordAttempt(db: Db, attempt: KeptAttempt): Promise<void> {
  await db
    .insertInto('sign_in')
    .values({
      state: attempt.state,
      nonce: attempt.nonce,
      code_verifier: attempt.codeVerifier,
      browser_hash: attempt.browserHash,
      return_to: attempt.returnTo,
      expires_at: sql<Date>`now() + make_interval(mins => ${minutesKept})`,
    })
    .execute();
}

/** Takes the attempt away, so that it serves once, and only in the browser in which it began. */
export async function takeAttempt(
  db: Db,
  state: string,
  browserHash: Buffer,
): Promise<(Attempt & { readonly returnTo: string }) | undefined> {
  return db
    .deleteFrom('sign_in')
    .where('state', '=', state)
    .where('browser_hash', '=', browserHash)
    .where(sql<boolean>`expires_at > now()`)
    .returning(['state', 'nonce', 'code_verifier as codeVerifier', 'return_to as returnTo'])
    .executeTakeFirst();
}

/** Sign-ins that nobody finished. */
export async function deleteOldAttempts(db: Db): Promise<void> {
  await db
    .deleteFrom('sign_in')
    .where(sql<boolean>`expires_at < now()`)
    .execute();
}
