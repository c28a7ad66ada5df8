import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { TextFile } from '../calls/index.ts';
import { complaint, notUnderstood, type NotUnderstood } from './complaint.ts';
import type { Terminal } from './terminal.ts';

/** Output that could not be written; what had been written of it is gone again. */
export class NotWritten extends Error {}

/** How standard input is named in problems. */
export const standardInput = 'standard-input';

export function isStandardInput(file: string): boolean {
  return file === '-';
}

/** Reads a whole file, or standard input for `-`. */
export async function readText(
  file: string,
  terminal: Terminal,
): Promise<({ readonly type: 'read' } & TextFile) | NotUnderstood> {
  if (isStandardInput(file)) {
    const parts: Uint8Array[] = [];
    for await (const chunk of terminal.input)
      parts.push(typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk);
    return decoded(Buffer.concat(parts), standardInput);
  }
  const missing = await whyUnreadable(file);
  return missing ?? decoded(await readFile(file), file);
}

function decoded(
  bytes: Uint8Array,
  file: string,
): ({ readonly type: 'read' } & TextFile) | NotUnderstood {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { type: 'read', file, text };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return notUnderstood(complaint('encoding', `${file} is not text in UTF-8`));
  }
}

/** The bytes of a file as a stream, for files that need not fit in memory. */
export async function openBytes(
  file: string,
  terminal: Terminal,
): Promise<
  | {
      readonly type: 'open';
      readonly chunks: AsyncIterable<Uint8Array | string>;
      readonly name: string;
    }
  | NotUnderstood
> {
  if (isStandardInput(file)) return { type: 'open', chunks: terminal.input, name: standardInput };
  const missing = await whyUnreadable(file);
  if (missing) return missing;
  const chunks = createReadStream(file) as AsyncIterable<Uint8Array>;
  return { type: 'open', chunks, name: file };
}

async function whyUnreadable(file: string): Promise<NotUnderstood | undefined> {
  try {
    const handle = await open(file, 'r');
    const isFolder = (await handle.stat()).isDirectory();
    await handle.close();
    return isFolder
      ? notUnderstood(complaint('folder', `${file} is a folder, and a file is wanted`))
      : undefined;
  } catch (error) {
    return notUnderstood(complaint('no-file', `${file} cannot be read: ${systemWords(error)}`));
  }
}

export async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}

/**
 * Writes a whole file or nothing: under another name first, renamed once all of it is on disk.
 * Throws `NotWritten` when that cannot be done.
 */
export async function writeWhole(
  file: string,
  parts: AsyncIterable<string | Uint8Array> | Iterable<string>,
  mode = 0o644,
): Promise<void> {
  const target = await realpath(file).catch(() => file);
  // A device or a pipe is written to as it is: putting a file in its place would break it.
  const isDevice = await stat(target).then(
    (found) => !found.isFile() && !found.isDirectory(),
    () => false,
  );
  const suffix = randomBytes(6).toString('hex');
  const draft = isDevice ? target : join(dirname(target), `.${basename(target)}.${suffix}.part`);
  const flags = isDevice ? 'w' : 'wx';
  const handle = await open(draft, flags, mode).catch((error: unknown) =>
    refuseToWrite(file, error),
  );
  try {
    for await (const part of parts) await handle.appendFile(part);
    if (!isDevice) await handle.sync();
    await handle.close();
    if (!isDevice) await rename(draft, target);
  } catch (error) {
    await handle.close().catch(() => {});
    if (!isDevice) await rm(draft, { force: true });
    refuseToWrite(file, error);
  }
}

function refuseToWrite(file: string, error: unknown): never {
  if (!isSystemError(error)) throw error;
  throw new NotWritten(`${file} was not written: ${systemWords(error)}`, { cause: error });
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'its folder is not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'it is not allowed',
  EPERM: 'it is not allowed',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the space allowed is used up',
};

function systemWords(error: unknown): string {
  if (!isSystemError(error)) throw error;
  return reasons[error.code] ?? error.message;
}
