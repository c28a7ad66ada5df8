import { sql, type Insertable } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Tables } from '../../platform/tables.ts';

/** One application of a round as it is written. */
export interface FrozenRow {
  readonly place: number;
  readonly applicationId: string;
  readonly entryNumber: number;
  readonly revision: number;
  readonly mark: Buffer;
  readonly content: Buffer;
}

const atOnce = 1000;

export async function insertRound(
  tx: Tx,
  round: Insertable<Tables['frozen_round']>,
): Promise<void> {
  await tx.insertInto('frozen_round').values(round).execute();
}

export async function insertApplications(
  tx: Tx,
  { callId, number }: { readonly callId: number; readonly number: number },
  rows: readonly FrozenRow[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = rows.slice(from, from + atOnce);
    const column = <K extends keyof FrozenRow>(key: K) => some.map((row) => row[key]);
    await sql`
      insert into frozen_application
             (call_id, number, place, application_id, entry_number, revision, mark, content)
      select ${callId}, ${number}, r.* from unnest(
        ${column('place')}::integer[], ${column('applicationId')}::uuid[], ${column('entryNumber')}::integer[],
        ${column('revision')}::integer[], ${column('mark')}::bytea[], ${column('content')}::bytea[]) r`.execute(
      tx,
    );
  }
}
