import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';

/** Minutes on record: the number is theirs for good, the file is made from what they say. */
export interface Minutes {
  readonly number: number;
  readonly session: number;
  readonly heldOn: string;
  readonly issuedAt: Date;
  readonly printId: string;
  /** SHA-256 of what they say and of the file, in hexadecimal; the file may still be in the making. */
  readonly contentHash: string;
  readonly fileHash: string | null;
}

export async function findMinutes(
  db: Db,
  of: { readonly callId: number; readonly number: number } | { readonly sessionId: string },
): Promise<Minutes | undefined> {
  const { rows } = await sql<Minutes>`
    select m.number, s.number as session, s.held_on as "heldOn", m.issued_at as "issuedAt", m.print_id as "printId",
           encode(p.content_hash, 'hex') as "contentHash", encode(p.file_hash, 'hex') as "fileHash"
      from minutes m join panel_session s on s.id = m.session_id join print p on p.id = m.print_id
     where ${
       'sessionId' in of
         ? sql`m.session_id = ${of.sessionId}::uuid`
         : sql`m.call_id = ${of.callId} and m.number = ${of.number}`
     }`.execute(db);
  return rows[0];
}
