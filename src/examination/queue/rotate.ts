import { sql } from 'kysely';
import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { chainOf, holdRegister } from '../store.ts';
import { listOfficers, type Officer } from './officers.ts';
import { shareOut } from './share-out.ts';

export interface RotationAsked {
  readonly callId: number;
  /** Among whom; each must be an officer of the call. */
  readonly officerIds: readonly string[];
  readonly personId: string;
}

export interface RotationSeat {
  readonly officerId: string;
  readonly name: string;
  readonly before: number;
  readonly given: number;
}

export type RotationOutcome =
  | {
      readonly type: 'rotated';
      readonly number: number;
      readonly given: number;
      readonly seats: readonly RotationSeat[];
    }
  | { readonly type: 'refused'; readonly code: RotationRefusal };

export type RotationRefusal = 'nobody-chosen' | 'not-an-officer' | 'nothing-to-assign';

/**
 * Shares out all applications of a call that nobody has, in the order in which they were received, so that the work of
 * the officers becomes as even as it can. One at a time for each call.
 */
export async function rotate(
  tx: Tx,
  { callId, officerIds, personId }: RotationAsked,
): Promise<RotationOutcome> {
  await holdRegister(tx, callId);
  await sql`select from examination_taken where call_id = ${callId} for update`.execute(tx);
  const chosen = new Set(officerIds);
  const officers = (await listOfficers(tx, callId)).filter(({ id }) => chosen.has(id));
  if (chosen.size === 0) return { type: 'refused', code: 'nobody-chosen' };
  if (officers.length < chosen.size) return { type: 'refused', code: 'not-an-officer' };
  const waiting = await lockUnassigned(tx, callId);
  if (waiting.length === 0) return { type: 'refused', code: 'nothing-to-assign' };
  const given = shareOut(officers, waiting.length);
  const seats = officers.map((officer) => seatOf(officer, given));
  const number = await recordRotation(tx, { callId, personId, seats });
  await writeAssignments(tx, { callId, personId, number, waiting, given });
  await recordAct(tx, {
    chain: chainOf(callId),
    act: 'applications-shared-out',
    subject: `rotation/${callId}.${number}`,
    personId,
    content: canonicalJson({
      number,
      seats,
      given: Object.fromEntries(waiting.map((id, index) => [id, given[index] ?? ''])),
    }),
  });
  return { type: 'rotated', number, given: waiting.length, seats };
}

function seatOf({ id, name, load }: Officer, given: readonly string[]): RotationSeat {
  const own = given.filter((officerId) => officerId === id).length;
  return { officerId: id, name, before: load, given: own };
}

/** Those that nobody has, the first received first; without those that were withdrawn or submitted again meanwhile. */
async function lockUnassigned(tx: Tx, callId: number): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly id: string }>`
    select x.application_id as id from examination x
     where x.call_id = ${callId} and x.assigned_to is null and x.state in ('to-begin', 'under-way', 'waiting')
       and not exists (select from register_entry e
                        where e.call_id = x.call_id and e.application_id = x.application_id
                          and e.number > x.entry_number)
     order by x.entry_number for update of x`.execute(tx);
  return rows.map(({ id }) => id);
}

async function recordRotation(
  tx: Tx,
  {
    callId,
    personId,
    seats,
  }: {
    readonly callId: number;
    readonly personId: string;
    readonly seats: readonly RotationSeat[];
  },
): Promise<number> {
  const { number } = await tx
    .insertInto('rotation')
    .values({
      call_id: callId,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from rotation where call_id = ${callId})`,
      seats: JSON.stringify(
        seats.map(({ officerId, before, given }) => ({ officerId, before, given })),
      ),
      person_id: personId,
      at: sql<string>`clock_timestamp()`,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  return number;
}

interface Given {
  readonly callId: number;
  readonly personId: string;
  readonly number: number;
  readonly waiting: readonly string[];
  readonly given: readonly string[];
}

async function writeAssignments(
  tx: Tx,
  { callId, personId, number, waiting, given }: Given,
): Promise<void> {
  const pairs = sql`unnest(${waiting}::uuid[], ${given}::uuid[]) as g(application_id, officer_id)`;
  await sql`
    insert into assignment (call_id, application_id, number, officer_id, rotation, person_id, at)
    select ${callId}, g.application_id,
           1 + (select coalesce(max(a.number), 0) from assignment a
                 where a.call_id = ${callId} and a.application_id = g.application_id),
           g.officer_id, ${number}, ${personId}::uuid, clock_timestamp()
      from ${pairs}`.execute(tx);
  await sql`
    update examination x
       set assigned_to = g.officer_id, revision = x.revision + 1, updated_at = clock_timestamp()
      from ${pairs}
     where x.call_id = ${callId} and x.application_id = g.application_id`.execute(tx);
}
