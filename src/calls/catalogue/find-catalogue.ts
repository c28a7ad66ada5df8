import type { Localized } from '../../engine/index.ts';
import type { Database } from '../../platform/database.ts';
import type { Language } from '../../platform/page/index.ts';
import type { Mode } from '../../platform/tables.ts';
import { findCallsById } from '../queries.ts';
import {
  arrange,
  countWithout,
  withBestWords,
  type Arranged,
  type CatalogueRow,
} from './arrange.ts';
import { askedWords, type CatalogueAsked, type CatalogueFilter } from './asked.ts';
import type { Label, ListedCall } from './listing.ts';
import { readWords, type Visibility, type WordSearch } from './read-words.ts';

/** The calls that were asked for, and all that helps to ask for others. */
export interface Catalogue extends Omit<Arranged, 'found'> {
  readonly total: number;
  /** Those of the page, in order. */
  readonly calls: readonly ListedCall[];
  readonly words: Pick<WordSearch, 'near' | 'missing'> & {
    /** No call has all the words that were asked for, so those with some are shown. */
    readonly isPartial: boolean;
  };
  /** How many calls there would be without each part of what was asked for, where that is more than none. */
  readonly drops: readonly Drop[];
}

export interface Drop {
  readonly part: 'text' | 'states' | 'audiences' | 'topics' | 'modes' | 'body';
  readonly count: number;
  readonly asked: CatalogueFilter;
}

export interface CatalogueContext extends Visibility {
  readonly at: Date;
  readonly language: Language;
  /** Which of the calls that were found are read whole and shown. */
  readonly pick: (found: readonly CatalogueRow[]) => readonly CatalogueRow[];
}

export async function findCatalogue(
  database: Database,
  asked: CatalogueAsked,
  context: CatalogueContext,
): Promise<Catalogue> {
  const search = await readWords(database, askedWords(asked.text), context);
  const rows = withBestWords(await readRows(database, search, context));
  const { found, ...choices } = arrange(rows, asked, context);
  const ids = context.pick(found).map(({ callId }) => callId);
  return {
    ...choices,
    total: found.length,
    calls: await readListed(database, ids),
    words: {
      near: search.near,
      missing: search.missing,
      isPartial: search.any !== undefined && found.length > 0 && !found.some((row) => row.hasAll),
    },
    drops: found.length > 0 ? [] : await findDrops(database, { asked, rows, context }),
  };
}

interface RowJson {
  readonly callId: number;
  readonly mode: Mode;
  readonly bodyCode: string;
  readonly title: Localized;
  readonly opensAt: Date;
  readonly closesAt: Date | null;
  readonly audiences: readonly Label[] | null;
  readonly topics: readonly Label[] | null;
  readonly rank: number;
  readonly hasAll: boolean;
}

const rowsSql = (words: string): string => `
  select c.id as "callId", c.mode, b.code as "bodyCode", v.title, t.opens_at as "opensAt", t.closes_at as "closesAt",
         l.audiences, l.topics, ${words}
    from call c
    join body b on b.id = c.body_id
    join lateral (select title from call_version where call_id = c.id order by version desc limit 1) v on true
    join lateral (select opens_at, closes_at from call_term where call_id = c.id order by revision desc limit 1) t on true
    left join call_listing l on l.call_id = c.id
   where (c.mode <> 'test' or c.body_id = any($1::uuid[]) or c.id = any($2::integer[]))`;

const allRows = rowsSql('0 as rank, true as "hasAll"');
const foundRows = `${rowsSql('ts_rank(l.search, $3::tsquery) as rank, l.search @@ $4::tsquery as "hasAll"')}
     and l.search @@ $3::tsquery`;

async function readRows(
  { pool }: Database,
  { any, all }: Pick<WordSearch, 'any' | 'all'>,
  { bodyIds, callIds }: Visibility,
): Promise<readonly CatalogueRow[]> {
  const { rows } = await pool.query<RowJson>(
    any === undefined
      ? { name: 'catalogue-rows', text: allRows, values: [bodyIds, callIds] }
      : { name: 'catalogue-found', text: foundRows, values: [bodyIds, callIds, any, all] },
  );
  return rows.map((row) => ({
    ...row,
    audiences: row.audiences ?? [],
    topics: row.topics ?? [],
  }));
}

async function readListed(
  database: Database,
  ids: readonly number[],
): Promise<readonly ListedCall[]> {
  const calls = await findCallsById(database, ids);
  const byId = new Map(calls.map((call) => [call.callId, call]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const parts: Readonly<Record<Drop['part'], Partial<CatalogueFilter>>> = {
  text: { text: '' },
  states: { states: [] },
  audiences: { audiences: [] },
  topics: { topics: [] },
  modes: { modes: [] },
  body: { body: undefined },
};

/** What to leave out, one part at a time, to find something after all. */
async function findDrops(
  database: Database,
  {
    asked,
    rows,
    context,
  }: {
    readonly asked: CatalogueAsked;
    readonly rows: readonly CatalogueRow[];
    readonly context: CatalogueContext;
  },
): Promise<readonly Drop[]> {
  const everything =
    asked.text === '' ? rows : await readRows(database, { any: undefined, all: '' }, context);
  return (Object.keys(parts) as readonly Drop['part'][]).flatMap((part) => {
    const less: CatalogueFilter = { ...asked, ...parts[part] };
    const count = countWithout(part === 'text' ? everything : rows, less, context.at);
    const wasAsked = part === 'text' || part === 'body' ? asked[part] : asked[part].length > 0;
    return wasAsked && count > 0 ? [{ part, count, asked: less }] : [];
  });
}
