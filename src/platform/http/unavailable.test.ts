import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  cloneDatabase,
  runSql,
  type TestDatabase,
} from '../../../test/support/template-database.ts';
import { makeServer, testLog } from '../../../test/support/test-server.ts';
import { isUnavailable } from './unavailable.ts';

const config = { access: { who: 'anyone' } } as const;
let clone: TestDatabase;

beforeAll(async () => {
  clone = await cloneDatabase();
});

afterAll(() => clone.drop());

function databaseError(code: string): Error {
  return Object.assign(new DatabaseError('said by PostgreSQL', 1, 'error'), { code });
}

test.each(['08006', '53100', '53300', '57P01', '57P03', '57014', '40001', '25006', '58030'])(
  'the database that says %s may be well again in a moment',
  (code) => {
    expect(isUnavailable(databaseError(code))).toBe(true);
  },
);

test.each(['23505', '42P01', '22P02', '42501', '22021'])('%s is nothing of the kind', (code) => {
  expect(isUnavailable(databaseError(code))).toBe(false);
});

test('a database that is not there is 503, with a page or a problem, and is logged once', async () => {
  const log = testLog();
  const { app, services } = makeServer({ log });
  app.register((inner, _options, done) => {
    inner.get('/api/v1/calls', { config }, () => services.database.pool.query('select 1'));
    inner.get('/calls', { config }, () => services.database.pool.query('select 1'));
    inner.get('/api/v1/kysely', { config }, () =>
      services.database.db.selectFrom('call').selectAll().execute(),
    );
    done();
  });
  const reply = await app.inject({ url: '/api/v1/calls' });
  expect(reply.statusCode).toBe(503);
  expect(reply.headers['retry-after']).toBe('5');
  expect(reply.json()).toMatchObject({ code: 'unavailable', status: 503 });
  const page = await app.inject({ url: '/calls', headers: { accept: 'text/html' } });
  expect(page.statusCode).toBe(503);
  expect(page.headers['retry-after']).toBe('5');
  expect(page.body).toContain('Servizio momentaneamente non disponibile');
  expect((await app.inject({ url: '/api/v1/kysely' })).statusCode).toBe(503);
  expect((await app.inject({ url: '/status' })).statusCode).toBe(503);
  expect((await app.inject({ url: '/ready' })).statusCode).toBe(503);
  await app.close();
});

test('a pool with no connection left is 503, and recovers by itself', async () => {
  const { app, services } = makeServer({ databaseUrl: clone.url });
  const { pool } = services.database;
  app.register((inner, _options, done) => {
    inner.get('/api/v1/calls', { config }, async () => (await pool.query('select 1 as one')).rows);
    done();
  });
  const held = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  const reply = await app.inject({ url: '/api/v1/calls' });
  expect(reply.statusCode).toBe(503);
  for (const client of held) client.release();
  expect((await app.inject({ url: '/api/v1/calls' })).statusCode).toBe(200);
  await app.close();
});

test('connections that are killed under the server are 503 at most once', async () => {
  const { app, services } = makeServer({ databaseUrl: clone.url });
  const { pool } = services.database;
  app.register((inner, _options, done) => {
    inner.get('/api/v1/long', { config }, () => pool.query('select pg_sleep(9)'));
    inner.get('/api/v1/calls', { config }, async () => (await pool.query('select 1 as one')).rows);
    done();
  });
  const long = app.inject({ url: '/api/v1/long' });
  await sleep(200);
  await runSql(clone.adminUrl, [
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'select pg_sleep%'`,
  ]);
  expect((await long).statusCode).toBe(503);
  expect((await app.inject({ url: '/api/v1/calls' })).statusCode).toBe(200);
  await app.close();
});

test('a text that the database cannot keep is 400', async () => {
  const { app, services } = makeServer({ databaseUrl: clone.url });
  app.register((inner, _options, done) => {
    inner.get('/api/v1/calls', { config }, () =>
      services.database.pool.query('select $1::text', ['a\0b']),
    );
    done();
  });
  expect((await app.inject({ url: '/api/v1/calls' })).statusCode).toBe(400);
  await app.close();
});
