import { canonicalJson, formatDay, type CallDocument, type DayNumber } from '../engine/index.ts';
import type { Tx } from '../platform/database.ts';
import {
  decideAct,
  type ExaminationKey,
  type ExaminationRecord,
  type ExaminationRefusal,
} from './examination.ts';
import { lockExamination, recordEvent, recordExamination } from './store.ts';

export type EventOutcome =
  | { readonly type: 'noted'; readonly examination: ExaminationRecord }
  /** The event has its day already. */
  | { readonly type: 'repeated'; readonly examination: ExaminationRecord }
  | { readonly type: 'refused'; readonly code: ExaminationRefusal | 'not-an-event' };

export interface EventNoted extends ExaminationKey {
  readonly document: CallDocument;
  /** By its id in the call. */
  readonly event: string;
  readonly day: DayNumber;
  /** What shows that it happened. */
  readonly ground: string;
  readonly personId: string;
}

/** Notes the day of an event of one application that no other act tells, such as an inspection, from which a clock runs. */
export async function noteEvent(
  tx: Tx,
  { document, event, day, ground, personId, ...key }: EventNoted,
): Promise<EventOutcome | undefined> {
  const record = await lockExamination(tx, key);
  if (!record) return undefined;
  const refusal = decideAct(record);
  if (refusal) return { type: 'refused', code: refusal };
  const told = document.events.find(({ id }) => id === event);
  if (!told || told.scope !== 'application' || told.is !== undefined)
    return { type: 'refused', code: 'not-an-event' };
  if (record.events.some((each) => each.event === event))
    return { type: 'repeated', examination: record };
  const noted = await recordEvent(tx, { record, document }, { event, day, ground, personId });
  const examination = await recordExamination(
    tx,
    noted,
    {},
    {
      act: 'event-noted',
      personId,
      ground,
      content: canonicalJson({ event, day: formatDay(day) }),
    },
  );
  return { type: 'noted', examination };
}
