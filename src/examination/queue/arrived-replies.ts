import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { ExaminationKey, ExaminationRecord } from '../examination.ts';
import { actNames } from '../requests/act.ts';
import type { RequestKind } from '../requests/request.ts';

/** An answer that has arrived and after which nobody of the office has done anything about the application. */
export interface ArrivedReply {
  /** Of the request that it answers. */
  readonly number: number;
  readonly kind: RequestKind;
}

const answered = Object.values(actNames.replied).flatMap((act) => [act, `late-${act}`]);

/** After these an answer is as unread as it was before: whose it is, and how a request was delivered. */
const quiet = [
  'examination-assigned',
  'examination-reassigned',
  ...[actNames.opened, actNames.proved, actNames.failure].flatMap((acts) => Object.values(acts)),
];

/** Whether the last act that says something about an application is an answer; one step down the index of the journal. */
const isLastActSql = (application: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`
  (select j.act from journal j
    where j.subject = 'examination/' || ${application} and j.act <> all (${quiet}::text[])
    order by j.sequence desc limit 1) = any (${answered}::text[])`;

/** Keeps the examinations `x` of these calls to which an answer has arrived; it looks only at those that were answered. */
export function hasArrivedSql(callIds: readonly number[]): RawBuilder<boolean> {
  return sql<boolean>`x.state = 'under-way' and (x.call_id, x.application_id) in (
    select r.call_id, r.application_id
      from (select a.call_id, a.application_id from request_reply a
             where a.call_id = any (${callIds}::int[]) and a.state = 'sent' offset 0) r
     where ${isLastActSql(sql`r.application_id`)})`;
}

/** The answers that have arrived to some of these examinations, by application. */
export async function findArrivedReplies(
  db: Db,
  records: readonly (ExaminationKey & Pick<ExaminationRecord, 'state'>)[],
): Promise<ReadonlyMap<string, ArrivedReply>> {
  const open = records.filter(({ state }) => state === 'under-way');
  if (open.length === 0) return new Map();
  const { rows } = await sql<ArrivedReply & { readonly applicationId: string }>`
    select k.application_id as "applicationId", q.number, q.kind
      from unnest(${open.map(({ callId }) => callId)}::int[],
                  ${open.map(({ applicationId }) => applicationId)}::uuid[]) as k(call_id, application_id)
     cross join lateral (
       select r.call_id, r.application_id, r.request_number from request_reply r
        where r.call_id = k.call_id and r.application_id = k.application_id and r.state = 'sent'
        order by r.sent_at desc limit 1) r
      join examination_request q on q.call_id = r.call_id and q.application_id = r.application_id
                                and q.number = r.request_number
     where ${isLastActSql(sql`k.application_id`)}`.execute(db);
  return new Map(rows.map(({ applicationId, ...reply }) => [applicationId, reply]));
}
