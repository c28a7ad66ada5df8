import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { hasSaid, killServers, serve as start, type Serving } from './support/serving.ts';
import { cloneDatabase, type TestDatabase } from './support/template-database.ts';

let clone: TestDatabase;

beforeAll(async () => {
  clone = await cloneDatabase();
});

afterEach(killServers);

afterAll(() => clone.drop());

/** With its log in the open, and without a trial. */
function serve(env: Record<string, string>): Serving {
  return start({ BANDOLO_LOG: 'info', BANDOLO_TRIAL: 'off', ...env });
}

async function listening(serving: Serving): Promise<number> {
  return Number(await hasSaid(serving, /Server listening at http:\/\/127\.0\.0\.1:(\d+)/));
}

test('the server says where it is in JSON lines, and stops in order when it is asked to', async () => {
  const serving = serve({ DATABASE_URL: clone.url });
  const port = await listening(serving);
  expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/nothing`)).status).toBe(404);
  const began = performance.now();
  serving.child.kill('SIGTERM');
  expect(await serving.ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(5_000);
  const lines = serving.out().trim().split('\n');
  const requests = lines
    .map((line) => JSON.parse(line) as { readonly msg: string; readonly status?: number })
    .filter(({ msg }) => msg === 'request');
  expect(requests).toEqual([expect.objectContaining({ status: 404, route: 'none' })]);
  expect(serving.err()).toBe('');
});

test('who asks a second time does not wait for the requests that are still arriving', async () => {
  const serving = serve({ DATABASE_URL: clone.url });
  const port = await listening(serving);
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('POST /sign-out HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n');
  await sleep(200);
  serving.child.kill('SIGINT');
  await sleep(1_000);
  expect(serving.child.exitCode).toBeNull();
  serving.child.kill('SIGINT');
  expect(await serving.ended).toBe(130);
  socket.destroy();
});

test('everything that is wrong with the environment is said at once, before anything starts', async () => {
  const serving = serve({
    PORT: 'x',
    BANDOLO_TRIAL: 'maybe',
    BANDOLO_OICD_ISSUER: 'https://a.org',
  });
  expect(await serving.ended).toBe(2);
  expect(serving.out()).toBe('');
  expect(serving.err().split('\n')).toEqual([
    'bandolo: BANDOLO_OICD_ISSUER: there is no such setting; did you mean BANDOLO_OIDC_ISSUER?',
    'bandolo: PORT is "x": give a whole number from 0 to 65535, such as 3000',
    'bandolo: BANDOLO_TRIAL is "maybe": give on or off',
    '`bandolo config` shows every setting and what it is for',
    '',
  ]);
});

test('a database that is not there is said in one line', async () => {
  const serving = serve({ DATABASE_URL: 'postgres://a:hunter2@127.0.0.1:1/b' });
  expect(await serving.ended).toBe(2);
  expect(serving.err()).toMatch(/^bandolo: the database in DATABASE_URL cannot be used .*\n$/);
  expect(serving.err()).not.toContain('hunter2');
});
