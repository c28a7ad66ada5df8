import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Told {
  readonly event: string;
  readonly message?: string;
  readonly port?: number;
  readonly adminUrl?: string;
  readonly serverUrl?: string;
  readonly answer?: number;
}

export interface EmbeddedProcess {
  readonly pid: number;
  /** The next thing it tells that is one of `events`; fails if it ends before. */
  next(...events: readonly string[]): Promise<Told>;
  signal(signal: NodeJS.Signals): void;
  /** As Ctrl-C does: to it and to every process of its group. */
  interruptGroup(): void;
  kill9(): Promise<void>;
  /** Lets it end in order. */
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('hold-embedded.ts', import.meta.url));
const hooks = new URL('typescript-hooks.js', import.meta.url).href;

/** Another process that starts an embedded database on `directory`. */
export function startProcess(directory: string): EmbeddedProcess {
  const child = spawn(process.execPath, ['--import', hooks, program, directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const pid = child.pid ?? 0;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit');
  child.stdin.on('error', () => undefined);
  return {
    pid,
    next: async (...events) => {
      for (;;) {
        const line = await lines.next();
        if (line.done) throw new Error(`Process ${pid} ended before it told ${events.join()}`);
        const told = JSON.parse(line.value) as Told;
        if (events.includes(told.event)) return told;
      }
    },
    signal: (signal) => void child.kill(signal),
    interruptGroup: () => void process.kill(-pid, 'SIGINT'),
    kill9: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
