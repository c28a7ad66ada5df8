import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Unreachable } from './unreachable.js';

const waitMs = 120_000;

/** Writes the description at a path or an address, or else the one that a fresh server of this folder serves. */
export async function writeServedDescription(place, target, folder) {
  if (place === undefined) await writeOwn(target, folder);
  else if (/^https?:\/\//.test(place)) await writeFrom(place, target);
  else if (existsSync(place)) copyFileSync(place, target);
  else throw new Unreachable(`${place} is not there.`);
}

async function writeFrom(address, target) {
  const reply = await fetch(address).catch((error) => {
    throw new Unreachable(`${address} cannot be reached (${error.cause?.code ?? error.message}).`);
  });
  if (!reply.ok) throw new Unreachable(`${address} answers ${reply.status}.`);
  writeFileSync(target, await reply.text());
}

async function writeOwn(target, folder) {
  const port = await freePort();
  const program = fileURLToPath(new URL('../bin/bandolo.js', import.meta.url));
  const { PATH, HOME } = process.env;
  const server = spawn(process.execPath, [program, 'serve', '--empty'], {
    cwd: folder,
    env: { PATH, HOME, PORT: String(port), BANDOLO_DATA: join(folder, 'data') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr.on('data', (data) => {
    said += String(data);
  });
  const ended = once(server, 'exit');
  try {
    await untilReady(`http://127.0.0.1:${port}/ready`, server, () => said);
    await writeFrom(`http://127.0.0.1:${port}/api/v1/openapi.json`, target);
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
}

async function untilReady(address, server, said) {
  const until = performance.now() + waitMs;
  while (performance.now() < until) {
    if (server.exitCode !== null) throw new Unreachable(`the server did not start: ${said()}`);
    const reply = await fetch(address).catch(() => undefined);
    if (reply?.ok) return;
    await sleep(100);
  }
  throw new Unreachable('the server was not ready after two minutes.');
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
