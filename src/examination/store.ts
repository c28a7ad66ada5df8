import { sql, type UpdateResult } from 'kysely';
import { formatDay, type CallDocument, type DayNumber } from '../engine/index.ts';
import type { Tx } from '../platform/database.ts';
import { recordAct, type JournalAct } from '../platform/journal.ts';
import { clockColumns } from './clock.ts';
import type {
  ExaminationKey,
  ExaminationOutcome,
  ExaminationRecord,
  ExaminationState,
  SuspensionCause,
} from './examination.ts';
import { findExamination, findToday, listSuspensions } from './queries.ts';

/** The chain of the journal in which the examinations of a call are noted. */
export function chainOf(callId: number): string {
  return `call/${callId}`;
}

/** What a row of the journal about an examination is about. */
export function subjectOf({ applicationId }: Pick<ExaminationKey, 'applicationId'>): string {
  return `examination/${applicationId}`;
}

/**
 * Takes the examination for this transaction, and the register with it: a withdrawal either came before, and then the
 * record says `withdrawn` and nothing else can be done to it, or it waits until what is decided here is committed.
 */
export async function lockExamination(
  tx: Tx,
  key: ExaminationKey,
): Promise<ExaminationRecord | undefined> {
  await lockExaminations(tx, key.callId, [key.applicationId]);
  return findExamination(tx, key);
}

/** The same of many at once, in one order for everybody. */
export async function lockExaminations(
  tx: Tx,
  callId: number,
  applicationIds: readonly string[],
): Promise<void> {
  await holdRegister(tx, callId);
  const { rows } = await sql<{ readonly applicationId: string; readonly entryNumber: number }>`
    select application_id as "applicationId", entry_number as "entryNumber" from examination
     where call_id = ${callId} and application_id = any (${applicationIds}::uuid[])
     order by application_id for update`.execute(tx);
  await markWithdrawn(tx, await findUnreceived(tx, callId, rows));
}

/** Lets other acts of the office pass, and entries of the register wait. */
export async function holdRegister(tx: Tx, callId: number): Promise<void> {
  await tx
    .selectFrom('register_head')
    .select('number')
    .where('call_id', '=', callId)
    .forShare()
    .executeTakeFirst();
}

/** Those of which the register says last something else than that they were received as they are examined. */
async function findUnreceived(
  tx: Tx,
  callId: number,
  locked: readonly { readonly applicationId: string; readonly entryNumber: number }[],
): Promise<readonly ExaminationKey[]> {
  if (locked.length === 0) return [];
  const { rows } = await sql<ExaminationKey>`
    select ${callId}::int as "callId", k.id as "applicationId"
      from unnest(${locked.map(({ applicationId }) => applicationId)}::uuid[],
                  ${locked.map(({ entryNumber }) => entryNumber)}::int[]) as k(id, entry_number)
      left join lateral (select e.kind, e.number from register_entry e
                          where e.call_id = ${callId} and e.application_id = k.id
                          order by e.turn desc limit 1) e on true
     where (e.kind, e.number) is distinct from ('submission', k.entry_number)`.execute(tx);
  return rows;
}

/** What the register says already needs no row of the journal: the entry of the withdrawal is one. */
export async function markWithdrawn(tx: Tx, keys: readonly ExaminationKey[]): Promise<void> {
  if (keys.length === 0) return;
  const these = sql`unnest(${keys.map(({ callId }) => callId)}::int[],
                           ${keys.map(({ applicationId }) => applicationId)}::uuid[]) as k(call_id, application_id)`;
  await sql`
    update examination x
       set state = 'withdrawn', outcome = 'withdrawn', is_suspended = false, look_again = null,
           revision = x.revision + 1, updated_at = clock_timestamp()
      from ${these}
     where x.call_id = k.call_id and x.application_id = k.application_id and x.state <> 'withdrawn'`.execute(
    tx,
  );
  await sql`
    update suspension s
       set until_day = least(s.until_day, greatest(s.from_day, current_date)), ended_at = clock_timestamp()
      from ${these}
     where s.call_id = k.call_id and s.application_id = k.application_id and s.ended_at is null`.execute(
    tx,
  );
}

/** What an act changes in an examination; what is left out stays. */
export interface ExaminationChanges {
  readonly snapshotHash?: string;
  readonly line?: string | null;
  readonly phase?: string | null;
  readonly state?: Exclude<ExaminationState, 'withdrawn'>;
  readonly outcome?: Exclude<ExaminationOutcome, 'withdrawn'> | null;
  readonly assignedTo?: string | null;
  readonly openPoints?: number;
  readonly hasBegun?: true;
}

/** A row of the journal about an examination; the states are put in where they are left out. */
export type ExaminationAct = Omit<JournalAct, 'chain' | 'subject'>;

/** Writes what an act changes with its row of the journal; the record is the one under the lock. Gives the new one. */
export async function recordExamination(
  tx: Tx,
  record: ExaminationRecord,
  changes: ExaminationChanges,
  act: ExaminationAct,
): Promise<ExaminationRecord> {
  const { callId, applicationId, revision } = record;
  await tx
    .updateTable('examination')
    .set({
      ...columnsOf(changes),
      revision: revision + 1,
      updated_at: sql`clock_timestamp()`,
    })
    .where('call_id', '=', callId)
    .where('application_id', '=', applicationId)
    .where('revision', '=', revision)
    .executeTakeFirst()
    .then(expectOne);
  await recordAct(tx, {
    from: record.state,
    to: changes.state ?? record.state,
    ...act,
    chain: chainOf(callId),
    subject: subjectOf(record),
  });
  return reread(tx, record);
}

function columnsOf(changes: ExaminationChanges) {
  const { snapshotHash, line, phase, state, outcome, assignedTo, openPoints, hasBegun } = changes;
  const settled = state === 'decided' ? { look_again: null, is_suspended: false } : {};
  return {
    ...(snapshotHash === undefined ? {} : { snapshot_hash: Buffer.from(snapshotHash, 'hex') }),
    ...(line === undefined ? {} : { line }),
    ...(phase === undefined ? {} : { phase }),
    ...(state === undefined ? {} : { state }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(assignedTo === undefined ? {} : { assigned_to: assignedTo }),
    ...(openPoints === undefined ? {} : { open_points: openPoints }),
    ...(hasBegun ? { begun_at: sql<string>`clock_timestamp()` } : {}),
    ...settled,
  };
}

async function reread(tx: Tx, key: ExaminationKey): Promise<ExaminationRecord> {
  const record = await findExamination(tx, key);
  if (!record) throw new Error('an examination has gone under its lock');
  return record;
}

export interface NewSuspension {
  readonly cause: SuspensionCause;
  readonly effect?: 'suspends' | 'interrupts';
  /** The day of the act, which still counts. */
  readonly actedOn: DayNumber;
  /** The first day that does not count. */
  readonly from: DayNumber;
  /** The last one, where it is known. */
  readonly until?: DayNumber;
  readonly why: string;
}

/** Holds the clock up, within the act that causes it: the caller notes the act. Gives the record with its new end. */
export async function recordSuspension(
  tx: Tx,
  { record, document }: { readonly record: ExaminationRecord; readonly document: CallDocument },
  { cause, effect = 'suspends', actedOn, from, until, why }: NewSuspension,
): Promise<{ readonly record: ExaminationRecord; readonly number: number }> {
  const { callId, applicationId } = record;
  const { number } = await tx
    .insertInto('suspension')
    .values({
      call_id: callId,
      application_id: applicationId,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from suspension
                            where call_id = ${callId} and application_id = ${applicationId}::uuid)`,
      cause,
      effect,
      acted_on: formatDay(actedOn),
      from_day: formatDay(from),
      until_day: until === undefined ? null : formatDay(until),
      why,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  return { record: await settleClock(tx, record, document), number };
}

/** Lets the clock run again after a day, the last that does not count; within the act that ends the suspension. */
export async function endSuspension(
  tx: Tx,
  { record, document }: { readonly record: ExaminationRecord; readonly document: CallDocument },
  { number, until }: { readonly number: number; readonly until: DayNumber },
): Promise<ExaminationRecord> {
  await tx
    .updateTable('suspension')
    .set({
      // One that ends before it has begun holds nothing up, and is kept as one that ended on its eve.
      until_day: sql<string>`${formatDay(until)}::date`,
      ended_at: sql<string>`clock_timestamp()`,
    })
    .where('call_id', '=', record.callId)
    .where('application_id', '=', record.applicationId)
    .where('number', '=', number)
    .executeTakeFirst()
    .then(expectOne);
  return settleClock(tx, record, document);
}

/** Works out the end of the term anew, after something that it depends on was recorded. */
export async function settleClock(
  tx: Tx,
  key: ExaminationKey,
  document: CallDocument,
): Promise<ExaminationRecord> {
  const record = await reread(tx, key);
  const today = await findToday(tx, document);
  const suspensions = await listSuspensions(tx, key);
  const columns = clockColumns({ document }, record, suspensions, today);
  await tx
    .updateTable('examination')
    .set({
      due: columns.due,
      is_suspended: columns.isSuspended,
      look_again: columns.lookAgain,
    })
    .where('call_id', '=', key.callId)
    .where('application_id', '=', key.applicationId)
    .executeTakeFirst()
    .then(expectOne);
  return { ...record, due: columns.due, isSuspended: columns.isSuspended };
}

export interface EventAsked {
  readonly event: string;
  readonly day: DayNumber;
  readonly ground: string;
  readonly personId: string;
}

/** Notes the day of an event of the procedure for one application; the caller notes the act. */
export async function recordEvent(
  tx: Tx,
  { record, document }: { readonly record: ExaminationRecord; readonly document: CallDocument },
  { event, day, ground, personId }: EventAsked,
): Promise<ExaminationRecord> {
  await tx
    .insertInto('procedure_event')
    .values({
      call_id: record.callId,
      application_id: record.applicationId,
      event,
      day: formatDay(day),
      ground,
      person_id: personId,
    })
    .execute();
  return settleClock(tx, record, document);
}

/** The lock makes this impossible; were it ever forgotten, nothing is written by halves. */
function expectOne({ numUpdatedRows }: UpdateResult): void {
  if (numUpdatedRows !== 1n) throw new Error('the examination changed under its lock');
}
