import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { RegisterOf } from './commit-entries.ts';
import { findByWords, matchingOf, usualSizes, type SearchSizes } from './find-by-words.ts';
import { numberMax, readSearch, type Search } from './read-search.ts';
import {
  entriesIn,
  findSpan,
  latestOf,
  numberOf,
  readLines,
  type Entries,
  type RegisterFilter,
  type RegisterLine,
} from './register-lines.ts';

export interface RegisterPage {
  readonly lines: readonly RegisterLine[];
  /** Where the next page begins. */
  readonly next: string | null;
  /** Entries of the whole register. */
  readonly total: number;
}

export interface RegisterPageAsked {
  readonly filter: RegisterFilter;
  /** The number where another page ended. */
  readonly after?: string | undefined;
  readonly limit: number;
  readonly sizes?: SearchSizes;
}

/** A page of the register, the latest entries first. */
export async function readRegisterPage(
  db: Db,
  of: RegisterOf,
  { filter, after, limit, sizes = usualSizes }: RegisterPageAsked,
): Promise<RegisterPage> {
  const { first, end, total } = await findSpan(db, of.callId, filter);
  const span = { first, end: Math.min(end, Number(after ?? numberMax)) };
  const size = Math.min(span.end, total + 1) - first;
  const asked = { callId: of.callId, size, limit: limit + 1, sizes };
  const lines = span.end <= first ? [] : await listEntries(db, of, { filter, span, asked });
  const shown = lines.slice(0, limit);
  const next = lines.length > limit ? String(shown.at(-1)?.number) : null;
  return { lines: shown, next, total };
}

interface Listed {
  readonly filter: RegisterFilter;
  readonly span: { readonly first: number; readonly end: number };
  readonly asked: Omit<Parameters<typeof findByWords>[1], 'entries' | 'words'>;
}

async function listEntries(
  db: Db,
  { callId, call }: RegisterOf,
  { filter, span, asked }: Listed,
): Promise<readonly RegisterLine[]> {
  const search = readSearch(filter.text, call);
  const entries = entriesIn(callId, span, filter.kind);
  if (search.type === 'all') return readLines(db, latestOf(entries, asked.limit));
  const numbered = 'number' in search ? await readLines(db, numberOf(entries, search.number)) : [];
  if (search.type === 'number') return numbered;
  const found = await findByWords(db, { ...asked, entries, words: search.words });
  return latestFirst([...numbered, ...found]).slice(0, asked.limit);
}

/** A number that is looked for may also be a word of what is found, once. */
function latestFirst(lines: readonly RegisterLine[]): readonly RegisterLine[] {
  const byNumber = new Map(lines.map((line) => [line.number, line]));
  return [...byNumber.values()].toSorted((a, b) => b.number - a.number);
}

/**
 * The whole register as it stands now, or what the filter leaves of it, in the order of the numbers. So many numbers are
 * looked through at a time; between two pieces it holds no connection, however slowly they are taken.
 */
export async function* streamEntries(
  db: Db,
  { callId, call }: RegisterOf,
  filter: RegisterFilter,
  pieceSize = 2_000,
): AsyncGenerator<readonly RegisterLine[]> {
  const search = readSearch(filter.text, call);
  const span = await findSpan(db, callId, filter);
  const end = Math.min(span.end, span.total + 1);
  for (let first = span.first; first < end; first += pieceSize) {
    const piece = { first, end: Math.min(end, first + pieceSize) };
    const entries = entriesIn(callId, piece, filter.kind);
    const lines = await readLines(db, wantedOf(entries, search, { callId, limit: pieceSize }));
    if (lines.length > 0) yield lines.toReversed();
  }
}

function wantedOf(
  entries: Entries,
  search: Search,
  of: { readonly callId: number; readonly limit: number },
): Entries {
  if (search.type === 'all') return entries;
  if (search.type === 'number') return numberOf(entries, search.number);
  const matching = matchingOf(entries, { ...of, words: search.words });
  if (!('number' in search)) return matching;
  return sql`(select * from ${matching} m union select * from ${numberOf(entries, search.number)} n)`;
}
