import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  cloneDatabase,
  runSql,
  type TestDatabase,
} from '../../../test/support/template-database.ts';
import { makeServer, testLog } from '../../../test/support/test-server.ts';
import { openDatabase } from '../database.ts';
import type { App } from './app-type.ts';
import { removeOldReplies, withIdempotency } from './idempotency.ts';
import type { Viewer } from './request.ts';

const config = { access: { who: 'anyone' } } as const;
let clone: TestDatabase;
// Two servers on one database, as they are behind a proxy.
let apps: readonly [App, App];

beforeAll(async () => {
  clone = await cloneDatabase();
  await runSql(clone.adminUrl, [
    'create table made (id bigint generated always as identity, title text)',
    'grant all on made to bandolo_run',
  ]);
  apps = [makeApp(), makeApp()];
  await Promise.all(apps.map((app) => app.ready()));
});

afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  await clone.drop();
});

function makeApp(): App {
  const { app, services } = makeServer({ databaseUrl: clone.url, log: testLog() });
  app.register((inner, _options, done) => {
    inner.addHook('onRequest', (request, _reply, next) => {
      const person = request.headers['x-person'];
      if (typeof person === 'string') request.viewer = { personId: person, kind: 'api' } as Viewer;
      next();
    });
    inner.post('/api/v1/made', { config }, (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const { title } = request.body as { title: string };
        const { rows } = await sql<{
          id: number;
        }>`insert into made (title) values (${title}) returning id`.execute(tx);
        await sleep(30);
        if (title === 'broken') throw new Error('broken');
        if (title === 'refused')
          return { type: 'refused', problem: { status: 409, code: 'not-open-yet' } };
        const id = rows[0]?.id;
        return {
          type: 'done',
          status: 201,
          headers: { location: `/api/v1/made/${id}` },
          body: { id, title },
        };
      }),
    );
    done();
  });
  return app;
}

interface Ask {
  readonly title?: string;
  readonly key?: string;
  readonly person?: string;
  readonly app?: App;
  readonly headers?: Record<string, string>;
}

const lucia = randomUUID();

function make({ title = 'a', key, person = lucia, app = apps[0], headers = {} }: Ask) {
  return app.inject({
    method: 'POST',
    url: '/api/v1/made',
    headers: {
      'x-person': person,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...headers,
    },
    payload: { title },
  });
}

async function countOf(title: string): Promise<number> {
  const database = openDatabase(clone.url, { connectionsMax: 1 });
  const { rows } = await database.pool.query<{ count: number }>(
    'select count(*) from made where title = $1',
    [title],
  );
  await database.close();
  return rows[0]?.count ?? -1;
}

test('the same key and request give the same answer, byte by byte, and one act', async () => {
  const key = randomUUID();
  const first = await make({ title: 'once', key });
  expect(first.statusCode).toBe(201);
  expect(first.headers['idempotency-replayed']).toBeUndefined();
  for (const app of apps) {
    const again = await make({ title: 'once', key, app });
    expect(again.statusCode).toBe(201);
    expect(again.body).toBe(first.body);
    expect(again.headers.location).toBe(first.headers.location);
    expect(again.headers['content-type']).toBe(first.headers['content-type']);
    expect(again.headers['idempotency-replayed']).toBe('true');
  }
  expect(await countOf('once')).toBe(1);
});

test('pressed twenty times at once on two servers it acts once, and all get the same', async () => {
  const key = randomUUID();
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      make({ title: 'storm', key, app: index % 2 === 0 ? apps[0] : apps[1] }),
    ),
  );
  expect(new Set(replies.map(({ statusCode }) => statusCode))).toEqual(new Set([201]));
  expect(new Set(replies.map(({ body }) => body)).size).toBe(1);
  expect(await countOf('storm')).toBe(1);
});

test('another request with the same key is 422, the same key of another person is another key', async () => {
  const key = randomUUID();
  await make({ title: 'mine', key });
  const other = await make({ title: 'changed', key });
  expect(other.statusCode).toBe(422);
  expect(other.json()).toMatchObject({ code: 'idempotency-key-reused' });
  expect((await make({ title: 'mine', key, headers: { 'if-match': '"r1"' } })).statusCode).toBe(
    422,
  );
  expect((await make({ title: 'mine', key, person: randomUUID() })).statusCode).toBe(201);
  expect(await countOf('mine')).toBe(2);
  expect(await countOf('changed')).toBe(0);
});

test('a refusal and a fault leave nothing behind, neither act nor answer', async () => {
  const [refused, broken] = [randomUUID(), randomUUID()];
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const reply = await make({ title: 'refused', key: refused });
    expect([reply.statusCode, reply.headers['idempotency-replayed']]).toEqual([409, undefined]);
    expect((await make({ title: 'broken', key: broken })).statusCode).toBe(500);
  }
  expect(await countOf('refused')).toBe(0);
  expect(await countOf('broken')).toBe(0);
  expect((await make({ title: 'at last', key: refused })).statusCode).toBe(201);
});

test('without a key every request acts, and a strange key is 400', async () => {
  await make({ title: 'twice' });
  await make({ title: 'twice' });
  expect(await countOf('twice')).toBe(2);
  for (const key of ['', 'x'.repeat(201), 'with space', 'caffè'])
    expect((await make({ title: 'never', key })).statusCode).toBe(400);
  expect(await countOf('never')).toBe(0);
});

test('answers are forgotten after a week', async () => {
  const [old, fresh] = [randomUUID(), randomUUID()];
  await make({ title: 'week', key: old });
  await make({ title: 'week', key: fresh });
  await runSql(clone.adminUrl, [
    `update idempotent_reply set at = at - interval '8 days' where key = '${old}'`,
  ]);
  const database = openDatabase(clone.url, { connectionsMax: 1 });
  expect(await removeOldReplies(database.db)).toBe(1);
  await database.close();
  await make({ title: 'week', key: old });
  await make({ title: 'week', key: fresh });
  expect(await countOf('week')).toBe(3);
});
