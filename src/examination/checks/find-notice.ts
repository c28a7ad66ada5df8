import type { Db } from '../../platform/database.ts';
import { mayRefuse, type MayRefuse } from '../notices-against/may-refuse.ts';
import { answerTo } from '../requests/request.ts';
import type { NoticeStanding } from './decide-outcome.ts';
import type { Examined } from './examined.ts';

/** Where the notice of the reasons against stands, and what the office has said to its observations. */
export interface NoticeReading {
  readonly standing: NoticeStanding;
  /** Point by point, in words that the applicant reads; nothing where there were none. */
  readonly answers: string | null;
}

const standings: Readonly<Record<Extract<MayRefuse, { type: 'not-yet' }>['code'], NoticeStanding>> =
  {
    'notice-undecided': 'none',
    'notice-missing': 'none',
    'notice-open': 'open',
    'late-observations-open': 'unanswered',
    'observations-open': 'unanswered',
  };

export async function findNotice(
  db: Db,
  { examination, call }: Pick<Examined, 'examination' | 'call'>,
): Promise<NoticeReading> {
  const may = await mayRefuse(db, examination, call.document);
  if (may.type === 'not-yet') return { standing: standings[may.code], answers: null };
  return { standing: 'over', answers: answersOf(may) };
}

function answersOf({ notice }: Extract<MayRefuse, { type: 'may' }>): string | null {
  const said = (notice?.items ?? []).flatMap(({ id, text }) => {
    const answer = answerTo(notice?.reply ?? null, id);
    return answer ? [`${text}\n${answer.text}`] : [];
  });
  return said.length === 0 ? null : said.join('\n\n');
}
