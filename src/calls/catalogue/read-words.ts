import { bareWord } from './plain-words.ts';
import type { Database } from '../../platform/database.ts';
import {
  findNearWord,
  isInflected,
  makeVocabulary,
  type NearWord,
  type Vocabulary,
} from './near-words.ts';

/** What is searched for the words that somebody asks for. */
export interface WordSearch {
  /** Calls that have any of the words, as PostgreSQL writes it; nothing when no word says anything. */
  readonly any: string | undefined;
  /** Calls that have all of them. */
  readonly all: string;
  /** What was searched besides, for words that no call has. */
  readonly near: readonly { readonly asked: string; readonly shown: string }[];
  /** Words that no call has, nor any near one. */
  readonly missing: readonly string[];
}

interface WordRow {
  readonly word: string;
  readonly bare: string;
  /** What the dictionary of each language makes of it; nothing of words such as "di". */
  readonly it: string | null;
  readonly en: string | null;
  /** Whether a call has what is looked for, and whether one has it apart from its last vowels. */
  readonly isKnown: boolean;
  readonly isSure: boolean;
  readonly stamp: string | null;
}

export interface Visibility {
  /** Bodies whose calls under test may be seen, and single calls. */
  readonly bodyIds: readonly string[];
  readonly callIds: readonly number[];
}

const isIn = (query: string): string => `it is not null and en is not null and exists (
           select from call_listing l join call c on c.id = l.call_id
            where l.search @@ (${query})::tsquery
              and (c.mode <> 'test' or c.body_id = any($3::uuid[]) or c.id = any($4::integer[])))`;

// Words with a digit are no words of a language: its dictionary is not asked.
const wordsSql = `
  with asked as (
    select word, bare, place,
           case when word ~ '[0-9]' then word else (ts_lexize('pg_catalog.italian_stem', word))[1] end as it,
           case when word ~ '[0-9]' then word else (ts_lexize('pg_catalog.english_stem', word))[1] end as en
      from unnest($1::text[], $2::text[]) with ordinality as each (word, bare, place))
  select word, bare, it, en,
         ${isIn("quote_literal(it) || ' | ' || quote_literal(en) || ' | ' || quote_literal(bare)")} as "isKnown",
         ${isIn('quote_literal(bare)')} as "isSure",
         (select count(*) || ' ' || max(made_at) from call_listing) as stamp
    from asked order by place`;

/** Reads which words say something, which are known, and what is near those that are not. */
export async function readWords(
  database: Database,
  words: readonly string[],
  { bodyIds, callIds }: Visibility,
): Promise<WordSearch> {
  if (words.length === 0) return { any: undefined, all: '', near: [], missing: [] };
  const { rows } = await database.pool.query<WordRow>({
    name: 'catalogue-words',
    text: wordsSql,
    values: [words, words.map(bareWord), bodyIds, callIds],
  });
  const telling = rows.filter(({ it, en }) => it !== null && en !== null);
  const unknown = telling.filter(({ isKnown }) => !isKnown).map(({ word }) => word);
  const near = await findNear(database, telling, rows[0]?.stamp ?? '');
  const nearLexemes = await readLexemes(database, [...near.values()]);
  const groups = telling.map(({ word, it, en, bare }) => {
    const own = [it, en, bare, ...(nearLexemes.get(near.get(word)?.plain ?? '') ?? [])];
    return `(${[...new Set(own)].map((lexeme) => `'${String(lexeme)}'`).join(' | ')})`;
  });
  return {
    any: groups.length === 0 ? undefined : groups.join(' | '),
    all: groups.join(' & '),
    near: [...near].map(([asked, { shown }]) => ({ asked, shown })),
    missing: unknown.filter((word) => !near.has(word)),
  };
}

/** Looking through all words takes a moment, so it is not done for a whole page of text. */
const nearMax = 4;

/**
 * Dictionaries cut words short, so that a slip can look like another form of a word that is there: a longer word they
 * alone know counts as known only where some word begins like it.
 */
async function findNear(
  database: Database,
  telling: readonly WordRow[],
  stamp: string,
): Promise<ReadonlyMap<string, NearWord>> {
  const doubtful = telling.filter(
    ({ word, isKnown, isSure }) => !isKnown || (!isSure && word.length >= 6),
  );
  if (doubtful.length === 0) return new Map();
  const vocabulary = await loadVocabulary(database, stamp);
  const unknown = doubtful.filter(
    ({ word, isKnown }) => !isKnown || !isInflected(word, vocabulary),
  );
  return new Map(
    unknown.slice(0, nearMax).flatMap(({ word }) => {
      const found = findNearWord(word, vocabulary);
      return found ? [[word, found] as const] : [];
    }),
  );
}

async function readLexemes(
  { pool }: Database,
  words: readonly NearWord[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (words.length === 0) return new Map();
  const { rows } = await pool.query<{ word: string; lexemes: readonly string[] }>({
    name: 'catalogue-near-words',
    text: `select word, ts_lexize('pg_catalog.italian_stem', word) || ts_lexize('pg_catalog.english_stem', word) as lexemes
             from unnest($1::text[]) as each (word)`,
    values: [words.map(({ plain }) => plain)],
  });
  return new Map(rows.map(({ word, lexemes }) => [word, [...lexemes, bareWord(word)]]));
}

interface KnownWords {
  readonly stamp: string;
  readonly vocabulary: Promise<Vocabulary>;
}

const remembered = new WeakMap<Database, KnownWords>();

/** The words of calls that are for everybody: a near word must not give away a call under test. */
async function loadVocabulary(database: Database, stamp: string): Promise<Vocabulary> {
  const known = remembered.get(database);
  if (known?.stamp === stamp) return known.vocabulary;
  const vocabulary = readVocabulary(database);
  remembered.set(database, { stamp, vocabulary });
  try {
    return await vocabulary;
  } catch (error) {
    remembered.delete(database);
    throw error;
  }
}

async function readVocabulary({ pool }: Database): Promise<Vocabulary> {
  const { rows } = await pool.query<{ word: string }>(
    `select word from call_listing l join call c on c.id = l.call_id, unnest(l.words) as each (word)
      where c.mode <> 'test' group by word order by count(*) desc, word collate "C"`,
  );
  return makeVocabulary(rows.map(({ word }) => word));
}
