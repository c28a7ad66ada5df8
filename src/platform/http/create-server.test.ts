import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeServer, testLog } from '../../../test/support/test-server.ts';
import type { App } from './app-type.ts';
import type { Viewer } from './request.ts';

const anyone = { access: { who: 'anyone' } } as const;
const log = testLog();
const viewer: Viewer = {
  personId: '6f1f2c2e-0000-4000-8000-000000000001',
  name: 'Lucia Serpanti',
  kind: 'browser',
  csrfSecret: 'secret',
  sessionEndsAt: new Date('2027-01-01T10:00:00Z'),
  fictional: true,
};

let app: App;

beforeAll(async () => {
  ({ app } = makeServer({
    log,
    config: { publicUrl: 'https://bandi.example.org', logLevel: 'info' },
  }));
  app.register((inner, _options, done) => {
    inner.get('/api/v1/calls/:call', { config: anyone }, () => ({ title: 'Lampioni' }));
    inner.patch('/api/v1/calls/:call', { config: anyone }, () => ({}));
    inner.get('/api/v1/broken', { config: anyone }, () => {
      throw new Error('RSSMRA80A01F205X wrote to mario.rossi@example.org about 01234567890');
    });
    inner.get('/broken', { config: anyone }, () => {
      throw new Error('broken');
    });
    inner.get('/api/v1/export', { config: { ...anyone, produces: ['text/csv'] } }, (_, reply) =>
      reply.type('text/csv').send('a,b\n'),
    );
    inner.post('/api/v1/people/:person', { config: anyone }, (request, reply) => {
      request.viewer = viewer;
      return reply.send({});
    });
    done();
  });
  await app.ready();
});

afterAll(() => app.close());

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

test('an address that leads nowhere is 404, a method that it does not take 405', async () => {
  const unknown = await app.inject({ url: '/api/v1/nothing' });
  expect(unknown.statusCode).toBe(404);
  expect(unknown.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(unknown.json()).toEqual({
    type: 'urn:bandolo:problem:not-found',
    title: 'Not Found',
    status: 404,
    instance: `urn:uuid:${String(unknown.headers['x-request-id'])}`,
    code: 'not-found',
  });
  const wrong = await app.inject({ url: '/api/v1/calls/lamps', method: 'DELETE' });
  expect(wrong.statusCode).toBe(405);
  expect(wrong.headers.allow).toBe('GET, HEAD, PATCH');
});

test('people get a page in their language, with what to do and the id of the request', async () => {
  const italian = await app.inject({ url: '/nothing', headers: html });
  expect(italian.statusCode).toBe(404);
  expect(italian.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(italian.body).toContain('<html lang="it">');
  expect(italian.body).toContain('Pagina non trovata');
  expect(italian.body).toContain(String(italian.headers['x-request-id']));
  const english = await app.inject({
    url: '/nothing',
    headers: { ...html, 'accept-language': 'fr;q=0.9, en-GB;q=0.8, it;q=0.2' },
  });
  expect(english.body).toContain('Page not found');
});

test('a fault says nothing of its inside and is logged once, without personal data', async () => {
  log.lines.length = 0;
  const reply = await app.inject({ url: '/api/v1/broken' });
  expect(reply.statusCode).toBe(500);
  expect(reply.body).not.toContain('RSSMRA');
  expect(reply.json()).toMatchObject({ code: 'fault', status: 500 });
  const faults = log.lines.filter((line) => line.includes('a fault of the server'));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain('… wrote to … about …');
  expect(faults[0]).toContain('create-server.test.ts');
  const page = await app.inject({ url: '/broken', headers: html });
  expect(page.statusCode).toBe(500);
  expect(page.body).toContain('Errore del server');
});

test('a kind of reply that the API does not have is 406', async () => {
  const get = (accept: string, url = '/api/v1/calls/lamps') =>
    app.inject({ url, headers: { accept } }).then((reply) => reply.statusCode);
  expect(await get('text/csv')).toBe(406);
  expect(await get('text/csv', '/api/v1/export')).toBe(200);
  expect(await get('application/xml, text/*;q=0.1', '/api/v1/export')).toBe(200);
  expect(await get('application/xml')).toBe(406);
  expect(await get('application/json;q=0.5, text/html')).toBe(200);
  expect(await get('application/*')).toBe(200);
});

test('every reply says what browsers may do with it', async () => {
  const page = await app.inject({ url: '/nothing', headers: html });
  expect(page.headers).toMatchObject({
    'content-security-policy':
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'cache-control': 'no-store',
  });
  expect(page.body).not.toMatch(/ style=|<style|<script>|onclick=/);
  const api = await app.inject({ url: '/api/v1/calls/lamps' });
  expect(api.headers).toMatchObject({
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
});

test('the form of a provider of identities may be reached, and no other', async () => {
  const { app: other } = makeServer({
    config: {
      oidc: {
        issuer: 'https://login.example.org/realm',
        clientId: 'x',
        clientSecret: undefined,
        scope: 'openid',
        claims: { fiscalNumber: '', givenName: '', familyName: '', email: '', level: '' },
        levels: [],
      },
    },
  });
  const reply = await other.inject({ url: '/nothing', headers: html });
  expect(reply.headers['content-security-policy']).toContain(
    "form-action 'self' https://login.example.org;",
  );
  expect(reply.headers['strict-transport-security']).toBeUndefined();
  await other.close();
});

test('the log of a request names its route and nothing that came with it', async () => {
  log.lines.length = 0;
  const secret = 'VRDGPP85T10H501Q';
  const reply = await app.inject({
    method: 'POST',
    url: `/api/v1/people/${secret}?email=giuseppe.verdi%40example.org`,
    remoteAddress: '203.0.113.77',
    headers: {
      authorization: 'Bearer hunter2',
      cookie: 'bandolo-language=en; other=hunter2',
      'user-agent': 'Mozilla VRDGPP85T10H501Q',
      'x-request-id': '11111111-1111-4111-8111-111111111111',
      referer: 'https://bandi.example.org/people/VRDGPP85T10H501Q',
      origin: 'https://bandi.example.org',
    },
    payload: { fiscalNumber: secret, name: 'Giuseppe Verdi' },
  });
  expect(reply.statusCode).toBe(200);
  const text = log.lines.join('');
  expect(log.lines).toHaveLength(1);
  expect(JSON.parse(text)).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
    requestId: reply.headers['x-request-id'],
    method: 'POST',
    route: '/api/v1/people/:person',
    status: 200,
    ms: expect.any(Number) as number,
    msg: 'request',
  });
  expect(text).not.toMatch(/VRDGPP|Verdi|verdi|hunter2|203\.0\.113|Mozilla|Serpanti|6f1f2c2e/);
});

test('the request id is our own, unless a trusted proxy has given it one', async () => {
  const id = '11111111-1111-4111-8111-111111111111';
  const ask = (server: App, remoteAddress: string, given: string) =>
    server
      .inject({ url: '/api/v1/nothing', remoteAddress, headers: { 'x-request-id': given } })
      .then(({ headers }) => headers['x-request-id']);
  expect(await ask(app, '10.0.0.5', id)).not.toBe(id);
  const { app: behind } = makeServer({ config: { trustProxy: ['10.0.0.0/8'] } });
  expect(await ask(behind, '10.0.0.5', id)).toBe(id);
  expect(await ask(behind, '::ffff:10.0.0.5', id)).toBe(id);
  expect(await ask(behind, '192.0.2.1', id)).not.toBe(id);
  expect(await ask(behind, '10.0.0.5', 'x"} forged')).not.toBe('x"} forged');
  await behind.close();
});

test('a trial answers only to this machine under its own name', async () => {
  const { app: trial } = makeServer({ config: { hasTrialSignIn: true } });
  const ask = (headers: Record<string, string>) =>
    trial.inject({ url: '/nothing', headers: { ...html, ...headers } });
  expect((await ask({ host: 'localhost:3000' })).statusCode).toBe(404);
  expect((await ask({ host: '127.0.0.1:3000' })).body).toContain('Prova su questo computer');
  expect((await ask({ host: '[::1]:3000' })).statusCode).toBe(404);
  expect((await ask({ host: 'evil.example.org' })).statusCode).toBe(421);
  expect((await ask({ host: '127.0.0.1.evil.example.org' })).statusCode).toBe(421);
  expect((await ask({ host: 'localhost', 'x-forwarded-for': '203.0.113.7' })).statusCode).toBe(421);
  await trial.close();
});

test('an address that cannot be decoded, or hides a NUL, is 400', async () => {
  for (const url of [
    '/api/v1/calls/%ff',
    '/api/v1/calls/a%00b',
    '/nothing?q=%00',
    '/nothing?q=%c3',
  ])
    expect([url, (await app.inject({ url })).statusCode]).toEqual([url, 400]);
  expect((await app.inject({ url: `/api/v1/calls/${'a'.repeat(400)}` })).statusCode).toBe(414);
});
