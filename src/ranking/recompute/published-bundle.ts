import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';

/** A published act with the bundle from which anyone can compute it again. */
export interface PublishedBundle {
  readonly number: number;
  readonly kind: string;
  readonly title: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly fileHash: string;
  /** Public keys by which the body has ever signed, SPKI in base 64. */
  readonly keys: readonly string[];
}

/** What the address names, once its day has come by the clock of the database. */
export async function findPublishedBundle(
  db: Db,
  { callId, number }: { readonly callId: number; readonly number: number },
): Promise<PublishedBundle | undefined> {
  const { rows } = await sql<PublishedBundle>`
    select a.number, a.kind, a.title, encode(a.bundle_hash, 'hex') as "fileHash",
           array(select translate(encode(k.public_key, 'base64'), E'\n', '') from signing_key k order by k.since) as keys
      from ranking_act a
     where a.call_id = ${callId} and a.number = ${number} and a.state = 'published'
       and a.bundle_hash is not null
       and a.published_on <= (clock_timestamp() at time zone 'Europe/Rome')::date`.execute(db);
  return rows[0];
}
