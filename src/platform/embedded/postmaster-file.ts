import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, readlink, realpath, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

/** What a running PostgreSQL says of itself in its data folder. */
export interface PostmasterFile {
  readonly text: string;
  readonly pid: number;
  readonly folder: string;
  readonly port: number;
  readonly isReady: boolean;
}

const fileName = 'postmaster.pid';

/** The file is written line by line: `unreadable` is one that is not yet, or was never, complete. */
export async function findPostmaster(
  data: string,
): Promise<PostmasterFile | 'none' | { readonly unreadable: string }> {
  const text = await readFile(join(data, fileName), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw new Error(
        `${data} cannot be read (${error.message}). It belongs to the user who made it: run this program as ` +
          'that user, or give the folder to the one who runs it.',
      );
    },
  );
  if (text === undefined) return 'none';
  const [pid = '', folder = '', , port = '', , , , status = ''] = text.split('\n');
  if (!/^\d+$/.test(pid.trim())) return { unreadable: text };
  return {
    text,
    pid: Number(pid),
    folder,
    port: Number(port),
    isReady: status.trim() === 'ready',
  };
}

/** Takes away a file that no running PostgreSQL of this folder has written. */
export async function removePostmasterFile(data: string, text: string): Promise<void> {
  const path = join(data, fileName);
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
    // Somebody who started PostgreSQL meanwhile gets his file back.
    if ((await readFile(aside, 'utf8')) === text) await rm(aside);
    else await rename(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/**
 * Whether process `pid` is the PostgreSQL of folder `data`. The number in an old file may by now
 * belong to any other process, above all in a container, where numbers are few.
 */
export async function identify(
  pid: number,
  data: string,
): Promise<'gone' | 'ours' | 'other' | 'postgres'> {
  if (!isAlive(pid)) return 'gone';
  if (process.platform === 'linux') return identifyOnLinux(pid, data);
  if (process.platform === 'win32') return 'postgres';
  const ask = promisify(execFile)('ps', ['-o', 'stat=,comm=', '-p', String(pid)]);
  const [state = '', command = ''] = await ask.then(
    ({ stdout }) => stdout.trim().split(/\s+/, 2),
    () => [],
  );
  if (state === '' || state.startsWith('Z')) return 'gone';
  return basename(command).startsWith('postgres') ? 'postgres' : 'other';
}

async function identifyOnLinux(
  pid: number,
  data: string,
): Promise<'gone' | 'ours' | 'other' | 'postgres'> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const { name, state } = /^\d+ \((?<name>.*)\) (?<state>\S)/s.exec(line)?.groups ?? {};
  // A process that nobody has buried still has its number.
  if (state === undefined || state === 'Z' || state === 'X') return 'gone';
  if (name !== 'postgres') return 'other';
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (folder === undefined) return 'postgres';
  return folder === (await realpath(data)) ? 'ours' : 'other';
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
