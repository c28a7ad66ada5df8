import { readFileName, withContent, type HeldContent } from '../../applications/index.ts';
import { readFileKind } from '../../platform/files/file-kind.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import type { FormFile } from '../../platform/files/multipart.ts';
import {
  discardFile,
  receiveFile,
  Truncated,
  type ReceivedFile,
} from '../../platform/files/receive-file.ts';
import type { Services } from '../../platform/services.ts';
import { messageFilesMax, type MessageFile } from './message.ts';
import { refused, type Refused } from './refusals.ts';

interface Desk {
  readonly services: Services;
  readonly store: FileStore;
}

/** A file that has arrived and is known to be of a kind that is taken. */
export interface ReceivedMessageFile extends MessageFile {
  readonly received: ReceivedFile;
}

type HeldFile = ReceivedMessageFile & { readonly held: HeldContent };

/** Receives the files of a form one after the other and has them recorded together, or none of them. */
export async function receiveFiles<T>(
  desk: Desk,
  first: FormFile | undefined,
  record: (files: readonly HeldFile[]) => Promise<T>,
): Promise<T | Refused> {
  const arrived: ReceivedFile[] = [];
  try {
    const files = await receiveEach(desk, first, arrived);
    return 'type' in files ? files : await holdEach(desk, files, record);
  } catch (error) {
    if (error instanceof Truncated) return refused('file-truncated');
    throw error;
  } finally {
    for (const file of arrived) await discardFile(file);
  }
}

async function receiveEach(
  { services, store }: Desk,
  first: FormFile | undefined,
  arrived: ReceivedFile[],
): Promise<readonly ReceivedMessageFile[] | Refused> {
  const files: ReceivedMessageFile[] = [];
  const options = { folder: store.incoming, bytesMax: services.config.fileLimits.fileBytesMax };
  for (let sent = first; sent; sent = await sent.next()) {
    if (files.length === messageFilesMax) return refused('too-many-files');
    const received = await receiveFile(sent.content, options);
    // What a browser sends where nothing was chosen.
    if (sent.name === '' && received.type === 'refused' && received.code === 'file-empty') continue;
    const name = readFileName(sent.name);
    if (received.type === 'refused') return refused(received.code, name);
    arrived.push(received.file);
    const read = await readFileKind(received.file.path);
    if (read.type === 'refused') return refused('file-kind', name);
    const { bytes, hash } = received.file;
    files.push({ name, kind: read.kind, bytes, hash, received: received.file });
  }
  return files;
}

/** All contents are in the store before the first is recorded. */
async function holdEach<T>(
  { services, store }: Desk,
  files: readonly ReceivedMessageFile[],
  record: (files: readonly HeldFile[]) => Promise<T>,
): Promise<T> {
  const { db } = services.database;
  const holdNext = async (held: readonly HeldFile[]): Promise<T> => {
    const file = files[held.length];
    if (!file) return record(held);
    return withContent({ db, store }, file.received, (hold) =>
      holdNext([...held, { ...file, held: hold }]),
    );
  };
  return holdNext([]);
}
