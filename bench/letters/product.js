// The program as it is installed, in a process of its own, with its jobs and its log.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../../src/platform/embedded/free-port.ts';
import { serverFlags } from '../../scripts/server-flags.js';

export async function startProduct({ url, migratorUrl }, { data }) {
  const port = await findFreePort();
  const child = spawn(process.execPath, [...serverFlags, 'bin/bandolo.js', 'serve', '--empty'], {
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      DATABASE_URL: url,
      BANDOLO_MIGRATION_URL: migratorUrl,
      BANDOLO_DATA: data,
      BANDOLO_LOG: 'info',
      BANDOLO_RATE_REQUESTS: '1000000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let heard = () => undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const said = JSON.parse(line);
    if (said.msg === 'request') heard(said);
    else if (said.level === 'error') console.error(line);
  });
  const ask = (method, path, { headers = {}, body } = {}) =>
    request(port, { method, path, headers, body });
  while (!(await ask('GET', '/ready').catch(() => undefined))) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    await sleep(100);
  }
  return {
    port,
    ask,
    /** Tells of each request that was answered, as the log says it. */
    onRequest: (listener) => {
      heard = listener;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function request(port, { method, path, headers, body }) {
  const reply = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
  return text.startsWith('{') ? JSON.parse(text) : text;
}
