import type { PublishedVersion } from '../../calls/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { ExaminationKey } from '../examination.ts';
import { lockExamination } from '../store.ts';
import type { Examined } from './examined.ts';
import { readExamined } from './find-examined.ts';

/** Whose act it is and on what; the rules were read before its transaction began. */
export interface OfficeAct extends ExaminationKey {
  readonly personId: string;
  readonly published: PublishedVersion;
}

/** Takes the examination for this transaction, and reads it with everything that was found. */
export async function lockExamined(
  tx: Tx,
  { published, ...key }: OfficeAct,
): Promise<Examined | undefined> {
  const examination = await lockExamination(tx, key);
  return examination && readExamined(tx, { examination, published });
}
