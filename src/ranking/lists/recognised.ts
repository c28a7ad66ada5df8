import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';

/** What a list said of an organisation on a day: the act that says so is the evidence. */
export interface Recognition {
  readonly applicationId: string;
  /** Whether it led what was recognised, or took part in it. */
  readonly isLead: boolean;
  readonly from: string;
  /** The first day on which it no longer was in the list; nothing while it has no end. */
  readonly until: string | null;
  /** The day on which it was asked for, in the zone of the call. */
  readonly appliedOn: string;
  readonly act: {
    readonly number: number;
    readonly title: string;
    readonly protocol: string | null;
    readonly protocolDay: string | null;
    readonly contentHash: string;
  };
  readonly ground: string;
  /** Of the rules by which it was recognised. */
  readonly callVersion: number;
  readonly recordedAt: Date;
}

export interface RecognitionAsked {
  readonly callId: number;
  readonly organisationIds: readonly string[];
  /** Only stretches that hold on this day; all when left out. */
  readonly on?: string;
  /** As it was known then; as it is known now when left out. */
  readonly knownAt?: Date;
  readonly zone: string;
}

/** The stretches in which a list recognises what these organisations take part in, the earliest first. */
export async function findRecognitions(
  db: Db,
  { callId, organisationIds, on, knownAt, zone }: RecognitionAsked,
): Promise<readonly Recognition[]> {
  const known = knownAt === undefined ? sql`clock_timestamp()` : sql`${knownAt}::timestamptz`;
  const { rows } = await sql<Recognition>`
    select m.application_id as "applicationId", o.is_lead as "isLead", m.from_day as from, m.until_day as until,
           to_char(e.at at time zone ${zone}, 'YYYY-MM-DD') as "appliedOn",
           json_build_object('number', a.number, 'title', a.title, 'protocol', a.protocol,
             'protocolDay', a.protocol_day, 'contentHash', encode(a.content_hash, 'hex')) as act,
           m.ground, m.call_version as "callVersion", m.recorded_at as "recordedAt"
      from (select application_id, bool_or(is_lead) as is_lead from list_member
             where call_id = ${callId} and organisation_id = any(${[...organisationIds]}::uuid[])
             group by application_id) o
      join list_membership m on m.call_id = ${callId} and m.application_id = o.application_id
      join ranking_act a on a.call_id = m.call_id and a.number = m.act_number
      join examination x on x.call_id = m.call_id and x.application_id = m.application_id
      join register_entry e on e.call_id = x.call_id and e.number = x.entry_number
     where m.recorded_at <= ${known} and (m.superseded_at is null or m.superseded_at > ${known})
       ${on === undefined ? sql`` : sql`and m.from_day <= ${on} and (m.until_day is null or m.until_day > ${on})`}
     order by m.from_day, m.application_id`.execute(db);
  return rows;
}

export async function findOrganisationByCode(db: Db, code: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('organisation')
    .select('id')
    .where('fiscal_code', '=', code)
    .executeTakeFirst();
  return row?.id;
}
