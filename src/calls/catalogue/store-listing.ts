import { sql } from 'kysely';
import type { CallDocument } from '../../engine/index.ts';
import type { Db, Tx } from '../../platform/database.ts';
import type { Services } from '../../platform/services.ts';
import { readPublished } from '../published-version.ts';
import { listingForm, makeListing } from './listing.ts';

interface VersionKey {
  readonly callId: number;
  readonly version: number;
}

/** Keeps what the list needs of this version; one of an earlier version never takes the place of a later one's. */
export async function recordListing(
  db: Db | Tx,
  { callId, version }: VersionKey,
  document: CallDocument,
): Promise<void> {
  const { figures, audiences, topics, words, texts } = makeListing(document);
  const search = sql.join(
    (['A', 'B', 'C', 'D'] as const).map(
      (weight) =>
        sql`listing_search(${texts[weight].it}, ${texts[weight].en}, ${texts[weight].bare}, ${weight})`,
    ),
    sql` || `,
  );
  await sql`
    insert into call_listing as there (call_id, version, form, figures, audiences, topics, words, search)
    values (${callId}, ${version}, ${listingForm}, ${JSON.stringify(figures)}, ${JSON.stringify(audiences)},
            ${JSON.stringify(topics)}, ${[...words]}::text[], ${search})
    on conflict (call_id) do update
       set version = excluded.version, form = excluded.form, figures = excluded.figures,
           audiences = excluded.audiences, topics = excluded.topics, words = excluded.words,
           search = excluded.search, made_at = clock_timestamp()
     where there.version <= excluded.version`.execute(db);
}

/** What came of making listings; a version that cannot be read keeps nobody from seeing the others. */
export interface Filled {
  readonly made: number;
  readonly failed: readonly { readonly callId: number; readonly error: unknown }[];
}

/** Makes those that are missing or were made by a program that made them otherwise. */
export async function fillListings({
  database: { db },
}: Pick<Services, 'database'>): Promise<Filled> {
  const { rows } = await sql<VersionKey>`
    select v.call_id as "callId", max(v.version) as version from call_version v
     group by v.call_id
    having not exists (select from call_listing l where l.call_id = v.call_id
                          and l.version = max(v.version) and l.form = ${listingForm})`.execute(db);
  const failed: Filled['failed'][number][] = [];
  for (const key of rows)
    try {
      const published = await readPublished(db, key);
      if (published) await recordListing(db, key, published.call.document);
    } catch (error) {
      failed.push({ callId: key.callId, error });
    }
  return { made: rows.length - failed.length, failed };
}
