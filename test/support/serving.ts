import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from './sample-round.ts';

/** A server in a process of its own. */
export interface Serving {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

export interface ServingOptions {
  /** After `serve`. */
  readonly words?: readonly string[];
  /** Whether it is what the build has made, or the sources as they are. */
  readonly isBuilt?: boolean;
}

const children: ChildProcess[] = [];

/** Starts a server on any free port, in an empty folder, with nothing else in its environment. */
export function serve(
  env: Readonly<Record<string, string>>,
  { words = [], isBuilt = false }: ServingOptions = {},
): Serving {
  const { PATH = '', HOME = '' } = process.env;
  const program = isBuilt
    ? [resolve('bin/bandolo.js')]
    : ['--import', resolve('test/support/typescript-hooks.js'), resolve('src/cli.ts')];
  const child = spawn(process.execPath, [...program, 'serve', ...words], {
    cwd: temporaryFolder(),
    env: { PATH, HOME, PORT: '0', ...env },
  });
  children.push(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => {
    out += String(data);
  });
  child.stderr.on('data', (data) => {
    err += String(data);
  });
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => (code ?? signal) as number);
  return { child, out: () => out, err: () => err, ended };
}

/** Waits until the server has said this, and gives what the first group of the pattern found. */
export async function hasSaid({ child, out, err }: Serving, pattern: RegExp): Promise<string> {
  for (;;) {
    const found = pattern.exec(out());
    if (found) return found[1] ?? '';
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${err()}`);
    await sleep(20);
  }
}

/** Builds what is older than its sources. */
export function buildProgram(): void {
  const code = "const { build } = await import('./scripts/prepare.js'); build();";
  const built = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`it cannot be built: ${built.stdout}${built.stderr}`);
}

export function killServers(): void {
  for (const child of children.splice(0)) child.kill('SIGKILL');
}
