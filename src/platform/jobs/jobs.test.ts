import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  cloneDatabase,
  createEmptyDatabase,
  type TestDatabase,
} from '../../../test/support/template-database.ts';
import { openDatabase, type Database } from '../database.ts';
import { createMetrics } from '../metrics.ts';
import { migrate } from '../migrate.ts';
import { addJob } from './add-job.ts';
import { countJobs, holdName } from './job-queries.ts';
import { startJobs, type Jobs, type JobsOptions } from './start-jobs.ts';
import type { Task } from './task.ts';

let clone: TestDatabase;
let database: Database;
const running: Jobs[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url);
});

afterEach(async () => {
  for (const jobs of running.splice(0)) await jobs.stop();
  await sql`delete from graphile_worker._private_jobs`.execute(database.db);
});

afterAll(async () => {
  await database.close();
  await clone.drop();
});

interface Begun {
  readonly metrics: ReturnType<typeof createMetrics>;
  readonly log: { readonly level: string; readonly line: object }[];
}

async function begin(tasks: readonly Task[], more: Partial<JobsOptions> = {}): Promise<Begun> {
  const metrics = createMetrics();
  const log: Begun['log'] = [];
  const say = (level: string) => (line: object) => void log.push({ level, line });
  const jobs = await startJobs({
    database,
    tasks,
    atOnce: 2,
    metrics,
    log: { info: say('info'), warn: say('warn'), error: say('error') } as never,
    pollMs: 50,
    ...more,
  });
  running.push(jobs);
  return { metrics, log };
}

async function until<T>(find: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error('it does not happen');
    await sleep(20);
  }
}

function add(task: string, key?: string): Promise<void> {
  return database.db
    .transaction()
    .execute((tx) =>
      addJob(tx, { task, payload: { id: 'x' }, ...(key === undefined ? {} : { key }) }),
    );
}

test('a job is done when what causes it is committed, and not when it is rolled back', async () => {
  const done: unknown[] = [];
  await begin([{ name: 'sample', run: async (payload) => void done.push(payload) }]);
  const rolledBack = database.db.transaction().execute(async (tx) => {
    await addJob(tx, { task: 'sample', payload: { id: 'no' } });
    throw new Error('not this one');
  });
  await expect(rolledBack).rejects.toThrow('not this one');
  await database.db
    .transaction()
    .execute((tx) => addJob(tx, { task: 'sample', payload: { id: 'yes' } }));
  await until(() => (done.length > 0 ? done : undefined));
  await sleep(200);
  expect(done).toEqual([{ id: 'yes' }]);
});

test('a job that fails is tried again, later each time, and what is kept names nobody', async () => {
  let tries = 0;
  const { metrics, log } = await begin([
    {
      name: 'sample',
      run: async () => {
        tries += 1;
        throw new Error('no answer for ada.neri@example.org, NREDAA80A01F205X');
      },
    },
  ]);
  await add('sample');
  const job = await until(async () => {
    const { rows } = await sql<{
      readonly last_error: string;
      readonly wait: number;
      readonly attempts: number;
    }>`
      select last_error, extract(epoch from run_at - updated_at)::float as wait, attempts
        from graphile_worker.jobs where last_error is not null and locked_at is null`.execute(
      database.db,
    );
    return rows[0];
  });
  expect(job).toMatchObject({ last_error: 'no answer for … …', attempts: 1 });
  expect(job.wait).toBeGreaterThan(2);
  expect(tries).toBe(1);
  expect(log).toMatchObject([{ level: 'warn', line: { task: 'sample', attempt: 1 } }]);
  expect(JSON.stringify(log)).not.toMatch(/ada\.neri|NREDAA/);
  expect(metrics.print()).toContain('bandolo_jobs_total{task="sample",outcome="failed"} 1');
  await sql`update graphile_worker._private_jobs set run_at = now(), attempts = 24`.execute(
    database.db,
  );
  await until(() => (tries === 2 ? true : undefined));
  await until(async () => ((await countJobs(database.db)).givenUp === 1 ? true : undefined));
  expect(log.at(-1)).toMatchObject({ level: 'error', line: { attempt: 25 } });
  expect(metrics.print()).toContain('bandolo_jobs_total{task="sample",outcome="given-up"} 1');
});

test('of jobs with one key there is one, also when two servers carry them out', async () => {
  const done: string[] = [];
  await add('sample', 'the-same');
  await add('sample', 'the-same');
  const others = openDatabase(clone.url);
  const task = (name: string): Task => ({ name: 'sample', run: async () => void done.push(name) });
  await Promise.all([begin([task('a')]), begin([task('b')], { database: others })]);
  await until(() => (done.length > 0 ? true : undefined));
  await sleep(300);
  expect(done).toHaveLength(1);
  await running.pop()?.stop();
  await others.close();
});

test('stopping waits for the job that runs', async () => {
  let state = 'none';
  await begin([
    {
      name: 'sample',
      run: async () => {
        state = 'begun';
        await sleep(500);
        state = 'done';
      },
    },
  ]);
  await add('sample');
  await until(() => (state === 'begun' ? true : undefined));
  await running.pop()?.stop();
  expect(state).toBe('done');
  expect((await countJobs(database.db)).waiting).toBe(0);
});

test('what a dead process held goes on in another', async () => {
  await add('sample');
  await sql`insert into job_worker (id, seen_at) values ('pool-dead', now() - interval '3 minutes')`.execute(
    database.db,
  );
  await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'pool-dead', attempts = 1`.execute(
    database.db,
  );
  let number = 0;
  await begin([
    { name: 'sample', run: async (_payload, attempt) => void (number = attempt.number) },
  ]);
  await until(() => (number > 0 ? true : undefined));
  expect(number).toBe(2);
});

test('whose connection is gone is taken for dead long before who is only silent', async () => {
  const silent = await database.pool.connect();
  await holdName(silent, 'pool-silent');
  for (const id of ['pool-gone', 'pool-silent']) {
    await add('sample', id);
    await sql`insert into job_worker (id, seen_at) values (${id}, now() - interval '1 minute')`.execute(
      database.db,
    );
    await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = ${id}, attempts = 1
               where locked_by is null`.execute(database.db);
  }
  let done = 0;
  await begin([{ name: 'sample', run: async () => void (done += 1) }]);
  await until(() => (done > 0 ? true : undefined));
  await sleep(300);
  expect(done).toBe(1);
  const { rows } = await sql<{ id: string }>`
    select id from job_worker where id like 'pool-silent' or id like 'pool-gone'`.execute(
    database.db,
  );
  expect(rows).toEqual([{ id: 'pool-silent' }]);
  silent.release(true);
  await sql`delete from job_worker where id = 'pool-silent'`.execute(database.db);
});

test('a worker holds its name as long as it is there', async () => {
  await begin([{ name: 'sample', run: async () => undefined }]);
  const isFree = async (): Promise<boolean | undefined> => {
    const { rows } = await sql<{ free: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended('job worker ' || id, 0)) as free from job_worker`.execute(
      database.db,
    );
    return rows[0]?.free;
  };
  expect(await until(async () => ((await isFree()) === false ? 'held' : undefined))).toBe('held');
});

test('the running role may not change the schema of jobs', async () => {
  for (const statement of [
    'create table graphile_worker.mine (id int)',
    'drop table graphile_worker._private_jobs',
    'update graphile_worker.migrations set breaking = false',
  ])
    await expect(database.pool.query(statement)).rejects.toThrow(/permission denied|must be owner/);
});

test('two servers that start at once on an empty database both find the schema', async () => {
  const empty = await createEmptyDatabase();
  await Promise.all([migrate(empty.migratorUrl), migrate(empty.migratorUrl)]);
  const own = openDatabase(empty.url);
  const done: unknown[] = [];
  const task: Task = { name: 'sample', run: async (payload) => void done.push(payload) };
  const other = openDatabase(empty.url);
  await Promise.all([begin([task], { database: own }), begin([task], { database: other })]);
  await own.db
    .transaction()
    .execute((tx) => addJob(tx, { task: 'sample', payload: { id: 'first' } }));
  await until(() => (done.length > 0 ? true : undefined));
  expect(done).toEqual([{ id: 'first' }]);
  await Promise.all(running.splice(0).map((jobs) => jobs.stop()));
  await Promise.all([own.close(), other.close()]);
  await empty.drop();
});

const shape = `
  select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
         || ' ' || a.attidentity::text || a.attgenerated::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') as what
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
   where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind in ('r', 'v', 'c')
  union all
  select 'function ' || pg_get_functiondef(oid) from pg_proc where pronamespace = 'graphile_worker'::regnamespace
  union all
  select 'index ' || pg_get_indexdef(indexrelid) from pg_index join pg_class on pg_class.oid = indexrelid
   where relnamespace = 'graphile_worker'::regnamespace
  union all
  select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'graphile_worker'::regnamespace and contype <> 'n'
  union all
  select 'view ' || pg_get_viewdef('graphile_worker.jobs'::regclass)
  union all
  select 'rows ' || relname || ' ' || relrowsecurity from pg_class
   where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r'
  union all
  select 'migration ' || id || ' ' || breaking from graphile_worker.migrations
  order by 1`;

test('the schema is the one that the package would make', async () => {
  const empty = await createEmptyDatabase();
  const require = createRequire(import.meta.url);
  // In a process of its own: its copy of pg reads numbers as it wants.
  await new Promise<void>((resolve, reject) => {
    const code = `require(${JSON.stringify(require.resolve('graphile-worker'))}).runMigrations({ connectionString: process.argv[1] })`;
    execFile(process.execPath, ['-e', code, empty.adminUrl], (error) =>
      error ? reject(error) : resolve(),
    );
  });
  const [theirs, ours] = await Promise.all([shapeOf(empty.adminUrl), shapeOf(clone.adminUrl)]);
  expect(theirs.length).toBeGreaterThan(50);
  expect(ours).toEqual(theirs);
  await empty.drop();
});

async function shapeOf(url: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ readonly what: string }>(shape);
  await client.end();
  return rows.map(({ what }) => what);
}
