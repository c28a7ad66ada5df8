import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeBrowser } from './malformed/post.ts';
import { makeAccessScene, type AccessScene } from './route-access/scene.ts';
import { openTestSession } from './support/people.ts';

let scene: AccessScene;

beforeAll(async () => {
  scene = await makeAccessScene();
}, 60_000);
afterAll(() => scene.close());

/** What browsers take for the address of another site, or for something to run. */
const elsewhere = [
  'https://evil.example/',
  '//evil.example',
  '///evil.example',
  String.raw`/\evil.example`,
  String.raw`\\evil.example`,
  '/\t/evil.example',
  '/\n/evil.example',
  '/%09/evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/./..//evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '/\u2028/evil.example',
  '@evil.example',
  '/@evil.example/..//evil.example',
  'http://localhost@evil.example/',
];

function isHere(location: unknown): boolean {
  const text = String(location);
  // As a browser resolves it.
  return text.startsWith('/') && new URL(text, 'http://localhost/x').host === 'localhost';
}

test.each(elsewhere)('nothing leads to %j', async (target) => {
  const { app, ids, world } = scene;
  const { headers } = await openTestSession(world.database.db, ids.plain, 'browser');
  const name = encodeURIComponent(target);
  const leads: unknown[] = [];
  // Signing in when one is signed in, and with the form.
  leads.push(
    (await app.inject({ url: `/sign-in?return-to=${name}`, headers })).headers.location,
    await signInWith(target),
  );
  // The choice of a language, on addresses that are themselves strange.
  for (const url of [`/${target}?lang=en`, `//evil.example/?lang=en`, `/calls?x=${name}&lang=en`]) {
    const reply = await app
      .inject({ url, headers: { accept: 'text/html' } })
      .catch(() => undefined);
    if (reply?.headers.location !== undefined) leads.push(reply.headers.location);
  }
  // Where a page sends those who are not signed in, and a late form those who were.
  const late = await app.inject({
    method: 'POST',
    url: '/account/tokens',
    headers: { referer: `http://localhost/${target}`, accept: 'text/html' },
  });
  leads.push(late.headers.location);
  expect(leads.length).toBeGreaterThanOrEqual(3);
  expect(leads.filter((location) => !isHere(location))).toEqual([]);
  for (const location of leads) {
    const after = new URL(String(location), 'http://localhost').searchParams.get('return-to');
    if (after !== null) expect(isHere(after)).toBe(true);
  }
});

async function signInWith(target: string): Promise<unknown> {
  const sender = makeBrowser(scene, {
    route: 'POST /sign-in/trial',
    who: 'nobody',
    valid: ({ ids }) => ({ person: ids.plain, 'return-to': target }),
  });
  const { status, location } = await (await sender.prepare('sound', 0))();
  expect(status).toBe(303);
  return location;
}
