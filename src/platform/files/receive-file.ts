import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that has arrived whole, on the disk of this server. */
export interface ReceivedFile {
  readonly path: string;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  readonly bytes: number;
}

export type Receiving =
  | { readonly type: 'received'; readonly file: ReceivedFile }
  | { readonly type: 'refused'; readonly code: 'file-too-large' | 'file-empty' | 'file-truncated' };

export interface ReceiveOptions {
  readonly folder: string;
  readonly bytesMax: number;
  /** How long the sender says it is. */
  readonly bytesTold?: number | undefined;
}

/** A file that ends before its sender said it would. */
export class Truncated extends Error {}

/**
 * Writes what arrives to the disk as it arrives, and stops as soon as it is too much: memory holds one piece at a
 * time. Nothing is left behind when it is refused.
 */
export async function receiveFile(
  source: AsyncIterable<Uint8Array>,
  { folder, bytesMax, bytesTold }: ReceiveOptions,
): Promise<Receiving> {
  if (bytesTold !== undefined && bytesTold > bytesMax) return refused('file-too-large');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomUUID());
  const handle = await open(path, 'wx', 0o600);
  let isKept = false;
  try {
    const received = await write(handle, source, bytesMax);
    if (!received) return refused('file-too-large');
    if (received.bytes === 0) return refused('file-empty');
    if (bytesTold !== undefined && received.bytes !== bytesTold) return refused('file-truncated');
    isKept = true;
    return { type: 'received', file: { path, ...received } };
  } catch (error) {
    if (error instanceof Truncated) return refused('file-truncated');
    throw error;
  } finally {
    await handle.close();
    if (!isKept) await rm(path, { force: true });
  }
}

/** Forgets a file that is not wanted; one that was kept is elsewhere already. */
export function discardFile({ path }: ReceivedFile): Promise<void> {
  return rm(path, { force: true });
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

async function write(
  handle: FileHandle,
  source: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<Omit<ReceivedFile, 'path'> | undefined> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.length;
    if (bytes > bytesMax) return undefined;
    hash.update(piece);
    await handle.writeFile(piece);
  }
  await handle.sync();
  return { hash: hash.digest('hex'), bytes };
}

function refused(code: Extract<Receiving, { type: 'refused' }>['code']): Receiving {
  return { type: 'refused', code };
}
