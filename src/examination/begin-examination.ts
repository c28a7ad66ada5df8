import { canonicalJson } from '../engine/index.ts';
import type { Tx } from '../platform/database.ts';
import {
  decideBegin,
  type ExaminationKey,
  type ExaminationRecord,
  type ExaminationRefusal,
} from './examination.ts';
import { addAssignment } from './queue/assignment-store.ts';
import { lockExamination, recordExamination } from './store.ts';

export type BeginOutcome =
  | { readonly type: 'begun'; readonly examination: ExaminationRecord }
  /** It was under way already, in the same hands. */
  | { readonly type: 'repeated'; readonly examination: ExaminationRecord }
  | { readonly type: 'refused'; readonly code: ExaminationRefusal | 'assigned-to-other' };

export interface BeginAsked extends ExaminationKey {
  readonly personId: string;
}

/** Begins the examination of an application; of one that nobody has, whoever begins it has it from now on. */
export async function beginExamination(
  tx: Tx,
  { personId, ...key }: BeginAsked,
): Promise<BeginOutcome | undefined> {
  const record = await lockExamination(tx, key);
  if (!record) return undefined;
  const refusal = decideBegin(record);
  const isOwn = record.assignedTo === personId;
  if (refusal === 'already-begun' && isOwn) return { type: 'repeated', examination: record };
  if (refusal) return { type: 'refused', code: refusal };
  if (record.assignedTo !== null && !isOwn) return { type: 'refused', code: 'assigned-to-other' };
  if (!isOwn) await addAssignment(tx, record, { officerId: personId, personId });
  const { snapshotHash, phase } = record;
  const examination = await recordExamination(
    tx,
    record,
    { state: 'under-way', assignedTo: personId, hasBegun: true },
    {
      act: 'examination-begun',
      personId,
      content: canonicalJson({ officer: personId, phase, snapshotHash }),
    },
  );
  return { type: 'begun', examination };
}
