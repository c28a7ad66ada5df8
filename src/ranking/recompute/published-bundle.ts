import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import { chainUpTo, type ActKind, type ActState } from '../acts/act.ts';

/** A published act with the files from which anyone can compute it again. */
export interface PublishedBundle {
  readonly number: number;
  readonly kind: ActKind;
  readonly title: string;
  /** SHA-256 of the file of the ranking, in hexadecimal. */
  readonly fileHash: string;
  /** The same of the file of the acts up to this one, where it goes on from a ranking. */
  readonly actsHash: string | undefined;
  /** Public keys by which the body has ever signed, SPKI in base 64. */
  readonly keys: readonly string[];
}

interface ActRow {
  readonly number: number;
  readonly kind: ActKind;
  readonly state: ActState;
  readonly follows: number | null;
  readonly replaces: number | null;
  readonly title: string;
  readonly fileHash: string | null;
  readonly isShown: boolean;
}

/** What the address names, once its day has come by the clock of the database. */
export async function findPublishedBundle(
  db: Db,
  { callId, number }: { readonly callId: number; readonly number: number },
): Promise<PublishedBundle | undefined> {
  const { rows: acts } = await sql<ActRow>`
    select a.number, a.kind, a.state, a.follows, a.replaces, a.title, encode(a.bundle_hash, 'hex') as "fileHash",
           a.state = 'published'
             and a.published_on <= (clock_timestamp() at time zone 'Europe/Rome')::date as "isShown"
      from ranking_act a where a.call_id = ${callId} order by a.number`.execute(db);
  const act = acts.find((each) => each.number === number);
  if (!act?.isShown) return undefined;
  const chain = chainUpTo(act, acts);
  const fileHash = chain[0]?.fileHash;
  if (fileHash == null || act.fileHash === null) return undefined;
  const { kind, title } = act;
  const actsHash = chain.length > 1 ? act.fileHash : undefined;
  return { number, kind, title, fileHash, actsHash, keys: await findKeys(db) };
}

async function findKeys(db: Db): Promise<readonly string[]> {
  const rows = await db.selectFrom('signing_key').select('public_key').orderBy('since').execute();
  return rows.map(({ public_key: key }) => key.toString('base64'));
}
