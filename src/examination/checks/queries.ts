import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { ExaminationRecord } from '../examination.ts';
import type { FindingRecord } from './finding.ts';
import type { OutcomeAct } from './outcome-act.ts';

type Received = Pick<ExaminationRecord, 'callId' | 'applicationId' | 'entryNumber'>;

/** ISO 8601 in UTC with microseconds. */
function iso(instant: RawBuilder<unknown>): RawBuilder<string> {
  return sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** What was found since the application was received last, in order. */
export async function listFindings(
  db: Db,
  { callId, applicationId, entryNumber }: Received,
): Promise<readonly FindingRecord[]> {
  const { rows } = await sql<FindingRecord & { partner: string | null; entry: string | null }>`
    select f.number, f.subject_kind as kind, f.subject, f.partner, f.entry, f.says, f.value,
           f.instead_of as "insteadOf", f.overrules, f.note, f.evidence, f.phase,
           encode(f.snapshot_hash, 'hex') as "snapshotHash", f.revision, f.person_id as "personId",
           p.given_name || ' ' || p.family_name as "personName", ${iso(sql`f.at`)} as at,
           case when c.number is not null then json_build_object(
             'personId', c.person_id, 'personName', q.given_name || ' ' || q.family_name,
             'at', ${iso(sql`c.at`)}, 'agrees', c.agrees, 'note', c.note) end as second
      from finding f
      join person p on p.id = f.person_id
      left join finding_confirmation c
        on c.call_id = f.call_id and c.application_id = f.application_id and c.number = f.number
      left join person q on q.id = c.person_id
     where f.call_id = ${callId} and f.application_id = ${applicationId}::uuid
       and f.entry_number = ${entryNumber}
     order by f.number`.execute(db);
  return rows.map(({ partner, entry, ...finding }) => ({
    ...finding,
    ...(partner === null ? {} : { partner }),
    ...(entry === null ? {} : { entry }),
  }));
}

/** The acts since the application was received last, in order. */
export async function listOutcomeActs(
  db: Db,
  { callId, applicationId, entryNumber }: Received,
): Promise<readonly OutcomeAct[]> {
  const { rows } = await sql<OutcomeAct>`
    select o.number, o.kind, o.phase, o.reasons, o.observations, o.ground, o.note,
           encode(o.snapshot_hash, 'hex') as "snapshotHash", o.person_id as "personId",
           p.given_name || ' ' || p.family_name as "personName", ${iso(sql`o.at`)} as at
      from outcome_act o join person p on p.id = o.person_id
     where o.call_id = ${callId} and o.application_id = ${applicationId}::uuid
       and o.entry_number = ${entryNumber}
     order by o.number`.execute(db);
  return rows;
}

/** How the officer is called to whom the application was given. */
export async function findPersonName(db: Db, personId: string): Promise<string> {
  const { given_name: given, family_name: family } = await db
    .selectFrom('person')
    .select(['given_name', 'family_name'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  return `${given} ${family}`;
}
