import type { FileHandle } from 'node:fs/promises';

export interface ZipEntry {
  readonly name: string;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly method: number;
  /** Where its own header begins. */
  readonly offset: number;
}

const endBytes = 22;
const commentBytesMax = 65_535;
const directoryBytesMax = 4 * 1024 * 1024;
const headBytes = 46;

/** Whether an archive ends here, whatever the file begins with. */
export async function endsAsZip(file: FileHandle, size: number): Promise<boolean> {
  return (await findEnd(file, size)) !== undefined;
}

/** The table of contents of an archive, without unpacking anything; nothing when it has none that can be read. */
export async function readZipDirectory(
  file: FileHandle,
  size: number,
): Promise<readonly ZipEntry[] | undefined> {
  const end = await findEnd(file, size);
  if (!end) return undefined;
  const bytes = end.readUInt32LE(12);
  const offset = end.readUInt32LE(16);
  if (bytes > directoryBytesMax || offset + bytes > size) return undefined;
  const directory = await readAt(file, offset, bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + headBytes <= directory.length && directory.readUInt32LE(at) === 0x02014b50) {
    const nameBytes = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + headBytes, at + headBytes + nameBytes),
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    const moreBytes = directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    at += headBytes + nameBytes + moreBytes;
  }
  return entries.length === end.readUInt16LE(10) ? entries : undefined;
}

/** The content of a small entry that is not packed. */
export async function readStored(
  file: FileHandle,
  { offset, bytes, method }: ZipEntry,
): Promise<string | undefined> {
  if (method !== 0 || bytes > 200) return undefined;
  const head = await readAt(file, offset, 30);
  if (head.length < 30) return undefined;
  const from = offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  return (await readAt(file, from, bytes)).toString('utf8');
}

async function findEnd(file: FileHandle, size: number): Promise<Buffer | undefined> {
  const tailBytes = Math.min(size, endBytes + commentBytesMax);
  const tail = await readAt(file, size - tailBytes, tailBytes);
  for (let at = tail.length - endBytes; at >= 0; at -= 1)
    if (tail.readUInt32LE(at) === 0x06054b50) return tail.subarray(at, at + endBytes);
  return undefined;
}

export async function readAt(file: FileHandle, offset: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, offset);
  return buffer.subarray(0, bytesRead);
}
