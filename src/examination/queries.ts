import { sql, type RawBuilder } from 'kysely';
import type { CallDocument, DayNumber } from '../engine/index.ts';
import type { Db } from '../platform/database.ts';
import { dayOf, zoneOf } from './clock.ts';
import type { ExaminationKey, ExaminationRecord, RecordedSuspension } from './examination.ts';

function iso(instant: RawBuilder<unknown>): RawBuilder<string> {
  return sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** Of examination `x`, in the words of the record. */
export const examinationColumns = sql`
  x.call_id as "callId", x.application_id as "applicationId", x.entry_number as "entryNumber",
  encode(x.submitted_hash, 'hex') as "submittedHash", encode(x.snapshot_hash, 'hex') as "snapshotHash",
  x.line, x.phase, x.state, x.outcome, x.assigned_to as "assignedTo", x.due, x.is_suspended as "isSuspended",
  x.open_points as "openPoints", x.revision, ${iso(sql`x.begun_at`)} as "begunAt",
  (select ${iso(sql`e.at`)} from register_entry e
    where e.call_id = x.call_id and e.number = x.entry_number) as "submittedAt",
  (select ${iso(sql`t.closes_at`)} from call_term t
    where t.call_id = x.call_id order by t.revision desc limit 1) as "closesAt",
  (select coalesce(json_agg(json_build_object('event', p.event, 'day', p.day)
                            order by p.application_id nulls last, p.id desc), '[]')
     from procedure_event p
    where p.call_id = x.call_id and (p.application_id is null or p.application_id = x.application_id)) as events`;

/** Of examination `x`: its applicant has not withdrawn it, also where the office has not taken that in yet. */
export const isNotWithdrawn = sql<boolean>`(x.state <> 'withdrawn' and not exists (
  select from register_entry w where w.call_id = x.call_id and w.application_id = x.application_id
                                 and w.kind = 'withdrawal' and w.number > x.entry_number))`;

export async function findExamination(
  db: Db,
  { callId, applicationId }: ExaminationKey,
): Promise<ExaminationRecord | undefined> {
  const { rows } = await sql<ExaminationRecord>`
    select ${examinationColumns} from examination x
     where x.call_id = ${callId} and x.application_id = ${applicationId}::uuid`.execute(db);
  return rows[0];
}

/** What held the clock up, in the order in which it was recorded. */
export async function listSuspensions(
  db: Db,
  { callId, applicationId }: ExaminationKey,
): Promise<readonly RecordedSuspension[]> {
  const { rows } = await sql<RecordedSuspension>`
    select ${suspensionColumns} from suspension s
     where s.call_id = ${callId} and s.application_id = ${applicationId}::uuid
     order by s.number`.execute(db);
  return rows;
}

const suspensionColumns = sql`
  s.number, s.cause, s.effect, s.acted_on as "actedOn", s.from_day as "fromDay", s.until_day as "untilDay", s.why,
  s.ended_at is not null as "isEnded"`;

/** The suspensions of several examinations of one call, by the application. */
export async function listSuspensionsOf(
  db: Db,
  keys: readonly ExaminationKey[],
): Promise<ReadonlyMap<string, readonly RecordedSuspension[]>> {
  const found = new Map<string, RecordedSuspension[]>();
  if (keys.length === 0) return found;
  const { rows } = await sql<RecordedSuspension & { readonly applicationId: string }>`
    select ${suspensionColumns}, s.application_id as "applicationId"
      from unnest(${keys.map(({ callId }) => callId)}::int[], ${keys.map(({ applicationId }) => applicationId)}::uuid[])
           as k(call_id, application_id)
      join suspension s on s.call_id = k.call_id and s.application_id = k.application_id
     order by s.application_id, s.number`.execute(db);
  for (const { applicationId, ...row } of rows) {
    const own = found.get(applicationId);
    if (own) own.push(row);
    else found.set(applicationId, [row]);
  }
  return found;
}

/** The day that it is where the days of the call are counted, by the clock of the database. */
export async function findToday(db: Db, document: CallDocument): Promise<DayNumber> {
  const { rows } = await sql<{ readonly today: string }>`
    select (clock_timestamp() at time zone ${zoneOf(document)})::date as today`.execute(db);
  if (!rows[0]) throw new Error('the database does not say what day it is');
  return dayOf(rows[0].today);
}
