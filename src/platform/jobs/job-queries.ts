import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { JobQueue } from './job-metrics.ts';

export async function countJobs(db: Db): Promise<JobQueue> {
  const { rows } = await sql<JobQueue>`
    select count(*) filter (where locked_at is null and attempts < max_attempts and run_at <= now())::integer as waiting,
           count(*) filter (where locked_at is null and attempts >= max_attempts)::integer as "givenUp"
      from graphile_worker.jobs`.execute(db);
  return rows[0] ?? { waiting: 0, givenUp: 0 };
}

/** Says that this process is there, and lets go what processes held that have not said so for a while. */
export async function keepWatch(
  db: Db,
  { id, deadAfterSeconds }: { readonly id: string; readonly deadAfterSeconds: number },
): Promise<readonly string[]> {
  await db
    .insertInto('job_worker')
    .values({ id })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ seen_at: sql`clock_timestamp()` }),
    )
    .execute();
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ readonly id: string }>`
      delete from job_worker
       where id in (select id from job_worker
                     where seen_at < clock_timestamp() - make_interval(secs => ${deadAfterSeconds})
                       for update skip locked)
      returning id`.execute(tx);
    const dead = rows.map((row) => row.id);
    if (dead.length > 0)
      await sql`select graphile_worker.force_unlock_workers(${dead}::text[])`.execute(tx);
    return dead;
  });
}

export async function forgetWorker(db: Db, id: string): Promise<void> {
  await db.deleteFrom('job_worker').where('id', '=', id).execute();
}
