import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeServer } from '../../../test/support/test-server.ts';
import type { App } from './app-type.ts';
import type { Viewer } from './request.ts';

const anyone = { access: { who: 'anyone' } } as const;
const viewer: Viewer = {
  personId: '6f1f2c2e-0000-4000-8000-000000000001',
  name: 'Lucia Serpanti',
  kind: 'browser',
  csrfSecret: 'secret',
  sessionEndsAt: new Date('2027-01-01T10:00:00Z'),
  fictional: true,
};
const own = 'https://bandi.example.org';
let app: App;
let done = 0;

beforeAll(async () => {
  ({ app } = makeServer({ config: { publicUrl: own } }));
  app.register((inner, _options, ready) => {
    inner.addHook('onRequest', (request, _reply, next) => {
      const who = request.headers['x-who'];
      if (who === 'browser') request.viewer = viewer;
      if (who === 'other') request.viewer = { ...viewer, csrfSecret: 'other' };
      if (who === 'api') request.viewer = { ...viewer, kind: 'api' };
      next();
    });
    const act = () => {
      done += 1;
      return { done };
    };
    inner.get('/token', { config: anyone }, (request) => ({ token: request.csrfToken() }));
    inner.post('/act', { config: anyone }, act);
    inner.post('/api/v1/act', { config: anyone }, act);
    inner.delete('/api/v1/act', { config: anyone }, act);
    ready();
  });
  await app.ready();
});

afterAll(() => app.close());

async function tokenOf(who: string): Promise<string> {
  const reply = await app.inject({ url: '/token', headers: { 'x-who': who } });
  return reply.json<{ token: string }>().token;
}

async function sendForm(who: string, token: string, headers: Record<string, string>) {
  const before = done;
  const reply = await app.inject({
    method: 'POST',
    url: '/act',
    headers: { 'x-who': who, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams({ _csrf: token, amount: '1' }).toString(),
  });
  expect(done - before).toBe(reply.statusCode === 200 ? 1 : 0);
  return reply.statusCode === 200 ? 'done' : reply.json<{ code: string }>().code;
}

test('a form of this session from a page of this site is taken', async () => {
  const token = await tokenOf('browser');
  expect(await sendForm('browser', token, { origin: own })).toBe('done');
  expect(await sendForm('browser', token, { 'sec-fetch-site': 'same-origin' })).toBe('done');
  expect(await tokenOf('browser')).not.toBe(token);
});

test('what another site makes a browser send is refused', async () => {
  const token = await tokenOf('browser');
  for (const headers of [
    { origin: 'https://evil.example.org' },
    { origin: 'null' },
    { origin: 'http://bandi.example.org' },
    { origin: own, 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { referer: `${own}/act` },
    {},
  ])
    expect(await sendForm('browser', token, headers as Record<string, string>)).toBe(
      'foreign-origin',
    );
});

test('a form without a token of this very session is refused', async () => {
  const headers = { origin: own };
  const token = await tokenOf('browser');
  expect(await sendForm('other', token, headers)).toBe('form-expired');
  expect(await sendForm('nobody', token, headers)).toBe('form-expired');
  for (const wrong of ['', 'x', token.split('.')[0] ?? '', `${token}x`, `x${token}`])
    expect(await sendForm('browser', wrong, headers)).toBe('form-expired');
});

test('the API takes a cookie only from our pages, and a token of its own from anywhere', async () => {
  const send = (who: string, method: 'POST' | 'DELETE', headers: Record<string, string> = {}) =>
    app
      .inject({ method, url: '/api/v1/act', headers: { 'x-who': who, ...headers } })
      .then((reply) => reply.statusCode);
  expect(await send('browser', 'POST')).toBe(403);
  expect(await send('browser', 'DELETE', { origin: 'https://evil.example.org' })).toBe(403);
  expect(await send('browser', 'POST', { origin: own })).toBe(200);
  expect(await send('api', 'POST', { origin: 'https://evil.example.org' })).toBe(200);
  expect(await send('nobody', 'DELETE')).toBe(200);
});

test('a refused form says so on a page, in words', async () => {
  const reply = await app.inject({
    method: 'POST',
    url: '/act',
    headers: {
      'x-who': 'browser',
      accept: 'text/html',
      origin: own,
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: 'amount=1',
  });
  expect(reply.statusCode).toBe(403);
  expect(reply.body).toContain('Il modulo è scaduto');
});
