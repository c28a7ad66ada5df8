import { assignExamination, beginExamination, takeIn } from '../examination/index.ts';
import { runAct } from '../platform/run-act.ts';
import { expectOutcome, idOf, peopleIds, type Loading } from './loading.ts';
import { findFirstReceived } from './queries.ts';
import { loadRehearsal } from './set-terms.ts';
import { officer } from './slugs.ts';

/** So many applications of each call are given to the officer, and so many of those are under way. */
const given = 4;
const begun = 2;

/** Takes in what was received, and gives the officer of the trial something to examine in each call. */
export async function beginExaminations(loading: Loading): Promise<void> {
  const { services, data, done } = loading;
  const { db } = services.database;
  await takeIn(services);
  const personId = idOf(await peopleIds(db, data), officer);
  for (const { definition } of data.calls) {
    const { callId } = await loadRehearsal(services, definition);
    const first = await findFirstReceived(db, { callId, limit: given });
    for (const [index, { applicationId, title, isDecided }] of first.entries()) {
      if (isDecided) continue;
      const key = { callId, applicationId };
      const assigned = await runAct(db, (tx) =>
        assignExamination(tx, { ...key, officerId: personId, reason: null, personId }),
      );
      expectOutcome(assigned, title, 'assigned', 'repeated');
      if (index >= begun) continue;
      const outcome = await runAct(db, (tx) => beginExamination(tx, { ...key, personId }));
      expectOutcome(outcome, title, 'begun', 'repeated');
    }
  }
  done('examinations');
}
