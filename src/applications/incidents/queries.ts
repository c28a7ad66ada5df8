import { sql } from 'kysely';
import type { Principal, Subject } from '../../accounts/index.ts';
import type { Db } from '../../platform/database.ts';
import type { Evidence, Sightings } from './evidence.ts';
import type { Incident, RemedyKind, TouchedApplication } from './incident.ts';
import { marginMs, type Span } from './outage.ts';
import type { Probe } from './probe.ts';

/** No server waits longer between two probes. */
export const everyMsMax = 60_000;

/** Everything that the servers saw of a time, and of a call in it. */
export async function loadSightings(
  db: Db,
  { callId, call, span }: { readonly callId: number; readonly call: string; readonly span: Span },
): Promise<Sightings> {
  const [from, to] = [new Date(span.from), new Date(span.to)];
  const [probes, attempts, dropped, clock] = await Promise.all([
    loadProbes(db, span),
    db
      .selectFrom('failed_attempt')
      .select(['at', 'application_id', 'reason'])
      .where('call_id', '=', callId)
      .where('at', '>=', from)
      .where('at', '<=', to)
      .execute(),
    db
      .selectFrom('dropped_attempts')
      .select(['server', 'first_at', 'last_at', 'repeated', 'unnamed'])
      .where('call_id', '=', callId)
      .where('first_at', '<=', to)
      .where('last_at', '>=', from)
      .orderBy('first_at')
      .execute(),
    sql<{ now: Date; observed: Date | null }>`
      select clock_timestamp() as now, (select min(at) from probe) as observed`.execute(db),
  ]);
  const [row] = clock.rows;
  return {
    call,
    span,
    now: row?.now.getTime() ?? span.to,
    observedFrom: row?.observed?.getTime() ?? null,
    probes,
    attempts: attempts.map(({ at, application_id: applicationId, reason }) => ({
      at: at.getTime(),
      applicationId,
      reason,
    })),
    dropped: dropped.map(({ first_at: first, last_at: last, ...rest }) => ({
      ...rest,
      first: first.getTime(),
      last: last.getTime(),
    })),
  };
}

/** The probes of a span and around it, with the last before and the first after, however far away. */
async function loadProbes(db: Db, { from, to }: Span): Promise<readonly Probe[]> {
  const margin = marginMs(everyMsMax);
  const [start, end] = [new Date(from - margin), new Date(to + margin)];
  const columns = sql`server, run, (extract(epoch from at) * 1000)::float8 as at,
    (extract(epoch from server_at) * 1000)::float8 as "serverAt", took_ms as "tookMs", every_ms as "everyMs", problem`;
  const { rows } = await sql<Probe>`
    select ${columns} from probe where at >= ${start} and at <= ${end}
    union all (select ${columns} from probe where at < ${start} order by probe.at desc limit 1)
    union all (select ${columns} from probe where at > ${end} order by probe.at limit 1)`.execute(
    db,
  );
  return rows.map((row) => ({
    ...row,
    at: Math.round(row.at),
    serverAt: Math.round(row.serverAt),
  }));
}

interface IncidentRow extends Omit<Incident, 'remedy'> {
  readonly remedyKind: RemedyKind | null;
  readonly until: Date | null;
  readonly ground: string | null;
  readonly decidedAt: Date | null;
  readonly admitted: number;
}

function selectIncident(db: Db) {
  return db
    .selectFrom('incident')
    .leftJoin('incident_remedy', 'incident_remedy.incident_id', 'incident.id')
    .select([
      'incident.id',
      'incident.call_id as callId',
      'began_at as beganAt',
      'ended_at as endedAt',
      'title',
      'description',
      sql<Evidence>`evidence`.as('evidence'),
      sql<string>`encode(evidence_hash, 'hex')`.as('evidenceHash'),
      'outside_evidence as outsideEvidence',
      'recorded_at as recordedAt',
      sql<number>`(select count(*) from incident_touched t where t.incident_id = incident.id)`.as(
        'touched',
      ),
      'incident_remedy.kind as remedyKind',
      'incident_remedy.until',
      'incident_remedy.ground',
      'incident_remedy.decided_at as decidedAt',
      sql<number>`(select count(*) from late_admission l where l.incident_id = incident.id)`.as(
        'admitted',
      ),
    ]);
}

function incidentOf(row: IncidentRow): Incident {
  const { remedyKind, until, ground, decidedAt, admitted, ...incident } = row;
  const hasRemedy = remedyKind !== null && until !== null && decidedAt !== null;
  return {
    ...incident,
    remedy: hasRemedy
      ? { kind: remedyKind, until, ground: ground ?? '', decidedAt, admitted }
      : null,
  };
}

/** The incidents of a call, the latest first. */
export async function listIncidents(
  db: Db,
  { callId, before, limit }: { callId: number; before?: IncidentPlace | undefined; limit: number },
): Promise<readonly Incident[]> {
  const rows = await selectIncident(db)
    .where('incident.call_id', '=', callId)
    .$if(before !== undefined, (query) =>
      query.where(
        sql<boolean>`(began_at, incident.id) < (${before?.beganAt}::timestamptz, ${before?.id}::uuid)`,
      ),
    )
    .orderBy('began_at', 'desc')
    .orderBy('incident.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(incidentOf);
}

/** Where a page of the list ended. */
export interface IncidentPlace {
  readonly beganAt: string;
  readonly id: string;
}

export async function findIncident(
  db: Db,
  { callId, id }: { readonly callId: number; readonly id: string },
): Promise<Incident | undefined> {
  const row = await selectIncident(db)
    .where('incident.call_id', '=', callId)
    .where('incident.id', '=', id)
    .executeTakeFirst();
  return row && incidentOf(row);
}

/** What an address that names a call and an incident of it is about, for the guard. */
export async function findIncidentSubject(
  db: Db,
  { call, incident }: { readonly call?: string; readonly incident?: string },
): Promise<Subject | undefined> {
  const row = await db
    .selectFrom('incident')
    .innerJoin('call', 'call.id', 'incident.call_id')
    .select(['call.id as callId', 'call.body_id as bodyId'])
    .where('call.slug', '=', call ?? '')
    .where('incident.id', '=', incident ?? '')
    .executeTakeFirst();
  return row && { ...row, organisationIds: [] };
}

/** An application on the list, as the office and its own people see it. */
export type ListedApplication = TouchedApplication & {
  /** What it holds is nobody else's business until it is submitted. */
  readonly title: string | null;
  readonly leadName: string;
  readonly listedAt: Date;
  /** Whether it stands submitted now. */
  readonly isSubmitted: boolean;
  /** Until when it may be submitted because of this incident. */
  readonly admittedUntil: Date | null;
};

/** Whether the last line of the register about application `t` is a submission. */
const isSubmitted = sql<boolean>`coalesce((
  select e.kind = 'submission' from register_entry e
   where e.call_id = t.call_id and e.application_id = t.application_id
   order by e.turn desc limit 1), false)`;

function selectListed(db: Db, incidentId: string) {
  return db
    .selectFrom('incident_touched as t')
    .innerJoin('application as a', (join) =>
      join.onRef('a.call_id', '=', 't.call_id').onRef('a.id', '=', 't.application_id'),
    )
    .innerJoin('organisation as o', 'o.id', 'a.lead_id')
    .leftJoin('late_admission as l', (join) =>
      join
        .onRef('l.incident_id', '=', 't.incident_id')
        .onRef('l.application_id', '=', 't.application_id'),
    )
    .select([
      't.application_id as applicationId',
      't.why',
      't.details',
      't.at as listedAt',
      sql<string | null>`case when ${isSubmitted} then a.title end`.as('title'),
      'o.name as leadName',
      'l.until as admittedUntil',
      isSubmitted.as('isSubmitted'),
    ])
    .where('t.incident_id', '=', incidentId);
}

/** The applications on the list of an incident. */
export async function listTouched(
  db: Db,
  { incidentId, after, limit }: { incidentId: string; after?: string | undefined; limit: number },
): Promise<readonly ListedApplication[]> {
  const rows = await selectListed(db, incidentId)
    .$if(after !== undefined, (query) => query.where('t.application_id', '>', after ?? ''))
    .orderBy('t.application_id')
    .limit(limit)
    .execute();
  return rows as readonly ListedApplication[];
}

/** Those of them that the person may read for an organisation. */
export async function listOwnTouched(
  db: Db,
  { incidentId, principal }: { incidentId: string; principal: Principal | null },
): Promise<readonly ListedApplication[]> {
  const read = principal?.powers.filter(({ scopes }) => scopes.includes('read')) ?? [];
  if (read.length === 0) return [];
  const rows = await selectListed(db, incidentId)
    .where(
      sql<boolean>`exists (
        select from application_partner p
          join unnest(${read.map(({ organisationId }) => organisationId)}::uuid[],
                      ${read.map(({ callId }) => callId)}::integer[]) as w (organisation_id, call_id)
            on w.organisation_id = p.organisation_id and (w.call_id is null or w.call_id = p.call_id)
         where p.call_id = t.call_id and p.application_id = t.application_id)`,
    )
    .orderBy('t.application_id')
    .limit(200)
    .execute();
  return rows as readonly ListedApplication[];
}
