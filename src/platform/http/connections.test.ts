import { connect, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { makeServer, type TestServerOptions } from '../../../test/support/test-server.ts';
import type { App } from './app-type.ts';

const anyone = { access: { who: 'anyone' }, csrf: 'none' } as const;
const apps: App[] = [];

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

async function listen(options: TestServerOptions = {}): Promise<{ app: App; port: number }> {
  const { app } = makeServer(options);
  apps.push(app);
  app.register((inner, _options, done) => {
    inner.get('/api/v1/quick', { config: anyone }, () => ({ done: true }));
    inner.post('/api/v1/act', { config: anyone }, () => ({ done: true }));
    inner.get('/api/v1/slow', { config: anyone }, async () => {
      await sleep(400);
      return { done: true };
    });
    done();
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, port: (app.server.address() as AddressInfo).port };
}

/** What comes back on a bare connection until it ends, and how long that took. */
function exchange(port: number, parts: readonly string[], everyMs = 50) {
  const began = performance.now();
  return new Promise<{ readonly text: string; readonly ms: number }>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const timers = parts.map((part, index) =>
      setTimeout(() => socket.write(part), index * everyMs),
    );
    socket.on('data', (data) => {
      text += String(data);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      for (const timer of timers) clearTimeout(timer);
      resolve({ text, ms: performance.now() - began });
    });
  });
}

const head = 'POST /api/v1/act HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';

test('a body that trickles in is cut off', async () => {
  const { port } = await listen({ requestTimeoutMs: 700 });
  const drops = Array.from({ length: 100 }, () => ' ');
  const { text, ms } = await exchange(port, [`${head}content-length: 5000\r\n\r\n`, ...drops]);
  expect(text).toContain('HTTP/1.1 408 ');
  expect(text).toContain('"code":"too-slow"');
  expect(ms).toBeLessThan(4_000);
});

test('headers that never end are cut off', async () => {
  const { port } = await listen({ requestTimeoutMs: 700 });
  const drops = Array.from({ length: 100 }, (_, index) => `x-${index}: 1\r\n`);
  const { text, ms } = await exchange(port, [head, ...drops]);
  expect(text).toContain('HTTP/1.1 408 ');
  expect(ms).toBeLessThan(4_000);
});

test('what is not HTTP, or has too many headers, is refused in words', async () => {
  const { port } = await listen();
  const nonsense = await exchange(port, ['HELLO\r\n\r\n']);
  expect(nonsense.text).toContain('HTTP/1.1 400 ');
  expect(nonsense.text).toContain('application/problem+json');
  const fat = await exchange(port, [`${head}x-fat: ${'x'.repeat(20_000)}\r\n\r\n`]);
  expect(fat.text).toContain('HTTP/1.1 431 ');
  const smuggled = await exchange(port, [
    `${head}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
  ]);
  expect(smuggled.text).toContain('HTTP/1.1 400 ');
});

test('while stopping, what has arrived is answered and what is new is refused', async () => {
  const { app, port } = await listen();
  const base = `http://127.0.0.1:${port}`;
  const slow = fetch(`${base}/api/v1/slow`);
  await sleep(100);
  // A second request comes in on a connection whose first is still being answered.
  const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`;
  const late = exchange(port, [get('/api/v1/slow'), '', '', get('/api/v1/quick')]);
  await sleep(100);
  const began = performance.now();
  const closing = app.close();
  apps.splice(0);
  expect((await slow).status).toBe(200);
  await closing;
  expect(performance.now() - began).toBeLessThan(3_000);
  const { text } = await late;
  expect(text).toContain('HTTP/1.1 200 OK');
  expect(text).toContain('HTTP/1.1 503 ');
  expect(text.toLowerCase()).toContain('retry-after: 3');
  expect(text).toContain('"code":"stopping"');
  expect(text.toLowerCase()).toContain('connection: close');
  await expect(fetch(`${base}/api/v1/quick`)).rejects.toThrow('fetch failed');
});

test('a process that is far behind turns readers away first, and answers monitoring', async () => {
  let delayMs = 0;
  const { app } = await listen({ eventLoop: { delayMs: () => delayMs, stop: () => undefined } });
  const get = () => app.inject({ url: '/api/v1/quick' });
  const post = () => app.inject({ url: '/api/v1/act', method: 'POST' });
  expect((await get()).statusCode).toBe(200);
  delayMs = 1_500;
  const refused = await get();
  expect(refused.statusCode).toBe(503);
  expect(refused.headers['retry-after']).toBe('3');
  expect(refused.json()).toMatchObject({ code: 'busy' });
  expect((await post()).statusCode).toBe(200);
  delayMs = 5_000;
  expect((await post()).statusCode).toBe(503);
  expect((await app.inject({ url: '/metrics' })).statusCode).toBe(200);
});
