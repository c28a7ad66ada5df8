import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { ExaminationKey, ExaminationRecord } from '../examination.ts';
import type { RequestKind } from '../requests/request.ts';

/** An answer that has arrived and after which nobody of the office has done anything about the application. */
export interface ArrivedReply {
  /** Of the request that it answers. */
  readonly number: number;
  readonly kind: RequestKind;
}

/** Keeps the examinations `x` to which an answer has arrived. */
export const hasArrivedSql = sql<boolean>`x.is_answered and x.state = 'under-way'`;

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
      join examination x on x.call_id = k.call_id and x.application_id = k.application_id and ${hasArrivedSql}
     cross join lateral (
       select r.call_id, r.application_id, r.request_number from request_reply r
        where r.call_id = k.call_id and r.application_id = k.application_id and r.state = 'sent'
        order by r.sent_at desc limit 1) r
      join examination_request q on q.call_id = r.call_id and q.application_id = r.application_id
                                and q.number = r.request_number`.execute(db);
  return new Map(rows.map(({ applicationId, ...reply }) => [applicationId, reply]));
}
