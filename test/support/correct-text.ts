import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../../src/platform/database.ts';

/** Another text comes under examination in place of the one that was submitted, as by a reply with corrections. */
export async function correctText(
  { db }: Database,
  {
    applicationId,
    officer,
    change,
  }: {
    readonly applicationId: string;
    readonly officer: string;
    readonly change: (text: string) => string;
  },
): Promise<void> {
  const { rows } = await sql<{ text: string; submitted: string; lead: string }>`
    select convert_from(s.content, 'UTF8') as text, encode(s.hash, 'hex') as submitted, a.created_by as lead
      from examination x
      join snapshot s on s.call_id = x.call_id and s.application_id = x.application_id and s.hash = x.submitted_hash
      join application a on a.id = x.application_id
     where x.application_id = ${applicationId}::uuid`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('there is no text to correct');
  const { submitted, lead } = row;
  const content = Buffer.from(change(row.text));
  const textHash = hash('sha256', content, 'buffer');
  if (textHash.toString('hex') === submitted) throw new Error('the text stays as it was');
  const items = JSON.stringify([
    { id: 'own-1', text: 'Da correggere.', article: null, fields: [], slot: null },
  ]);
  await db.transaction().execute(async (tx) => {
    await sql`
      insert into examination_request (call_id, application_id, number, kind, state, items, created_by, text_hash, sent_by, sent_at,
                                       sent_on, due_on, ended_at, ended_on)
      select call_id, application_id, 1, 'clarification', 'replied', ${items}::jsonb, ${officer}::uuid, snapshot_hash,
             ${officer}::uuid, now(), current_date, current_date + 10, now(), current_date
        from examination where application_id = ${applicationId}::uuid`.execute(tx);
    await sql`
      insert into request_reply (call_id, application_id, request_number, state, updated_by, sent_by, sent_at, sent_on, is_late, text_hash)
      select call_id, application_id, 1, 'sent', ${lead}::uuid, ${lead}::uuid, now(), current_date, false, ${textHash}
        from examination where application_id = ${applicationId}::uuid`.execute(tx);
    await sql`
      insert into examined_text (call_id, application_id, hash, content, follows_hash, request_number, made_by)
      select call_id, application_id, ${textHash}, ${content}, submitted_hash, 1, ${lead}::uuid
        from examination where application_id = ${applicationId}::uuid`.execute(tx);
    await sql`update examination set snapshot_hash = ${textHash} where application_id = ${applicationId}::uuid`.execute(
      tx,
    );
  });
}
