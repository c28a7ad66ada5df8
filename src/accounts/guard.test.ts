import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAccounts, type AccountsServer } from '../../test/support/accounts-server.ts';
import {
  addBody,
  addOrganisation,
  addPerson,
  addPower,
  addRole,
  openTestSession,
} from '../../test/support/people.ts';
import { declaredRoutes, registerGuard } from './index.ts';
import { createServer } from '../platform/http/create-server.ts';
import { hashToken } from './sessions/token.ts';

let server: AccountsServer;
let queries = 0;

beforeAll(async () => {
  server = await startAccounts({
    add: (app) => {
      const params = Type.Object({ organisation: Type.String() });
      app.get(
        '/api/v1/probe/:organisation',
        {
          config: { access: { who: 'named', power: 'edit', subject: 'organisation' } },
          schema: { params },
        },
        (request) => ({ subject: request.subject, person: request.principal?.personId }),
      );
      app.post(
        '/api/v1/act/:organisation',
        {
          config: {
            access: { who: 'named', power: 'submit', subject: 'organisation', decided: 'commit' },
          },
          schema: { params },
        },
        (request) => ({
          hash: request.tokenHash?.toString('hex') ?? null,
          principal: request.principal,
        }),
      );
    },
  });
  const { pool } = server.services.database;
  pool.on('acquire', () => {
    queries++;
  });
});
afterAll(() => server.close());

const db = () => server.services.database.db;

describe('the guard', () => {
  test('lets no route be added that does not say who may use it', async () => {
    const app = createServer(server.services);
    registerGuard(app, server.services, {});
    expect(() => app.get('/silent', () => 'x')).toThrow(/\/silent does not say who may use it/);
    const config = { access: { who: 'named', roles: ['officer'], subject: 'call' } } as const;
    expect(() => app.get('/call', { config }, () => 'x')).toThrow(/names no call/);
    await app.close();
  });

  test('knows every route with who may use it', () => {
    const routes = declaredRoutes(server.app);
    expect(routes.length).toBeGreaterThan(50);
    expect(routes).toContainEqual({
      method: 'GET',
      url: '/api/v1/me',
      access: { who: 'signed-in' },
    });
  });

  test('asks programs for a token and sends people to sign in', async () => {
    const program = await server.app.inject('/api/v1/me');
    expect(program.statusCode).toBe(401);
    expect(program.headers['www-authenticate']).toBe('Bearer');
    expect(program.headers['content-type']).toContain('application/problem+json');
    expect(program.json()).toMatchObject({ code: 'not-signed-in', status: 401 });
    const page = await server.app.inject({
      url: '/organisations?after=x',
      headers: { accept: 'text/html' },
    });
    expect(page.statusCode).toBe(303);
    expect(page.headers.location).toBe('/sign-in?return-to=%2Forganisations%3Fafter%3Dx');
  });

  test('after a form that came too late leads back to the page of the form', async () => {
    const late = (referer: string) =>
      server.app.inject({
        method: 'POST',
        url: '/account/tokens',
        headers: { referer, accept: 'text/html' },
      });
    const reply = await late('http://localhost:3000/account');
    expect(reply.headers.location).toBe('/sign-in?return-to=%2Faccount');
    expect((await late('https://evil.example//evil.example')).headers.location).toBe('/sign-in');
  });

  test('an unknown token is refused with the reason', async () => {
    const headers = { authorization: `Bearer bandolo_${'x'.repeat(43)}` };
    const reply = await server.app.inject({ url: '/api/v1/me', headers });
    expect(reply.statusCode).toBe(401);
    expect(reply.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  test('the wrong organisation is not found, in the same words as one that is not there', async () => {
    const person = await addPerson(db());
    await addOrganisation(db(), { representative: person.id });
    const other = await addOrganisation(db());
    const { headers } = await openTestSession(db(), person.id);
    const ask = async (id: string) => {
      const reply = await server.app.inject({ url: `/api/v1/probe/${id}`, headers });
      return { status: reply.statusCode, body: { ...reply.json<object>(), instance: '' } };
    };
    const stranger = await ask(other.id);
    expect(stranger.status).toBe(404);
    expect(await ask('3f0c8a52-6a1e-4f6b-9c1d-2b7e5d9a4c10')).toEqual(stranger);
    expect(await ask('not-a-uuid')).toEqual(stranger);
    expect(await ask("' or 1=1 --")).toEqual(stranger);
  });

  test('a mandate opens what its scopes say while it holds, and not a moment longer', async () => {
    const person = await addPerson(db());
    const organisation = await addOrganisation(db());
    const { headers } = await openTestSession(db(), person.id);
    const url = `/api/v1/probe/${organisation.id}`;
    const ask = async () => (await server.app.inject({ url, headers })).statusCode;
    const given = { organisationId: organisation.id, personId: person.id };
    await addPower(db(), { ...given, scopes: ['read'] });
    expect(await ask()).toBe(404);
    await addPower(db(), { ...given, scopes: ['edit'], validFrom: new Date(Date.now() + 60_000) });
    expect(await ask()).toBe(404);
    const id = await addPower(db(), { ...given, scopes: ['edit'] });
    expect(await ask()).toBe(200);
    await db().updateTable('power').set({ revoked_at: new Date() }).where('id', '=', id).execute();
    expect(await ask()).toBe(404);
  });

  test('an administrator of a body is one of the bodies under it, and of no other', async () => {
    const person = await addPerson(db());
    const parent = await addBody(db());
    const child = await addBody(db(), { parentId: parent.id });
    const grandchild = await addBody(db(), { parentId: child.id });
    const other = await addBody(db());
    const callless = { personId: person.id, bodyId: parent.id };
    await addRole(db(), { ...callless, role: 'officer' });
    const { headers } = await openTestSession(db(), person.id);
    const ask = async ({ code }: { code: string }) =>
      (await server.app.inject({ url: `/api/v1/bodies/${code}/roles`, headers })).statusCode;
    expect(await ask(child)).toBe(403);
    await addRole(db(), { ...callless, role: 'administrator' });
    expect(await Promise.all([parent, child, grandchild, other].map(ask))).toEqual([
      200, 200, 403, 403,
    ]);
  });

  test('one question to the database, however many roles and powers there are', async () => {
    const person = await addPerson(db());
    const organisation = await addOrganisation(db(), { representative: person.id });
    const body = await addBody(db());
    await addRole(db(), { personId: person.id, bodyId: body.id, role: 'auditor' });
    const { headers } = await openTestSession(db(), person.id);
    queries = 0;
    const url = `/api/v1/probe/${organisation.id}`;
    expect((await server.app.inject({ url, headers })).statusCode).toBe(200);
    expect(queries).toBe(1);
  });

  test('where the act decides, nothing is asked: only the hash of the token is handed on', async () => {
    const { token, headers } = await openTestSession(db(), (await addPerson(db())).id);
    queries = 0;
    const act = (headersGiven: Readonly<Record<string, string>>) =>
      server.app.inject({ method: 'POST', url: '/api/v1/act/x', headers: headersGiven });
    const reply = await act(headers);
    expect(reply.json()).toEqual({ hash: hashToken(token).toString('hex'), principal: null });
    expect(queries).toBe(0);
    expect((await act({})).statusCode).toBe(401);
  });

  test('where the act decides, a cookie counts only on a request from our own pages', async () => {
    const { headers } = await openTestSession(db(), (await addPerson(db())).id, 'browser');
    const { cookie = '' } = headers;
    const act = async (site: Readonly<Record<string, string>>) =>
      (
        await server.app.inject({
          method: 'POST',
          url: '/api/v1/act/x',
          headers: { cookie, ...site },
        })
      ).statusCode;
    expect(await act({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await act({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await act({ origin: 'https://evil.example' })).toBe(403);
    expect(await act({})).toBe(403);
  });

  test('a page that is not there shows who is signed in', async () => {
    const person = await addPerson(db());
    const { headers } = await openTestSession(db(), person.id, 'browser');
    const reply = await server.app.inject({
      url: '/nowhere',
      headers: { ...headers, accept: 'text/html' },
    });
    expect(reply.statusCode).toBe(404);
    expect(reply.body).toContain(person.name);
  });
});

test('behind https the cookie is tied to the host', async () => {
  const secure = await startAccounts({
    env: { BANDOLO_PUBLIC_URL: 'https://bandi.example', BANDOLO_TRIAL: 'off' },
  });
  const person = await addPerson(secure.services.database.db);
  const { token } = await openTestSession(secure.services.database.db, person.id, 'browser');
  const ask = async (name: string) =>
    (await secure.app.inject({ url: '/api/v1/me', cookies: { [name]: token } })).statusCode;
  expect(await ask('bandolo-session')).toBe(401);
  expect(await ask('__Host-bandolo-session')).toBe(200);
  await secure.services.database.pool.query(
    `update session set created_at = created_at - interval '16 minutes'`,
  );
  const reply = await secure.app.inject({
    url: '/api/v1/me',
    cookies: { '__Host-bandolo-session': token },
  });
  expect(reply.headers['set-cookie']).toMatch(
    /^__Host-bandolo-session=bandolo_[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  await secure.close();
});
