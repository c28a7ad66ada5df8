import { sql } from 'kysely';
import type { PublishedVersion } from '../calls/index.ts';
import { formatDay } from '../engine/index.ts';
import type { Tx } from '../platform/database.ts';
import { clockColumns, type ClockColumns } from './clock.ts';
import { openStates, type ExaminationRecord } from './examination.ts';
import { examinationColumns, findToday, listSuspensionsOf } from './queries.ts';

const atOnceMax = 1_000;

/**
 * Works out the days of the examinations of a call anew: of all that are open when its version or its term has changed,
 * otherwise of those whose suspension begins or ends by itself. Gives how many rows changed.
 */
export async function settleDays(
  tx: Tx,
  {
    published,
    termRevision,
  }: { readonly published: PublishedVersion; readonly termRevision: number },
): Promise<number> {
  const { callId, version, call } = published;
  const place = await tx
    .selectFrom('examination_taken')
    .select(['call_version', 'term_revision'])
    .where('call_id', '=', callId)
    .forUpdate()
    .executeTakeFirst();
  if (!place) return 0;
  const hasChanged = place.call_version !== version || place.term_revision !== termRevision;
  const today = await findToday(tx, call.document);
  let changed = 0;
  let after = 0;
  for (;;) {
    const records = await lockSome(tx, {
      callId,
      after,
      ...(hasChanged ? {} : { by: formatDay(today) }),
    });
    const last = records.at(-1);
    if (!last) break;
    after = last.entryNumber;
    const suspensions = await listSuspensionsOf(tx, records);
    const columns = records.map((record) =>
      clockColumns(call, record, suspensions.get(record.applicationId) ?? [], today),
    );
    changed += await writeColumns(tx, records, columns);
  }
  if (hasChanged)
    await tx
      .updateTable('examination_taken')
      .set({ call_version: version, term_revision: termRevision })
      .where('call_id', '=', callId)
      .execute();
  return changed;
}

interface Wanted {
  readonly callId: number;
  readonly after: number;
  /** Only those that must be looked at again by this day. */
  readonly by?: string;
}

async function lockSome(
  tx: Tx,
  { callId, after, by }: Wanted,
): Promise<readonly ExaminationRecord[]> {
  const { rows } = await sql<ExaminationRecord>`
    select ${examinationColumns} from examination x
     where x.call_id = ${callId} and x.entry_number > ${after} and x.state = any (${openStates}::text[])
           ${by === undefined ? sql`` : sql`and x.look_again <= ${by}::date`}
     order by x.entry_number limit ${atOnceMax} for update of x`.execute(tx);
  return rows;
}

async function writeColumns(
  tx: Tx,
  records: readonly ExaminationRecord[],
  columns: readonly ClockColumns[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    update examination x
       set due = n.due, is_suspended = n.is_suspended, look_again = n.look_again
      from unnest(${records.map(({ callId }) => callId)}::int[],
                  ${records.map(({ applicationId }) => applicationId)}::uuid[],
                  ${columns.map(({ due }) => due)}::date[],
                  ${columns.map(({ isSuspended }) => isSuspended)}::bool[],
                  ${columns.map(({ lookAgain }) => lookAgain)}::date[])
           as n(call_id, application_id, due, is_suspended, look_again)
     where x.call_id = n.call_id and x.application_id = n.application_id
       and (x.due, x.is_suspended, x.look_again) is distinct from (n.due, n.is_suspended, n.look_again)`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0);
}
