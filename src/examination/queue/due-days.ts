import { sql } from 'kysely';
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
export async function listDueDays(
  db: Db,
  { callIds, personId, from, until, named, after, limit }: DueDaysAsked,
): Promise<readonly DueDay[]> {
  if (callIds.length === 0) return [];
  const own = personId === undefined ? sql`` : sql`and x.assigned_to = ${personId}::uuid`;
  const goesOn =
    after === undefined
      ? sql``
      : sql`where (day, kind, call_id) > (${after.day}::date, ${after.kind}, ${after.callId})`;
  const { rows } = await sql<DueDay>`
    with due as (
      select x.due as day, 'term' as kind, x.call_id, x.application_id, x.entry_number, x.revision
        from examination x
       where x.call_id = any (${callIds}::int[]) ${own} and not x.is_suspended
         and x.state in ('to-begin', 'under-way', 'waiting') and x.due between ${from}::date and ${until}::date
       union all
      select s.until_day, 'answer', x.call_id, x.application_id, x.entry_number, x.revision
        from examination x
        join suspension s on s.call_id = x.call_id and s.application_id = x.application_id and s.ended_at is null
       where x.call_id = any (${callIds}::int[]) ${own} and x.state in ('to-begin', 'under-way', 'waiting')
         and s.until_day between ${from}::date and ${until}::date
    ), placed as (
      select *, row_number() over (partition by day, kind, call_id order by entry_number) as place from due
    )
    select day, kind, call_id as "callId", count(*) as count,
           json_agg(json_build_object('applicationId', application_id, 'entryNumber', entry_number, 'revision', revision)
                    order by entry_number) filter (where place <= ${named}) as first
      from placed
           ${goesOn}
     group by day, kind, call_id
     order by day, kind, call_id limit ${limit}`.execute(db);
  return rows;
}
