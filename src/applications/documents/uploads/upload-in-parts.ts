import { changeApplication, type ApplicationAct } from '../../change-application.ts';
import { claimContent, forgetContent, withContent } from '../../contents/hold-content.ts';
import { discardFile, receiveFile } from '../../../platform/files/receive-file.ts';
import type { ApplicationRecord } from '../../application-record.ts';
import { loadCurrentCall } from '../../published-call.ts';
import { findApplication } from '../../queries.ts';
import { handIn, refusalOf, type HandInOutcome } from '../hand-in.ts';
import { usageOf } from '../handed-in.ts';
import type { DocumentRefusal } from '../refusals.ts';
import type { DocumentDesk } from '../desk.ts';
import { slotsOf } from '../slots.ts';
import {
  deleteUpload,
  insertPart,
  insertUpload,
  listUploads,
  receivedOf,
  type Upload,
} from './store.ts';

export const partBytesMax = 1024 * 1024;

const uploadsMax = 4;

export interface UploadStart extends ApplicationAct {
  readonly slot: string;
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of the whole file, in hexadecimal. */
  readonly hash: string;
}

export type UploadOutcome =
  | { readonly type: 'begun' | 'resumed' | 'received'; readonly upload: Upload }
  /** A part begins somewhere else than where the last one ended. */
  | { readonly type: 'elsewhere'; readonly upload: Upload }
  | { readonly type: 'refused'; readonly code: DocumentRefusal };

/** Begins an upload in parts; the same file for the same place by the same person goes on where it stopped. */
export async function startUpload(
  { services }: DocumentDesk,
  asked: UploadStart,
): Promise<UploadOutcome | undefined> {
  const { call } = await loadCurrentCall(services, asked.callId);
  const { fileBytesMax, filesMax, bytesMax } = services.config.fileLimits;
  return services.database.db.transaction().execute((tx) =>
    changeApplication(tx, asked, async (application): Promise<UploadOutcome> => {
      const slot = slotsOf(call, application).find(({ key }) => key === asked.slot);
      const code = refusalOf(application, asked, slot);
      if (code) return { type: 'refused', code };
      const uploads = await listUploads(tx, asked);
      const startedBy = asked.principal.personId;
      const same = uploads.find(
        (each) =>
          each.hash === asked.hash && each.slot === asked.slot && each.startedBy === startedBy,
      );
      if (same) return { type: 'resumed', upload: same };
      const used = usageOf(application.documents);
      if (asked.bytes > fileBytesMax) return { type: 'refused', code: 'file-too-large' };
      if (used.files >= filesMax) return { type: 'refused', code: 'too-many-files' };
      if (used.bytes + asked.bytes > bytesMax) return { type: 'refused', code: 'no-room' };
      if (uploads.length >= uploadsMax) return { type: 'refused', code: 'too-many-uploads' };
      const { slot: key, name, bytes, hash } = asked;
      const begun = { slot: key, name, bytes, hash, startedBy };
      const id = await insertUpload(tx, asked, begun);
      return { type: 'begun', upload: { ...begun, id, parts: [] } };
    }),
  );
}

export interface PartGiven extends ApplicationAct {
  readonly slot: string;
  readonly uploadId: string;
  readonly at: number;
  readonly content: AsyncIterable<Uint8Array>;
  readonly bytesTold: number | undefined;
}

/** Takes one part: stored first, then recorded where the last one ended, or not at all. */
export async function addPart(
  { services, store }: DocumentDesk,
  asked: PartGiven,
): Promise<UploadOutcome | undefined> {
  const { db } = services.database;
  const seen = await findUpload(services, asked);
  if (!seen) return undefined;
  if (receivedOf(seen) !== asked.at) return { type: 'elsewhere', upload: seen };
  const received = await receiveFile(asked.content, {
    folder: store.incoming,
    bytesMax: Math.min(partBytesMax, seen.bytes - asked.at),
    bytesTold: asked.bytesTold,
  });
  if (received.type === 'refused') return received;
  const { file } = received;
  try {
    return await withContent({ db, store }, file, (held) =>
      db.transaction().execute((tx) =>
        changeApplication(tx, asked, async (): Promise<UploadOutcome | undefined> => {
          const now = (await listUploads(tx, asked)).find(({ id }) => id === asked.uploadId);
          if (!now) return undefined;
          if (receivedOf(now) !== asked.at) return { type: 'elsewhere', upload: now };
          const part = { startsAt: asked.at, bytes: file.bytes, hash: file.hash };
          await claimContent(tx, held);
          await insertPart(tx, now.id, part);
          return { type: 'received', upload: { ...now, parts: [...now.parts, part] } };
        }),
      ),
    );
  } finally {
    await discardFile(file);
  }
}

/** An upload of that place by that very person. */
async function findUpload(
  { database }: DocumentDesk['services'],
  asked: ApplicationAct & { readonly slot: string; readonly uploadId: string },
): Promise<Upload | undefined> {
  return (await listUploads(database.db, asked)).find(
    ({ id, slot, startedBy }) =>
      id === asked.uploadId && slot === asked.slot && startedBy === asked.principal.personId,
  );
}

/** Hands the whole file in, once all of it is there; whatever comes of that, the upload is over. */
export async function completeUpload(
  desk: DocumentDesk,
  asked: ApplicationAct & { readonly slot: string; readonly uploadId: string },
): Promise<HandInOutcome | UploadOutcome | undefined> {
  const { services, store } = desk;
  const { database } = services;
  const upload = await findUpload(services, asked);
  if (!upload) return undefined;
  if (receivedOf(upload) !== upload.bytes) return { type: 'elsewhere', upload };
  const application: ApplicationRecord | undefined = await findApplication(
    database,
    asked.callId,
    asked.applicationId,
  );
  const outcome =
    application &&
    (await handIn(desk, {
      ...asked,
      name: upload.name,
      content: wholeOf(desk, upload),
      bytesTold: upload.bytes,
      hashTold: upload.hash,
    }));
  await deleteUpload(database.db, upload.id);
  for (const { hash } of upload.parts) await forgetContent({ db: database.db, store }, hash);
  return outcome;
}

async function* wholeOf({ store }: DocumentDesk, { parts }: Upload): AsyncGenerator<Uint8Array> {
  for (const { hash } of parts) {
    const content = await store.read(hash);
    if (!content) throw new Error(`the store has lost the content ${hash}`);
    for await (const piece of content) yield piece as Buffer;
  }
}
