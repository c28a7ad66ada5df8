// A server of the benchmark in a process of its own, and how long it takes by its own log to answer.
import { fork, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { serverFlags } from '../../scripts/server-flags.js';

const reading = fileURLToPath(new URL('../reading/', import.meta.url));
export const dist = process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));

export async function startServer({ url, keyFile, data }) {
  const child = fork(join(reading, 'server.js'), [dist, url, keyFile, data], {
    execArgv: serverFlags,
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

/** Sends so many requests of a kind, and gives how long the server saw them take; each must be answered with 200. */
export async function ask(server, { name, route, make }, { count, connections, folder }) {
  await server.say('answered');
  const requests = Array.from({ length: count }, make);
  const { statuses, refused, bytes } = await send(server.port, { requests, connections, folder });
  if (statuses['200'] !== count)
    throw new Error(`${name} (${route}): ${JSON.stringify(statuses)}, as ${refused}`);
  const times = [];
  // The last lines of the log are written after their replies have arrived.
  for (let turn = 0; turn < 20 && times.length < count; turn++) {
    await sleep(30);
    const { answered } = await server.say('answered');
    times.push(...answered.filter((each) => each.route === route).map(({ ms }) => ms));
  }
  if (times.length !== count)
    throw new Error(`${name} (${route}): ${times.length} in the log of ${count}`);
  return { ...percentiles(times), kilobytes: bytes / count / 1024 };
}

export function percentiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Over so many connections, each asking again when it was answered. */
export async function send(port, { requests, connections, folder }) {
  const file = join(folder, 'requests.ndjson');
  writeFileSync(file, requests.map((each) => JSON.stringify(each)).join('\n'));
  return run([port, connections, file]);
}

function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(reading, 'load.js'), ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (part) => (out += part));
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(out)) : reject(new Error(`load.js ended with ${code}`)),
    );
  });
}
