import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';

/** How many of each thing a panel has had: the last number of each. */
export interface LockedPanel {
  readonly callId: number;
  readonly acts: number;
  readonly members: number;
  readonly arrivals: number;
  readonly drawings: number;
}

/**
 * Takes the panel of a call for this transaction, so that acts on it follow each other. Where an act is about
 * applications, their examinations are locked before it: always in this order.
 */
export async function lockPanel(tx: Tx, callId: number): Promise<LockedPanel> {
  await tx
    .insertInto('panel')
    .values({ call_id: callId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tx
    .selectFrom('panel')
    .select(['acts', 'members', 'arrivals', 'drawings'])
    .where('call_id', '=', callId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { callId, ...row };
}

/** Gives the next numbers of a kind, and the last of them becomes the last of the panel. */
export async function takeNumbers(
  tx: Tx,
  { callId }: Pick<LockedPanel, 'callId'>,
  kind: 'acts' | 'members' | 'arrivals' | 'drawings',
  count = 1,
): Promise<number> {
  const column = sql.ref(kind);
  const { rows } = await sql<{ readonly first: number }>`
    update panel set ${column} = ${column} + ${count} where call_id = ${callId}
    returning ${column} - ${count} + 1 as first`.execute(tx);
  if (!rows[0]) throw new Error('numbers are taken under the lock of the panel');
  return rows[0].first;
}
