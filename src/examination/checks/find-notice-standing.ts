import type { Tx } from '../../platform/database.ts';
import { findToday, listSuspensions } from '../queries.ts';
import { dayOf } from '../clock.ts';
import type { NoticeStanding } from './decide-outcome.ts';
import type { Examined } from './examined.ts';

/** Where the notice of the reasons against stands, as the days say that it holds up. */
export async function findNoticeStanding(
  tx: Tx,
  { examination, call }: Pick<Examined, 'examination' | 'call'>,
): Promise<NoticeStanding> {
  const suspensions = await listSuspensions(tx, examination);
  const notice = suspensions.findLast(({ cause }) => cause === 'notice-against');
  if (!notice) return 'none';
  const today = await findToday(tx, call.document);
  const isOver = notice.isEnded || (notice.untilDay !== null && dayOf(notice.untilDay) < today);
  return isOver ? 'over' : 'open';
}
