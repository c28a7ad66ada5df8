import type { FastifyReply } from 'fastify';
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
    inner.get('/calls', { config: anyone }, () => 'calls');
    const sendToSignIn = (_request: unknown, reply: FastifyReply): void => {
      void reply.redirect('/sign-in?return-to=%2Faccount', 303);
    };
    inner.get('/account', { config: anyone, onRequest: sendToSignIn }, () => 'account');
    inner.post('/api/v1/act', { config: { ...anyone, rate: 'credential' } }, () => ({}));
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

test('who makes up another session each time gets no further than who shows none', async () => {
  const app = makeApp();
  let made = 0;
  const forged = (url: string) => {
    made += 1;
    return app.inject({ url, headers: { cookie: `bandolo-session=made-up-${made}` } });
  };
  expect(await statuses(11, () => forged('/calls'))).toEqual([...ten, 429]);
  expect(await statuses(11, () => forged('/account'))).toEqual([
    ...Array.from({ length: 10 }, () => 303),
    429,
  ]);
  await app.close();
});

test('an act that finds out by itself who asks is counted by what was shown', async () => {
  const app = makeApp();
  const act = (cookie: string) =>
    app.inject({ method: 'POST', url: '/api/v1/act', headers: { cookie } });
  expect(await statuses(11, () => act('bandolo-session=a'))).toEqual([...ten, 429]);
  expect((await act('bandolo-session=b')).statusCode).toBe(200);
  await app.close();
});

test('the word of a proxy about the address counts only where the proxy is trusted', async () => {
  const app = makeApp();
  let hop = 0;
  const claim = () => {
    hop += 1;
    const headers = { 'x-forwarded-for': `198.51.100.${hop}` };
    return app.inject({ url: '/api/v1/calls', remoteAddress: '192.0.2.1', headers });
  };
  expect(await statuses(11, claim)).toEqual([...ten, 429]);
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
