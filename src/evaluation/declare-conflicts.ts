import { chainOf, lockExaminations } from '../examination/index.ts';
import type { Tx } from '../platform/database.ts';
import { recordAct } from '../platform/journal.ts';
import { lockPanel } from './lock-panel.ts';
import { refused, type PanelRefused, type RefusedPart } from './refusal.ts';
import { membershipOf } from './queries.ts';
import { findRound, shownHash, type RoundEntry } from './round.ts';
import { removeForConflict } from './store.ts';

export interface DeclarationAsked {
  readonly callId: number;
  readonly personId: string;
  /** The last number of the list as it was shown, and its hash in hexadecimal. */
  readonly upTo: number;
  readonly shown: string;
  /** With these the person is in conflict, with the others of the list not. */
  readonly conflicts: readonly { readonly applicationId: string; readonly ground: string }[];
}

export interface Declared {
  readonly type: 'declared';
  readonly from: number;
  readonly to: number;
}

/**
 * Records that somebody has looked at who is in these applications, and with whom they are in conflict. It speaks of
 * exactly the list that was shown: where that has changed since, nothing is declared.
 */
export async function declareConflicts(
  tx: Tx,
  asked: DeclarationAsked,
): Promise<Declared | PanelRefused> {
  const { callId, personId, upTo, conflicts } = asked;
  const unsaid = conflicts.flatMap(({ ground }, index): RefusedPart[] =>
    ground.trim() === '' ? [{ code: 'text-missing', path: `/conflicts/${index}/ground` }] : [],
  );
  if (unsaid.length > 0) return { type: 'refused', problems: unsaid };
  await lockExaminations(
    tx,
    callId,
    conflicts.map(({ applicationId }) => applicationId),
  );
  await lockPanel(tx, callId);
  const member = await membershipOf(tx, callId, personId);
  if (!member) return refused('not-of-the-panel');
  const { entries } = await findRound(tx, { callId, personId, upTo });
  const from = entries[0]?.number;
  if (from === undefined) return refused('already-declared');
  if (entries.at(-1)?.number !== upTo || shownHash(entries).toString('hex') !== asked.shown)
    return refused('list-changed');
  const foreign = conflicts.findIndex(
    ({ applicationId }) => !entries.some((entry) => entry.applicationId === applicationId),
  );
  if (foreign !== -1) return refused('not-in-the-list', `/conflicts/${foreign}/application`);
  await record(tx, asked, entries);
  return { type: 'declared', from, to: upTo };
}

async function record(
  tx: Tx,
  { callId, personId, conflicts }: DeclarationAsked,
  entries: readonly RoundEntry[],
): Promise<void> {
  const [from, to] = [entries[0]?.number ?? 0, entries.at(-1)?.number ?? 0];
  const before = await tx
    .selectFrom('conflict_declaration')
    .select(({ fn }) => fn.count<number>('number').as('count'))
    .where('call_id', '=', callId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  const number = before.count + 1;
  await tx
    .insertInto('conflict_declaration')
    .values({
      call_id: callId,
      person_id: personId,
      number,
      from_arrival: from,
      to_arrival: to,
      shown_hash: shownHash(entries),
    })
    .execute();
  for (const { applicationId, ground } of conflicts)
    await removeForConflict(tx, {
      callId,
      applicationId,
      personId,
      way: 'declared',
      ground: ground.trim(),
      recordedBy: personId,
    });
  await recordAct(tx, {
    chain: chainOf(callId),
    act: 'conflicts-declared',
    subject: `panel/${callId}`,
    personId,
    content: JSON.stringify({ personId, number, from, to, conflicts }),
  });
}
