import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/database.ts';
import type { KeptEffect } from './effect.ts';
import { refused, type DeskRefused } from './refusal.ts';
import type { WhatIfChanges } from './what-if-changes.ts';

/** A trial that was kept under a name. Nothing refers to it. */
export interface KeptTrial {
  readonly number: number;
  readonly name: string;
  readonly changes: WhatIfChanges;
  readonly result: KeptEffect;
  readonly round: number;
  readonly at: Date;
  readonly by: string;
}

const keptMax = 100;

/** The trials of a call, the newest first. */
export async function findTrials(db: Db, callId: number): Promise<readonly KeptTrial[]> {
  const { rows } = await sql<KeptTrial>`
    select w.number, w.name, w.changes, w.result, w.frozen_round as round, w.at,
           p.given_name || ' ' || p.family_name as by
      from what_if w join person p on p.id = w.person_id
     where w.call_id = ${callId} order by w.number desc`.execute(db);
  return rows;
}

export interface Keeping {
  readonly callId: number;
  readonly round: number;
  readonly name: string;
  readonly changes: WhatIfChanges;
  readonly result: KeptEffect;
  readonly personId: string;
}

/** Keeps a trial to compare it with others later; it changes nothing else. */
export async function keepTrial(
  tx: Tx,
  { callId, round, name, changes, result, personId }: Keeping,
): Promise<{ readonly type: 'kept'; readonly number: number } | DeskRefused> {
  if (name.trim() === '') return refused('text-missing', '/name');
  await sql`select pg_advisory_xact_lock(hashtextextended(${`what-ifs ${callId}`}, 0))`.execute(tx);
  const { count, last } = await tx
    .selectFrom('what_if')
    .select((all) => [all.fn.countAll<number>().as('count'), all.fn.max('number').as('last')])
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow();
  if (count >= keptMax) return refused('too-many-kept');
  // The column says a number; none is kept yet.
  const number = ((last as number | null) ?? 0) + 1;
  await tx
    .insertInto('what_if')
    .values({
      call_id: callId,
      number,
      name: name.trim(),
      changes: JSON.stringify(changes),
      result: JSON.stringify(result),
      frozen_round: round,
      person_id: personId,
    })
    .execute();
  return { type: 'kept', number };
}

export async function removeTrial(
  tx: Tx,
  { callId, number }: { readonly callId: number; readonly number: number },
): Promise<{ readonly type: 'removed' } | DeskRefused> {
  const { numDeletedRows } = await tx
    .deleteFrom('what_if')
    .where('call_id', '=', callId)
    .where('number', '=', number)
    .executeTakeFirst();
  return numDeletedRows > 0n ? { type: 'removed' } : refused('what-if-unknown');
}
