import { canonicalJson, type FactValue } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { ExaminationRecord } from '../examination.ts';
import { recordExamination } from '../store.ts';
import { insertConfirmation, insertFinding } from './store.ts';

/** What a panel has decided about facts that only it can judge; `null` takes back what it had decided. */
export interface PanelFindings {
  /** Who writes it down. */
  readonly personId: string;
  /** Somebody else who was there: what a panel decides is never the word of one. */
  readonly secondId: string | undefined;
  readonly values: readonly {
    readonly fact: string;
    readonly value: FactValue | null;
    readonly reason: string;
  }[];
}

/** Records it as findings, so that everything that reads them reads it too. Under the lock of the examination. */
export async function recordPanelFindings(
  tx: Tx,
  record: ExaminationRecord,
  { personId, secondId, values }: PanelFindings,
): Promise<void> {
  if (values.length === 0) return;
  for (const { fact, value, reason } of values) {
    const number = await insertFinding(
      tx,
      { record, personId },
      {
        subject: { kind: 'fact', subject: fact },
        says: value === null ? 'taken-back' : 'value',
        value,
        insteadOf: null,
        overrules: false,
        note: reason,
        evidence: [],
      },
    );
    if (secondId !== undefined && value !== null)
      await insertConfirmation(tx, record, {
        number,
        foundBy: personId,
        personId: secondId,
        agrees: true,
        note: null,
      });
  }
  await recordExamination(
    tx,
    record,
    {},
    {
      act: 'panel-findings-recorded',
      personId,
      content: canonicalJson(values.map(({ fact, value, reason }) => ({ fact, value, reason }))),
    },
  );
}
