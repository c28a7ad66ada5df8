import { readFileName, withContent, type HeldContent } from '../../applications/index.ts';
import { readFileKind, usualKinds, type FileKind } from '../../platform/files/file-kind.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import { discardFile, receiveFile } from '../../platform/files/receive-file.ts';
import type { Services } from '../../platform/services.ts';
import { refused, type Refused } from './refusals.ts';

export interface FileDesk {
  readonly services: Services;
  readonly store: FileStore;
}

/** A file as somebody sends it. */
export interface SentFile {
  /** As the sender says it. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
  readonly bytesTold: number | undefined;
}

/** A file that has arrived, whose content is in the store until it is recorded. */
export interface ArrivedFile {
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly hash: string;
  readonly held: HeldContent;
}

/** Receives a file and looks at it, then has it recorded. Nothing is left of one that is refused. */
export async function receiveFor<T>(
  { services, store }: FileDesk,
  {
    file: { name, content, bytesTold },
    kinds = usualKinds,
  }: { readonly file: SentFile; readonly kinds?: readonly FileKind[] | undefined },
  record: (file: ArrivedFile) => Promise<T | Refused>,
): Promise<T | Refused> {
  const bytesMax = services.config.fileLimits.fileBytesMax;
  const received = await receiveFile(content, { folder: store.incoming, bytesMax, bytesTold });
  if (received.type === 'refused') return refused(received.code);
  const { file } = received;
  try {
    const read = await readFileKind(file.path);
    if (read.type === 'refused') return refused(read.code);
    const { kind } = read;
    if (!kinds.includes(kind)) return refused('file-kind');
    const { bytes, hash } = file;
    return await withContent({ db: services.database.db, store }, file, (held) =>
      record({ name: readFileName(name), kind, bytes, hash, held }),
    );
  } finally {
    await discardFile(file);
  }
}
