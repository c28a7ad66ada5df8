import { addDays, formatDay, type DayNumber } from '../../engine/index.ts';
import type { Services } from '../../platform/services.ts';
import { listDueDays, type DueDay, type DuePlace } from './due-days.ts';
import { namedMax } from './due-feed.ts';
import { findQueueCalls, loadQueueRules, type QueueCall } from './queue-calls.ts';

const daysBehind = 31;
const daysAhead = 184;
/** More than a page or a calendar can show with sense. */
const daysMax = 1_000;

interface FoundDays {
  readonly days: readonly DueDay[];
  readonly calls: readonly QueueCall[];
  readonly today: string;
}

/** Due days of the calls that these roles open; of one person, or of everybody; those of a part of the list. */
export async function findDueDays(
  { database, clock }: Pick<Services, 'database' | 'clock'>,
  roles: Parameters<typeof findQueueCalls>[1],
  {
    personId,
    after,
    limit = daysMax,
  }: {
    readonly personId?: string | undefined;
    readonly after?: DuePlace | undefined;
    readonly limit?: number;
  },
): Promise<FoundDays> {
  const calls = await findQueueCalls(database.db, roles);
  const rules = await loadQueueRules(database, calls);
  const known = [...rules.values()].map(({ today }) => today);
  const noCalls = Math.floor(clock().getTime() / 86_400_000) as DayNumber;
  const today = (known.length === 0 ? noCalls : Math.max(...known)) as DayNumber;
  const days = await listDueDays(database.db, {
    callIds: calls.map(({ id }) => id),
    personId,
    after,
    limit,
    from: formatDay(addDays(today, -daysBehind)),
    until: formatDay(addDays(today, daysAhead)),
    named: namedMax,
  });
  return { days, calls, today: formatDay(today) };
}
