import type { Database } from '../../platform/database.ts';
import type { Language } from '../../platform/page/index.ts';
import {
  arrange,
  countWithout,
  withBestWords,
  type Arranged,
  type CatalogueRow,
} from './arrange.ts';
import { askedWords, type CatalogueAsked, type CatalogueFilter } from './asked.ts';
import type { ListedCall } from './listing.ts';
import { loadListedCalls } from './load-listed.ts';
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
  /** Which of the calls that were found are shown. */
  readonly pick: (found: readonly ListedCall[]) => readonly ListedCall[];
}

export async function findCatalogue(
  database: Database,
  asked: CatalogueAsked,
  context: CatalogueContext,
): Promise<Catalogue> {
  const [search, all] = await Promise.all([
    readWords(database, askedWords(asked.text), context),
    loadListedCalls(database),
  ]);
  const visible = all.filter((call) => isVisible(call, context));
  const rows = withBestWords(await readRows(database, visible, search));
  const { found, ...choices } = arrange(rows, asked, context);
  return {
    ...choices,
    total: found.length,
    calls: context.pick(found.map(({ call }) => call)),
    words: {
      near: search.near,
      missing: search.missing,
      isPartial: search.any !== undefined && found.length > 0 && !found.some((row) => row.hasAll),
    },
    drops: found.length > 0 ? [] : findDrops({ asked, rows, visible, at: context.at }),
  };
}

function isVisible(
  { mode, bodyId, callId }: ListedCall,
  { bodyIds, callIds }: Visibility,
): boolean {
  return mode !== 'test' || bodyIds.includes(bodyId) || callIds.includes(callId);
}

/** Those of the calls that have any of the words. */
async function readRows(
  database: Database,
  calls: readonly ListedCall[],
  { any, all }: Pick<WordSearch, 'any' | 'all'>,
): Promise<readonly CatalogueRow[]> {
  if (any === undefined) return calls.map(withoutWords);
  const { rows } = await database.pool.query<FoundJson>({
    name: 'catalogue-found',
    text: foundSql,
    values: [any, all],
  });
  const found = new Map(rows.map((row) => [row.callId, row]));
  return calls.flatMap((call) => {
    const row = found.get(call.callId);
    return row ? [{ call, rank: row.rank, hasAll: row.hasAll }] : [];
  });
}

function withoutWords(call: ListedCall): CatalogueRow {
  return { call, rank: 0, hasAll: true };
}

interface FoundJson {
  readonly callId: number;
  readonly rank: number;
  readonly hasAll: boolean;
}

const foundSql = `
  select call_id as "callId", ts_rank(search, $1::tsquery) as rank, search @@ $2::tsquery as "hasAll"
    from call_listing where search @@ $1::tsquery`;

const parts: Readonly<Record<Drop['part'], Partial<CatalogueFilter>>> = {
  text: { text: '' },
  states: { states: [] },
  audiences: { audiences: [] },
  topics: { topics: [] },
  modes: { modes: [] },
  body: { body: undefined },
};

/** What to leave out, one part at a time, to find something after all. */
function findDrops({
  asked,
  rows,
  visible,
  at,
}: {
  readonly asked: CatalogueAsked;
  readonly rows: readonly CatalogueRow[];
  readonly visible: readonly ListedCall[];
  readonly at: Date;
}): readonly Drop[] {
  const everything = asked.text === '' ? rows : visible.map(withoutWords);
  return (Object.keys(parts) as readonly Drop['part'][]).flatMap((part) => {
    const less: CatalogueFilter = { ...asked, ...parts[part] };
    const count = countWithout(part === 'text' ? everything : rows, less, at);
    const wasAsked = part === 'text' || part === 'body' ? asked[part] : asked[part].length > 0;
    return wasAsked && count > 0 ? [{ part, count, asked: less }] : [];
  });
}
