import { findCall } from '../../src/calls/index.ts';
import type { Services } from '../../src/platform/services.ts';
import { draftAct } from '../../src/ranking/acts/draft-act.ts';
import { keptEffect } from '../../src/ranking/desk/effect.ts';
import { freezeRound, loadRound } from '../../src/ranking/index.ts';

/** An act in preparation on what was received for a call so far; gives its number. */
export async function addDraftAct(
  services: Services,
  { slug, officer }: { readonly slug: string; readonly officer: string },
): Promise<number> {
  const call = await findCall(services, slug);
  if (!call) throw new Error(`there is no call ${slug}`);
  const { callId, version } = call;
  const frozen = await freezeRound(services, { callId, slug, version, personId: officer });
  if (frozen.type === 'refused') throw new Error(JSON.stringify(frozen));
  const { number } = frozen.round;
  const drafted = await services.database.db
    .transaction()
    .execute((tx) =>
      draftAct(
        tx,
        { callId, personId: officer, findRound: () => loadRound(services, { callId, number }) },
        { kind: 'ranking', title: 'Approvazione della graduatoria', ground: 'Art. 13' },
      ),
    );
  if (drafted.type === 'refused') throw new Error(JSON.stringify(drafted));
  return drafted.act.number;
}

/** A decision about the first round of a call, as if somebody had taken it. */
export async function addDecision(
  { database: { db } }: Services,
  { callId, officer }: { readonly callId: number; readonly officer: string },
): Promise<void> {
  const none = { before: 0, after: 0 };
  const effect = keptEffect(
    {
      entering: [],
      leaving: [],
      changed: [],
      settled: [],
      opened: [],
      positionsChanged: 0,
      funded: none,
      granted: none,
      undecided: none,
      stops: none,
      pots: [],
    },
    [],
  );
  await db
    .insertInto('round_decision')
    .values({
      call_id: callId,
      number: 1,
      content: JSON.stringify({ orderOfRankings: ['light'] }),
      stop: 'order-of-rankings-missing.light',
      act: 'Determinazione n. 1',
      act_day: '2025-01-10',
      ground: 'Art. 13',
      reasons: 'Prova',
      effect: JSON.stringify(effect),
      made_on_round: 1,
      person_id: officer,
    })
    .execute();
}

/** A trial kept for a call, as the next one; gives its number. */
export async function addTrial(
  { database: { db } }: Pick<Services, 'database'>,
  { callId, officer }: { readonly callId: number; readonly officer: string },
): Promise<number> {
  const { last } = await db
    .selectFrom('what_if')
    .select((all) => all.fn.max('number').as('last'))
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow();
  const number = (last ?? 0) + 1;
  await db
    .insertInto('what_if')
    .values({
      call_id: callId,
      number,
      name: `Prova ${number}`,
      changes: '{}',
      result: '{}',
      frozen_round: 1,
      person_id: officer,
    })
    .execute();
  return number;
}
