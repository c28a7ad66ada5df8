import { sql } from 'kysely';
import { Type } from 'typebox';
import { Parse } from 'typebox/value';
import { addJob } from '../../platform/jobs/add-job.ts';
import type { Task } from '../../platform/jobs/task.ts';
import { makePrint, printTask, type Press } from './print.ts';

const payloadSchema = Type.Object({ id: Type.String({ format: 'uuid' }) });
const atOnceMax = 200;

/** Lays out, in the background, what was frozen to be kept as a file. */
export function printTasks(press: Press): readonly Task[] {
  return [
    {
      name: printTask,
      run: async (payload) => {
        await makePrint(press, Parse(payloadSchema, payload).id);
      },
    },
    {
      name: 'print-left-behind',
      schedule: '*/5 * * * *',
      run: () => addMissing(press),
    },
  ];
}

/** Documents without a file and without a job, as in a database that was restored; letters have a task of their own. */
async function addMissing({ db }: Press): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select p.id from print p
     where p.file_hash is null and p.made_at < clock_timestamp() - interval '5 minutes'
       and not exists (select from letter l where l.print_id = p.id and l.batch_id is not null)
     order by p.made_at limit ${atOnceMax}`.execute(db);
  for (const { id } of rows)
    await db
      .transaction()
      .execute((tx) => addJob(tx, { task: printTask, payload: { id }, key: `print/${id}` }));
}
