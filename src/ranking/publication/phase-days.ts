import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { ActName } from './queries.ts';

export type Phase =
  | 'received-to-begun'
  | 'received-to-decided'
  | 'decided-to-signed'
  | 'signed-to-published';

/** Whole days between two steps of the procedure, over all applications of an act that took both. */
export interface PhaseDays {
  readonly phase: Phase;
  readonly applications: number;
  readonly least: number;
  readonly middle: number;
  readonly most: number;
}

/** How long the steps took, by days on the calendar of the place. */
export async function findPhaseDays(
  db: Db,
  { callId, number }: ActName,
): Promise<readonly PhaseDays[]> {
  const { rows } = await sql<PhaseDays>`
    with steps as (
      select (r.at at time zone 'Europe/Rome')::date as received, (x.begun_at at time zone 'Europe/Rome')::date as begun,
             (select (max(o.at) at time zone 'Europe/Rome')::date from outcome_act o
               where o.call_id = e.call_id and o.application_id = e.application_id and o.kind <> 'phase-passed') as decided,
             (a.signed_at at time zone 'Europe/Rome')::date as signed, a.published_on as published
        from ranking_entry e
        join ranking_act a on a.call_id = e.call_id and a.number = e.act_number
        join examination x on x.call_id = e.call_id and x.application_id = e.application_id
        join register_entry r on r.call_id = x.call_id and r.number = x.entry_number
       where e.call_id = ${callId} and e.act_number = ${number}),
    spans as (
      select 1 as step, 'received-to-begun' as phase, begun - received as days from steps
      union all select 2, 'received-to-decided', decided - received from steps
      union all select 3, 'decided-to-signed', signed - decided from steps
      union all select 4, 'signed-to-published', published - signed from steps)
    select phase, count(*) as applications, min(days) as least, max(days) as most,
           percentile_disc(0.5) within group (order by days) as middle
      from spans where days is not null group by step, phase order by step`.execute(db);
  return rows;
}
