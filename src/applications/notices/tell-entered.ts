import { sql } from 'kysely';
import type { Localized } from '../../engine/index.ts';
import type { Db, Tx } from '../../platform/database.ts';
import { queueMessage } from '../../platform/mail/queue-message.ts';
import { formatExactInstant } from '../../platform/page/index.ts';
import type { Mode } from '../../platform/tables.ts';
import { findRecipients } from '../partnership/recipients.ts';
import { protocolOf } from '../register/entry.ts';
import { writeNotice } from './write-notice.ts';

interface EnteredLine {
  readonly number: number;
  readonly kind: 'submission' | 'withdrawal';
  readonly at: Date;
  /** What was entered long ago is no news to anybody. */
  readonly isRecent: boolean;
  readonly applicationId: string;
  readonly title: string;
  readonly leadId: string;
  readonly leadName: string;
  readonly slug: string;
  readonly mode: Mode;
  readonly callTitle: Localized;
}

const atOnceMax = 200;

/**
 * Tells those who write for the lead that their application was entered, with the receipt. Not in the transaction of
 * the register, which thousands wait for in the second of an opening; the place up to which everybody was told makes
 * it once, whoever does it. Gives how many entries were gone through.
 */
export async function tellEntered(db: Db): Promise<number> {
  const { rows } = await sql<{ readonly callId: number }>`
    select c.id as "callId" from call c left join entry_notice n on n.call_id = c.id
     where exists (select from register_entry e where e.call_id = c.id and e.number > coalesce(n.number, 0))`.execute(
    db,
  );
  let told = 0;
  for (const { callId } of rows) {
    let count: number;
    do {
      count = await db.transaction().execute((tx) => tellSome(tx, callId));
      told += count;
    } while (count === atOnceMax);
  }
  return told;
}

async function tellSome(tx: Tx, callId: number): Promise<number> {
  await tx
    .insertInto('entry_notice')
    .values({ call_id: callId, number: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const place = await tx
    .selectFrom('entry_notice')
    .select('number')
    .where('call_id', '=', callId)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  // Somebody else tells this call.
  if (place === undefined) return 0;
  const lines = await findLines(tx, callId, place.number);
  for (const line of lines)
    if (line.kind === 'submission' && line.isRecent) await tell(tx, callId, line);
  const last = lines.at(-1);
  if (last !== undefined)
    await tx
      .updateTable('entry_notice')
      .set({ number: last.number })
      .where('call_id', '=', callId)
      .execute();
  return lines.length;
}

async function findLines(tx: Tx, callId: number, after: number): Promise<readonly EnteredLine[]> {
  const { rows } = await sql<EnteredLine>`
    select e.number, e.kind, e.at, e.at > clock_timestamp() - interval '2 days' as "isRecent", a.id as "applicationId", a.title, a.lead_id as "leadId", l.name as "leadName",
           c.slug, c.mode,
           (select title from call_version v where v.call_id = c.id order by version desc limit 1) as "callTitle"
      from register_entry e
      join application a on a.call_id = e.call_id and a.id = e.application_id
      join organisation l on l.id = a.lead_id
      join call c on c.id = e.call_id
     where e.call_id = ${callId} and e.number > ${after}
     order by e.number limit ${atOnceMax}`.execute(tx);
  return rows;
}

async function tell(tx: Tx, callId: number, line: EnteredLine): Promise<void> {
  const { applicationId: id, title, leadName, slug, mode, callTitle } = line;
  const writers = await findRecipients(tx, {
    organisationIds: [line.leadId],
    callId,
    scope: 'edit',
  });
  for (const to of writers)
    await queueMessage(
      tx,
      writeNotice(
        { id, title, leadName, call: { slug, mode, title: callTitle } },
        {
          kind: 'application-entered',
          what: 'entered',
          to,
          page: `/receipts/${line.number}`,
          said: {
            protocol: protocolOf(slug, line.number),
            at: formatExactInstant(line.at, to.language),
          },
        },
      ),
    );
}
