import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** Something to be done soon, outside the request that asks for it. */
export interface JobToDo {
  /** The name under which its task is known. */
  readonly task: string;
  /** What the task must know; identifiers, and nothing about people. */
  readonly payload: Readonly<Record<string, string | number | boolean>>;
  /** Of jobs with one key there is one: the last one replaces one that has not begun. */
  readonly key?: string;
  /** Not before; at once when left out. */
  readonly at?: Date;
  /** Tries before it is given up; 25 take about three days. */
  readonly attemptsMax?: number;
}

/** Adds a job in the caller's transaction: it is there if, and only if, what causes it is. */
export async function addJob(
  tx: Db,
  { task, payload, key, at, attemptsMax }: JobToDo,
): Promise<void> {
  await sql`
    select from graphile_worker.add_job(
      identifier => ${task}, payload => ${JSON.stringify(payload)}::json, job_key => ${key ?? null}::text,
      run_at => ${at ?? null}::timestamptz, max_attempts => ${attemptsMax ?? null}::integer)`.execute(
    tx,
  );
}
