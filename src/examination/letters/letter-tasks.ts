import { sql } from 'kysely';
import { Type } from 'typebox';
import { Parse } from 'typebox/value';
import type { Database } from '../../platform/database.ts';
import type { Task } from '../../platform/jobs/task.ts';
import type { Press } from '../prints/print.ts';
import { addLetterJob, letterTask } from './begin-letters.ts';
import type { LetterSource } from './letter-source.ts';
import { carryOut } from './write-letters.ts';

const payloadSchema = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** Writes letters to many in the background, and goes on with those that a server left when it stopped. */
export function letterTasks(
  press: Press,
  database: Database,
  sources: readonly LetterSource[] = [],
): readonly Task[] {
  return [
    {
      name: letterTask,
      run: (payload) => carryOut(press, database, Parse(payloadSchema, payload).id, sources),
    },
    {
      name: 'letters-left-behind',
      schedule: '* * * * *',
      run: () => addMissing(press),
    },
  ];
}

/** Batches without a job: of a database that was restored, since jobs are not in a backup. */
async function addMissing({ db }: Press): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select b.id from letter_batch b
     where b.ended_at is null
       and not exists (select from graphile_worker.jobs j where j.key = 'letters/' || b.id)
     limit 50`.execute(db);
  for (const { id } of rows) await db.transaction().execute((tx) => addLetterJob(tx, id));
}
