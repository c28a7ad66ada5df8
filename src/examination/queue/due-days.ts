import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/database.ts';

/** What ends on one day: the term of the procedure, or the days to answer of an applicant. */
export type DueKind = 'term' | 'answer';

export interface DueDay {
  readonly day: string;
  readonly kind: DueKind;
  readonly callId: number;
  /** How many applications it is about. */
  readonly count: number;
  /** The first of them, in the order of the register. */
  readonly first: readonly DueApplication[];
}

export interface DueApplication {
  readonly applicationId: string;
  readonly entryNumber: number;
  readonly revision: number;
}

export interface DueDaysAsked {
  readonly callIds: readonly number[];
  /** Only of those that are with this person. */
  readonly personId?: string | undefined;
  readonly from: string;
  readonly until: string;
  /** How many applications are named for each day and call. */
  readonly named: number;
  readonly after?: DuePlace | undefined;
  readonly limit: number;
}

/** Where a part of the list ended. */
export interface DuePlace {
  readonly day: string;
  readonly kind: string;
  readonly callId: number;
}

/** Due days of what is open, by day and call: one line for each, however many applications it is about. */
export async function listDueDays(db: Db, asked: DueDaysAsked): Promise<readonly DueDay[]> {
  if (asked.callIds.length === 0) return [];
  const { rows } = await sql<DueDay>`
    select * from (${daysOf(asked, 'term')} union all ${daysOf(asked, 'answer')}) found
     order by day, kind, "callId" limit ${asked.limit}`.execute(db);
  return rows;
}

/** What ends on a day: from which rows, on which column, and what these must be. */
const ends: Readonly<Record<DueKind, { from: RawBuilder<unknown>; day: RawBuilder<unknown> }>> = {
  term: { from: sql`examination x`, day: sql`x.queue_day` },
  answer: {
    from: sql`examination x
      join examination_request q on q.call_id = x.call_id and q.application_id = x.application_id and q.state = 'open'`,
    day: sql`q.due_on`,
  },
};

/** Counted first, and only then named: a day on which thousands end is named by its first ones. */
function daysOf(
  { callIds, personId, from, until, named, after, limit }: DueDaysAsked,
  kind: DueKind,
): RawBuilder<unknown> {
  const { from: rows, day } = ends[kind];
  const isOpen = sql`x.state in ('to-begin', 'under-way', 'waiting')
    ${kind === 'term' ? sql`and not x.is_suspended` : sql``}
    ${personId === undefined ? sql`` : sql`and x.assigned_to = ${personId}::uuid`}`;
  const goesOn =
    after === undefined
      ? sql``
      : sql`and (${day}, ${kind}::text, x.call_id) > (${after.day}::date, ${after.kind}, ${after.callId})`;
  return sql`(
    select d.day, ${kind}::text as kind, d.call_id as "callId", d.count, n.first
      from (select ${day} as day, x.call_id, count(*) as count from ${rows}
             where x.call_id = any (${callIds}::int[]) and ${day} between ${from}::date and ${until}::date
               and ${isOpen} ${goesOn}
             group by ${day}, x.call_id order by day, call_id limit ${limit}) d
     cross join lateral (
       select json_agg(json_build_object('applicationId', e.application_id, 'entryNumber', e.entry_number,
                         'revision', e.revision) order by e.entry_number) as first
         from (select x.application_id, x.entry_number, x.revision from ${rows}
                where x.call_id = d.call_id and ${day} = d.day and ${isOpen}
                order by x.entry_number limit ${named}) e) n)`;
}
