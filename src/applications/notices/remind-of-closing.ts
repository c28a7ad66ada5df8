import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { holdsNow } from '../../accounts/index.ts';
import type { Localized } from '../../engine/index.ts';
import type { Db } from '../../platform/database.ts';
import { isMailAddress } from '../../platform/mail/message.ts';
import { queueMessage } from '../../platform/mail/queue-message.ts';
import { formatInstant, type Language } from '../../platform/page/index.ts';
import type { Mode } from '../../platform/tables.ts';
import { noticeWords, type Threshold } from './words.ts';
import { writeNotice } from './write-notice.ts';

const hourMs = 3_600_000;

/** How long before closing people are reminded; lengths of time, so that a change of the clocks moves none of them. */
const thresholds: readonly { readonly id: Threshold; readonly beforeMs: number }[] = [
  { id: '6-hours', beforeMs: 6 * hourMs },
  { id: '2-days', beforeMs: 48 * hourMs },
  { id: '7-days', beforeMs: 168 * hourMs },
];

/** The tightest threshold that an instant has passed; nothing before the first, or once it is closed. */
export function thresholdAt(now: Date, closesAt: Date): Threshold | undefined {
  const leftMs = closesAt.getTime() - now.getTime();
  return leftMs <= 0 ? undefined : thresholds.find(({ beforeMs }) => leftMs <= beforeMs)?.id;
}

interface Due {
  readonly callId: number;
  readonly applicationId: string;
  readonly title: string;
  readonly leadName: string;
  readonly slug: string;
  readonly mode: Mode;
  readonly callTitle: Localized;
  readonly closesAt: Date;
  readonly personId: string;
  readonly email: string;
  readonly language: Language;
}

const atOnceMax = 500;

/**
 * Reminds everybody who writes a draft of a call that is about to close, once for each threshold and closing: a call
 * that is extended reminds anew of its new end. Gives how many messages were written.
 */
export async function remindOfClosing(db: Db, now: Date): Promise<number> {
  let written = 0;
  for (const { id } of thresholds) {
    let before: number;
    do {
      before = written;
      for (const each of await findDue(db, now, id)) if (await remind(db, each, id)) written += 1;
      // Until a round finds nobody who can still be told.
    } while (written > before);
  }
  return written;
}

async function findDue(db: Db, now: Date, threshold: Threshold): Promise<readonly Due[]> {
  const index = thresholds.findIndex(({ id }) => id === threshold);
  const until = new Date(now.getTime() + (thresholds[index]?.beforeMs ?? 0));
  const from = new Date(now.getTime() + (thresholds[index - 1]?.beforeMs ?? 0));
  const { rows } = await sql<Due>`
    with closing as (
      select c.id, c.slug, c.mode, t.closes_at, v.title
        from call c
        join lateral (select closes_at from call_term where call_id = c.id order by revision desc limit 1) t on true
        join lateral (select title from call_version where call_id = c.id order by version desc limit 1) v on true
       where t.closes_at > ${from} and t.closes_at <= ${until}
    )
    select a.call_id as "callId", a.id as "applicationId", a.title, l.name as "leadName", c.slug, c.mode,
           c.title as "callTitle", c.closes_at as "closesAt", p.id as "personId", p.email, p.language
      from closing c
      join application a on a.call_id = c.id
      join organisation l on l.id = a.lead_id
      join lateral (
        select distinct p.id, p.email, p.language
          from power w join person p on p.id = w.person_id
         where w.organisation_id = a.lead_id and 'edit' = any(w.scopes) and (w.call_id is null or w.call_id = c.id)
           and p.email is not null and p.wants_reminders and ${sql.raw(holdsNow('w'))}
      ) p on true
      left join lateral (
        select kind, snapshot_hash from register_entry e
         where e.call_id = a.call_id and e.application_id = a.id order by turn desc limit 1
      ) e on true
     where (e.kind is null or (e.kind = 'withdrawal' and a.frozen_hash is distinct from e.snapshot_hash))
       and not exists (select from closing_reminder r
                        where r.call_id = a.call_id and r.application_id = a.id and r.person_id = p.id
                          and r.threshold = ${threshold} and r.closes_at = c.closes_at)
     order by a.call_id, a.id, p.id
     limit ${atOnceMax}`.execute(db);
  return rows;
}

/** Of many who do it at once the one whose row is stored writes the message. */
async function remind(db: Db, due: Due, threshold: Threshold): Promise<boolean> {
  const { callId, applicationId, personId, closesAt, email, language } = due;
  if (!isMailAddress(email)) return false;
  const id = randomUUID();
  return db.transaction().execute(async (tx) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('closing_reminder')
      .values({
        call_id: callId,
        application_id: applicationId,
        person_id: personId,
        threshold,
        closes_at: closesAt,
        message_id: id,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) return false;
    const call = { slug: due.slug, title: due.callTitle, mode: due.mode };
    const subject = { id: applicationId, title: due.title, leadName: due.leadName, call };
    await queueMessage(
      tx,
      writeNotice(subject, {
        id,
        kind: 'closing-reminder',
        what: 'closing',
        to: { personId, email, language },
        said: {
          left: noticeWords[language].left[threshold],
          at: formatInstant(closesAt, language),
        },
      }),
    );
    return true;
  });
}
