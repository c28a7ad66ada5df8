import { sql } from 'kysely';
import { isNotWithdrawn } from '../../examination/index.ts';
import type { Db } from '../../platform/database.ts';

/** What a panel decided about one application, as a ranking reads it; points in hundredths. */
export interface ConsolidatedScore {
  readonly applicationId: string;
  /** The entry of the register by which it was received. */
  readonly entryNumber: number;
  readonly line: string | null;
  /** SHA-256 of the text that was scored, in hexadecimal. */
  readonly textHash: string;
  readonly net: number;
  readonly bonus: number;
  readonly gross: number;
  /** Whether every threshold is reached. */
  readonly passes: boolean;
  /** By the id of the criterion. */
  readonly criteria: Readonly<Record<string, number>>;
  readonly decidedAt: Date;
  /** Of the minutes that say so; none while their session is open. */
  readonly minutes: number | null;
}

const atOnce = 500;

/**
 * The scores of a call that are in force, in the order of the register, a few hundred at a time: without what was
 * withdrawn or not admitted since. Points are those that the engine found when the panel decided.
 */
export async function* consolidatedScores(
  db: Db,
  callId: number,
  after = 0,
): AsyncGenerator<ConsolidatedScore> {
  let place = after;
  for (;;) {
    const { rows } = await sql<ConsolidatedScore>`
      select x.application_id as "applicationId", x.entry_number as "entryNumber", x.line,
             encode(c.text_hash, 'hex') as "textHash", c.net, c.bonus, c.gross, c.passes, c.criteria,
             c.decided_at as "decidedAt", m.number as minutes
        from examination x
        join consolidation c on c.call_id = x.call_id and c.application_id = x.application_id and c.state = 'decided'
        left join minutes m on m.session_id = c.session_id
       where x.call_id = ${callId} and x.entry_number > ${place}
         and ${isNotWithdrawn} and x.outcome is distinct from 'not-admitted'
       order by x.entry_number limit ${atOnce}`.execute(db);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < atOnce) return;
    place = last.entryNumber;
  }
}
