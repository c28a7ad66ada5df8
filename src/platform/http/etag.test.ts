import { expect, test } from 'vitest';
import { makeServer } from '../../../test/support/test-server.ts';
import {
  answerRevisionMissing,
  answerRevisionStale,
  readIfMatch,
  revisionEtag,
} from './if-match.ts';

const config = { access: { who: 'anyone' }, csrf: 'none' } as const;

function makeApp() {
  const { app } = makeServer();
  app.register((inner, _options, done) => {
    inner.get('/api/v1/calls', { config }, () => ({ items: [1, 2, 3] }));
    inner.get('/api/v1/drafts/1', { config }, (_request, reply) =>
      reply.header('etag', revisionEtag(3)).send({ title: 'a' }),
    );
    inner.patch('/api/v1/drafts/1', { config }, (request, reply) => {
      const read = readIfMatch(request);
      if (read.type === 'missing') return answerRevisionMissing(request, reply);
      return read.type === 'revision' && read.revision === 3
        ? reply.send({ title: 'b' })
        : answerRevisionStale(request, reply, 3);
    });
    done();
  });
  return app;
}

test('what has not changed is not sent again', async () => {
  const app = makeApp();
  const get = (etag?: string) =>
    app.inject({
      url: '/api/v1/calls',
      headers: etag === undefined ? {} : { 'if-none-match': etag },
    });
  const first = await get();
  const etag = String(first.headers.etag);
  expect(etag).toMatch(/^"[\w-]{27}"$/);
  for (const known of [etag, `W/${etag}`, `"x", ${etag}`]) {
    const again = await get(known);
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag]);
  }
  expect((await get('"x"')).statusCode).toBe(200);
  await app.close();
});

test('an edit names the revision that was read', async () => {
  const app = makeApp();
  expect((await app.inject({ url: '/api/v1/drafts/1' })).headers.etag).toBe('"r3"');
  const edit = (headers: Record<string, string>) =>
    app.inject({ method: 'PATCH', url: '/api/v1/drafts/1', headers });
  expect((await edit({})).statusCode).toBe(428);
  const stale = await edit({ 'if-match': '"r2"' });
  expect([stale.statusCode, stale.headers.etag]).toEqual([412, '"r3"']);
  expect((await edit({ 'if-match': '*' })).statusCode).toBe(412);
  expect((await edit({ 'if-match': '"r3"' })).statusCode).toBe(200);
  await app.close();
});
