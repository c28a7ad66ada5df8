import type { Metrics } from '../metrics.ts';

export interface JobMetrics {
  readonly observe: (
    task: string,
    outcome: 'done' | 'failed' | 'given-up',
    seconds: number,
  ) => void;
  readonly setQueue: (queue: JobQueue) => void;
}

export interface JobQueue {
  /** That could begin now. */
  readonly waiting: number;
  /** That have failed as often as they may. */
  readonly givenUp: number;
}

const secondsBuckets = [0.01, 0.05, 0.25, 1, 5, 30, 120];

export function addJobMetrics(metrics: Metrics): JobMetrics {
  let queue: JobQueue = { waiting: 0, givenUp: 0 };
  const ended = metrics.counter({
    name: 'bandolo_jobs_total',
    help: 'Jobs that this process has carried out, by how they ended.',
    labels: ['task', 'outcome'],
  });
  const seconds = metrics.histogram({
    name: 'bandolo_job_seconds',
    help: 'How long one attempt at a job took.',
    labels: ['task'],
    buckets: secondsBuckets,
  });
  metrics.gauge(
    { name: 'bandolo_jobs_waiting', help: 'Jobs of all servers that could begin now.' },
    () => queue.waiting,
  );
  metrics.gauge(
    { name: 'bandolo_jobs_given_up', help: 'Jobs that have failed as often as they may.' },
    () => queue.givenUp,
  );
  return {
    observe: (task, outcome, took) => {
      ended.add(1, task, outcome);
      seconds.series(task).observe(took);
    },
    setQueue: (read) => {
      queue = read;
    },
  };
}
