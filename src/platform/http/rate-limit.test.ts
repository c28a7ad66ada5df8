import { expect, test } from 'vitest';
import { makeServer } from '../../../test/support/test-server.ts';
import type { App } from './app-type.ts';
import type { Viewer } from './request.ts';

const anyone = { access: { who: 'anyone' } } as const;
let nowMs = Date.parse('2027-03-01T09:00:00Z');

function makeApp(): App {
  const { app } = makeServer({
    config: { requestsPerMinute: 10, signInsPerMinute: 3 },
    clock: () => new Date(nowMs),
  });
  app.register((inner, _options, done) => {
    inner.addHook('onRequest', (request, reply, next) => {
      const token = request.headers.authorization?.replace('Bearer ', '');
      if (token?.startsWith('person-') === true)
        request.viewer = { personId: token, kind: 'api' } as Viewer;
      else if (token === 'wrong') {
        void reply.code(401).send({});
        return;
      }
      next();
    });
    inner.get('/api/v1/calls', { config: anyone }, () => ({ items: [] }));
    inner.get('/sign-in', { config: { ...anyone, rate: 'sign-in' } }, () => 'sign in');
    done();
  });
  return app;
}

function ask(app: App, options: { url?: string; from?: string; token?: string } = {}) {
  return app.inject({
    url: options.url ?? '/api/v1/calls',
    remoteAddress: options.from ?? '192.0.2.1',
    headers: options.token === undefined ? {} : { authorization: `Bearer ${options.token}` },
  });
}

async function statuses(count: number, one: () => Promise<{ statusCode: number }>) {
  const seen: number[] = [];
  for (let index = 0; index < count; index += 1) seen.push((await one()).statusCode);
  return seen;
}

const ten = Array.from({ length: 10 }, () => 200);

test('one address may ask so often in a minute, and is told how it stands', async () => {
  const app = makeApp();
  const first = await ask(app);
  expect(first.headers).toMatchObject({
    'x-ratelimit-limit': '10',
    'x-ratelimit-remaining': '9',
    'x-ratelimit-reset': '60',
  });
  expect(await statuses(10, () => ask(app))).toEqual([...ten.slice(1), 429]);
  nowMs += 20_000;
  const refused = await ask(app);
  expect(refused.statusCode).toBe(429);
  expect(refused.json()).toMatchObject({ code: 'too-many-requests', status: 429 });
  expect(refused.headers).toMatchObject({
    'retry-after': '40',
    'x-ratelimit-limit': '10',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': '40',
  });
  expect((await ask(app, { from: '192.0.2.2' })).statusCode).toBe(200);
  nowMs += 40_000;
  expect((await ask(app)).statusCode).toBe(200);
  await app.close();
});

test('people behind one address do not spend each other’s share', async () => {
  const app = makeApp();
  expect(await statuses(10, () => ask(app, { token: 'person-a' }))).toEqual(ten);
  expect((await ask(app, { token: 'person-a' })).statusCode).toBe(429);
  expect((await ask(app, { token: 'person-a', from: '192.0.2.9' })).statusCode).toBe(429);
  expect(await statuses(10, () => ask(app, { token: 'person-b' }))).toEqual(ten);
  expect((await ask(app)).statusCode).toBe(200);
  await app.close();
});

test('who tries tokens is stopped before anybody looks them up', async () => {
  const app = makeApp();
  const seen = await statuses(12, () => ask(app, { token: 'wrong' }));
  expect(seen).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
  await app.close();
});

test('signing in has a share of its own', async () => {
  const app = makeApp();
  const signIn = () => ask(app, { url: '/sign-in' });
  expect(await statuses(4, signIn)).toEqual([200, 200, 200, 429]);
  expect((await ask(app)).statusCode).toBe(200);
  await app.close();
});

test('what monitoring asks is not counted', async () => {
  const app = makeApp();
  const seen = await statuses(20, () => ask(app, { url: '/metrics', from: '127.0.0.1' }));
  expect(new Set(seen)).toEqual(new Set([200]));
  await app.close();
});
