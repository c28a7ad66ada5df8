import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { RegisterOf } from './commit-entries.ts';
import type { Entry } from './entry.ts';
import { numberMax, readSearch, type Search } from './read-search.ts';

/** One line of the register as it is listed: what was received, in the words in which it was received. */
export interface RegisterLine {
  readonly number: number;
  readonly kind: Entry['kind'];
  /** ISO 8601 in UTC with microseconds. */
  readonly at: string;
  readonly applicationId: string;
  readonly title: string;
  readonly leadName: string;
  readonly leadFiscalCode: string;
  readonly snapshotHash: string;
  readonly ground: string | null;
  readonly hash: string;
}

export interface RegisterFilter {
  /** Words of the title or of the lead, or a number of the register. */
  readonly text?: string | undefined;
  readonly kind?: Entry['kind'] | undefined;
  /** Instants, the first included, the second not. */
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

export interface RegisterPage {
  readonly lines: readonly RegisterLine[];
  /** Where the next page begins. */
  readonly next: string | null;
  /** Entries of the whole register. */
  readonly total: number;
}

/** A page of the register, the latest entries first; after the number where another page ended. */
export async function readRegisterPage(
  db: Db,
  of: RegisterOf,
  { filter, after, limit }: { filter: RegisterFilter; after?: string | undefined; limit: number },
): Promise<RegisterPage> {
  const before = after === undefined ? undefined : Math.min(Number(after), numberMax);
  const [lines, total] = await Promise.all([
    listEntries(db, of, { filter, before, limit: limit + 1 }),
    countEntries(db, of.callId),
  ]);
  const shown = lines.slice(0, limit);
  return {
    lines: shown,
    next: lines.length > limit ? String(shown.at(-1)?.number) : null,
    total,
  };
}

async function listEntries(
  db: Db,
  of: RegisterOf,
  { filter, before, limit }: { filter: RegisterFilter; before: number | undefined; limit: number },
): Promise<readonly RegisterLine[]> {
  const search = readSearch(filter.text, of.call);
  const entries = entriesSql(of.callId, filter, { before });
  if (search.type === 'all') return readLines(db, latestOf(entries, limit));
  const numbered = 'number' in search ? await readLines(db, numberOf(entries, search.number)) : [];
  if (search.type === 'number') return numbered;
  const { words } = search;
  return latestFirst([
    ...numbered,
    ...(await findByWords(db, { entries, of, words, limit })),
  ]).slice(0, limit);
}

/** A number that is looked for may also be a word of what is found, once. */
function latestFirst(lines: readonly RegisterLine[]): readonly RegisterLine[] {
  const byNumber = new Map(lines.map((line) => [line.number, line]));
  return [...byNumber.values()].toSorted((a, b) => b.number - a.number);
}

interface WordSearch {
  readonly entries: RawBuilder<unknown>;
  readonly of: RegisterOf;
  readonly words: string;
  readonly limit: number;
}

/** How many of the latest entries are looked through before the index of words is asked. */
const lookedThrough = 500;

/**
 * Common words are soon met among the latest entries, for which an index would name half of the register; the index is
 * asked for all others.
 */
async function findByWords(db: Db, search: WordSearch): Promise<readonly RegisterLine[]> {
  const { entries, limit } = search;
  const latest = sql`(select * from ${entries} e order by number desc limit ${lookedThrough})`;
  const found = await readLines(db, matchingOf(latest, search));
  return found.length === limit ? found : readLines(db, indexedOf(search));
}

/** Up to this many matches are each looked up in the register, which is then not looked through. */
const fewMatches = 2_000;
/** Up to this many are remembered by PostgreSQL while it looks through the register. */
const manyMatches = 100_000;

/**
 * Asks the index of words. Of three ways to bring what it names into the order of the register, the one that fits its
 * amount is taken; the others are not begun.
 */
function indexedOf(search: WordSearch): RawBuilder<unknown> {
  const { entries, of, words, limit } = search;
  const amount = (wanted: RawBuilder<unknown>) => sql`(select ${wanted} from amount)`;
  const few = sql`
    select e.* from found f
      cross join lateral (select * from ${entries} own where application_id = f.application_id
                             and snapshot_hash = f.hash offset 0) e`;
  // Not a join, which would look through the whole register before the first line is known.
  const many = sql`
    select e.* from ${entries} e
     where (e.snapshot_hash in (select hash from found limit ${manyMatches})) is true`;
  const best = (from: RawBuilder<unknown>, condition: RawBuilder<unknown>) => sql`
    (select * from (${from}) e where ${condition} order by number desc limit ${limit})`;
  return sql`
    (with found as materialized (
       select application_id, hash from snapshot_heading
        where search @@ heading_query(${of.callId}::integer, ${words})
     ), amount as materialized (select count(*) as n from found)
     ${best(few, amount(sql`n <= ${fewMatches}`))}
     union all
     ${best(many, amount(sql`n > ${fewMatches} and n <= ${manyMatches}`))}
     union all
     ${best(matchingOf(entries, search), amount(sql`n > ${manyMatches}`))})`;
}

/** Entries with these words, looked through from the latest on. */
function matchingOf(
  entries: RawBuilder<unknown>,
  { of, words, limit }: WordSearch,
): RawBuilder<unknown> {
  return sql`
    (select e.* from ${entries} e
      cross join lateral (
        select 1 from snapshot_heading h
         where h.call_id = e.call_id and h.application_id = e.application_id and h.hash = e.snapshot_hash
           and h.search @@ heading_query(${of.callId}::integer, ${words}) offset 0) h
      order by e.number desc limit ${limit})`;
}

function latestOf(entries: RawBuilder<unknown>, limit: number): RawBuilder<unknown> {
  return sql`(select * from ${entries} e order by number desc limit ${limit})`;
}

function numberOf(entries: RawBuilder<unknown>, number: number): RawBuilder<unknown> {
  return sql`(select * from ${entries} e where number = ${number})`;
}

/** The entries that the filter leaves, but for its words. */
function entriesSql(
  callId: number,
  { kind, from, until }: RegisterFilter,
  { before, after }: { readonly before?: number | undefined; readonly after?: number },
): RawBuilder<unknown> {
  const conditions = [
    sql`call_id = ${callId}`,
    ...(before === undefined ? [] : [sql`number < ${before}`]),
    ...(after === undefined ? [] : [sql`number > ${after}`]),
    ...(kind === undefined ? [] : [sql`kind = ${kind}`]),
    ...(from === undefined ? [] : [sql`number >= ${firstFrom(callId, from)}`]),
    ...(until === undefined ? [] : [sql`number < ${firstFrom(callId, until)}`]),
  ];
  return sql`(select * from register_entry where ${sql.join(conditions, sql` and `)})`;
}

/** Numbers follow the clock: the entries of some days are those between two numbers. */
function firstFrom(callId: number, instant: Date): RawBuilder<unknown> {
  return sql`coalesce((select first_number from register_commit where call_id = ${callId} and at >= ${instant}
                        order by at, first_number limit 1), ${numberMax})`;
}

/** An entry is listed even if its text should be missing, which `bandolo check` would say. */
async function readLines(db: Db, entries: RawBuilder<unknown>): Promise<readonly RegisterLine[]> {
  const { rows } = await sql<RegisterLine>`
    select e.number, e.kind,
           to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
           e.application_id as "applicationId",
           coalesce(h.title, '') as title, coalesce(h.lead_name, '') as "leadName",
           coalesce(h.lead_fiscal_code, '') as "leadFiscalCode",
           encode(e.snapshot_hash, 'hex') as "snapshotHash", e.ground, encode(e.hash, 'hex') as hash
      from ${entries} e
      left join snapshot_heading h on h.call_id = e.call_id and h.application_id = e.application_id
                                  and h.hash = e.snapshot_hash
     order by e.number desc`.execute(db);
  return rows;
}

/** So many numbers are read at a time, whatever the filter leaves of them. */
const pieceSize = 2_000;

/**
 * The whole register as it stands now, or what the filter leaves of it, in the order of the numbers. Between two pieces
 * it holds no connection, however slowly they are taken.
 */
export async function* streamEntries(
  db: Db,
  of: RegisterOf,
  filter: RegisterFilter,
): AsyncGenerator<readonly RegisterLine[]> {
  const search = readSearch(filter.text, of.call);
  const last = await countEntries(db, of.callId);
  for (let after = 0; after < last; after += pieceSize) {
    const before = Math.min(last, after + pieceSize) + 1;
    const entries = entriesSql(of.callId, filter, { after, before });
    const lines = await readLines(db, wantedOf(entries, of, search));
    if (lines.length > 0) yield lines.toReversed();
  }
}

function wantedOf(
  entries: RawBuilder<unknown>,
  of: RegisterOf,
  search: Search,
): RawBuilder<unknown> {
  if (search.type === 'all') return entries;
  if (search.type === 'number') return numberOf(entries, search.number);
  const matching = matchingOf(entries, { entries, of, words: search.words, limit: pieceSize });
  if (!('number' in search)) return matching;
  return sql`(select * from ${matching} m union select * from ${numberOf(entries, search.number)} n)`;
}

/** How many entries the register of a call has. */
async function countEntries(db: Db, callId: number): Promise<number> {
  const head = await db
    .selectFrom('register_head')
    .select('number')
    .where('call_id', '=', callId)
    .executeTakeFirst();
  return head?.number ?? 0;
}
