import { sql } from 'kysely';
import type { Cents } from '../../engine/index.ts';
import type { Database, Db } from '../../platform/database.ts';
import type { PublishedPot } from '../../engine/index.ts';
import { digestEntries, type ActDigest, type DigestRow } from './digest.ts';
import { findPhaseDays, type PhaseDays } from './phase-days.ts';
import { findSaid, readEntries, type ActName } from './queries.ts';

/** All that pages say of an act as a whole. */
export interface KeptDigest extends ActDigest {
  /** What the signed text says was given by all acts, and of its pots; nothing where it does not say. */
  readonly said: { readonly total: Cents | null; readonly pots: readonly PublishedPot[] };
  readonly days: readonly PhaseDays[];
}

/** Grows when what is counted changes, so that what was kept before is counted again. */
const form = 1;
const rememberedMax = 64;
const remembered = new WeakMap<Database, Map<string, Promise<KeptDigest>>>();

/** What was counted of a published act: remembered, else kept in the database, else counted now and kept. */
export function loadDigest(database: Database, act: ActName): Promise<KeptDigest> {
  const digests = remembered.get(database) ?? new Map<string, Promise<KeptDigest>>();
  remembered.set(database, digests);
  const name = `${act.callId}/${act.number}`;
  const found = digests.get(name) ?? findOrCount(database.db, act);
  digests.delete(name);
  digests.set(name, found);
  const [oldest] = digests.keys();
  if (digests.size > rememberedMax && oldest !== undefined) digests.delete(oldest);
  found.catch(() => digests.delete(name));
  return found;
}

async function findOrCount(db: Db, act: ActName): Promise<KeptDigest> {
  const { rows } = await sql<{ content: KeptDigest }>`
    select content from act_digest
     where call_id = ${act.callId} and act_number = ${act.number} and form = ${form}`.execute(db);
  const [kept] = rows;
  if (kept) return kept.content;
  const counted = await countAct(db, act);
  await sql`
    insert into act_digest (call_id, act_number, form, content)
    values (${act.callId}, ${act.number}, ${form}, ${JSON.stringify(counted)}::jsonb)
    on conflict (call_id, act_number) do update
      set form = excluded.form, content = excluded.content, made_at = clock_timestamp()`.execute(
    db,
  );
  return counted;
}

async function countAct(db: Db, act: ActName): Promise<KeptDigest> {
  const rows: DigestRow[] = [];
  for await (const page of readEntries(db, act)) rows.push(...page);
  const said = await findSaid(db, act);
  return {
    ...digestEntries(rows),
    said: said ?? { total: null, pots: [] },
    days: await findPhaseDays(db, act),
  };
}
