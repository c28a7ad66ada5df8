import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';

export interface CupAsked {
  readonly callId: number;
  readonly applicationId: string;
  readonly cup: string;
  readonly personId: string;
}

export type CupOutcome =
  | { readonly type: 'recorded'; readonly cup: string }
  | { readonly type: 'refused'; readonly code: 'cup-form' | 'cup-taken' | 'not-granted' };

/** A letter, a category, a letter, and eleven digits: `C51F23000670006`; spaces and small letters are forgiven. */
export function readCup(text: string): string | undefined {
  const cup = text.replaceAll(/\s/g, '').toUpperCase();
  return /^[A-Z]\d{2}[A-Z]\d{11}$/.test(cup) ? cup : undefined;
}

/** Records the code of the project behind an application that a signed act funds; one code is of one project. */
export async function recordCup(tx: Tx, asked: CupAsked): Promise<CupOutcome> {
  const { callId, applicationId, personId } = asked;
  const cup = readCup(asked.cup);
  if (cup === undefined) return { type: 'refused', code: 'cup-form' };
  // Whoever records another code in the same call waits, so that none is given twice.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`cup/${callId}`}, 0))`.execute(tx);
  const { rows } = await sql<{ isGranted: boolean; before: string | null; isTaken: boolean }>`
    select exists (select 1 from ranking_entry e
                    where e.call_id = ${callId} and e.application_id = ${applicationId} and e.total > 0) as "isGranted",
           (select cup from project_cup where call_id = ${callId} and application_id = ${applicationId}) as before,
           exists (select 1 from project_cup where call_id = ${callId} and cup = ${cup}
                      and application_id <> ${applicationId}) as "isTaken"`.execute(tx);
  const [found] = rows;
  if (!found?.isGranted) return { type: 'refused', code: 'not-granted' };
  if (found.isTaken) return { type: 'refused', code: 'cup-taken' };
  if (found.before === cup) return { type: 'recorded', cup };
  await sql`
    insert into project_cup (call_id, application_id, cup, person_id)
    values (${callId}, ${applicationId}, ${cup}, ${personId})
    on conflict (call_id, application_id) do update
      set cup = excluded.cup, person_id = excluded.person_id, recorded_at = clock_timestamp()`.execute(
    tx,
  );
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: 'cup-recorded',
    subject: `application/${applicationId}`,
    personId,
    from: found.before,
    to: cup,
    content: cup,
  });
  return { type: 'recorded', cup };
}
