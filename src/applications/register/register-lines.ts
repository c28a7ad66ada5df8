import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Entry } from './entry.ts';
import { numberMax } from './read-search.ts';

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

/** Numbers of entries: the first, and the one after the last. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/** Numbers follow the clock: what came between two instants has the numbers between two others. */
export async function findSpan(
  db: Db,
  callId: number,
  { from, until }: RegisterFilter,
): Promise<Span & { readonly total: number }> {
  const firstFrom = (instant: Date) => sql`
    coalesce((select first_number from register_commit where call_id = ${callId} and at >= ${instant}
               order by at, first_number limit 1), ${numberMax})`;
  const { rows } = await sql<Span & { total: number }>`
    select ${from === undefined ? sql`1` : firstFrom(from)} as first,
           ${until === undefined ? sql`${numberMax}::integer` : firstFrom(until)} as end,
           coalesce((select number from register_head where call_id = ${callId}), 0) as total`.execute(
    db,
  );
  return rows[0] as Span & { total: number };
}

/** A table of entries, as SQL. */
export type Entries = RawBuilder<unknown>;

/** The entries with these numbers, of one kind if it is given. */
export function entriesIn(
  callId: number,
  { first, end }: Span,
  kind: Entry['kind'] | undefined,
): Entries {
  const ofKind = kind === undefined ? sql`` : sql`and kind = ${kind}`;
  return sql`(select * from register_entry
               where call_id = ${callId} and number >= ${first} and number < ${end} ${ofKind})`;
}

export function latestOf(entries: Entries, limit: number): Entries {
  return sql`(select * from ${entries} e order by number desc limit ${limit})`;
}

export function numberOf(entries: Entries, number: number): Entries {
  return sql`(select * from ${entries} e where number = ${number})`;
}

/** The latest first. An entry is listed even if its text should be missing, which `bandolo check` would say. */
export async function readLines(db: Db, entries: Entries): Promise<readonly RegisterLine[]> {
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
