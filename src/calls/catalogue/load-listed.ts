import type { Database } from '../../platform/database.ts';
import { findListedCalls } from '../queries.ts';
import type { ListedCall } from './listing.ts';

interface Loaded {
  readonly stamp: string;
  readonly calls: Promise<readonly ListedCall[]>;
}

const remembered = new WeakMap<Database, Loaded>();

// Versions and terms are only ever added, so their count tells every change; others may be changed in their place.
const stampSql = `
  select concat_ws(' ', (select count(*) from call_version), (select count(*) from call_term),
                   (select count(*) || ' ' || max(made_at) from call_listing),
                   (select md5(string_agg(concat_ws(' ', id, code, name), ' ' order by id)) from body)) as stamp`;

/** All calls as the list shows them, read anew only when something about them has changed. */
export async function loadListedCalls(database: Database): Promise<readonly ListedCall[]> {
  const { rows } = await database.pool.query<{ stamp: string }>({
    name: 'catalogue-stamp',
    text: stampSql,
  });
  const stamp = rows[0]?.stamp ?? '';
  const known = remembered.get(database);
  if (known?.stamp === stamp) return known.calls;
  const calls = findListedCalls(database);
  remembered.set(database, { stamp, calls });
  try {
    return await calls;
  } catch (error) {
    remembered.delete(database);
    throw error;
  }
}
