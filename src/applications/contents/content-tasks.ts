import type { Task } from '../../platform/jobs/task.ts';
import { sweepContents, type Swept } from './sweep-contents.ts';
import type { ContentDesk } from './hold-content.ts';

/** What is done with contents in the background. */
export function contentTasks(
  desk: ContentDesk,
  { clock, told }: { readonly clock: () => Date; readonly told: (swept: Swept) => void },
): readonly Task[] {
  return [
    {
      name: 'content-sweep',
      schedule: '23 * * * *',
      run: async () => {
        told(await sweepContents(desk, clock()));
      },
    },
  ];
}
