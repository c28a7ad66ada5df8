import { sql, type RawBuilder } from 'kysely';
import type { Principal, Subject } from '../accounts/index.ts';
import type { Database, Db } from '../platform/database.ts';
import {
  recordOf,
  summaryOf,
  type ApplicationRecord,
  type ApplicationSummary,
  type RecordRow,
  type SummaryRow,
} from './application-record.ts';
import type { NamedOrganisation } from './snapshot.ts';

/** ISO 8601 in UTC with microseconds, so that text compares as time. */
function iso(instant: RawBuilder<unknown>): RawBuilder<string> {
  return sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

const named = (alias: string) =>
  sql`'id', ${sql.ref(`${alias}.id`)}, 'name', ${sql.ref(`${alias}.name`)}, 'fiscalCode', ${sql.ref(`${alias}.fiscal_code`)}`;

/** Of application `a`, its call `c` and its lead `l`; every part is read through a key. */
const summaryColumns = sql`
  a.id, a.title, a.revision,
  encode(a.frozen_hash, 'hex') as frozen_hash, encode(a.ready_hash, 'hex') as ready_hash,
  ${iso(sql`a.created_at`)} as created_at, ${iso(sql`a.updated_at`)} as updated_at,
  json_build_object(${named('l')}) as lead,
  (select coalesce(json_agg(json_build_object(${named('o')}, 'role', p.role) order by p.ordinal), '[]')
     from application_partner p join organisation o on o.id = p.organisation_id
    where p.call_id = a.call_id and p.application_id = a.id) as partners,
  (select coalesce(json_agg(json_build_object('organisationId', s.organisation_id, 'at', ${iso(sql`s.at`)},
                              'isSigned', exists (
                                select from signed_consent f
                                 where f.call_id = s.call_id and f.application_id = s.application_id
                                   and f.snapshot_hash = s.snapshot_hash
                                   and f.organisation_id = s.organisation_id))
                            order by s.at), '[]')
     from consent s
    where s.call_id = a.call_id and s.application_id = a.id and s.snapshot_hash = a.frozen_hash) as consents,
  (select coalesce(json_agg(json_build_object('kind', e.kind, 'number', e.number, 'turn', e.turn,
                              'snapshotHash', encode(e.snapshot_hash, 'hex'), 'at', ${iso(sql`e.at`)})
                            order by e.turn), '[]')
     from register_entry e
    where e.call_id = a.call_id and e.application_id = a.id) as entries,
  (select json_build_object('id', c.id, 'slug', c.slug, 'mode', c.mode, 'resubmission', c.resubmission,
                            'fictional', v.fictional, 'title', v.title, 'version', v.version)
     from call_version v where v.call_id = c.id order by v.version desc limit 1) as call,
  (select json_build_object('opensAt', ${iso(sql`t.opens_at`)}, 'closesAt', ${iso(sql`t.closes_at`)})
     from call_term t where t.call_id = a.call_id order by t.revision desc limit 1) as term,
  (select ${iso(sql`max(d.until)`)} from late_admission d
    where d.call_id = a.call_id and d.application_id = a.id) as admitted_until,
  ${iso(sql`clock_timestamp()`)} as now`;

const recordColumns = sql`${summaryColumns},
  a.content, a.call_version,
  (select coalesce(json_agg(json_build_object('slot', d.slot, 'version', d.version, 'name', d.name,
                              'kind', d.kind, 'bytes', d.bytes, 'hash', encode(d.hash, 'hex'),
                              'uploadedAt', ${iso(sql`d.uploaded_at`)}, 'isFrozen', d.is_frozen,
                              'removedAt', ${iso(sql`d.removed_at`)}, 'isByReply', d.by_reply,
                              'scan', (select json_build_object('state', c.state, 'finding', c.finding)
                                         from content_scan c where c.hash = d.hash))
                            order by d.slot, d.version), '[]')
     from document d
    where d.call_id = a.call_id and d.application_id = a.id) as documents,
  (select ${iso(sql`n.frozen_at`)} from snapshot n
    where n.call_id = a.call_id and n.application_id = a.id and n.hash = a.frozen_hash) as frozen_at`;

const uuidPattern = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** One application, as it stands at this statement. */
export function recordQuery(callId: number, id: string): RawBuilder<RecordRow> {
  return sql<RecordRow>`
    select ${recordColumns}
      from application a
      join call c on c.id = a.call_id
      join organisation l on l.id = a.lead_id
     where a.call_id = ${callId} and a.id = ${id}::uuid`;
}

/** Runs a query prepared on its connection: planning one that reads so much takes longer than running it. */
async function runNamed<T extends object>(
  { db, pool }: Database,
  name: string,
  query: RawBuilder<T>,
): Promise<readonly T[]> {
  const { sql: text, parameters } = query.compile(db);
  const { rows } = await pool.query<T>({ name, text, values: [...parameters] });
  return rows;
}

/** One application for who only looks at it. */
export async function findApplication(
  database: Database,
  callId: number,
  id: string,
): Promise<ApplicationRecord | undefined> {
  const [row] = await runNamed(database, 'read-application', recordQuery(callId, id));
  return row && recordOf(row);
}

/** The same within a transaction that may change it. */
export async function findApplicationIn(
  db: Db,
  callId: number,
  id: string,
): Promise<ApplicationRecord | undefined> {
  const { rows } = await recordQuery(callId, id).execute(db);
  return rows[0] && recordOf(rows[0]);
}

/** What an address that names an application is about, for the guard. */
export async function findApplicationSubject(
  database: Database,
  { call, application }: { readonly call?: string; readonly application?: string },
): Promise<Subject | undefined> {
  if (call === undefined || application === undefined || !isUuid(application)) return undefined;
  const query = sql<{ call_id: number; body_id: string; organisations: string[] }>`
    select c.id as call_id, c.body_id,
           array_prepend(a.lead_id, array(
             select p.organisation_id from application_partner p
              where p.call_id = a.call_id and p.application_id = a.id and p.organisation_id <> a.lead_id
           )) as organisations
      from call c join application a on a.call_id = c.id
     where c.slug = ${call} and a.id = ${application}::uuid`;
  const [row] = await runNamed(database, 'application-subject', query);
  return row && { callId: row.call_id, bodyId: row.body_id, organisationIds: row.organisations };
}

/** Where a list goes on. */
export interface ListPlace {
  readonly createdAt: string;
  readonly id: string;
}

/** Applications of all organisations that these powers let a person read, the newest first. */
export async function listApplications(
  database: Database,
  powers: Principal['powers'],
  { limit, after }: { readonly limit: number; readonly after?: ListPlace | undefined },
): Promise<readonly ApplicationSummary[]> {
  const read = powers.filter(({ scopes }) => scopes.includes('read'));
  const query = sql<SummaryRow>`
    with readable as (
      select distinct p.call_id, p.application_id
        from unnest(${read.map((power) => power.organisationId)}::uuid[],
                    ${read.map((power) => power.callId)}::int[]) as w (organisation_id, call_id)
        join application_partner p on p.organisation_id = w.organisation_id
                                  and (w.call_id is null or w.call_id = p.call_id)
    )
    select ${summaryColumns}
      from readable r
      join application a on a.call_id = r.call_id and a.id = r.application_id
      join call c on c.id = a.call_id
      join organisation l on l.id = a.lead_id
     ${after ? sql`where (a.created_at, a.id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)` : sql``}
     order by a.created_at desc, a.id desc
     limit ${limit}`;
  const name = after ? 'list-applications-after' : 'list-applications';
  return (await runNamed(database, name, query)).map(summaryOf);
}

export interface SnapshotKey {
  readonly callId: number;
  readonly id: string;
  /** In hexadecimal. */
  readonly hash: string;
  /** Only a text that was submitted. */
  readonly isSubmitted?: boolean;
}

/** The exact bytes of one frozen text. */
export async function findSnapshot(
  db: Db,
  { callId, id, hash, isSubmitted = false }: SnapshotKey,
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('snapshot')
    .select('content')
    .where('call_id', '=', callId)
    .where('application_id', '=', id)
    .where('hash', '=', Buffer.from(hash, 'hex'))
    .$if(isSubmitted, (query) =>
      query.where((where) =>
        where.exists(
          where
            .selectFrom('register_entry as e')
            .select('e.number')
            .whereRef('e.call_id', '=', 'snapshot.call_id')
            .whereRef('e.application_id', '=', 'snapshot.application_id')
            .whereRef('e.snapshot_hash', '=', 'snapshot.hash'),
        ),
      ),
    )
    .executeTakeFirst();
  return row?.content;
}

/** The exact bytes of a text that an entry of the register names. */
export async function findSubmittedText(
  database: Database,
  { callId, id, hash }: Omit<SnapshotKey, 'isSubmitted'>,
): Promise<Buffer | undefined> {
  const query = sql<{ content: Buffer }>`
    select content from snapshot
     where call_id = ${callId} and application_id = ${id}::uuid and hash = ${Buffer.from(hash, 'hex')}`;
  const [row] = await runNamed(database, 'submitted-text', query);
  return row?.content;
}

/** One change of state, from the journal. */
export interface TimelineStep {
  readonly act: string;
  readonly at: string;
  readonly onBehalfOf: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** What happened to an application before it was submitted, in order. */
export async function listTimeline(
  db: Db,
  callId: number,
  id: string,
): Promise<readonly TimelineStep[]> {
  const { rows } = await sql<TimelineStep>`
    select act, ${iso(sql`at`)} as at, on_behalf_of as "onBehalfOf", from_state as "from", to_state as "to"
      from journal
     where subject = ${subjectOf(id)} and chain = ${chainOf(callId)}
     order by sequence`.execute(db);
  return rows;
}

/** The chain of the journal in which the applications of a call are noted. */
export function chainOf(callId: number): string {
  return `call/${callId}`;
}

export function subjectOf(id: string): string {
  return `application/${id}`;
}

/** Organisations by id or fiscal code, each under what it was asked by. */
export async function findOrganisations(
  db: Db,
  names: readonly string[],
): Promise<ReadonlyMap<string, NamedOrganisation>> {
  const found = new Map<string, NamedOrganisation>();
  if (names.length === 0) return found;
  const ids = names.filter(isUuid);
  const codes = names.map((name) => name.toUpperCase());
  const { rows } = await sql<NamedOrganisation>`
    select id, name, fiscal_code as "fiscalCode" from organisation
     where id = any(${ids}::uuid[]) or fiscal_code = any(${codes}::text[])`.execute(db);
  for (const name of names) {
    const row = rows.find(
      ({ id, fiscalCode }) => id === name.toLowerCase() || fiscalCode === name.toUpperCase(),
    );
    if (row) found.set(name, row);
  }
  return found;
}

/** The number of the version that holds. */
export async function findCurrentVersion(db: Db, callId: number): Promise<number> {
  const { version } = await db
    .selectFrom('call_version')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow();
  return version;
}

/** Whether no new application may be begun: the window has ended by the clock of the database. */
export async function isCallOver(db: Db, callId: number): Promise<boolean> {
  const { rows } = await sql<{ over: boolean }>`
    select coalesce(clock_timestamp() > t.closes_at, false) as over
      from call_term t where t.call_id = ${callId}
     order by t.revision desc limit 1`.execute(db);
  return rows[0]?.over ?? false;
}
