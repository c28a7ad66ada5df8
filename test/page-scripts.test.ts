import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { declaredRoutes } from '../src/accounts/index.ts';
import { makeAccessScene, type AccessScene } from './route-access/scene.ts';
import { addressOf } from './route-access/send.ts';
import { openTestSession } from './support/people.ts';

const mostBytes = 20 * 1024;
let scene: AccessScene;

beforeAll(async () => {
  scene = await makeAccessScene();
}, 60_000);
afterAll(() => scene.close());

/** What the scripts of a page weigh as they travel. */
async function scriptBytes(html: string): Promise<number> {
  let bytes = 0;
  for (const [, url = ''] of html.matchAll(/<script type="module" src="([^"]+)"/g)) {
    const reply = await scene.app.inject({ url, headers: { 'accept-encoding': 'gzip' } });
    expect(reply.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    bytes += reply.rawPayload.length;
  }
  return bytes;
}

test('the scripts of every page that somebody can see are at most 20 kB', async () => {
  const { app, ids, world } = scene;
  const pages = declaredRoutes(app).filter(
    ({ method, url }) => method === 'GET' && !url.startsWith('/api/'),
  );
  const weights = new Map<string, number>();
  for (const who of Object.keys(ids) as (keyof typeof ids)[]) {
    const session = await openTestSession(world.database.db, ids[who]);
    for (const { url: pattern } of pages) {
      const url = await addressOf(scene, who, `GET ${pattern}`);
      const headers = { ...session.headers, accept: 'text/html' };
      const reply = await app.inject({ url, headers });
      if (reply.statusCode !== 200 || !reply.body.startsWith('<!doctype html>')) continue;
      const bytes = await scriptBytes(reply.body);
      weights.set(pattern, Math.max(weights.get(pattern) ?? 0, bytes));
    }
  }
  expect(weights.size).toBeGreaterThan(40);
  expect([...weights].filter(([, bytes]) => bytes === 0 || bytes > mostBytes)).toEqual([]);
}, 120_000);

test('each script stays under the limit beside the one that every page has', () => {
  const sources = globSync('src/browser/*.ts').map((path) => basename(path, '.ts'));
  const weightOf = (name: string): number =>
    gzipSync(readFileSync(`dist/assets/${name}.js`), { level: 9 }).length;
  expect(sources).toContain('every-page');
  const others = sources.filter((name) => name !== 'every-page');
  const common = weightOf('every-page');
  expect(common).toBeLessThan(2 * 1024);
  expect(others.filter((name) => common + weightOf(name) > mostBytes)).toEqual([]);
});

test('a worker, which is only loaded when a person asks for its work, is as light as its page says', () => {
  const workers = globSync('src/browser/workers/*.ts').map((path) => basename(path, '.ts'));
  expect(workers).toEqual(['recompute']);
  for (const name of workers)
    expect(
      gzipSync(readFileSync(`dist/assets/${name}-worker.js`), { level: 9 }).length,
    ).toBeLessThan(80_000);
});
