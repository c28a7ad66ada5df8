import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountsTable } from './route-access/accounts-table.ts';
import { applicationsTable } from './route-access/applications-table.ts';
import { makeAccessScene, type AccessScene } from './route-access/scene.ts';
import { openTestSession } from './support/people.ts';

let scene: AccessScene;
let queries = 0;

beforeAll(async () => {
  scene = await makeAccessScene();
  scene.world.database.pool.on('acquire', () => {
    queries += 1;
  });
}, 60_000);
afterAll(() => scene.close());

/** What a stranger is kept from without learning whether it is there. */
const hiddenRoutes = [...accountsTable, ...applicationsTable]
  .filter(({ expected }) => expected.stranger === 'not-found')
  .map(({ route }) => route);

test('there are such routes', () => {
  expect(hiddenRoutes.length).toBeGreaterThan(35);
});

test.each(hiddenRoutes)('%s: what is not there looks as what belongs to others', async (route) => {
  const { app, ids, names, world } = scene;
  const [method = '', pattern = ''] = route.split(' ');
  const isOfApplication = pattern.includes(':application');
  const fill = (id: string) =>
    pattern.replaceAll(/:(\w+)/g, (_, name: string) =>
      name === (isOfApplication ? 'application' : 'organisation')
        ? id
        : (names[name] ?? randomUUID()),
    );
  const own = isOfApplication ? names['application'] : names['organisation'];
  const { headers } = await openTestSession(world.database.db, ids.stranger);
  const ask = async (id: string) => {
    await quiet();
    queries = 0;
    const reply = await app.inject({
      method: method as 'GET',
      url: fill(id),
      headers,
      ...(method === 'GET' || method === 'DELETE' ? {} : { payload: bodyOf(route) }),
    });
    const asked = queries;
    const { date: _date, 'x-request-id': _id, ...rest } = reply.headers;
    delete rest['x-ratelimit-remaining'];
    delete rest['x-ratelimit-reset'];
    const body = reply.body.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id');
    return { status: reply.statusCode, body, headers: rest, asked };
  };
  // Once before, so that nothing is read for the first time.
  await ask(own ?? '');
  const there = await ask(own ?? '');
  expect(there.status).toBe(404);
  expect(await ask(randomUUID())).toEqual(there);
});

/** What is done after a reply has ended by now. */
async function quiet(): Promise<void> {
  let before = -1;
  while (before !== queries) {
    before = queries;
    await sleep(10);
  }
}

/** As much as the acts need that decide themselves who may. */
function bodyOf(route: string): object {
  if (route.endsWith('/submission')) return { snapshotHash: 'ab'.repeat(32) };
  return route.endsWith('/withdrawal') ? { number: 1, reason: 'x' } : {};
}

test('a test of a call that is hidden looks as one that is not there', async () => {
  const { slug } = await scene.world.publish({ id: 'hidden-call', mode: 'test' });
  const { headers } = await openTestSession(scene.world.database.db, scene.ids.stranger);
  for (const path of ['', '/versions', '/terms', '/incidents']) {
    const [there, none] = await Promise.all(
      [slug, 'no-such-call.test'].map(async (call) => {
        const reply = await scene.app.inject({ url: `/api/v1/calls/${call}${path}`, headers });
        return { status: reply.statusCode, body: { ...reply.json<object>(), instance: '' } };
      }),
    );
    expect(there?.status).toBe(404);
    expect(none).toEqual(there);
  }
});
