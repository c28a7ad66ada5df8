import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { ExaminationRecord } from '../examination.ts';
import { recordExamination } from '../store.ts';
import { lockExamined, type OfficeAct } from './act-on-examination.ts';
import {
  decideConfirmation,
  type ConfirmationAsked,
  type ConfirmationRefusal,
} from './decide-confirmation.ts';
import { countOpen } from './examined.ts';
import { readExamined } from './find-examined.ts';
import { insertConfirmation } from './store.ts';

export type ConfirmationAct = OfficeAct & Omit<ConfirmationAsked, 'personId'>;

export type ConfirmationOutcome =
  | { readonly type: 'confirmed'; readonly examination: ExaminationRecord }
  | { readonly type: 'refused'; readonly code: ConfirmationRefusal };

/** Records the second person's word on a finding: with it the finding counts, or must be found anew. */
export async function confirmFinding(
  tx: Tx,
  act: ConfirmationAct,
): Promise<ConfirmationOutcome | undefined> {
  const examined = await lockExamined(tx, act);
  if (!examined) return undefined;
  const code = decideConfirmation(examined, act);
  if (code) return { type: 'refused', code };
  const { examination: record, published, findings } = examined;
  const { number, personId, agrees, note } = act;
  const foundBy = findings.find((finding) => finding.number === number)?.personId ?? '';
  await insertConfirmation(tx, record, { number, foundBy, personId, agrees, note });
  const after = await readExamined(tx, { examination: record, published });
  const examination = await recordExamination(
    tx,
    record,
    { openPoints: countOpen(after) },
    {
      act: agrees ? 'finding-confirmed' : 'finding-disputed',
      personId,
      content: canonicalJson({ number, agrees, note }),
    },
  );
  return { type: 'confirmed', examination };
}
