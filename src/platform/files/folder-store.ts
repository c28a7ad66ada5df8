import { constants } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore, KeptFile } from './file-store.ts';
import { hashFile, type ReceivedFile } from './receive-file.ts';

const staleMs = 24 * 3600 * 1000;

/** Files in a folder that all servers of a body share. */
export function folderStore(folder: string): FileStore {
  const incoming = join(folder, 'incoming');
  const placeOf = (hash: string): string => join(folder, hash.slice(0, 2), hash);
  return {
    incoming,
    keep: (file) => keep(file, folder, placeOf(file.hash)),
    has: async (hash) => (await sizeOf(placeOf(hash))) !== undefined,
    read: async (hash) => {
      const place = placeOf(hash);
      if ((await sizeOf(place)) === undefined) return undefined;
      return (await open(place)).createReadStream();
    },
    remove: (hash) => rm(placeOf(hash), { force: true }),
    list: () => list(folder),
    check: () => checkIncoming(folder, incoming),
    sweep: () => sweepIncoming(incoming),
  };
}

async function keep(file: ReceivedFile, folder: string, place: string): Promise<void> {
  if ((await sizeOf(place)) !== file.bytes) {
    const parent = join(place, '..');
    await mkdir(parent, { recursive: true, mode: 0o700 });
    await rename(file.path, place);
    await syncFolder(parent);
    await syncFolder(folder);
  }
  const kept = await hashFile(place);
  if (kept !== file.hash) {
    await rm(place, { force: true });
    throw new Error(`the store gives back another content for ${file.hash}: its disk is not well`);
  }
}

/** A new name is on the disk only once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(place: string): Promise<number | undefined> {
  try {
    return (await stat(place)).size;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Folders are read one after the other, and of each no more than its names. */
async function* list(folder: string): AsyncGenerator<KeptFile> {
  for (const parent of (await readdir(folder)).toSorted()) {
    if (!/^[0-9a-f]{2}$/.test(parent)) continue;
    for (const hash of await readdir(join(folder, parent))) {
      const found = await stat(join(folder, parent, hash)).catch(() => undefined);
      if (found && /^[0-9a-f]{64}$/.test(hash)) yield { hash, at: found.mtime };
    }
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** What is wrong with a folder in which files arrive, or nothing. */
export async function checkIncoming(folder: string, incoming: string): Promise<string | undefined> {
  try {
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch {
    return `cannot be written: see BANDOLO_FILES (${folder})`;
  }
}

/** Removes what arrived more than a day ago and was never kept. */
export async function sweepIncoming(incoming: string): Promise<void> {
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > staleMs) await rm(path, { force: true });
  }
}
