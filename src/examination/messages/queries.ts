import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { ListPage } from '../../platform/http/list-page.ts';
import type { ApplicationMessage, KeptFile } from './message.ts';
import type { ThreadKey } from './store.ts';

/** Of file `f` of a message. */
const fileColumns = sql`
  f.ordinal, f.name, f.kind, f.bytes, encode(f.hash, 'hex') as hash,
  exists (select from content_scan c where c.hash = f.hash and c.state = 'infected') as "isInfected"`;

/** What was written about an application, the latest first. */
export async function listMessages(
  db: Db,
  { callId, applicationId }: ThreadKey,
  { after, limit }: ListPage<readonly [string]>,
): Promise<readonly ApplicationMessage[]> {
  const { rows } = await sql<ApplicationMessage>`
    select m.number, m.side, m.sent_at as "sentAt", m.text, r.at as "readAt",
           p.given_name || ' ' || p.family_name as "from",
           (select coalesce(json_agg(to_json(sent) order by sent.ordinal), '[]')
              from (select ${fileColumns} from message_file f
                     where (f.call_id, f.application_id, f.number) = (m.call_id, m.application_id, m.number)) sent
           ) as files
      from application_message m
      join person p on p.id = m.person_id
      left join message_reading r on (r.call_id, r.application_id, r.number) = (m.call_id, m.application_id, m.number)
     where m.call_id = ${callId} and m.application_id = ${applicationId}::uuid
       and m.number < ${after ? Number(after[0]) : 2_147_483_647}
     order by m.number desc limit ${limit}`.execute(db);
  return rows;
}

/** A file of a message, as it was sent. */
export async function findMessageFile(
  db: Db,
  { callId, applicationId }: ThreadKey,
  { number, ordinal }: { readonly number: number; readonly ordinal: number },
): Promise<KeptFile | undefined> {
  const { rows } = await sql<KeptFile>`
    select ${fileColumns} from message_file f
     where f.call_id = ${callId} and f.application_id = ${applicationId}::uuid and f.number = ${number}
       and f.ordinal = ${ordinal}`.execute(db);
  return rows[0];
}

/** One application about which something was written. */
export interface Thread {
  readonly applicationId: string;
  readonly title: string;
  readonly lead: string;
  readonly messages: number;
  readonly unread: number;
  readonly lastAt: Date;
}

/** The applications of a call about which something was written, the latest first. */
export async function listThreads(
  db: Db,
  { callId, isUnread }: { readonly callId: number; readonly isUnread: boolean },
  { after, limit }: ListPage<readonly [string, string]>,
): Promise<readonly Thread[]> {
  const { rows } = await sql<Thread>`
    select t.application_id as "applicationId", a.title, o.name as lead, t.messages, t.unread_office as unread,
           date_trunc('milliseconds', t.last_at) as "lastAt"
      from message_thread t
      join application a on (a.call_id, a.id) = (t.call_id, t.application_id)
      join organisation o on o.id = a.lead_id
     where t.call_id = ${callId}
       ${isUnread ? sql`and t.unread_office > 0` : sql``}
       ${
         after
           ? sql`and (date_trunc('milliseconds', t.last_at), t.application_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
           : sql``
       }
     order by date_trunc('milliseconds', t.last_at) desc, t.application_id desc limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** How many messages about an application one side has not opened. */
export async function countUnread(
  db: Db,
  { callId, applicationId }: ThreadKey,
  side: ApplicationMessage['side'],
): Promise<number> {
  const row = await db
    .selectFrom('message_thread')
    .select(['unread_office', 'unread_applicant'])
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  if (!row) return 0;
  return side === 'office' ? row.unread_office : row.unread_applicant;
}

/** A message of the outbox that never reached whom it was for. */
export interface DeliveryFailure {
  readonly id: string;
  readonly kind: string;
  readonly applicationId: string;
  readonly title: string;
  readonly recipient: string;
  readonly subject: string;
  readonly createdAt: Date;
  readonly reply: string | null;
  /** The request or notice that it announced. */
  readonly request: number | null;
  /** Whether it can be sent again as it is. */
  readonly isWhole: boolean;
}

const failuresOf = (callId: number) => sql`
    select m.id, m.kind, a.id as "applicationId", a.title, m.recipient, m.subject,
           date_trunc('milliseconds', m.created_at) as "createdAt", m.reply,
           (m.link is not null or not m.is_link_secret) as "isWhole",
           (select s.request_number from request_message s where s.message_id = m.id
             order by s.request_number limit 1) as request
      from mail_message m
      join application a on a.call_id = ${callId}
       and a.id = case when m.about ~ '^application/[0-9a-f-]{36}$' then substr(m.about, 13)::uuid end
     where m.state = 'failed' and m.noted_at is null
       and not exists (select from delivery_proof f where f.message_id = m.id)`;

/** Failures about the applications of a call that nobody has dealt with, the oldest first. */
export async function listFailures(
  db: Db,
  callId: number,
  { after, limit }: ListPage<readonly [string, string]>,
): Promise<readonly DeliveryFailure[]> {
  const { rows } = await sql<DeliveryFailure>`
    ${failuresOf(callId)}
       ${
         after
           ? sql`and (date_trunc('milliseconds', m.created_at), m.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`
           : sql``
       }
     order by date_trunc('milliseconds', m.created_at), m.id limit ${limit}`.execute(db);
  return rows;
}

/** The failures about one application. */
export async function listFailuresOf(
  db: Db,
  { callId, applicationId }: ThreadKey,
): Promise<readonly DeliveryFailure[]> {
  const { rows } = await sql<DeliveryFailure>`
    ${failuresOf(callId)} and a.id = ${applicationId}::uuid
     order by m.created_at limit 20`.execute(db);
  return rows;
}

/** The failure, if it is about an application of this call and nobody has dealt with it. */
export async function findFailure(
  db: Db,
  { callId, id }: { readonly callId: number; readonly id: string },
): Promise<DeliveryFailure | undefined> {
  const { rows } = await sql<DeliveryFailure>`
    ${failuresOf(callId)} and m.id = ${id}::uuid`.execute(db);
  return rows[0];
}
