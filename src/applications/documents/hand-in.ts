import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { readFileKind } from '../../platform/files/file-kind.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import { discardFile, receiveFile, type ReceivedFile } from '../../platform/files/receive-file.ts';
import type { Services } from '../../platform/services.ts';
import { decideChange } from '../application.ts';
import type { ApplicationRecord } from '../application-record.ts';
import {
  changeApplication,
  decideVoid,
  mayActFor,
  noteStep,
  noteVoid,
  reread,
  type ApplicationAct,
} from '../change-application.ts';
import { claimContent, withContent, type HeldContent } from '../contents/hold-content.ts';
import { loadCurrentCall } from '../published-call.ts';
import { findApplication } from '../queries.ts';
import { addScan } from '../scans/scan-content.ts';
import { recordVoid } from '../store.ts';
import { readFileName, usageOf, type HandedIn } from './handed-in.ts';
import type { DocumentRefusal } from './refusals.ts';
import { currentIn, slotsOf, type Slot } from './slots.ts';
import { insertDocument } from './store.ts';

export interface HandIn extends ApplicationAct {
  readonly slot: string;
  /** As the sender says it. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
  readonly bytesTold: number | undefined;
  /** What the sender says it must hash to, in hexadecimal. */
  readonly hashTold?: string;
}

export type HandInOutcome =
  | {
      /** `unchanged`: the same content is there already. */
      readonly type: 'handed-in' | 'unchanged';
      readonly document: HandedIn;
      readonly application: ApplicationRecord;
    }
  | { readonly type: 'refused'; readonly code: DocumentRefusal };

interface Desk {
  readonly services: Services;
  readonly store: FileStore;
}

/**
 * Takes a document in: it is received, looked at and put into the store, and then counts in one transaction, in which
 * the limits hold whatever others hand in at the same time. What is refused leaves nothing behind.
 */
export async function handIn(desk: Desk, asked: HandIn): Promise<HandInOutcome | undefined> {
  const { services } = desk;
  const application = await findApplication(services.database, asked.callId, asked.applicationId);
  if (!application) return undefined;
  const { call } = await loadCurrentCall(services, asked.callId);
  const slotIn = (now: ApplicationRecord): Slot | undefined =>
    slotsOf(call, now).find(({ key }) => key === asked.slot);
  const slot = slotIn(application);
  const code = refusalOf(application, asked, slot);
  if (code) return { type: 'refused', code };
  const file = await receive(desk, application, asked);
  if (typeof file === 'string') return { type: 'refused', code: file };
  try {
    if (asked.hashTold !== undefined && asked.hashTold !== file.hash)
      return { type: 'refused', code: 'file-truncated' };
    const read = await readFileKind(file.path);
    if (read.type === 'refused') return read;
    if (slot?.kinds.includes(read.kind) !== true) return { type: 'refused', code: 'file-kind' };
    const current = currentIn(application.documents, asked.slot);
    if (current?.hash === file.hash) return { type: 'unchanged', document: current, application };
    const { db } = services.database;
    return await withContent({ db, store: desk.store }, file, (held) =>
      count(desk, { asked, file, slotIn, held, kind: read.kind }),
    );
  } finally {
    await discardFile(file);
  }
}

/** Why nothing can be handed in there now. */
export function refusalOf(
  application: ApplicationRecord,
  { principal, callId }: ApplicationAct,
  slot: Slot | undefined,
): DocumentRefusal | undefined {
  if (!mayActFor(principal, 'edit', application.lead.id, callId)) return 'no-power';
  const refusal = decideChange(application, application.call.window);
  return refusal ?? (slot ? undefined : 'no-such-slot');
}

async function receive(
  { services, store }: Desk,
  { documents }: ApplicationRecord,
  { content, bytesTold }: HandIn,
): Promise<ReceivedFile | DocumentRefusal> {
  const { fileBytesMax, filesMax, bytesMax } = services.config.fileLimits;
  const used = usageOf(documents);
  if (used.files >= filesMax) return 'too-many-files';
  const room = Math.max(0, bytesMax - used.bytes);
  const receiving = await receiveFile(content, {
    folder: store.incoming,
    bytesMax: Math.min(fileBytesMax, room),
    bytesTold,
  });
  if (receiving.type === 'received') return receiving.file;
  return receiving.code === 'file-too-large' && room < fileBytesMax ? 'no-room' : receiving.code;
}

interface Counting {
  readonly asked: HandIn;
  readonly file: ReceivedFile;
  readonly kind: HandedIn['kind'];
  readonly held: HeldContent;
  readonly slotIn: (application: ApplicationRecord) => Slot | undefined;
}

function count(
  { services }: Desk,
  { asked, file, kind, held, slotIn }: Counting,
): Promise<HandInOutcome | undefined> {
  const { bytesMax, filesMax } = services.config.fileLimits;
  return services.database.db.transaction().execute((tx) =>
    changeApplication(tx, asked, async (application): Promise<HandInOutcome> => {
      const slot = slotIn(application);
      const code = refusalOf(application, asked, slot);
      if (code || !slot) return { type: 'refused', code: code ?? 'no-such-slot' };
      if (!slot.kinds.includes(kind)) return { type: 'refused', code: 'file-kind' };
      const current = currentIn(application.documents, slot.key);
      if (current?.hash === file.hash) return { type: 'unchanged', document: current, application };
      const used = usageOf(application.documents);
      if (used.files >= filesMax) return { type: 'refused', code: 'too-many-files' };
      if (used.bytes + file.bytes > bytesMax) return { type: 'refused', code: 'no-room' };
      const still = await decideVoid(tx, application);
      if (still.type === 'refused') return still;
      await claimContent(tx, held);
      if (services.config.clamd) await addScan(tx, file.hash);
      return record(tx, application, { asked, file, kind });
    }),
  );
}

async function record(
  tx: Tx,
  application: ApplicationRecord,
  { asked, file, kind }: Pick<Counting, 'asked' | 'file' | 'kind'>,
): Promise<HandInOutcome> {
  const { callId, slot, principal } = asked;
  const { personId } = principal;
  const last = application.documents.findLast((each) => each.slot === slot);
  const { hash, bytes } = file;
  const version = (last?.version ?? 0) + 1;
  const name = readFileName(asked.name);
  const key = { callId, id: application.id };
  await insertDocument(tx, { ...key, slot, version, name, kind, bytes, hash, personId });
  const content = canonicalJson({ slot, version, name, kind, bytes, sha256: hash });
  await changeDocuments(tx, application, { act: 'document-added', personId, content });
  const now = await reread(tx, application);
  const document = currentIn(now.documents, slot);
  if (!document) throw new Error('a document vanished under the lock of its application');
  return { type: 'handed-in', document, application: now };
}

/** Whatever was frozen and consented to is void with any change of the documents; the journal says both. */
export async function changeDocuments(
  tx: Tx,
  application: ApplicationRecord,
  step: { readonly act: string; readonly personId: string; readonly content: string },
): Promise<void> {
  const { id, revision, call, lead } = application;
  const by = { personId: step.personId, onBehalfOf: lead.id };
  await recordVoid(tx, { callId: call.id, id, revision }, by);
  if (application.frozenHash !== null)
    await noteVoid(tx, application, { ...by, reasons: ['documents'] });
  await noteStep(tx, await reread(tx, application), { ...step, ...by, to: 'draft' });
}
