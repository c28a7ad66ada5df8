import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/database.ts';
import { latestOf, readLines, type Entries, type RegisterLine } from './register-lines.ts';

export interface WordSearch {
  /** Among which it is looked. */
  readonly entries: Entries;
  /** How many numbers they have at most. */
  readonly size: number;
  readonly callId: number;
  readonly words: string;
  readonly limit: number;
  readonly sizes: SearchSizes;
}

/** At how many one way of searching becomes better than another; what is found is the same. */
export interface SearchSizes {
  /** So many of the latest entries show how frequent the words are. */
  readonly sample: number;
  /** To look through so many takes as long as to ask the index for words that are not rare. */
  readonly near: number;
  /** Up to so many matches are each looked up in the register, which is then not looked through. */
  readonly few: number;
  /** Up to so many are remembered by PostgreSQL while it looks through the register. */
  readonly many: number;
}

export const usualSizes: SearchSizes = { sample: 300, near: 4_000, few: 2_000, many: 100_000 };

/**
 * The latest entries with these words. Frequent words are soon met among the latest entries, while an index would name
 * half of the register; the index is asked for all others.
 */
export async function findByWords(db: Db, search: WordSearch): Promise<readonly RegisterLine[]> {
  const { entries, limit, sizes } = search;
  const { sample, near } = sizes;
  const lookThrough = (count: number) =>
    readLines(db, matchingOf(latestOf(entries, count), search));
  const seen = await lookThrough(sample);
  if (seen.length === limit || search.size <= sample) return seen;
  // The numbers may be of entries of another kind.
  const size = await countUpTo(db, entries, near + 1);
  if (size <= sample) return seen;
  const reach = (1.5 * sample * limit) / seen.length;
  if (size <= near || reach <= near) {
    const met = await lookThrough(near);
    if (met.length === limit || size <= near) return met;
  }
  return readLines(db, indexedOf(search));
}

async function countUpTo(db: Db, entries: Entries, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select from ${entries} e limit ${most}) counted`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Entries with these words, looked through from the latest on. */
export function matchingOf(
  entries: Entries,
  { callId, words, limit }: Pick<WordSearch, 'callId' | 'words' | 'limit'>,
): Entries {
  return sql`
    (select e.* from ${entries} e
      cross join lateral (
        select 1 from snapshot_heading h
         where h.call_id = e.call_id and h.application_id = e.application_id and h.hash = e.snapshot_hash
           and h.search @@ heading_query(${callId}::integer, ${words}) offset 0) h
      order by e.number desc limit ${limit})`;
}

/**
 * Asks the index of words. Of three ways to bring what it names into the order of the register, the one that fits its
 * amount is taken; the others are not begun.
 */
function indexedOf(search: WordSearch): Entries {
  const { entries, callId, words, limit, sizes } = search;
  const few = sql`
    select e.* from found f
      cross join lateral (select * from ${entries} own where application_id = f.application_id
                             and snapshot_hash = f.hash offset 0) e`;
  // Not a join, which would look through the whole register before the first line is known.
  const many = sql`
    select e.* from ${entries} e
     where (e.snapshot_hash in (select hash from found limit ${sizes.many})) is true`;
  const latestIf = (condition: RawBuilder<unknown>, from: RawBuilder<unknown>) => sql`
    (select * from (${from}) e where (select ${condition} from amount) order by number desc limit ${limit})`;
  return sql`
    (with found as materialized (
       select application_id, hash from snapshot_heading
        where search @@ heading_query(${callId}::integer, ${words})
     ), amount as materialized (select count(*) as n from found)
     ${latestIf(sql`n <= ${sizes.few}`, few)}
     union all
     ${latestIf(sql`n > ${sizes.few} and n <= ${sizes.many}`, many)}
     union all
     ${latestIf(sql`n > greatest(${sizes.few}::bigint, ${sizes.many})`, matchingOf(entries, search))})`;
}
