import { sql } from 'kysely';
import type { World } from '../support/application-world.ts';

export type Stage =
  | 'draft'
  /** Of a notice, of which as many can be given as are needed. */
  | 'draft-notice'
  | 'open'
  /** Open, with a reply that is being written. */
  | 'writing'
  /** Answered after its last day. */
  | 'late'
  /** A notice whose observations came in time. */
  | 'observed';

interface Given {
  readonly callId: number;
  readonly applicationId: string;
  readonly officer: string;
  readonly representative: string;
}

const items = JSON.stringify([
  { id: 'own-1', text: 'Manca la delibera.', article: null, fields: [], slot: null },
]);

/** A request as one finds it at a stage; those of the stages before have ended. Gives its number. */
export async function makeRequest(
  { database: { db } }: World,
  { callId, applicationId, officer, representative }: Given,
  stage: Stage,
): Promise<number> {
  const of = sql`call_id = ${callId} and application_id = ${applicationId}::uuid`;
  return db.transaction().execute(async (tx) => {
    await sql`update examination set state = 'under-way', outcome = null where ${of}`.execute(tx);
    await sql`delete from examination_request where ${of} and state = 'draft'`.execute(tx);
    await sql`update examination_request set state = 'silent', ended_at = now(), ended_on = current_date
               where ${of} and state = 'open'`.execute(tx);
    const kind =
      stage === 'observed' || stage === 'draft-notice' ? 'notice-against' : 'clarification';
    const { rows } = await sql<{ number: number }>`
      insert into examination_request (call_id, application_id, number, kind, items, created_by)
      select ${callId}, ${applicationId}::uuid, coalesce(max(number), 0) + 1, ${kind}, ${items}::jsonb, ${officer}::uuid
        from examination_request where ${of}
      returning number`.execute(tx);
    const number = rows[0]?.number ?? 0;
    if (stage === 'draft' || stage === 'draft-notice') return number;
    await sql`
      update examination_request
         set state = 'open', sent_by = ${officer}::uuid, sent_at = now(), sent_on = current_date, due_on = current_date + 10,
             text_hash = (select snapshot_hash from examination where ${of})
       where ${of} and number = ${number}`.execute(tx);
    const key = { call_id: callId, application_id: applicationId, request_number: number };
    if (stage === 'open') return number;
    await tx
      .insertInto('request_reply')
      .values({ ...key, updated_by: representative, texts: '{"own-1":"Eccola."}' })
      .execute();
    if (stage === 'writing') return number;
    await addDocument(tx, { ...key, representative });
    await sql`insert into examined_text (call_id, application_id, hash, content, follows_hash, request_number, made_by)
              select call_id, application_id, hash, content, hash, ${number}, ${representative}::uuid
                from snapshot where ${of} on conflict do nothing`.execute(tx);
    await sql`update request_reply set state = 'sent', sent_by = ${representative}::uuid, sent_at = now(), sent_on = current_date,
                     is_late = ${stage === 'late'}
               where ${of} and request_number = ${number}`.execute(tx);
    await sql`update examination_request set state = ${stage === 'late' ? 'silent' : 'replied'}, ended_at = now(), ended_on = current_date
               where ${of} and number = ${number}`.execute(tx);
    return number;
  });
}

/** The content of a document that was handed in already, as one of the reply and as a proof of the delivery. */
async function addDocument(
  tx: World['database']['db'],
  {
    representative,
    ...key
  }: {
    readonly call_id: number;
    readonly application_id: string;
    readonly request_number: number;
    readonly representative: string;
  },
): Promise<void> {
  const { hash, bytes } = await tx
    .selectFrom('document')
    .select(['hash', 'bytes'])
    .where('application_id', '=', key.application_id)
    .where('removed_at', 'is', null)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const file = { name: 'delibera.pdf', kind: 'pdf', bytes, hash };
  await tx
    .insertInto('reply_document')
    .values({
      ...key,
      ...file,
      number: 1,
      item: 'own-1',
      slot: null,
      uploaded_by: representative,
      is_sent: true,
      removed_by: null,
    })
    .execute();
  await tx
    .insertInto('delivery_proof')
    .values({
      ...key,
      number: 1,
      kind: 'evidence',
      person_id: representative,
      day: sql<string>`current_date`,
      note: 'Ricevuta',
      message_id: null,
      file_name: 'ricevuta.pdf',
      file_kind: 'pdf',
      file_bytes: bytes,
      file_hash: hash,
    })
    .execute();
}

/** The stage at which what a route does can be done. */
export function stageFor(route: string): Stage {
  if (route.endsWith(':request/sending')) return 'draft-notice';
  if (/requests\/:request(?:\/draft|\/removal)?$/.test(route)) return 'draft';
  if (/\/documents\/:document/.test(route)) return 'late';
  if (route.endsWith('/late-reply')) return 'late';
  if (route.includes('/answers')) return 'observed';
  if (route.endsWith('/reply/sending')) return 'writing';
  return 'open';
}
