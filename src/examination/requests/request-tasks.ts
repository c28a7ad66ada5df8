import { loadCurrentCall } from '../../applications/index.ts';
import type { Task } from '../../platform/jobs/task.ts';
import type { Services } from '../../platform/services.ts';
import { closeSilent } from './end-request.ts';
import { findOverdue } from './queries.ts';

/** Closes the requests whose last day has passed, each in a transaction of its own. Gives how many were closed. */
export async function closeSilentRequests(services: Pick<Services, 'database'>): Promise<number> {
  const { db } = services.database;
  let closed = 0;
  for (const key of await findOverdue(db)) {
    const published = await loadCurrentCall(services, key.callId);
    const isClosed = await db.transaction().execute((tx) => closeSilent(tx, key, published));
    if (isClosed) closed += 1;
  }
  return closed;
}

/** What is noted without anybody doing anything: that nobody has answered in time. */
export function requestTasks(services: Pick<Services, 'database'>): readonly Task[] {
  return [
    {
      name: 'silent-requests',
      schedule: '*/5 * * * *',
      run: async () => {
        await closeSilentRequests(services);
      },
    },
  ];
}
