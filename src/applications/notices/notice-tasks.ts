import type { Task } from '../../platform/jobs/task.ts';
import type { Services } from '../../platform/services.ts';
import { remindOfClosing } from './remind-of-closing.ts';
import { tellEntered } from './tell-entered.ts';

/** What people are told without asking, and not within the request that causes it. */
export function noticeTasks({
  database,
  clock,
}: Pick<Services, 'database' | 'clock'>): readonly Task[] {
  return [
    {
      name: 'closing-reminders',
      schedule: '*/10 * * * *',
      run: async () => {
        await remindOfClosing(database.db, clock());
      },
    },
    {
      name: 'entered-notices',
      schedule: '* * * * *',
      run: async () => {
        await tellEntered(database.db);
      },
    },
  ];
}
