import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { BulkItem } from './bulk.ts';

export interface NamedItem {
  readonly title: string;
  readonly entryNumber: number;
}

/** What these applications are called, by `call~application`; only of those that somebody may see. */
export async function nameItems(
  db: Db,
  items: readonly BulkItem[],
): Promise<ReadonlyMap<string, NamedItem>> {
  if (items.length === 0) return new Map();
  const { rows } = await sql<NamedItem & BulkItem>`
    select c.slug as call, x.application_id as application, x.entry_number as "entryNumber", h.title
      from unnest(${items.map(({ call }) => call)}::text[], ${items.map(({ application }) => application)}::uuid[])
           as k(slug, application_id)
      join call c on c.slug = k.slug
      join examination x on x.call_id = c.id and x.application_id = k.application_id
      join snapshot_heading h on h.call_id = x.call_id and h.application_id = x.application_id
                             and h.hash = x.submitted_hash`.execute(db);
  return new Map(rows.map(({ call, application, ...named }) => [`${call}~${application}`, named]));
}
