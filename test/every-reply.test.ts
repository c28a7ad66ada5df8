import { afterAll, beforeAll, expect, test } from 'vitest';
import { declaredRoutes } from '../src/accounts/index.ts';
import { makeAccessScene, type AccessScene } from './route-access/scene.ts';
import { addressOf } from './route-access/send.ts';
import { openTestSession } from './support/people.ts';

let scene: AccessScene;

beforeAll(async () => {
  scene = await makeAccessScene();
}, 60_000);
afterAll(() => scene.close());

interface Seen {
  readonly route: string;
  readonly status: number;
  readonly isSignedIn: boolean;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Replies of every kind: as somebody who may and as nobody, for pages, programs and addresses that lead nowhere. */
async function everyReply(): Promise<readonly Seen[]> {
  const { app, ids, world } = scene;
  const readable = declaredRoutes(app).filter(({ method }) => method === 'GET');
  const administrator = await openTestSession(world.database.db, ids.administrator);
  const seen: Seen[] = [];
  for (const { url: pattern } of readable)
    for (const headers of [{}, administrator.headers]) {
      const url = await addressOf(scene, 'administrator', `GET ${pattern}`);
      const accept = pattern.startsWith('/api/') ? {} : { accept: 'text/html' };
      const reply = await app.inject({ url, headers: { ...headers, ...accept } });
      seen.push({
        route: `GET ${pattern}`,
        status: reply.statusCode,
        isSignedIn: headers === administrator.headers,
        headers: reply.headers,
      });
    }
  for (const [method, url] of [
    ['GET', '/nowhere'],
    ['GET', '/api/v1/nowhere'],
    ['OPTIONS', '/calls'],
    ['DELETE', '/api/v1/calls'],
    ['POST', '/sign-out'],
    ['POST', '/api/v1/tokens'],
    ['GET', '/%ff'],
  ] as const) {
    const reply = await app.inject({ method, url });
    const { statusCode: status, headers } = reply;
    seen.push({ route: `${method} ${url}`, status, isSignedIn: false, headers });
  }
  return seen;
}

test('no reply can be framed, sniffed, leaked by its referrer, kept by others, or says what runs', async () => {
  const wrong: string[] = [];
  const replies = await everyReply();
  for (const { route, status, isSignedIn, headers } of replies) {
    const policy = String(headers['content-security-policy']);
    const type = String(headers['content-type']);
    const isFile = route === 'GET /assets/:file';
    const checks: Readonly<Record<string, boolean>> = {
      framing: policy.includes("frame-ancestors 'none'"),
      scripts: policy.includes("default-src 'none'") && !/unsafe-|\*/.test(policy),
      sniffing: headers['x-content-type-options'] === 'nosniff',
      referrer: headers['referrer-policy'] === 'same-origin',
      // What is public may be kept by the browser that asked, and is asked for again each time.
      keeping:
        isFile ||
        keeping.includes(String(headers['cache-control'])) ||
        (!isSignedIn && isPublished(route) && headers['cache-control'] === 'public, max-age=60'),
      'character set': !/^(text|application\/(json|problem))/.test(type) || /utf-8/.test(type),
      'other sites': headers['access-control-allow-origin'] === undefined,
      versions: headers['server'] === undefined && headers['x-powered-by'] === undefined,
      sensors: isApi(route) || String(headers['permissions-policy']).includes('camera=()'),
      'as a file':
        !isForPrograms(route) || String(headers['content-disposition']).startsWith('attachment'),
    };
    for (const [name, isGood] of Object.entries(checks))
      if (!isGood) wrong.push(`${route} (${status}): ${name}`);
  }
  expect(wrong).toEqual([]);
  expect(replies.length).toBeGreaterThan(140);
  expect(new Set(replies.map(({ status }) => status))).toEqual(
    new Set([200, 302, 303, 400, 401, 403, 404, 405, 409, 503]),
  );
}, 60_000);

const keeping = ['no-store', 'private, no-cache'];

/** What anybody may read of published acts, which caches on the way may keep for a minute. */
function isPublished(route: string): boolean {
  return /^GET (\/api\/v1)?(\/calls\/:call)?\/(results|open-data|published-rankings)\b/.test(route);
}

function isApi(route: string): boolean {
  return route.includes(' /api/');
}

function isForPrograms(route: string): boolean {
  return route.startsWith('GET /api/v1/') && route !== 'GET /api/v1/nowhere';
}

test('a page cannot be framed in old browsers either', async () => {
  const { headers } = await scene.app.inject('/calls');
  expect(headers['x-frame-options']).toBe('DENY');
});
