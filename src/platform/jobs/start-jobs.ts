import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { errorForLog, withoutPersonalData } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { workerLog, type JobLog } from './job-log.ts';
import { addJobMetrics, type JobMetrics } from './job-metrics.ts';
import { countJobs, forgetWorker, holdName, keepWatch } from './job-queries.ts';
import type { Task } from './task.ts';

export interface JobsOptions {
  /** Connections for jobs alone: one that listens, and one for each job at once. */
  readonly database: Database;
  readonly tasks: readonly Task[];
  readonly atOnce: number;
  readonly metrics: Metrics;
  readonly log: JobLog;
  /** After which a process that says nothing is taken for dead. */
  readonly deadAfterSeconds?: number;
  readonly watchMs?: number;
  /** How often the worker looks by itself, besides being told. */
  readonly pollMs?: number;
}

export interface Jobs {
  /** Waits for the jobs that run; those that take too long go on in another process. */
  readonly stop: () => Promise<void>;
}

const stopMs = 20_000;
const restartMs = 5_000;
const listeningMs = 1_000;

/** Carries out the jobs of these tasks until it is stopped, however often the database goes away meanwhile. */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const figures = addJobMetrics(options.metrics);
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;
  const begin = async (): Promise<void> => {
    try {
      worker = await startWorker(options, figures);
      worker.ended.then(again, again);
    } catch (error) {
      again(error);
    }
  };
  const again = (error: unknown): void => {
    if (isStopping) return;
    options.log.error(
      { error: errorForLog(error) },
      'the worker of jobs has ended and starts again',
    );
    timer = setTimeout(() => void begin(), restartMs).unref();
  };
  await begin();
  const watch = watchOver(options, figures, () => worker?.id());
  return {
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await watch.stop();
      await worker?.stop();
    },
  };
}

interface Worker {
  readonly id: () => string | undefined;
  readonly ended: Promise<unknown>;
  readonly stop: () => Promise<void>;
}

async function startWorker(options: JobsOptions, figures: JobMetrics): Promise<Worker> {
  const { database, tasks, log } = options;
  // Read only where jobs are carried out: loading it takes its time.
  const { Logger, parseCronItems, run } = await import('graphile-worker');
  const events = new EventEmitter();
  let id: string | undefined;
  events.on('pool:create', ({ workerPool }: { readonly workerPool: { readonly id: string } }) => {
    id = workerPool.id;
  });
  events.on('pool:listen:success', ({ client }: { readonly client: PoolClient }) => {
    const name = id;
    if (name === undefined) return;
    const hold = (): void => {
      holdName(client, name).catch((error: unknown) =>
        log.warn({ error: errorForLog(error) }, 'the worker of jobs could not hold its name'),
      );
    };
    // Only once it has been told to listen: a connection answers one question after the other.
    setTimeout(hold, listeningMs).unref();
  });
  const runner = await run({
    pgPool: database.pool,
    concurrency: options.atOnce,
    pollInterval: options.pollMs ?? 2_000,
    noHandleSignals: true,
    events,
    logger: new Logger(workerLog(log)),
    parsedCronItems: parseCronItems(tasks.flatMap(cronItem)),
    taskList: Object.fromEntries(
      tasks.map((task) => [
        task.name,
        (payload: unknown, { job }: { readonly job: AttemptedJob }) =>
          attempt(task, payload, { job, log, figures }),
      ]),
    ),
  });
  return {
    id: () => id,
    ended: runner.promise,
    stop: async () => {
      const killed = sleep(stopMs, undefined, { ref: false }).then(() => runner.kill());
      // One that has ended by itself cannot be stopped again.
      await Promise.race([runner.stop(), killed]).catch(() => undefined);
      if (id !== undefined) await forgetWorker(database.db, id).catch(() => undefined);
    },
  };
}

/** What was missed while no server ran is not caught up: each run looks at all that is due. */
function cronItem({ name, schedule }: Task) {
  if (schedule === undefined) return [];
  const options = {
    backfillPeriod: 0,
    maxAttempts: 1,
    jobKey: name,
    jobKeyMode: 'preserve_run_at',
  } as const;
  return [{ task: name, match: schedule, identifier: name, options }];
}

interface AttemptedJob {
  readonly attempts: number;
  readonly max_attempts: number;
}

/** What is kept of a failure, in the log and beside the job, holds nothing about people. */
async function attempt(
  task: Task,
  payload: unknown,
  {
    job,
    log,
    figures,
  }: { readonly job: AttemptedJob; readonly log: JobLog; readonly figures: JobMetrics },
): Promise<void> {
  const began = performance.now();
  const isLast = job.attempts >= job.max_attempts;
  const observe = (outcome: 'done' | 'failed' | 'given-up') =>
    figures.observe(task.name, outcome, (performance.now() - began) / 1000);
  try {
    await task.run(payload, { number: job.attempts, isLast });
    observe('done');
  } catch (error) {
    observe(isLast ? 'given-up' : 'failed');
    const said = { task: task.name, attempt: job.attempts, error: errorForLog(error) };
    if (isLast) log.error(said, 'a job has failed as often as it may');
    else log.warn(said, 'a job has failed and is tried again');
    throw new Error(reasonOf(error), { cause: error });
  }
}

function reasonOf(error: unknown): string {
  const { message, type, code } = errorForLog(error) as Partial<Record<string, string>>;
  return withoutPersonalData(message ?? `${type} ${code}`);
}

const watchMs = 15_000;
const deadAfterSeconds = 120;
/** Twice as long as one that is there ever says nothing. */
const silentAfterSeconds = 30;

function watchOver(
  options: JobsOptions,
  figures: JobMetrics,
  idNow: () => string | undefined,
): { readonly stop: () => Promise<void> } {
  const { db } = options.database;
  const look = async (): Promise<void> => {
    const id = idNow();
    try {
      if (id !== undefined)
        await keepWatch(db, {
          id,
          deadAfterSeconds: options.deadAfterSeconds ?? deadAfterSeconds,
          silentAfterSeconds,
        });
      figures.setQueue(await countJobs(db));
    } catch (error) {
      options.log.warn({ error: errorForLog(error) }, 'jobs could not be counted');
    }
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, options.watchMs ?? watchMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
