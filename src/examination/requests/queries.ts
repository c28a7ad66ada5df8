import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type {
  EndedPart,
  ObservationAnswer,
  ReplyDocument,
  ReplyRecord,
  RequestKey,
  RequestRecord,
  SentPart,
} from './request.ts';

/** ISO 8601 in UTC with microseconds. */
function iso(instant: RawBuilder<unknown>): RawBuilder<string> {
  return sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** Of request `q`, everything that its state follows from. */
const columns = sql`
  q.call_id as "callId", q.application_id as "applicationId", q.number, q.kind, q.state, q.revision, q.introduction, q.items,
  ${iso(sql`q.created_at`)} as "createdAt",
  case when q.sent_at is not null then json_build_object(
    'at', ${iso(sql`q.sent_at`)}, 'on', q.sent_on::text, 'by', q.sent_by, 'dueOn', q.due_on::text,
    'textHash', encode(q.text_hash, 'hex'), 'suspension', q.suspension) end as sent,
  case when q.ended_at is not null then json_build_object(
    'at', ${iso(sql`q.ended_at`)}, 'on', q.ended_on::text, 'by', q.ended_by, 'because', q.ended_because) end as ended,
  (select coalesce(json_agg(json_build_object('dueBefore', x.due_before::text, 'dueOn', x.due_on::text, 'reason', x.reason,
                              'at', ${iso(sql`x.at`)}) order by x.number), '[]')
     from request_extension x
    where (x.call_id, x.application_id, x.request_number) = (q.call_id, q.application_id, q.number)) as extensions,
  (select json_build_object(
      'state', r.state, 'revision', r.revision, 'texts', r.texts, 'corrections', r.corrections,
      'sent', case when r.sent_at is not null then json_build_object(
        'at', ${iso(sql`r.sent_at`)}, 'on', r.sent_on::text, 'by', r.sent_by, 'isLate', r.is_late,
        'textHash', encode(r.text_hash, 'hex')) end,
      'decision', (select json_build_object('isTaken', l.is_taken, 'ground', l.ground, 'at', ${iso(sql`l.at`)})
                     from late_reply_decision l
                    where (l.call_id, l.application_id, l.request_number) = (q.call_id, q.application_id, q.number)),
      'documents', (select coalesce(json_agg(json_build_object(
                              'number', d.number, 'item', d.item, 'slot', d.slot, 'name', d.name, 'kind', d.kind,
                              'bytes', d.bytes, 'hash', encode(d.hash, 'hex'), 'uploadedBy', d.uploaded_by, 'uploadedAt', ${iso(sql`d.uploaded_at`)})
                              order by d.number), '[]')
                      from reply_document d
                     where (d.call_id, d.application_id, d.request_number) = (q.call_id, q.application_id, q.number)
                       and d.removed_at is null),
      'answers', (select coalesce(json_agg(json_build_object(
                            'item', w.item, 'text', w.text, 'isUpheld', w.is_upheld, 'at', ${iso(sql`w.at`)})
                            order by w.at, w.number), '[]')
                    from observation_answer w
                   where (w.call_id, w.application_id, w.request_number) = (q.call_id, q.application_id, q.number)))
     from request_reply r
    where (r.call_id, r.application_id, r.request_number) = (q.call_id, q.application_id, q.number)) as reply`;

type Row = RequestRecord & {
  readonly sent: SentPart | null;
  readonly ended: EndedPart | null;
  readonly reply:
    | (ReplyRecord & {
        readonly documents: readonly ReplyDocument[];
        readonly answers: readonly ObservationAnswer[];
      })
    | null;
};

type ApplicationKey = Pick<RequestKey, 'callId' | 'applicationId'>;

/** Everything that was asked about an application, in order; drafts too. */
export async function listRequests(
  db: Db,
  { callId, applicationId }: ApplicationKey,
): Promise<readonly RequestRecord[]> {
  const { rows } = await sql<Row>`
    select ${columns} from examination_request q
     where q.call_id = ${callId} and q.application_id = ${applicationId}::uuid
     order by q.number`.execute(db);
  return rows;
}

export async function findRequest(db: Db, key: RequestKey): Promise<RequestRecord | undefined> {
  const { rows } = await sql<Row>`
    select ${columns} from examination_request q
     where q.call_id = ${key.callId} and q.application_id = ${key.applicationId}::uuid and q.number = ${key.number}`.execute(
    db,
  );
  return rows[0];
}

/**
 * Requests whose last day has passed somewhere, the oldest first: whether it has in the zone of the call is seen when one
 * is closed.
 */
export async function findOverdue(db: Db): Promise<readonly RequestKey[]> {
  const { rows } = await sql<RequestKey>`
    select q.call_id as "callId", q.application_id as "applicationId", q.number
      from examination_request q
      join examination x on x.call_id = q.call_id and x.application_id = q.application_id
     where q.state = 'open' and q.due_on <= (clock_timestamp() at time zone 'UTC')::date
       and x.state in ('to-begin', 'under-way', 'waiting')
     order by q.due_on, q.call_id, q.application_id`.execute(db);
  return rows;
}

/**
 * The exact bytes of a text of an application that may be under examination: the one that was submitted, or one that a
 * reply has made of it.
 */
export async function findExaminedText(
  db: Db,
  { callId, applicationId, hash }: ApplicationKey & { readonly hash: string },
): Promise<Buffer | undefined> {
  const bytes = Buffer.from(hash, 'hex');
  const { rows } = await sql<{ readonly content: Buffer }>`
    select content from examined_text
     where call_id = ${callId} and application_id = ${applicationId}::uuid and hash = ${bytes}
    union all
    select content from snapshot
     where call_id = ${callId} and application_id = ${applicationId}::uuid and hash = ${bytes}
    limit 1`.execute(db);
  return rows[0]?.content;
}

/** The exact bytes of a text that a reply has made. */
export async function findReplyText(
  db: Db,
  { callId, applicationId, hash }: ApplicationKey & { readonly hash: string },
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('examined_text')
    .select('content')
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .where('hash', '=', Buffer.from(hash, 'hex'))
    .executeTakeFirst();
  return row?.content;
}

/** What became of one message that announced a request. */
export interface SentMessage {
  readonly id: string;
  readonly recipient: string;
  readonly state: 'queued' | 'sent' | 'failed' | 'cancelled';
  readonly endedAt: string | null;
  /** The last answer of the mail server. */
  readonly reply: string | null;
  /** Somebody has dealt with its failure. */
  readonly isNoted: boolean;
}

export interface DeliveryProof {
  readonly number: number;
  readonly kind: 'opened' | 'evidence' | 'failure-settled';
  readonly personName: string;
  readonly at: string;
  readonly day: string | null;
  readonly note: string | null;
  readonly messageId: string | null;
  readonly file: {
    readonly name: string;
    readonly kind: string;
    readonly bytes: number;
    readonly hash: string;
  } | null;
}

export interface Delivery {
  readonly messages: readonly SentMessage[];
  readonly proofs: readonly DeliveryProof[];
}

/** Everything that is known of how a request arrived. */
export async function findDelivery(db: Db, key: RequestKey): Promise<Delivery> {
  const { callId, applicationId, number } = key;
  const messages = await sql<SentMessage>`
    select m.id, m.recipient, m.state, ${iso(sql`m.ended_at`)} as "endedAt", m.reply,
           m.noted_at is not null as "isNoted"
      from request_message s join mail_message m on m.id = s.message_id
     where s.call_id = ${callId} and s.application_id = ${applicationId}::uuid and s.request_number = ${number}
     order by m.created_at, m.recipient`.execute(db);
  const proofs = await sql<DeliveryProof>`
    select f.number, f.kind, p.given_name || ' ' || p.family_name as "personName", ${iso(sql`f.at`)} as at,
           f.day::text as day, f.note, f.message_id as "messageId",
           case when f.file_hash is not null then json_build_object('name', f.file_name, 'kind', f.file_kind,
             'bytes', f.file_bytes, 'hash', encode(f.file_hash, 'hex')) end as file
      from delivery_proof f join person p on p.id = f.person_id
     where f.call_id = ${callId} and f.application_id = ${applicationId}::uuid and f.request_number = ${number}
     order by f.number`.execute(db);
  return { messages: messages.rows, proofs: proofs.rows };
}

/** The requests of which a message did not arrive and nobody has done anything about it. */
export async function findFailed(
  db: Db,
  { callId, applicationId }: ApplicationKey,
): Promise<readonly number[]> {
  const { rows } = await sql<{ readonly number: number }>`
    select distinct s.request_number as number
      from request_message s join mail_message m on m.id = s.message_id
     where s.call_id = ${callId} and s.application_id = ${applicationId}::uuid and m.state = 'failed' and m.noted_at is null
       and not exists (select from delivery_proof f where f.message_id = m.id and f.application_id = s.application_id)
     order by 1`.execute(db);
  return rows.map(({ number }) => number);
}

/** Messages that did not arrive and about which nobody has done anything. */
export function openFailures({ messages, proofs }: Delivery): readonly SentMessage[] {
  return messages.filter(
    ({ id, state, isNoted }) =>
      state === 'failed' && !isNoted && !proofs.some(({ messageId }) => messageId === id),
  );
}
