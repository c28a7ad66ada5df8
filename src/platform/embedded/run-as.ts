import { type ChildProcess, execFile, spawn, type StdioOptions } from 'node:child_process';
import { lchown, lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';

/** PostgreSQL refuses to run as root: the way to run its programs as somebody else, when we are root. */
export interface RunAs {
  readonly user?: User;
  /** What is put before each command. */
  readonly prefix: readonly string[];
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

const ourselves: RunAs = { prefix: [] };
const preferredUsers = ['postgres', 'nobody'];

/** Decides who runs PostgreSQL on `directory`, by trying that he can run its programs and enter the directory. */
export async function decideRunAs(options: {
  readonly directory: string;
  readonly data: string;
  readonly binaries: Binaries;
}): Promise<RunAs> {
  if (process.getuid?.() !== 0) return ourselves;
  const owner = await findOwner(options.data);
  const users = owner ? [owner] : await findUsers();
  const probe = probeOf(options, owner !== undefined);
  const ways = [...users.map(asUser), ...users.map(asUserWithoutBarriers)];
  const reasons = new Set<string>();
  for (const way of ways) {
    const obstacle = await findObstacle(way, probe);
    if (obstacle === undefined) return way;
    reasons.add(obstacle);
  }
  throw new Error(
    `PostgreSQL refuses to run as root, and no other user could both run ${options.binaries.postgres} and enter ` +
      `${options.directory} (tried: ${preferredUsers.join(', ')}; with setpriv from util-linux too). ` +
      'Run this program as an ordinary user, or move its folder and its data where others may enter ' +
      '(BANDOLO_DATA), or set DATABASE_URL to a PostgreSQL of your own. What was said:\n' +
      [...reasons].join('\n'),
  );
}

function asUser(user: User): RunAs {
  return { user, prefix: [] };
}

/** The same user, let through folders that only root may enter, such as a clone under /root. */
function asUserWithoutBarriers(user: User): RunAs {
  const { uid, gid } = user;
  const who = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const what = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  // PostgreSQL asks beforehand whether it may run its own programs, and would be told no.
  const evenWhenAsked = '--securebits=+no_setuid_fixup';
  return { user, prefix: ['setpriv', ...who, ...what, evenWhenAsked, '--'] };
}

/** Whose the data is; what root has put there is given to whoever is chosen. */
async function findOwner(data: string): Promise<User | undefined> {
  const owner = await stat(data).catch(() => undefined);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : undefined;
}

async function findUsers(): Promise<readonly User[]> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n');
  return preferredUsers.flatMap((name) => {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    return uid && gid ? [{ uid: Number(uid), gid: Number(gid) }] : [];
  });
}

/** What must succeed; for data that is there, all the more because its owner may have no name here. */
function probeOf(
  options: { readonly directory: string; readonly data: string; readonly binaries: Binaries },
  hasData: boolean,
): readonly string[] {
  const { directory, data, binaries } = options;
  const ask = hasData ? [binaries.postgres, '-C', 'port'] : [binaries.initdb, '--show'];
  const script = 'cd "$1" && shift && "$@"';
  return ['/bin/sh', '-c', script, 'sh', directory, ...ask, '-D', data];
}

async function findObstacle(way: RunAs, probe: readonly string[]): Promise<string | undefined> {
  return runAs(way, probe).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
}

/** Gives what root has made to the user who must work in it. */
export async function giveTo(way: RunAs, path: string): Promise<void> {
  if (!way.user) return;
  const { uid, gid } = way.user;
  if ((await lstat(path)).uid !== uid) await lchown(path, uid, gid);
}

/** Gives a restored folder, with all that is in it, to the user who must work in it. */
export async function giveAllTo(way: RunAs, path: string): Promise<void> {
  if (!way.user || (await lstat(path)).uid === way.user.uid) return;
  for (const entry of await readdir(path, { recursive: true })) {
    await giveTo(way, join(path, entry));
  }
  await giveTo(way, path);
}

/** Runs a command to its end, with `input` on its standard input, and gives what it printed. */
export async function runAs(
  way: RunAs,
  command: readonly string[],
  input = '',
): Promise<{ readonly output: string }> {
  const [file = '', ...args] = [...way.prefix, ...command];
  return new Promise((resolve, reject) => {
    const options = { ...processOptions(way), maxBuffer: 16 * 1024 * 1024 };
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`;
      if (error === null) resolve({ output });
      else reject(new Error(`${command[0] ?? ''} failed: ${output.trim() || error.message}`));
    });
    // A child that ends before it has read everything says why by itself.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/**
 * Starts a command in a session of its own, so that Ctrl-C in the terminal does not reach it. It
 * writes into the open file `output`.
 */
export function startAs(way: RunAs, command: readonly string[], output: number): ChildProcess {
  const [file = '', ...args] = [...way.prefix, ...command];
  const stdio: StdioOptions = ['ignore', output, output];
  const child = spawn(file, args, { ...processOptions(way), stdio, detached: true });
  child.unref();
  return child;
}

function processOptions(way: RunAs) {
  // With a prefix, the prefix changes the user.
  const user = way.prefix.length === 0 ? way.user : undefined;
  return { ...user, env: environment(), windowsHide: true, cwd: rootFolder() };
}

/** The current folder may be one that the other user cannot read. */
function rootFolder(): string {
  return process.platform === 'win32' ? (process.env['SystemRoot'] ?? 'C:\\') : '/';
}

/** Nothing of ours that could be a secret, nothing that could change how PostgreSQL starts. */
function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'SYSTEMROOT', 'windir', 'TEMP', 'TMP', 'TMPDIR', 'COMSPEC'];
  const entries = kept.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(entries), LC_ALL: 'C' };
}
