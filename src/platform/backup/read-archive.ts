import { createHash, type Hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import {
  endOfTable,
  firstMember,
  lastMember,
  lastMemberBytes,
  UnusableArchive,
  type ArchiveHeader,
  type Manifest,
  type TableStart,
} from './archive.ts';
import { readSections, type Sections } from './read-sections.ts';

/** An archive of which every byte has been compared with its hash. */
export interface Archive {
  readonly header: ArchiveHeader;
  /** Gives every table to `load`, in the order of the archive, then the manifest. */
  readonly read: (load: LoadTable) => Promise<Manifest>;
  readonly close: () => Promise<void>;
}

export type LoadTable = (start: TableStart, rows: AsyncIterable<Buffer>) => Promise<void>;

/** Opens a file after reading it once to its end. Throws `UnusableArchive` when it is not whole or was changed. */
export async function openArchive(file: string): Promise<Archive> {
  const handle = await open(file, 'r');
  try {
    const endAt = await checkSeal(handle);
    const { header, end } = await begin(handle, endAt);
    end();
    return {
      header,
      read: (load) => readAll(handle, endAt, load),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Compares what every archive begins and ends with; gives where its end begins. */
async function checkSeal(handle: FileHandle): Promise<number> {
  const beginning = await readAt(handle, 0, firstMember.length);
  if (!beginning.equals(firstMember)) throw new UnusableArchive('not-a-backup');
  const { size } = await handle.stat();
  const endAt = Math.max(firstMember.length, size - lastMemberBytes);
  const hash = createHash('sha256').update(firstMember);
  for await (const chunk of chunksOf(handle, endAt)) hash.update(chunk);
  if (!(await isSealed(handle, endAt, hash))) throw new UnusableArchive('altered');
  return endAt;
}

async function isSealed(handle: FileHandle, endAt: number, hash: Hash): Promise<boolean> {
  const last = await readAt(handle, endAt, lastMemberBytes);
  return last.equals(lastMember(hash.digest('hex')));
}

const chunkBytes = 1024 * 1024;

/** What is between the beginning and the end. */
async function* chunksOf(handle: FileHandle, endAt: number): AsyncGenerator<Buffer> {
  for (let at = firstMember.length; at < endAt; at += chunkBytes)
    yield await readAt(handle, at, Math.min(chunkBytes, endAt - at));
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

interface Begun {
  readonly header: ArchiveHeader;
  readonly sections: Sections;
  /** Of what has been read; whole once the sections are at their end. */
  readonly hash: Hash;
  readonly end: () => void;
}

async function begin(handle: FileHandle, endAt: number): Promise<Begun> {
  const hash = createHash('sha256').update(firstMember);
  const packed = Readable.from(hashed(chunksOf(handle, endAt), hash), { objectMode: true });
  const gunzip = createGunzip();
  // What goes wrong with the file is thrown where the text is read.
  pipeline(packed, gunzip, () => undefined);
  const sections = readSections(gunzip as AsyncIterable<Buffer>);
  const header = await readJson<ArchiveHeader>(sections);
  return { header, sections, hash, end: () => void gunzip.destroy() };
}

async function* hashed(chunks: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

async function readAll(handle: FileHandle, endAt: number, load: LoadTable): Promise<Manifest> {
  const { header, sections, hash, end } = await begin(handle, endAt);
  try {
    for (let left = header.tables.length; left > 0; left -= 1)
      await load(await readJson<TableStart>(sections), sections.until(`${endOfTable}\n`));
    const manifest = await readJson<Manifest>(sections);
    // The file may have been changed since it was first read.
    if (!(await sections.isAtEnd()) || !(await isSealed(handle, endAt, hash)))
      throw new UnusableArchive('altered');
    return manifest;
  } finally {
    end();
  }
}

async function readJson<T>(sections: Sections): Promise<T> {
  const text = await sections.line();
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new UnusableArchive('altered', { cause });
  }
}
