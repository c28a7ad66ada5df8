import type { Tx } from '../database.ts';
import { addJob } from '../jobs/add-job.ts';
import { isMailAddress, oneLine, type Message } from './message.ts';

export const deliveryTask = 'mail-delivery';

/**
 * Writes a message into the outbox in the caller's transaction: it goes out if, and only if, what causes it is
 * committed. Gives its id.
 */
export async function queueMessage(tx: Tx, message: Message): Promise<string> {
  const {
    id: given,
    kind,
    about,
    personId = null,
    recipient,
    language,
    subject,
    text,
    link,
  } = message;
  if (!isMailAddress(recipient))
    throw new Error(`a message of kind ${kind} has no address it could go to`);
  const { id } = await tx
    .insertInto('mail_message')
    .values({
      ...(given === undefined ? {} : { id: given }),
      kind,
      about,
      person_id: personId,
      recipient,
      language,
      subject: oneLine(subject),
      text,
      link_label: link?.label ?? null,
      link: link?.address ?? null,
      is_link_secret: link?.isSecret === true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addDelivery(tx, id);
  return id;
}

export async function addDelivery(tx: Tx, id: string): Promise<void> {
  await addJob(tx, { task: deliveryTask, payload: { id }, key: `mail/${id}` });
}
