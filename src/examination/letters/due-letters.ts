import { sql } from 'kysely';
import type { LetterDocument } from '../../engine/index.ts';
import type { Db } from '../../platform/database.ts';
import type { Reason } from '../checks/outcome-act.ts';

/** An application whose outcome was decided and not yet written to its applicant. */
export interface DueLetter {
  readonly applicationId: string;
  readonly entryNumber: number;
  /** `outcome/3`: of the same there is one letter. */
  readonly cause: string;
  readonly title: string;
  readonly lead: string;
  readonly line: string | null;
  readonly receivedAt: Date;
  readonly outcome: 'admitted' | 'with-reserve' | 'not-admitted' | 'withdrawn';
  readonly reasons: readonly Reason[];
  readonly observations: string | null;
  readonly net: number | null;
  readonly gross: number | null;
}

export interface DueAsked {
  readonly callId: number;
  readonly letter: LetterDocument;
  readonly limit: number;
  /** The entry of the register after which to look. */
  readonly after?: number;
  readonly applicationId?: string;
}

/** What the outcome of each application is now, and by which act; without those that have a letter about it. */
export async function listDue(
  db: Db,
  { callId, letter, limit, after = 0, applicationId }: DueAsked,
): Promise<readonly DueLetter[]> {
  // Who is next first, and then what their letters say: of both together the database expects far too little.
  const { rows } = await sql<DueLetter>`
    with next as materialized (
      select x.call_id, x.application_id, x.entry_number, x.submitted_hash, x.line, x.outcome, k.number, k.cause
        from examination x
        cross join lateral (
          select o.number, case when x.outcome = 'withdrawn' then 'withdrawal/' || x.entry_number
                                else 'outcome/' || o.number end as cause
            from (select max(o.number) as number from outcome_act o
                   where o.call_id = x.call_id and o.application_id = x.application_id and o.kind = x.outcome) o) k
       where x.call_id = ${callId} and x.outcome is not null and k.cause is not null and x.entry_number > ${after}
         ${letter.outcome === undefined ? sql`` : sql`and x.outcome = ${letter.outcome}`}
         ${applicationId === undefined ? sql`` : sql`and x.application_id = ${applicationId}::uuid`}
         and not exists (select from letter l where l.call_id = x.call_id and l.application_id = x.application_id
                                               and l.template = ${letter.id} and l.cause = k.cause)
       order by x.entry_number limit ${limit}
    )
    select x.application_id as "applicationId", x.entry_number as "entryNumber", x.cause, h.title, h.lead_name as lead,
           x.line, r.at as "receivedAt", x.outcome, coalesce(o.reasons, '[]') as reasons, o.observations, c.net, c.gross
      from next x
      join snapshot_heading h on h.call_id = x.call_id and h.application_id = x.application_id and h.hash = x.submitted_hash
      join register_entry r on r.call_id = x.call_id and r.number = x.entry_number
      left join outcome_act o on o.call_id = x.call_id and o.application_id = x.application_id and o.number = x.number
      left join consolidation c on c.call_id = x.call_id and c.application_id = x.application_id and c.state = 'decided'
     order by x.entry_number`.execute(db);
  return rows;
}

/**
 * To how many each of these letters is still to be written, by its id. Counted over the call at once: looked up one by
 * one, twenty thousand take longer than a page may.
 */
export async function countDue(
  db: Db,
  callId: number,
  letters: readonly LetterDocument[],
): Promise<ReadonlyMap<string, number>> {
  if (letters.length === 0) return new Map();
  const { rows } = await sql<{ readonly id: string; readonly count: number }>`
    with decided as materialized (
      select x.application_id, x.outcome,
             case when x.outcome = 'withdrawn' then 'withdrawal/' || x.entry_number
                  else 'outcome/' || o.number end as cause
        from examination x
        left join (select application_id, kind, max(number) as number from outcome_act
                    where call_id = ${callId} and kind in ('admitted', 'with-reserve', 'not-admitted')
                    group by application_id, kind) o
          on o.application_id = x.application_id and o.kind = x.outcome
       where x.call_id = ${callId} and x.outcome is not null
    )
    select t.id, count(*) as count
      from unnest(${letters.map(({ id }) => id)}::text[],
                  ${letters.map(({ outcome }) => outcome ?? null)}::text[]) as t(id, outcome)
      join decided d on d.cause is not null and d.outcome = coalesce(t.outcome, d.outcome)
      left join letter l on l.call_id = ${callId} and l.application_id = d.application_id
                        and l.template = t.id and l.cause = d.cause
     where l.call_id is null
     group by t.id`.execute(db);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
