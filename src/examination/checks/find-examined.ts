import { findCurrentVersion, readSnapshot, type Snapshot } from '../../applications/index.ts';
import { loadPublished, type PublishedVersion } from '../../calls/index.ts';
import { prepareApplication } from '../../engine/index.ts';
import type { Database, Db } from '../../platform/database.ts';
import type { ExaminationKey, ExaminationRecord } from '../examination.ts';
import { findExamination } from '../queries.ts';
import { findExaminedText } from '../requests/queries.ts';
import { examine, type Examined } from './examined.ts';
import { listFindings } from './queries.ts';

/** One application as the office examines it; nothing where none was received. */
export async function findExamined(
  database: Database,
  key: ExaminationKey,
  db: Db = database.db,
): Promise<Examined | undefined> {
  const examination = await findExamination(db, key);
  if (!examination) return undefined;
  const snapshot = await findText(db, examination);
  const published = await findRules(database, snapshot, key);
  const findings = await listFindings(db, examination);
  return examine({ published, examination, snapshot, findings });
}

/** The same under the lock of the act that changes it; the rules were read before it began. */
export async function readExamined(
  tx: Db,
  { examination, published }: Pick<Examined, 'examination' | 'published'>,
): Promise<Examined> {
  const snapshot = await findText(tx, examination);
  const findings = await listFindings(tx, examination);
  return examine({ published, examination, snapshot, findings });
}

async function findText(
  db: Db,
  { callId, applicationId, snapshotHash }: ExaminationRecord,
): Promise<Snapshot> {
  const bytes = await findExaminedText(db, { callId, applicationId, hash: snapshotHash });
  if (!bytes) throw new Error(`the text under examination of ${applicationId} is not there`);
  return readSnapshot(bytes);
}

/**
 * The rules as they hold now, with what was decided since the text was submitted; those under which it was submitted
 * where a later version asks otherwise and can no longer read it.
 */
async function findRules(
  database: Database,
  { content, application, call }: Snapshot,
  { callId }: ExaminationKey,
): Promise<PublishedVersion> {
  const version = await findCurrentVersion(database.db, callId);
  const current = await loadPublished({ database }, { callId, version });
  if (version === call.version) return current;
  const read = prepareApplication(current.call, { ...content, id: application });
  return 'prepared' in read
    ? current
    : loadPublished({ database }, { callId, version: call.version });
}
