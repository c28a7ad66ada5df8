import { noteFailure, retryFailure } from '../../accounts/index.ts';
import { canonicalJson } from '../../engine/index.ts';
import type { Db } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { noteRequestFailure } from '../requests/delivery.ts';
import { noteCharactersMax } from './message.ts';
import { findFailure, type DeliveryFailure } from './queries.ts';
import type { MessageRefusal } from './refusals.ts';

export interface Settlement {
  readonly callId: number;
  /** Of the message. */
  readonly id: string;
  readonly act: 'note' | 'retry';
  /** What was done instead, where it is not sent again. */
  readonly note: string;
  readonly personId: string;
}

/** Deals once with mail about an application of this call; gives why not where it could not be done. */
export async function settleFailure(
  db: Db,
  settlement: Settlement,
): Promise<Extract<MessageRefusal, 'gone' | 'note-missing'> | undefined> {
  const { callId, id, act } = settlement;
  const note = settlement.note.replaceAll('\r\n', '\n').trim();
  if (act === 'note' && (note === '' || note.length > noteCharactersMax)) return 'note-missing';
  const failure = await findFailure(db, { callId, id });
  if (!failure) return 'gone';
  const isDone =
    act === 'note'
      ? await noteOnce(db, failure, { ...settlement, note })
      : await retryFailure(db, id);
  return isDone ? undefined : 'gone';
}

/** The note, and beside a request the proof of what was done, are one transaction. */
function noteOnce(
  db: Db,
  { applicationId, request }: DeliveryFailure,
  { callId, id, note, personId }: Settlement,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    if (!(await noteFailure(tx, { id, personId }))) return false;
    if (request !== null) {
      const key = { callId, applicationId, number: request };
      await noteRequestFailure(tx, { ...key, personId, messageId: id, note });
    } else
      await recordAct(tx, {
        chain: `call/${callId}`,
        act: 'delivery-failure-settled',
        subject: `mail/${id}`,
        personId,
        ground: note,
        content: canonicalJson({ application: applicationId, note }),
      });
    return true;
  });
}
