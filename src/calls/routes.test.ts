import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beeCall, edgeIn } from '../../test/support/bee-call.ts';
import {
  ground,
  makeCallServer,
  publication,
  type CallServer,
} from '../../test/support/call-server.ts';

let server: CallServer;
let post: CallServer['post'];
let get: CallServer['get'];
let publish: CallServer['publish'];
let author: CallServer['author'];
let officer: CallServer['officer'];
let stranger: CallServer['stranger'];
let outsider: CallServer['outsider'];
let bodyId: string;

beforeAll(async () => {
  server = await makeCallServer();
  ({ post, get, publish, author, officer, stranger, outsider, bodyId } = server);
}, 60_000);
afterAll(() => server.close());

describe('a list', () => {
  test('has its filters and goes on where it stopped', async () => {
    const lists = await server.addBody('lists');
    const writer = await server.signIn({ role: 'administrator', bodyId: lists });
    const add = async (id: string, mode: string, opens: string, closes: string) => {
      const text = beeCall({ id, opens, closes }).replace('Europe/Rome', 'Etc/UTC');
      const reply = await post('/api/v1/bodies/lists/calls', {
        as: writer,
        body: publication(text, { mode }),
      });
      expect(reply.status, reply.text).toBe(201);
    };
    await add('l-open', 'live', edgeIn(-10), edgeIn(10));
    await add('l-soon', 'live', edgeIn(10), edgeIn(20));
    await add('l-past', 'live', edgeIn(-20), edgeIn(-10));
    await add('l-open', 'rehearsal', edgeIn(-10), edgeIn(10));
    await add('l-open', 'test', edgeIn(-10), edgeIn(10));
    const list = async (query: string, as?: string) => {
      const reply = await get(`/api/v1/calls?body=lists${query}`, { as });
      expect(reply.status, reply.text).toBe(200);
      return (reply.json['items'] as { call: string }[]).map(({ call }) => call);
    };
    expect(await list('')).toEqual(['l-open', 'l-soon', 'l-past', 'l-open.rehearsal']);
    expect(await list('', writer)).toEqual([
      'l-open',
      'l-soon',
      'l-past',
      'l-open.rehearsal',
      'l-open.test',
    ]);
    expect(await list('', stranger)).not.toContain('l-open.test');
    expect(await list('&state=open')).toEqual(['l-open', 'l-open.rehearsal']);
    expect(await list('&state=open&mode=live')).toEqual(['l-open']);
    expect(await list('&state=upcoming')).toEqual(['l-soon']);
    expect(await list('&state=closed')).toEqual(['l-past']);
    expect(await list('&mode=test')).toEqual([]);
    expect(await list('&mode=test', writer)).toEqual(['l-open.test']);
    const first = await get('/api/v1/calls?body=lists&limit=3');
    expect(await list(`&limit=3&after=${String(first.json['next'])}`)).toEqual([
      'l-open.rehearsal',
    ]);
    for (const bad of [
      'state=half',
      'mode=real',
      'limit=0',
      'limit=201',
      'after=x',
      'colour=red',
      'after=WyJ4Il0',
    ])
      expect((await get(`/api/v1/calls?${bad}`)).status, bad).toBe(400);
  });
});

test('a test is there for the people of its body and for nobody else', async () => {
  const slug = await publish(beeCall({ id: 'hidden' }), { mode: 'test' });
  const { callId } = {
    callId: (
      await server.services.database.db
        .selectFrom('call')
        .select('id')
        .where('slug', '=', slug)
        .executeTakeFirstOrThrow()
    ).id,
  };
  const ofThisCall = await server.signIn({ role: 'evaluator', bodyId, callId });
  const ofAnother = await server.signIn({ role: 'evaluator', bodyId, callId: callId - 1 });
  for (const path of [
    '',
    '/versions',
    '/versions/1',
    '/versions/1/definition',
    '/versions/1/changes',
    '/terms',
  ]) {
    for (const as of [undefined, outsider, stranger, ofAnother])
      expect((await get(`/api/v1/calls/${slug}${path}`, { as })).status).toBe(404);
    for (const as of [author, officer, ofThisCall])
      expect((await get(`/api/v1/calls/${slug}${path}`, { as })).status).toBe(200);
  }
});

test('nobody acts without the role, in the body of the call', async () => {
  await publish(beeCall({ id: 'guarded' }));
  const acts = [
    ['/api/v1/bodies/bees/calls', publication(beeCall({ id: 'guarded2' })), [officer]],
    [
      '/api/v1/calls/guarded/versions',
      { ground, definition: beeCall({ id: 'guarded', title: 'x' }) },
      [officer],
    ],
    ['/api/v1/calls/guarded/extensions', { ground, closesAt: '2099-01-01T00:00:00Z' }, [author]],
    ['/api/v1/calls/guarded/rehearsal-terms', { ground, opensAt: '2099-01-01T00:00:00Z' }, []],
  ] as const;
  for (const [url, body, without] of acts) {
    const nobody = await post(url, { body });
    expect(nobody.status, url).toBe(401);
    expect(nobody.headers['www-authenticate']).toBe('Bearer');
    for (const as of [outsider, stranger, ...without])
      expect((await post(url, { as, body })).status, url).toBe(403);
  }
  const { id: callId } = await server.services.database.db
    .selectFrom('call')
    .select('id')
    .where('slug', '=', 'guarded')
    .executeTakeFirstOrThrow();
  const ofThisCall = await server.signIn({ role: 'author', bodyId, callId });
  const [first, second] = acts;
  expect((await post(first[0], { as: ofThisCall, body: first[1] })).status).toBe(403);
  expect((await post(second[0], { as: ofThisCall, body: {} })).status).toBe(400);
  for (const url of [
    '/api/v1/bodies/nowhere/calls',
    '/api/v1/calls/nowhere/versions',
    '/api/v1/calls/nowhere/extensions',
  ])
    expect((await post(url, { as: author, body: {} })).status).toBe(404);
  expect((await get('/api/v1/calls/guarded/versions')).json['items']).toHaveLength(1);
});

test('what has not changed is not sent again', async () => {
  await publish(beeCall({ id: 'etag' }));
  const first = await get('/api/v1/calls/etag');
  const etag = String(first.headers['etag']);
  const again = await get('/api/v1/calls/etag', { headers: { 'if-none-match': etag } });
  expect(again).toMatchObject({ status: 304, text: '' });
  await post('/api/v1/calls/etag/versions', {
    as: author,
    body: { ground, definition: beeCall({ id: 'etag', title: 'x' }) },
  });
  expect((await get('/api/v1/calls/etag', { headers: { 'if-none-match': etag } })).status).toBe(
    200,
  );
});
