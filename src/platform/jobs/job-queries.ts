import { sql } from 'kysely';
import type { PoolClient } from 'pg';
import type { Db } from '../database.ts';
import type { JobQueue } from './job-metrics.ts';

export async function countJobs(db: Db): Promise<JobQueue> {
  const { rows } = await sql<JobQueue>`
    select count(*) filter (where locked_at is null and attempts < max_attempts and run_at <= now())::integer as waiting,
           count(*) filter (where locked_at is null and attempts >= max_attempts)::integer as "givenUp"
      from graphile_worker.jobs`.execute(db);
  return rows[0] ?? { waiting: 0, givenUp: 0 };
}

/**
 * Holds a lock in the name of a process, on a connection that lives as long as it does: whoever finds it free knows that
 * the process has gone.
 */
export async function holdName(client: Pick<PoolClient, 'query'>, id: string): Promise<void> {
  await client.query(`select pg_try_advisory_lock(hashtextextended('job worker ' || $1, 0))`, [id]);
}

export interface Watching {
  readonly id: string;
  /** After which a process that says nothing is taken for dead, whatever it holds. */
  readonly deadAfterSeconds: number;
  /** After which it is, when it does not hold its name either. */
  readonly silentAfterSeconds: number;
}

/** Says that this process is there, and lets go what processes held that have not said so for a while. */
export async function keepWatch(
  db: Db,
  { id, deadAfterSeconds, silentAfterSeconds }: Watching,
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
                        or (seen_at < clock_timestamp() - make_interval(secs => ${silentAfterSeconds})
                            and pg_try_advisory_xact_lock(hashtextextended('job worker ' || id, 0)))
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
