import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Mode } from '../../platform/tables.ts';

export interface CallOfAct {
  readonly slug: string;
  readonly body: string;
  readonly mode: Mode;
}

/** Of a call, what an act says of it besides its rules. */
export async function findCallById(db: Db, callId: number): Promise<CallOfAct> {
  const { rows } = await sql<CallOfAct>`
    select c.slug, c.mode, b.name as body from call c join body b on b.id = c.body_id
     where c.id = ${callId}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`call ${callId} is not there`);
  return row;
}
