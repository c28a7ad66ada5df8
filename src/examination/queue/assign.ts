import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import {
  decideAct,
  type ExaminationKey,
  type ExaminationRecord,
  type ExaminationRefusal,
} from '../examination.ts';
import { lockExamination, recordExamination } from '../store.ts';
import { addAssignment } from './assignment-store.ts';
import { listOfficers } from './officers.ts';

export interface AssignmentAsked extends ExaminationKey {
  /** To whom; nobody takes it back. */
  readonly officerId: string | null;
  /** Whose it was when whoever asks looked; without it, whoever has it. */
  readonly from?: string | null;
  readonly reason: string | null;
  readonly personId: string;
}

export type AssignmentRefusal =
  | ExaminationRefusal
  | 'not-an-officer'
  | 'reason-missing'
  | 'assigned-meanwhile';

export type AssignmentOutcome =
  | { readonly type: 'assigned' | 'repeated'; readonly examination: ExaminationRecord }
  | { readonly type: 'refused'; readonly code: AssignmentRefusal };

/** Gives an application to an officer; from one to another only with a reason. */
export async function assignExamination(
  tx: Tx,
  { officerId, from, personId, ...asked }: AssignmentAsked,
): Promise<AssignmentOutcome | undefined> {
  const key = { callId: asked.callId, applicationId: asked.applicationId };
  const reason = asked.reason?.trim() || null;
  const record = await lockExamination(tx, key);
  if (!record) return undefined;
  const refusal = decideAssignment(record, { officerId, from, reason });
  if (refusal) return { type: 'refused', code: refusal };
  if (record.assignedTo === officerId) return { type: 'repeated', examination: record };
  if (officerId !== null && !(await isOfficerOf(tx, key.callId, officerId)))
    return { type: 'refused', code: 'not-an-officer' };
  await addAssignment(tx, record, { officerId, reason, personId });
  const examination = await recordExamination(
    tx,
    record,
    { assignedTo: officerId },
    {
      act: record.assignedTo === null ? 'examination-assigned' : 'examination-reassigned',
      personId,
      ground: reason,
      content: canonicalJson({ from: record.assignedTo ?? '', to: officerId ?? '' }),
    },
  );
  return { type: 'assigned', examination };
}

/** Why it cannot be given so. */
export function decideAssignment(
  record: Pick<ExaminationRecord, 'state' | 'revision' | 'assignedTo'>,
  {
    officerId,
    from,
    reason,
  }: {
    readonly officerId: string | null;
    readonly from?: string | null | undefined;
    readonly reason: string | null;
  },
): Exclude<AssignmentRefusal, 'not-an-officer'> | undefined {
  const refusal = decideAct(record);
  if (refusal) return refusal;
  if (record.assignedTo === officerId) return undefined;
  if (from !== undefined && from !== record.assignedTo) return 'assigned-meanwhile';
  return record.assignedTo !== null && reason === null ? 'reason-missing' : undefined;
}

async function isOfficerOf(tx: Tx, callId: number, officerId: string): Promise<boolean> {
  return (await listOfficers(tx, callId)).some(({ id }) => id === officerId);
}
