import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { ExaminationKey, ExaminationRecord } from '../examination.ts';
import type { NewFinding } from './decide-finding.ts';
import type { OutcomeAct } from './outcome-act.ts';

interface By {
  /** The record under the lock, before the act. */
  readonly record: ExaminationRecord;
  readonly personId: string;
}

/** Writes a finding under the next number, which it gives. */
export async function insertFinding(
  tx: Tx,
  { record, personId }: By,
  { subject, says, value, insteadOf, overrules, note, evidence }: NewFinding,
): Promise<number> {
  const { callId, applicationId, entryNumber, phase, snapshotHash, revision } = record;
  const { number } = await tx
    .insertInto('finding')
    .values({
      call_id: callId,
      application_id: applicationId,
      number: nextNumber('finding', record),
      entry_number: entryNumber,
      subject_kind: subject.kind,
      subject: subject.subject,
      partner: subject.partner ?? null,
      entry: subject.entry ?? null,
      says,
      value: says === 'value' ? JSON.stringify(value) : null,
      instead_of: insteadOf === null ? null : JSON.stringify(insteadOf),
      overrules,
      note,
      evidence: JSON.stringify(evidence),
      phase,
      snapshot_hash: Buffer.from(snapshotHash, 'hex'),
      revision: revision + 1,
      person_id: personId,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  return number;
}

export async function insertConfirmation(
  tx: Tx,
  { callId, applicationId }: ExaminationKey,
  confirmation: {
    readonly number: number;
    readonly foundBy: string;
    readonly personId: string;
    readonly agrees: boolean;
    readonly note: string | null;
  },
): Promise<void> {
  await tx
    .insertInto('finding_confirmation')
    .values({
      call_id: callId,
      application_id: applicationId,
      number: confirmation.number,
      found_by: confirmation.foundBy,
      person_id: confirmation.personId,
      agrees: confirmation.agrees,
      note: confirmation.note,
    })
    .execute();
}

export type NewOutcomeAct = Pick<OutcomeAct, 'kind' | 'phase'> &
  Partial<Pick<OutcomeAct, 'reasons' | 'observations' | 'ground' | 'note'>>;

export async function insertOutcomeAct(
  tx: Tx,
  { record, personId }: By,
  { kind, phase, reasons = [], observations = null, ground = null, note = null }: NewOutcomeAct,
): Promise<void> {
  const { callId, applicationId, entryNumber, snapshotHash } = record;
  await tx
    .insertInto('outcome_act')
    .values({
      call_id: callId,
      application_id: applicationId,
      number: nextNumber('outcome_act', record),
      entry_number: entryNumber,
      kind,
      phase,
      reasons: JSON.stringify(reasons),
      observations,
      ground,
      note,
      snapshot_hash: Buffer.from(snapshotHash, 'hex'),
      person_id: personId,
    })
    .execute();
}

/** The examination is locked, so that nobody else takes it. */
function nextNumber(table: 'finding' | 'outcome_act', { callId, applicationId }: ExaminationKey) {
  return sql<number>`(select coalesce(max(number), 0) + 1 from ${sql.table(table)}
                       where call_id = ${callId} and application_id = ${applicationId}::uuid)`;
}
