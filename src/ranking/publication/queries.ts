import { sql, type RawBuilder } from 'kysely';
import type { Cents } from '../../engine/index.ts';
import type { Db } from '../../platform/database.ts';
import type { Mode } from '../../platform/tables.ts';
import type { PublishedPot } from '../../engine/index.ts';
import type { EntryRow } from './entry.ts';
import type { PublishedAct } from './published-act.ts';

export interface ActName {
  readonly callId: number;
  readonly number: number;
}

/** Whether the day has come from which everybody sees an act. */
const isOut = (act: string): RawBuilder<unknown> =>
  sql`(${sql.ref(`${act}.state`)} = 'published'
       and ${sql.ref(`${act}.published_on`)} <= (clock_timestamp() at time zone 'Europe/Rome')::date)`;
/** When everybody saw it first. */
const outSince = sql`greatest(a.published_at, a.published_on::timestamp at time zone 'Europe/Rome')`;

const actColumns = sql`
  a.call_id as "callId", a.number, a.kind, a.follows, a.replaces, a.units, a.title, a.ground, a.reasons,
  (select max(l.number) from ranking_act l
    where l.call_id = a.call_id and l.replaces = a.number and ${isOut('l')}) as "replacedBy",
  a.frozen_round as "frozenRound",
  (select f.call_version from frozen_round f where f.call_id = a.call_id and f.number = a.frozen_round) as "callVersion", encode(a.content_hash, 'hex') as "contentHash",
  encode(a.bundle_hash, 'hex') as "bundleHash", a.signed_at as "signedAt", a.protocol,
  a.protocol_day as "protocolDay", a.published_on as "publishedOn", ${outSince} as "publishedAt"`;

/** All published acts of a call, the latest first. */
export async function findPublishedActs(db: Db, callId: number): Promise<readonly PublishedAct[]> {
  const { rows } = await sql<PublishedAct>`
    select ${actColumns} from ranking_act a
     where a.call_id = ${callId} and ${isOut('a')} order by a.number desc`.execute(db);
  return rows;
}

export interface ListedAct extends PublishedAct {
  readonly slug: string;
  readonly callTitle: { readonly it: string; readonly en: string };
  readonly bodyName: string;
  readonly mode: Mode;
  readonly fictional: boolean;
}

export interface ListedAsked {
  /** The acts published before this one. */
  readonly after?: readonly [instant: string, callId: string, number: string] | undefined;
  readonly limit: number;
  readonly liveOnly?: boolean;
  /** Of this call only, whatever its mode. */
  readonly callId?: number;
}

/** The published acts of all calls that everybody sees, the latest first. */
export async function findListedActs(
  db: Db,
  { after, limit, liveOnly = false, callId }: ListedAsked,
): Promise<readonly ListedAct[]> {
  const { rows } = await sql<ListedAct>`
    select ${actColumns}, call.slug, call.mode, v.title as "callTitle", v.fictional, body.name as "bodyName"
      from ranking_act a
      join call on call.id = a.call_id
      join body on body.id = call.body_id
      cross join lateral (select title, fictional from call_version where call_id = a.call_id
                           order by version desc limit 1) v
     where ${isOut('a')} and ${callId === undefined ? sql`call.mode = any(${liveOnly ? ['live'] : ['live', 'rehearsal']})` : sql`a.call_id = ${callId}`}
       ${
         after === undefined
           ? sql``
           : sql`and (date_trunc('milliseconds', ${outSince}), a.call_id, a.number)
                     < (${after[0]}::timestamptz, ${Number(after[1])}, ${Number(after[2])})`
       }
     order by date_trunc('milliseconds', ${outSince}) desc, a.call_id desc, a.number desc limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** What changes whenever something that public pages show changes: acts, and codes of projects. */
export async function findPublicationStamp(
  db: Db,
): Promise<{ readonly at: Date | null; readonly text: string }> {
  const { rows } = await sql<{ acts: number; cups: number; at: Date | null }>`
    select (select count(*) from ranking_act a where ${isOut('a')}) as acts,
           (select count(*) from project_cup) as cups,
           greatest((select max(${outSince}) from ranking_act a where ${isOut('a')}),
                    (select max(recorded_at) from project_cup)) as at`.execute(db);
  const [stamp] = rows;
  if (!stamp) throw new Error('nothing was counted');
  const { acts, cups, at } = stamp;
  return { at, text: `${acts}/${cups}/${at?.toISOString() ?? ''}` };
}

const entryColumns = sql`
  e.place, e.application_id as "applicationId", e.pseudonym, e.unit, e.line, e.position,
  e.position_to as "positionTo", e.outcome, e.reason, e.decided_by as "decidedBy", e.is_reserved as "isReserved",
  e.net, e.bonus, e.gross, e.asked, e.granted, e.total, e.reached, e.name, e.fiscal_code as "fiscalCode",
  e.holder_kind as "holderKind", e.province, e.municipality, e.municipality_code as "municipalityCode",
  e.criteria, c.cup`;

const entriesOfAct = sql`
  ranking_entry e left join project_cup c on c.call_id = e.call_id and c.application_id = e.application_id`;

export interface EntriesAsked extends ActName {
  readonly fromPlace?: number | undefined;
  readonly toPlace?: number | undefined;
  readonly unit?: string | undefined;
  readonly province?: string | undefined;
  readonly words?: EntryWords | undefined;
  readonly limit: number;
}

/** What one looks for in names; of natural persons only those that are named are found. */
export interface EntryWords {
  readonly text: string;
  readonly namedCodes: readonly string[];
}

/** Entries of an act in the order of their places. */
export async function findEntries(db: Db, asked: EntriesAsked): Promise<readonly EntryRow[]> {
  const { callId, number, limit } = asked;
  const { rows } = await sql<EntryRow>`
    select ${entryColumns} from ${entriesOfAct}
     where e.call_id = ${callId} and e.act_number = ${number} ${conditionsOf(asked)}
     order by e.place limit ${limit}`.execute(db);
  return rows;
}

function conditionsOf({
  fromPlace,
  toPlace,
  unit,
  province,
  words,
}: EntriesAsked): RawBuilder<unknown> {
  return sql`
    ${fromPlace === undefined ? sql`` : sql`and e.place >= ${fromPlace}`}
    ${toPlace === undefined ? sql`` : sql`and e.place <= ${toPlace}`}
    ${unit === undefined ? sql`` : sql`and e.unit = ${unit}`}
    ${province === undefined ? sql`` : sql`and e.province = ${province}`}
    ${
      words === undefined
        ? sql``
        : sql`and (lower(e.pseudonym) = ${words.text}
                   or (strpos(lower(e.name), ${words.text}) > 0
                       and (length(e.fiscal_code) <> 16 or e.fiscal_code = any(${[...words.namedCodes]}::text[]))))`
    }`;
}

/** The entries of an act, a few thousand at a time, for what looks at all of them. */
export async function* readEntries(
  db: Db,
  asked: ActName,
  pageRows = 2_000,
): AsyncGenerator<readonly EntryRow[]> {
  for (let fromPlace = 1; ; fromPlace += pageRows) {
    const rows = await findEntries(db, {
      ...asked,
      fromPlace,
      toPlace: fromPlace + pageRows - 1,
      limit: pageRows,
    });
    if (rows.length === 0) return;
    yield rows;
  }
}

/** What the signed text of an act says of its money, without the lines of its table. */
export async function findSaid(
  db: Db,
  { callId, number }: ActName,
): Promise<{ readonly total: Cents | null; readonly pots: readonly PublishedPot[] } | undefined> {
  const { rows } = await sql<{ total: number | null; pots: readonly PublishedPot[] | null }>`
    select (said #>> '{totals,total}')::bigint as total, said -> 'pots' as pots
      from (select convert_from(content, 'UTF8')::jsonb as said from ranking_act
             where call_id = ${callId} and number = ${number}) s`.execute(db);
  return rows[0] && { total: rows[0].total, pots: rows[0].pots ?? [] };
}

/** The title of the project as it was submitted. */
export async function findProjectTitle(
  db: Db,
  { callId, applicationId }: { readonly callId: number; readonly applicationId: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ title: string }>`
    select h.title from examination x
      join snapshot_heading h on h.call_id = x.call_id and h.application_id = x.application_id
                             and h.hash = x.submitted_hash
     where x.call_id = ${callId} and x.application_id = ${applicationId}`.execute(db);
  return rows[0]?.title;
}

/** What a body granted in a year to each natural person, for real or in rehearsals: by acts that hold, each counted once. */
export async function findPersonTotals(
  db: Db,
  { bodyId, mode, year }: { readonly bodyId: string; readonly mode: Mode; readonly year: number },
): Promise<ReadonlyMap<string, Cents>> {
  const { rows } = await sql<{ code: string; granted: Cents }>`
    select e.fiscal_code as code, sum(e.granted)::bigint as granted
      from ranking_act a
      join call on call.id = a.call_id
      join ranking_entry e on e.call_id = a.call_id and e.act_number = a.number
     where ${isOut('a')} and call.body_id = ${bodyId} and call.mode = ${mode}
       and a.published_on >= ${`${year}-01-01`} and a.published_on <= ${`${year}-12-31`}
       and length(e.fiscal_code) = 16
       and not exists (select 1 from ranking_act l
                        where l.call_id = a.call_id and l.replaces = a.number and ${isOut('l')})
     group by e.fiscal_code`.execute(db);
  return new Map(rows.map(({ code, granted }) => [code, granted]));
}

export interface MunicipalityRow {
  readonly municipality: string | null;
  readonly municipalityCode: string | null;
  readonly applications: number;
  readonly funded: number;
  readonly total: Cents;
}

/** The money of a province by municipality; those of natural persons only where the rules show where they live. */
export async function findMunicipalities(
  db: Db,
  {
    callId,
    number,
    province,
    hidesPersons,
  }: ActName & { readonly province: string; readonly hidesPersons: boolean },
): Promise<readonly MunicipalityRow[]> {
  const shown = sql`case when ${hidesPersons} and length(fiscal_code) = 16 then null else municipality end`;
  const shownCode = sql`case when ${hidesPersons} and length(fiscal_code) = 16 then null else municipality_code end`;
  const { rows } = await sql<MunicipalityRow>`
    select ${shown} as municipality, ${shownCode} as "municipalityCode", count(*) as applications,
           count(*) filter (where total > 0) as funded, sum(total)::bigint as total
      from ranking_entry
     where call_id = ${callId} and act_number = ${number} and coalesce(province, '') = ${province}
     group by 1, 2 order by 5 desc, 1 limit 2000`.execute(db);
  return rows;
}

export interface MemberRow {
  readonly pseudonym: string;
  readonly place: number;
  readonly actNumber: number;
  readonly name: string;
  readonly fiscalCode: string;
  readonly total: Cents;
  readonly province: string | null;
  readonly municipality: string | null;
  readonly municipalityCode: string | null;
  readonly fromDay: string;
  readonly untilDay: string | null;
}

/** Who is in the list of a call on a day, as known now: by name, a page at a time. */
export async function findMembersOn(
  db: Db,
  {
    callId,
    day,
    skip,
    limit,
  }: {
    readonly callId: number;
    readonly day: string;
    readonly skip: number;
    readonly limit: number;
  },
): Promise<{ readonly total: number; readonly members: readonly MemberRow[] }> {
  const { rows } = await sql<MemberRow & { readonly all: number }>`
    select e.pseudonym, e.place, m.act_number as "actNumber", e.name, e.fiscal_code as "fiscalCode", e.total,
           e.province, e.municipality, e.municipality_code as "municipalityCode",
           m.from_day as "fromDay", m.until_day as "untilDay", count(*) over () as all
      from list_membership m
      join ranking_act a on a.call_id = m.call_id and a.number = m.act_number and ${isOut('a')}
      join ranking_entry e on e.call_id = m.call_id and e.act_number = m.act_number
                          and e.application_id = m.application_id
     where m.call_id = ${callId} and m.superseded_at is null and m.from_day <= ${day}
       and (m.until_day is null or m.until_day > ${day})
     order by e.name, e.pseudonym offset ${skip} limit ${limit}`.execute(db);
  return { total: rows[0]?.all ?? 0, members: rows.map(({ all: _all, ...member }) => member) };
}

/** The entry of an act under the name by which the bundle calls it. */
export async function findEntryByPseudonym(
  db: Db,
  { callId, number }: ActName,
  pseudonym: string,
): Promise<EntryRow | undefined> {
  const { rows } = await sql<EntryRow>`
    select ${entryColumns} from ${entriesOfAct}
     where e.call_id = ${callId} and e.act_number = ${number} and e.pseudonym = ${pseudonym} limit 1`.execute(
    db,
  );
  return rows[0];
}
