import type { FastifyBaseLogger } from 'fastify';
import { withoutPersonalData } from '../log.ts';

/** Where jobs say what went wrong. */
export type JobLog = Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>;

/** What the worker says of itself, in our log; of a job that failed we say so where we know more. */
export function workerLog(log: JobLog): () => (level: string, message: string) => void {
  return () => (level, message) => {
    if (level === 'debug' || level === 'info' || message.startsWith('Failed task')) return;
    const line = { about: withoutPersonalData(message) };
    if (level === 'error') log.error(line, 'the worker of jobs has a problem');
    else log.warn(line, 'the worker of jobs warns');
  };
}
