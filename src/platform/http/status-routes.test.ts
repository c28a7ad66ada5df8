import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/support/template-database.ts';
import { makeServer } from '../../../test/support/test-server.ts';

let clone: TestDatabase;

beforeAll(async () => {
  clone = await cloneDatabase();
});

afterAll(() => clone.drop());

test('a server that is well says so, and what it has looked at', async () => {
  const { app } = makeServer({ databaseUrl: clone.url, version: '1.2.3' });
  const status = await app.inject({ url: '/status' });
  expect(status.statusCode).toBe(200);
  expect(status.headers['content-type']).toContain('application/problem+json');
  expect(status.json()).toMatchObject({
    status: 200,
    code: 'well',
    version: '1.2.3',
    checks: ['database'],
  });
  expect((await app.inject({ url: '/ready' })).json()).toEqual({ status: 'ready' });
  await app.close();
});

test('what the decisive acts do without is told to monitoring, and takes no request away', async () => {
  const check = { name: 'files', check: () => Promise.resolve('cannot be written'), isMinor: true };
  const { app } = makeServer({ databaseUrl: clone.url, checks: [check] });
  expect((await app.inject({ url: '/status' })).statusCode).toBe(503);
  expect((await app.inject({ url: '/ready' })).json()).toEqual({ status: 'ready' });
  await app.close();
});

test('one that is not says what is wrong, and asks no more than once a second', async () => {
  let asked = 0;
  let wrong: string | undefined = 'lacks 0009-more.sql';
  let nowMs = 1_000_000;
  const { app } = makeServer({
    databaseUrl: clone.url,
    clock: () => new Date(nowMs),
    checks: [
      {
        name: 'schema',
        check: async () => {
          asked += 1;
          return wrong;
        },
      },
      { name: 'embedded-database', check: () => Promise.reject(new Error('no secrets here')) },
    ],
  });
  const reply = await app.inject({ url: '/status' });
  expect(reply.statusCode).toBe(503);
  expect(reply.headers['content-type']).toContain('application/problem+json');
  expect(reply.headers['retry-after']).toBe('5');
  expect(reply.json()).toMatchObject({
    code: 'not-well',
    errors: [
      { code: 'schema', path: '', detail: 'lacks 0009-more.sql' },
      { code: 'embedded-database', path: '', detail: 'does not answer' },
    ],
  });
  wrong = undefined;
  expect((await app.inject({ url: '/ready' })).statusCode).toBe(503);
  expect(asked).toBe(1);
  nowMs += 1_000;
  await app.inject({ url: '/status' });
  expect(asked).toBe(2);
  await app.close();
});

test('metrics are read from this machine, or with the token', async () => {
  const read = async (token: string | undefined, from: string, authorization?: string) => {
    const { app } = makeServer({ databaseUrl: clone.url, config: { metricsToken: token } });
    await app.inject({ url: '/status' });
    const reply = await app.inject({
      url: '/metrics',
      remoteAddress: from,
      headers: authorization === undefined ? {} : { authorization },
    });
    await app.close();
    return reply;
  };
  const reply = await read(undefined, '127.0.0.1');
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(reply.body).toMatch(
    /bandolo_http_seconds_count\{method="GET",route="\/status",status="200"\} 1\n/,
  );
  expect(reply.body).toMatch(/^bandolo_database_connections 1$/m);
  expect((await read(undefined, '203.0.113.7')).statusCode).toBe(401);
  expect((await read('secret', '127.0.0.1')).statusCode).toBe(401);
  expect((await read('secret', '203.0.113.7', 'Bearer wrong')).statusCode).toBe(401);
  expect((await read('secret', '203.0.113.7', 'Bearer secret')).statusCode).toBe(200);
});
