import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from './clients.ts';

/** A server process that can be killed and started again on its port. */
export interface ServerProcess {
  readonly port: number;
  readonly start: () => Promise<void>;
  /** Without a word of warning. */
  readonly kill9: () => Promise<void>;
  /** As whoever runs it stops it. */
  readonly stop: () => Promise<number | null>;
  /** What it said on its outputs since it was started last. */
  readonly said: () => string;
}

export function serverProcess(env: Readonly<Record<string, string>>, port: number): ServerProcess {
  let child: ChildProcess | undefined;
  let said = '';
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  };
  return {
    port,
    start: async () => {
      said = '';
      child = spawn(process.execPath, ['bin/bandolo.js', 'serve', '--empty'], {
        env: { PATH: process.env['PATH'] ?? '', PORT: String(port), BANDOLO_LOG: 'warn', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const output of [child.stdout, child.stderr])
        output?.on('data', (text: Buffer) => (said += text.toString()));
      await answers(port, () => {
        if (child?.exitCode !== null) throw new Error(`the server ended: ${said}`);
      });
    },
    kill9: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
    said: () => said,
  };
}

async function answers(port: number, check: () => void): Promise<void> {
  for (;;) {
    check();
    const answer = await send(port, { method: 'GET', path: '/ready' }).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(20);
  }
}
