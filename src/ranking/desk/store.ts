import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/database.ts';
import type { RoundKey } from '../round/queries.ts';
import type { RoundSummary } from './queries.ts';

/** Decisions about one call are taken one after the other. */
export async function lockDecisions(tx: Tx, callId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`round-decisions ${callId}`}, 0))`.execute(
    tx,
  );
}

/** Keeps what a round comes to under the decisions in force; nothing rests on it. */
export async function storeSummary(
  db: Db | Tx,
  { callId, number }: RoundKey,
  summary: RoundSummary,
): Promise<void> {
  const { decisions, stops, toDecide, funded, undecided, granted } = summary;
  const values = {
    decisions: [...decisions],
    stops,
    to_decide: toDecide,
    funded,
    undecided,
    granted,
    at: sql<Date>`clock_timestamp()`,
  };
  await db
    .insertInto('round_summary')
    .values({ call_id: callId, number, ...values })
    .onConflict((conflict) => conflict.columns(['call_id', 'number']).doUpdateSet(values))
    .execute();
}
