import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordExamination } from '../store.ts';
import {
  done,
  holdRequest,
  overRefusal,
  type RequestAct,
  type RequestOutcome,
} from '../requests/act.ts';
import { refused } from '../requests/refusals.ts';
import { counts, introductionMax } from '../requests/request.ts';
import { insertAnswer } from '../requests/store.ts';

/** Says what the office makes of one observation, and whether the reason stands all the same; the last word counts. */
export async function answerObservation(
  tx: Tx,
  {
    personId,
    item,
    text,
    isUpheld,
    ...key
  }: Omit<RequestAct, 'published'> & {
    readonly item: string;
    readonly text: string;
    readonly isUpheld: boolean;
  },
): Promise<RequestOutcome | undefined> {
  return holdRequest(tx, key, async ({ record, request }): Promise<RequestOutcome> => {
    const over = overRefusal(record);
    if (over) return over;
    if (request.kind !== 'notice-against' || !counts(request.reply))
      return refused('no-observations');
    if (!request.items.some(({ id }) => id === item)) return refused('no-such-point');
    const said = text.trim();
    if (said === '') return refused('reason-missing');
    if (said.length > introductionMax) return refused('text-too-long');
    await insertAnswer(tx, key, { item, text: said, isUpheld, personId });
    await recordExamination(
      tx,
      record,
      {},
      {
        act: 'observation-answered',
        personId,
        content: canonicalJson({ number: request.number, item, text: said, isUpheld }),
      },
    );
    return done(tx, key);
  });
}
