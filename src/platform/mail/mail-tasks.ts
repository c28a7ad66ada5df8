import { sql } from 'kysely';
import { Type } from 'typebox';
import { Parse } from 'typebox/value';
import type { Db } from '../database.ts';
import type { Task } from '../jobs/task.ts';
import { deliverMessage, type DeliveryDesk } from './deliver-message.ts';
import { addDelivery, deliveryTask } from './queue-message.ts';

const payloadSchema = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** What the mail of a server does in the background; nothing without a mail server, where messages wait. */
export function mailTasks(desk: DeliveryDesk): readonly Task[] {
  return [
    {
      name: deliveryTask,
      run: async (payload, { isLast }) => {
        const { id } = Parse(payloadSchema, payload);
        const delivered = await deliverMessage(desk, id, { isLast });
        if (delivered.outcome === 'later' && !isLast)
          throw new Error(`not yet: ${delivered.reply}`);
      },
    },
    {
      name: 'mail-left-behind',
      schedule: '* * * * *',
      run: async () => {
        await giveUpOld(desk.database.db);
        await addMissingDeliveries(desk.database.db);
      },
    },
  ];
}

const atOnceMax = 500;

/**
 * Gives a job to messages that wait without one: those written while there was no mail server, and those of a database
 * that was restored, since jobs are not in a backup. Gives how many.
 */
export async function addMissingDeliveries(db: Db): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ readonly id: string }>`
      select id from mail_message m
       where state = 'queued'
         and not exists (select from graphile_worker.jobs j where j.key = 'mail/' || m.id)
       order by created_at limit ${atOnceMax} for no key update skip locked`.execute(tx);
    for (const { id } of rows) await addDelivery(tx, id);
    return rows.length;
  });
}

/** A message that could not go out for a week says what is no longer so: somebody must look at it first. */
async function giveUpOld(db: Db): Promise<void> {
  await sql`
    update mail_message
       set state = 'failed', ended_at = clock_timestamp(), link = case when is_link_secret then null else link end,
           reply = coalesce((select reply from mail_attempt a where a.message_id = mail_message.id
                              order by number desc limit 1), 'no mail server')
     where id in (select id from mail_message
                   where state = 'queued' and created_at < clock_timestamp() - interval '7 days'
                     for no key update skip locked)`.execute(db);
}
