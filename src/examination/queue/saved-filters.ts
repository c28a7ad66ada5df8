import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/database.ts';
import { queryOf, readQueueAsked, type QueueAsked } from './asked.ts';

/** What a person looks for often, under their own name for it. */
export interface SavedFilter {
  readonly name: string;
  readonly asked: QueueAsked;
}

export const filterNameMax = 80;
const filtersMax = 30;

export async function listFilters(db: Db, personId: string): Promise<readonly SavedFilter[]> {
  const rows = await db
    .selectFrom('saved_filter')
    .select(['name', 'query'])
    .where('person_id', '=', personId)
    .orderBy('name')
    .execute();
  return rows.map(({ name, query }) => ({
    name,
    asked: readQueueAsked(query as Readonly<Record<string, unknown>>),
  }));
}

export type FilterOutcome =
  | { readonly type: 'saved' }
  | { readonly type: 'refused'; readonly code: 'name-missing' | 'too-many-filters' };

/** Keeps a filter; one of the same name is replaced. */
export async function saveFilter(
  tx: Tx,
  personId: string,
  { name, asked }: SavedFilter,
): Promise<FilterOutcome> {
  const own = name.trim().slice(0, filterNameMax);
  if (own === '') return { type: 'refused', code: 'name-missing' };
  // Two at once of one person follow each other, so that both are counted.
  await sql`select from person where id = ${personId}::uuid for no key update`.execute(tx);
  const others = await tx
    .selectFrom('saved_filter')
    .select('name')
    .where('person_id', '=', personId)
    .where('name', '<>', own)
    .execute();
  if (others.length >= filtersMax) return { type: 'refused', code: 'too-many-filters' };
  const query = JSON.stringify(Object.fromEntries(queryOf(asked)));
  await tx
    .insertInto('saved_filter')
    .values({ person_id: personId, name: own, query })
    .onConflict((conflict) => conflict.columns(['person_id', 'name']).doUpdateSet({ query }))
    .execute();
  return { type: 'saved' };
}

/** Whether there was one of that name. */
export async function removeFilter(db: Db, personId: string, name: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('saved_filter')
    .where('person_id', '=', personId)
    .where('name', '=', name)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
