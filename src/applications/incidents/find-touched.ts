import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { ActivityDetails, AttemptDetails, TouchedApplication } from './incident.ts';

export interface TouchedAsked {
  readonly callId: number;
  readonly beganAt: Date;
  readonly endedAt: Date;
  /** How long before the incident somebody may have been at work to count as touched. */
  readonly activityMinutes: number;
}

const iso = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Who was touched by an incident, each with what was seen: whoever tried to submit and could not, and whoever was
 * frozen or ready when it ended, not submitted, and at work on it during the incident or shortly before.
 */
export async function findTouched(
  db: Db,
  asked: TouchedAsked,
): Promise<readonly TouchedApplication[]> {
  const [attempts, activities] = await Promise.all([
    findAttempts(db, asked),
    findActivities(db, asked),
  ]);
  const active = new Map(activities.map(({ applicationId, details }) => [applicationId, details]));
  const tried = new Set(attempts.map(({ applicationId }) => applicationId));
  return [
    ...attempts.map(({ applicationId, details }): TouchedApplication => ({
      applicationId,
      why: 'failed-attempt',
      details: { ...details, ...active.get(applicationId) },
    })),
    ...activities
      .filter(({ applicationId }) => !tried.has(applicationId))
      .map((each): TouchedApplication => ({ ...each, why: 'activity' })),
  ];
}

interface Found<D> {
  readonly applicationId: string;
  readonly details: D;
}

async function findAttempts(
  db: Db,
  { callId, beganAt, endedAt }: TouchedAsked,
): Promise<readonly Found<AttemptDetails>[]> {
  const { rows } = await sql<Found<AttemptDetails>>`
    select application_id as "applicationId",
           json_build_object('attempts', attempts, 'firstAttemptAt', ${iso('first')}, 'lastAttemptAt', ${iso('last')},
                             'reasons', reasons) as details
      from (select application_id, count(*) as attempts, min(at) as first, max(at) as last,
                   array_agg(distinct reason order by reason) as reasons
              from failed_attempt
             where call_id = ${callId} and at >= ${beganAt} and at <= ${endedAt}
             group by application_id) f
     order by application_id`.execute(db);
  return rows;
}

/**
 * The state at the end of the incident is the last that the journal tells by then. A session counts when it was opened
 * before the end and used after the beginning of the time looked at; a program's token says nothing of a person.
 */
async function findActivities(
  db: Db,
  { callId, beganAt, endedAt, activityMinutes }: TouchedAsked,
): Promise<readonly Found<ActivityDetails>[]> {
  const since = new Date(beganAt.getTime() - activityMinutes * 60_000);
  const { rows } = await sql<Found<ActivityDetails>>`
    with waiting as materialized (
      select a.call_id, a.id,
             (select j.to_state from journal j
               where j.chain = ${`call/${callId}`} and j.subject = 'application/' || a.id and j.at <= ${endedAt}
               order by j.sequence desc limit 1) as state
        from application a
       where a.call_id = ${callId} and a.created_at <= ${endedAt}
         and coalesce((select e.kind <> 'submission' from register_entry e
                        where e.call_id = a.call_id and e.application_id = a.id
                        order by e.turn desc limit 1), true)
         and coalesce((select e.kind <> 'submission' from register_entry e
                        where e.call_id = a.call_id and e.application_id = a.id and e.at <= ${endedAt}
                        order by e.turn desc limit 1), true)
    )
    select w.id as "applicationId",
           json_strip_nulls(json_build_object('state', w.state, 'lastAct', step.act, 'lastActAt', ${iso('step.at')},
                                              'lastSeenAt', ${iso('seen.at')})) as details
      from waiting w
      left join lateral (
        select j.act, j.at from journal j
         where j.chain = ${`call/${callId}`} and j.subject = 'application/' || w.id
           and j.at >= ${since} and j.at <= ${endedAt}
         order by j.sequence desc limit 1) step on true
      left join lateral (
        select max(s.last_seen_at) as at
          from application_partner p
          join power h on h.organisation_id = p.organisation_id
          join session s on s.person_id = h.person_id
         where p.call_id = w.call_id and p.application_id = w.id
           and h.scopes && array['edit', 'consent', 'submit'] and (h.call_id is null or h.call_id = w.call_id)
           and h.valid_from <= ${endedAt} and (h.valid_until is null or h.valid_until > ${beganAt})
           and (h.revoked_at is null or h.revoked_at > ${beganAt})
           and s.kind = 'browser' and s.created_at <= ${endedAt} and s.last_seen_at >= ${since}) seen on true
     where w.state in ('frozen', 'ready') and (step.at is not null or seen.at is not null)
     order by w.id`.execute(db);
  return rows;
}
