// A server of a benchmark in a process of its own, those who ask it, and what is made of how long it took.
import { fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serverFlags } from '../../scripts/server-flags.js';

const here = fileURLToPath(new URL('.', import.meta.url));
export const dist = process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));

/** `more` are the address of its database, the file of its key and, where it keeps files, their folder. */
export async function startServer(more, flags = []) {
  const child = fork(join(here, 'server.js'), [dist, ...more], {
    execArgv: [...serverFlags, ...flags],
  });
  const answer = () =>
    new Promise((resolve, reject) => {
      const onExit = (code) => reject(new Error(`the server ended with ${code}`));
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        resolve(message);
      });
    });
  const { port } = await answer();
  const say = (message) => {
    child.send(message);
    return answer();
  };
  return { port, pid: child.pid, say, stop: () => child.kill('SIGTERM') };
}

/** Runs a script of this folder, and gives what it writes. */
export function runScript(script, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(here, script), ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (part) => (out += part));
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(out)) : reject(new Error(`${script} ended with ${code}`)),
    );
  });
}

export function percentiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) };
}
