import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalJson } from '../../engine/index.ts';
import type { Db, Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import type { PublishedRanking } from './published-ranking.ts';

export type ImportOutcome = 'imported' | 'changed' | 'already-there';

/** Keeps a published ranking under its name; the same again changes nothing, and what it was before is in the journal. */
export async function importRanking(tx: Tx, ranking: PublishedRanking): Promise<ImportOutcome> {
  const content = canonicalJson(ranking);
  const hash = createHash('sha256').update(content).digest();
  const { rows } = await sql<{ hash: Buffer }>`
    select hash from imported_ranking where slug = ${ranking.slug} for update`.execute(tx);
  const [before] = rows;
  if (before?.hash.equals(hash) === true) return 'already-there';
  const written = await sql`
    insert into imported_ranking (slug, content, hash) values (${ranking.slug}, ${content}::jsonb, ${hash})
    on conflict (slug) do update
      set content = excluded.content, hash = excluded.hash, imported_at = clock_timestamp()
      where imported_ranking.hash <> excluded.hash`.execute(tx);
  // Another import of the very same was faster.
  if (written.numAffectedRows === 0n) return 'already-there';
  await recordAct(tx, {
    chain: 'published-rankings',
    act: 'published-ranking-imported',
    subject: `published-ranking/${ranking.slug}`,
    personId: null,
    from: before ? before.hash.toString('hex') : null,
    to: hash.toString('hex'),
    content,
  });
  return before ? 'changed' : 'imported';
}

export interface ImportedRanking {
  readonly ranking: PublishedRanking;
  /** SHA-256 of its canonical text, in hexadecimal. */
  readonly hash: string;
  readonly importedAt: Date;
}

const columns = sql`content as ranking, encode(hash, 'hex') as hash, imported_at as "importedAt"`;

/** The latest published first; those of no known day at the end. */
export async function listImported(db: Db): Promise<readonly ImportedRanking[]> {
  const { rows } = await sql<ImportedRanking>`
    select ${columns} from imported_ranking
     order by content ->> 'published' desc nulls last, slug`.execute(db);
  return rows;
}

export async function findImported(db: Db, slug: string): Promise<ImportedRanking | undefined> {
  const { rows } = await sql<ImportedRanking>`
    select ${columns} from imported_ranking where slug = ${slug}`.execute(db);
  return rows[0];
}
