import { isGap, type CallDocument, type DayNumber, type Gap } from '../../engine/index.ts';
import type { Db } from '../../platform/database.ts';
import { dayOf } from '../clock.ts';
import type { ExaminationKey } from '../examination.ts';
import { findToday } from '../queries.ts';
import { listRequests } from '../requests/queries.ts';
import { openObservations, type RequestRecord } from '../requests/request.ts';

/** Whether an outcome against an application may be recorded now. */
export type MayRefuse =
  | {
      readonly type: 'may';
      /** The notice that was given, and what came of it; none where the call asks for none. */
      readonly notice: RequestRecord | undefined;
    }
  | {
      readonly type: 'not-yet';
      readonly code:
        | 'notice-undecided'
        | 'notice-missing'
        | 'notice-open'
        | 'late-observations-open'
        | 'observations-open';
      readonly article?: string;
      /** What must be decided first. */
      readonly gaps: readonly Gap['unknown'][];
      /** The notice that is waited for, or whose observations are not answered. */
      readonly request?: number;
      /** The points of it to which the office has said nothing yet. */
      readonly items: readonly string[];
    };

/**
 * An outcome against needs the notice of the reasons against where the call gives one: answered, or with its days over;
 * and every observation that was made in time answered, one by one (art. 10-bis, L. 241/1990).
 */
export async function mayRefuse(
  db: Db,
  key: ExaminationKey,
  document: CallDocument,
): Promise<MayRefuse> {
  const today = await findToday(db, document);
  return decideMayRefuse(document, await listRequests(db, key), today);
}

export function decideMayRefuse(
  { examination }: Pick<CallDocument, 'examination'>,
  requests: readonly RequestRecord[],
  today: DayNumber,
): MayRefuse {
  if (!examination) return { type: 'may', notice: undefined };
  const rules = examination.noticeAgainst;
  if (isGap(rules))
    return {
      type: 'not-yet',
      code: 'notice-undecided',
      article: examination.article,
      gaps: [rules.unknown],
      items: [],
    };
  if (!rules.applies) return { type: 'may', notice: undefined };
  const { article } = examination;
  const notice = requests.findLast(
    ({ kind, state }) => kind === 'notice-against' && state !== 'draft' && state !== 'withdrawn',
  );
  if (!notice) return { type: 'not-yet', code: 'notice-missing', article, gaps: [], items: [] };
  const code = waitsFor(notice, today);
  if (!code) return { type: 'may', notice };
  const items = openObservations(notice).map(({ id }) => id);
  return { type: 'not-yet', code, article, gaps: [], request: notice.number, items };
}

function waitsFor(notice: RequestRecord, today: DayNumber) {
  const { state, sent, reply } = notice;
  if (state === 'open' && sent && today <= dayOf(sent.dueOn)) return 'notice-open';
  if (reply?.sent?.isLate === true && !reply.decision) return 'late-observations-open';
  return openObservations(notice).length > 0 ? 'observations-open' : undefined;
}
