import { sql, type RawBuilder } from 'kysely';
import type { RoundDecisions } from '../../engine/index.ts';
import type { Db } from '../../platform/database.ts';
import type { PublishedPot } from '../../engine/index.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import type { ListPage } from '../../platform/http/list-page.ts';
import type { Services } from '../../platform/services.ts';
import { noOrders, type ActKey, type ActOrders, type RankingAct } from './act.ts';
import type { ActContent, Membership } from './act-content.ts';

type ActRow = Omit<RankingAct, 'orders'> & { readonly orders: Partial<ActOrders> };

const actColumns = sql`
  a.call_id as "callId", a.number, a.kind, a.state, a.frozen_round as "frozenRound", a.follows, a.replaces, a.units,
  a.title, a.ground, a.reasons, a.orders, a.decisions, a.stale_reason as "staleReason", a.from_day as "fromDay",
  a.revision, a.made_by as "madeBy", a.made_at as "madeAt", encode(a.content_hash, 'hex') as "contentHash",
  encode(a.bundle_hash, 'hex') as "bundleHash", a.signed_by as "signedBy", a.signed_at as "signedAt", a.signature,
  a.protocol, a.protocol_day as "protocolDay", a.published_on as "publishedOn", a.published_at as "publishedAt",
  a.published_by as "publishedBy"`;

async function findActs(db: Db, where: RawBuilder<unknown>): Promise<readonly RankingAct[]> {
  const { rows } = await sql<ActRow>`
    select ${actColumns} from ranking_act a where ${where} order by a.number desc`.execute(db);
  return rows.map(({ orders, ...act }) => ({ ...act, orders: { ...noOrders, ...orders } }));
}

export async function findAct(db: Db, { callId, number }: ActKey): Promise<RankingAct | undefined> {
  return (await findActs(db, sql`a.call_id = ${callId} and a.number = ${number}`))[0];
}

/** All acts of a call, the newest first: there are few of them. */
export function listActs(db: Db, callId: number): Promise<readonly RankingAct[]> {
  return findActs(db, sql`a.call_id = ${callId}`);
}

/** What a signed act says. */
export async function loadActContent(db: Db, { callId, number }: ActKey): Promise<ActContent> {
  const text = await findActText(db, { callId, number });
  if (!text) throw new Error(`act ${number} of call ${callId} says nothing`);
  return JSON.parse(text.toString('utf8')) as ActContent;
}

/** The exact bytes that were signed; nothing of a draft. */
export async function findActText(db: Db, { callId, number }: ActKey): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('ranking_act')
    .select('content')
    .where('call_id', '=', callId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.content ?? undefined;
}

/** The pots as an act left them. */
export async function findPotsAfter(
  db: Db,
  callId: number,
  numbers: readonly number[],
): Promise<readonly (readonly PublishedPot[])[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<{ readonly pots: readonly PublishedPot[] }>`
    select coalesce(summary, convert_from(content, 'UTF8')::jsonb) -> 'pots' as pots from ranking_act
     where call_id = ${callId} and number = any(${[...numbers]}::integer[]) and content is not null`.execute(
    db,
  );
  return rows.map(({ pots }) => pots);
}

/** A decision about a round, as an act rests on it. */
export interface DecisionRecord {
  readonly number: number;
  readonly content: RoundDecisions;
  readonly stop: string;
  readonly ground: string;
  readonly reasons: string;
  readonly isWithdrawn: boolean;
}

/** All that was ever decided about the rounds of a call, the first first. */
export async function listDecisions(db: Db, callId: number): Promise<readonly DecisionRecord[]> {
  const { rows } = await sql<DecisionRecord>`
    select number, content, stop, ground, reasons, withdrawn_at is not null as "isWithdrawn"
      from round_decision where call_id = ${callId} order by number`.execute(db);
  return rows;
}

/** Who is in the list of a call on which days, as it was known at an instant; now when none is given. */
export async function listMemberships(
  db: Db,
  callId: number,
  knownAt: Date | null = null,
): Promise<readonly Membership[]> {
  const { rows } = await sql<Membership>`
    select application_id as application, from_day as from, until_day as until from list_membership
     where call_id = ${callId} and recorded_at <= coalesce(${knownAt}, clock_timestamp())
       and (superseded_at is null or superseded_at > ${knownAt})
     order by application_id, from_day`.execute(db);
  return rows;
}

/** What was known of a list just before an act. */
export async function listMembershipsBefore(
  db: Db,
  { callId, number }: ActKey,
): Promise<readonly Membership[]> {
  const { rows } = await sql<Membership>`
    select m.application_id as application, m.from_day as from, m.until_day as until
      from list_membership m join ranking_act a on a.call_id = m.call_id and a.number = ${number}
     where m.call_id = ${callId} and m.recorded_at < a.signed_at
       and (m.superseded_at is null or m.superseded_at >= a.signed_at)
     order by m.application_id, m.from_day`.execute(db);
  return rows;
}

export async function findToday(db: Db, zone: string): Promise<string> {
  const { rows } = await sql<{ readonly day: string }>`
    select to_char(clock_timestamp() at time zone ${zone}, 'YYYY-MM-DD') as day`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the database does not know what day it is');
  return row.day;
}

export async function findDayOf(db: Db, at: Date, zone: string): Promise<string> {
  const { rows } = await sql<{ readonly day: string }>`
    select to_char(${at}::timestamptz at time zone ${zone}, 'YYYY-MM-DD') as day`.execute(db);
  return rows[0]?.day ?? '';
}

/** The file that was laid out from exactly this text, where there is one by now. */
export async function findPrintedFile(
  db: Db,
  { callId, number }: ActKey,
  textHash: string,
): Promise<{ readonly hash: string; readonly bytes: number } | undefined> {
  const { rows } = await sql<{ hash: string; bytes: number }>`
    select encode(p.file_hash, 'hex') as hash, p.file_bytes as bytes
      from ranking_act a join print p on p.id = a.text_print
     where a.call_id = ${callId} and a.number = ${number} and a.text_hash = decode(${textHash}, 'hex')
       and p.file_hash is not null`.execute(db);
  return rows[0];
}

export async function findPrintedText(
  { services, store }: { readonly services: Pick<Services, 'database'>; readonly store: FileStore },
  key: ActKey,
  textHash: string,
): Promise<Buffer | undefined> {
  const file = await findPrintedFile(services.database.db, key, textHash);
  const content = file && (await store.read(file.hash));
  if (!content) return undefined;
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** What a signed act says of each application, some at a time. */
export interface EntryShown {
  readonly place: number;
  readonly applicationId: string;
  readonly pseudonym: string;
  readonly unit: string;
  readonly line: string | null;
  readonly position: number;
  readonly positionTo: number;
  readonly outcome: string;
  readonly reason: string;
  readonly isReserved: boolean;
  readonly net: number | null;
  readonly bonus: number | null;
  readonly gross: number | null;
  readonly asked: number | null;
  readonly granted: number;
  readonly total: number;
  readonly name: string;
}

export async function listEntries(
  db: Db,
  { callId, number }: ActKey,
  { after, limit }: ListPage<readonly [string]>,
): Promise<readonly EntryShown[]> {
  const { rows } = await sql<EntryShown>`
    select place, application_id as "applicationId", pseudonym, unit, line, position, position_to as "positionTo",
           outcome, reason, is_reserved as "isReserved", net, bonus, gross, asked, granted, total, name
      from ranking_entry where call_id = ${callId} and act_number = ${number}
       and place > ${after ? Number(after[0]) : 0} order by place limit ${limit}`.execute(db);
  return rows;
}

/** Names of people by their id. */
export async function findNames(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, given_name || ' ' || family_name as name from person
     where id = any(${[...new Set(ids)]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What an act is made from, in a word: another one as soon as any of it is. */
export async function readMoment(db: Db, { callId, number }: ActKey): Promise<string> {
  const { rows } = await sql<{ readonly moment: string }>`
    select concat_ws(';',
      (select a.revision from ranking_act a where a.call_id = ${callId} and a.number = ${number}),
      (select string_agg(a.number::text, ',' order by a.number) from ranking_act a
        where a.call_id = ${callId} and a.state in ('signed', 'published')),
      (select string_agg(d.number || case when d.withdrawn_at is null then '' else '-' end, ',' order by d.number)
         from round_decision d where d.call_id = ${callId})) as moment`.execute(db);
  return rows[0]?.moment ?? '';
}

/** Of what a signed act says, its sums and pots alone: the table is read some lines at a time. */
export async function loadActSummary(
  db: Db,
  { callId, number }: ActKey,
): Promise<Pick<ActContent, 'totals' | 'pots' | 'does'>> {
  const { rows } = await sql<Pick<ActContent, 'totals' | 'pots' | 'does'>>`
    select said -> 'totals' as totals, said -> 'pots' as pots, said ->> 'does' as does
      from (select coalesce(summary, convert_from(content, 'UTF8')::jsonb) as said from ranking_act where call_id = ${callId} and number = ${number}) s`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error(`act ${number} of call ${callId} says nothing`);
  return row;
}
