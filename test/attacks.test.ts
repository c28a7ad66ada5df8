import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAccessScene, type AccessScene } from './route-access/scene.ts';
import { askAs, makeReady } from './route-access/steps.ts';
import { completeDraft } from './support/application-world.ts';
import { openTestSession, type TestSession } from './support/people.ts';

let scene: AccessScene;
let port: number;

beforeAll(async () => {
  scene = await makeAccessScene();
  await scene.app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = scene.app.server.address() as AddressInfo);
}, 60_000);
afterAll(async () => {
  expect(scene.faults()).toEqual([]);
  await scene.close();
});

const session = (who: keyof AccessScene['ids'], kind: 'api' | 'browser' = 'api') =>
  openTestSession(scene.world.database.db, scene.ids[who], kind);

/** Bytes as they are, without a client that would put them right. */
async function raw(lines: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes.toString();
  });
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  await once(socket, 'close');
  return text;
}

const head = (line: string, ...more: readonly string[]) => [
  line,
  `host: localhost:${port}`,
  'connection: close',
  ...more,
];

describe('an address written in another way', () => {
  const ways = (path: string) => [
    path,
    `${path}/`,
    `/${path}`,
    path.replaceAll('/', '//'),
    path.toUpperCase(),
    path.replace('a', '%61'),
    path.replaceAll('/', '%2F'),
    path.replace('/', '/%2e/'),
    path.replace('/', '/./'),
    `/calls/..${path}`,
    `/calls/%2e%2e${path}`,
    `/calls/..%2f${path.slice(1)}`,
    `${path};x=1`,
    `${path}%00`,
    `${path}%20`,
    `${path}#x`,
    `${path}?x=/api/`,
    path.replaceAll('/', '\\'),
    `http://localhost${path}`,
    `http://evil.example${path}`,
  ];

  test.each(['/api/v1/me', '/account', '/api/v1/organisations', '/organisations/new'])(
    '%s opens for nobody',
    async (path) => {
      for (const way of ways(path)) {
        const [first = ''] = (await raw(head(`GET ${way} HTTP/1.1`))).split('\r\n');
        expect([way, first]).toEqual([way, expect.not.stringMatching(/^HTTP\/1\.1 2/)]);
      }
    },
  );

  test('of another call or organisation does not open for those who have one of their own', async () => {
    const { headers } = await session('stranger');
    const { leadId, slug, submitted } = scene;
    for (const path of [
      `/api/v1/organisations/${leadId}`,
      `/api/v1/calls/${slug}/applications/${submitted.id}`,
      `/api/v1/calls/${slug}/register`,
    ])
      for (const way of ways(path)) {
        const text = await raw(
          head(`GET ${way} HTTP/1.1`, `authorization: ${headers['authorization']}`),
        );
        expect([way, text.split('\r\n', 1)[0]]).toEqual([
          way,
          expect.not.stringMatching(/^HTTP\/1\.1 2/),
        ]);
      }
  });

  test('is still the API: it takes no form, and has the headers of the API', async () => {
    const { headers } = await session('plain', 'browser');
    const reply = await scene.app.inject({
      method: 'POST',
      url: '/%61pi/v1/tokens',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'label=x&days=30',
    });
    expect(reply.statusCode).toBe(415);
    expect(reply.headers['content-security-policy']).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
    expect((await scene.app.inject('/%61pi/v1/me')).statusCode).toBe(401);
  });
});

describe('a method', () => {
  test('is the one of the request, whatever headers, fields or addresses say', async () => {
    const { headers } = await session('representative');
    const before = await sessionsOf('representative');
    for (const more of [
      { 'x-http-method-override': 'DELETE' },
      { 'x-http-method': 'DELETE' },
      { 'x-method-override': 'DELETE' },
    ])
      for (const url of ['/api/v1/sessions', '/api/v1/sessions?_method=DELETE'])
        for (const method of ['GET', 'POST'] as const) {
          const reply = await scene.app.inject({ method, url, headers: { ...headers, ...more } });
          expect([200, 400, 405]).toContain(reply.statusCode);
        }
    expect(await sessionsOf('representative')).toBe(before);
  });

  test('that asks what is allowed gets no rule for other sites', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const reply = await scene.app.inject({ method: 'OPTIONS', url: '/api/v1/tokens', headers });
    expect(reply.statusCode).toBe(405);
    expect(reply.headers['allow']).toBe('POST');
    const crossing = Object.keys(reply.headers).filter((name) => name.startsWith('access-control'));
    expect(crossing).toEqual([]);
  });

  test('TRACE sends nothing back', async () => {
    const text = await raw(head('TRACE /api/v1/me HTTP/1.1', 'cookie: bandolo-session=secret'));
    expect(text).not.toMatch(/secret|^HTTP\/1\.1 2/);
  });
});

async function sessionsOf(who: keyof AccessScene['ids']): Promise<number> {
  const rows = await scene.world.database.db
    .selectFrom('session')
    .select('family')
    .where('person_id', '=', scene.ids[who])
    .where('revoked_at', 'is', null)
    .execute();
  return rows.length;
}

describe('a request that two readers could read in two ways', () => {
  test.each([
    ['two lengths', ['content-length: 5', 'content-length: 6'], 'abcde'],
    ['a length and chunks', ['content-length: 5', 'transfer-encoding: chunked'], '0\r\n\r\n'],
    ['strange chunks', ['transfer-encoding: xchunked'], '0\r\n\r\n'],
    ['a name with a space', ['content-length : 5'], 'abcde'],
  ])('is refused: %s', async (_, headers, body) => {
    const text = await raw([
      ...head('POST /api/v1/tokens HTTP/1.1', 'content-type: application/json', ...headers),
      '',
      body,
    ]);
    expect(text).toMatch(/^HTTP\/1\.1 (400|401|501) /);
    // What follows is never taken for a request of its own.
    const [, ...further] = text.match(/HTTP\/1\.1 \d+/g) ?? [];
    expect(further.filter((line) => line !== 'HTTP/1.1 400')).toEqual([]);
  });

  test('the host of a request is in no address that the server writes', async () => {
    const { headers } = await session('representative', 'browser');
    for (const url of [
      '/',
      '/account',
      '/api/v1/calls',
      '/api/v1/openapi.json',
      '/sign-in/openid',
    ]) {
      const more = { host: 'localhost', 'x-host': 'evil.example', 'x-original-url': '/metrics' };
      const reply = await scene.app.inject({ url, headers: { ...headers, ...more } });
      expect(reply.body + String(reply.headers.location)).not.toContain('evil.example');
    }
    for (const more of [
      { host: 'evil.example' },
      { 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '1.1.1.1' },
    ]) {
      const reply = await scene.app.inject({ url: '/', headers: { ...headers, ...more } });
      expect(reply.statusCode).toBe(421);
    }
  });
});

describe('credentials', () => {
  const me = async (headers: Readonly<Record<string, string>>) =>
    (await scene.app.inject({ url: '/api/v1/me', headers })).statusCode;
  const tokenOf = ({ token }: TestSession) => token;

  test('of one kind do not stand in for the other, nor a wrong one give way to a right one', async () => {
    const api = tokenOf(await session('plain'));
    const browser = tokenOf(await session('plain', 'browser'));
    const cookie = (token: string) => ({ cookie: `bandolo-session=${token}` });
    expect(await me({ authorization: `Bearer ${api}` })).toBe(200);
    expect(await me(cookie(browser))).toBe(200);
    expect(await me({ authorization: `Bearer ${browser}` })).toBe(401);
    expect(await me(cookie(api))).toBe(401);
    expect(await me({ authorization: 'Bearer wrong', ...cookie(browser) })).toBe(401);
    expect(await me({ authorization: '', ...cookie(browser) })).toBe(401);
    expect(await me({ authorization: `Basic ${api}` })).toBe(401);
    expect(await me({ authorization: `Bearer ${api}, Bearer ${api}` })).toBe(401);
  });

  test('count in their header and their cookie alone', async () => {
    const token = tokenOf(await session('plain'));
    for (const url of [
      `/api/v1/me?access_token=${token}`,
      `/api/v1/me?token=${token}`,
      `/api/v1/me?authorization=Bearer%20${token}`,
    ])
      expect((await scene.app.inject(url)).statusCode).toBe(401);
    expect(await me({ 'x-api-key': token, 'x-access-token': token })).toBe(401);
  });

  test('in pieces, in another case or with more around them are none', async () => {
    const token = tokenOf(await session('plain'));
    for (const wrong of [
      token.slice(0, -1),
      `${token}a`,
      token.toUpperCase(),
      `${token}%00`,
      ` ${token} x`,
      "' or 1=1 --",
      'null',
      'undefined',
    ])
      expect([wrong, await me({ authorization: `Bearer ${wrong}` })]).toEqual([wrong, 401]);
  });

  test('of a person who signs out are worth nothing the moment after', async () => {
    const { headers } = await session('reader');
    expect(await me(headers)).toBe(200);
    const ended = { method: 'DELETE', url: '/api/v1/sessions/current', headers } as const;
    expect((await scene.app.inject(ended)).statusCode).toBe(204);
    expect(await me(headers)).toBe(401);
  });
});

describe('ids that belong elsewhere', () => {
  test('an application, its texts, its receipts and an incident are found under their own call only', async () => {
    const { otherSlug, names, ready, slug, submitted } = scene;
    const { headers } = await session('representative');
    const found = async (url: string) => (await scene.app.inject({ url, headers })).statusCode;
    const api = `/api/v1/calls/${slug}/applications`;
    expect(await found(`${api}/${submitted.id}`)).toBe(200);
    expect(await found(`${api.replace(slug, otherSlug)}/${submitted.id}`)).toBe(404);
    expect(await found(`${api}/${submitted.id}/snapshots/${submitted.hash}`)).toBe(200);
    expect(await found(`${api}/${ready.id}/snapshots/${submitted.hash}`)).toBe(404);
    const pages = `/calls/${slug}/applications`;
    expect(await found(`${pages}/${submitted.id}/receipts/1`)).toBe(200);
    expect(await found(`${pages}/${ready.id}/receipts/1`)).toBe(404);
    expect(await found(`${pages}/${ready.id}/receipts/1/json`)).toBe(404);
    expect(await found(`/api/v1/calls/${slug}/incidents/${names['incident']}`)).toBe(200);
    expect(await found(`/api/v1/calls/${otherSlug}/incidents/${names['incident']}`)).toBe(404);
  });

  test('a role, a power and a site are changed under their own body or organisation only', async () => {
    const { app, names, strangerId, world } = scene;
    const { db } = world.database;
    const before = await db
      .selectFrom('role_grant')
      .select('id')
      .where('revoked_at', 'is', null)
      .execute();
    const foreign = await session('foreign-administrator');
    const body = await db
      .selectFrom('role_grant')
      .innerJoin('body', 'body.id', 'role_grant.body_id')
      .select('body.code')
      .where('person_id', '=', scene.ids['foreign-administrator'])
      .executeTakeFirstOrThrow();
    const revoked = await app.inject({
      method: 'POST',
      url: `/api/v1/bodies/${body.code}/roles/${names['role']}/revocation`,
      headers: foreign.headers,
      payload: { ground: 'x' },
    });
    expect(revoked.statusCode).toBe(404);
    const after = await db
      .selectFrom('role_grant')
      .select('id')
      .where('revoked_at', 'is', null)
      .execute();
    expect(after).toEqual(before);
    const stranger = await session('stranger');
    const site = `/organisations/${strangerId}/sites/${names['site']}`;
    expect((await app.inject({ url: site, headers: stranger.headers })).statusCode).toBe(404);
    const removal = { method: 'POST', url: `${site}/removal`, headers: stranger.headers } as const;
    await app.inject({ ...removal, payload: { revision: '1' } });
    const kept = await db
      .selectFrom('site')
      .select('id')
      .where('id', '=', names['site'] ?? '')
      .execute();
    expect(kept).toHaveLength(1);
  });

  test('what was looked at before it was refused is not remembered as allowed', async () => {
    const { app, ready, slug } = scene;
    const own = `/api/v1/calls/${slug}/applications/${ready.id}`;
    for (const who of ['stranger', 'former-delegate', 'reader', 'officer'] as const) {
      const { headers } = await session(who);
      for (let turn = 0; turn < 3; turn += 1) await app.inject({ url: own, headers });
      await sleep(50);
      const payload = { snapshotHash: ready.hash };
      const reply = await app.inject({
        method: 'POST',
        url: `${own}/submission`,
        headers,
        payload,
      });
      expect([who, reply.statusCode]).toEqual([who, 404]);
    }
  });

  test('a consent, a text and a submission of one application do not serve for another', async () => {
    const { app, ids, leadId, partnerId, slug, submitted, world } = scene;
    const as = (who: 'representative' | 'partner') => askAs(app, world, ids[who]);
    const own = `/api/v1/calls/${slug}/applications`;
    const third = await makeReady(
      { lead: await as('representative'), partner: await as('partner') },
      own,
      { lead: leadId, partner: partnerId, ...completeDraft(leadId, [partnerId], 'Terza') },
    );
    expect(third.hash).not.toBe(submitted.hash);
    const { headers } = await session('representative');
    const post = (url: string, payload: object) =>
      app.inject({ method: 'POST', url, headers, payload });
    const reply = await post(`${own}/${third.id}/submission`, { snapshotHash: submitted.hash });
    expect(reply.json()).toMatchObject({ code: 'text-changed' });
    const withdrawn = await post(`${own}/${third.id}/withdrawal`, { number: 1, reason: 'x' });
    expect(withdrawn.json()).toMatchObject({ code: 'not-submitted' });
    const consent = { organisation: scene.strangerId, hash: third.hash };
    expect((await post(`${own}/${third.id}/consents`, consent)).statusCode).toBe(403);
  });
});
