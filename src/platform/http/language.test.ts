import { expect, test } from 'vitest';
import { makeServer } from '../../../test/support/test-server.ts';
import { preferredLanguage } from './language.ts';
import { localPath } from './local-path.ts';

test.each([
  [undefined, 'it'],
  ['', 'it'],
  ['en', 'en'],
  ['en-US,en;q=0.9', 'en'],
  ['it-IT,it;q=0.9,en;q=0.8', 'it'],
  ['de,fr;q=0.9', 'it'],
  ['de, en;q=0.1', 'en'],
  ['it;q=0.1, en;q=0.2', 'en'],
  ['en;q=0', 'it'],
  ['*', 'it'],
  ['en;q=nonsense', 'en'],
])('of %o the language is %s', (accepted, language) => {
  expect(preferredLanguage(accepted)).toBe(language);
});

test('a chosen language is kept in a cookie and leaves the address', async () => {
  const { app } = makeServer();
  const choose = (url: string) => app.inject({ url });
  const reply = await choose('/calls?q=a%20b&lang=en');
  expect(reply.statusCode).toBe(303);
  expect(reply.headers.location).toBe('/calls?q=a+b');
  expect(reply.cookies).toEqual([
    expect.objectContaining({
      name: 'bandolo-language',
      value: 'en',
      httpOnly: true,
      sameSite: 'Lax',
    }),
  ]);
  const chosen = await app.inject({
    url: '/nothing',
    headers: { accept: 'text/html', 'accept-language': 'it', cookie: 'bandolo-language=en' },
  });
  expect(chosen.body).toContain('<html lang="en">');
  expect((await choose('/calls?lang=xx')).statusCode).toBe(404);
  await app.close();
});

test.each([
  ['//evil.example.org/?lang=en', '/'],
  [String.raw`/\evil.example.org/?lang=en`, '/'],
  ['/%2f%2fevil.example.org?lang=en', '/%2f%2fevil.example.org'],
])('choosing a language leads nowhere else: %s', async (url, location) => {
  const { app } = makeServer();
  const reply = await app.inject({ url });
  expect(reply.statusCode).toBe(303);
  expect(reply.headers.location).toBe(location);
  await app.close();
});

test.each([
  ['/applications/1?x=2#y', '/applications/1?x=2#y'],
  ['/', '/'],
  [undefined, '/'],
  ['', '/'],
  ['https://evil.example.org', '/'],
  ['//evil.example.org', '/'],
  [String.raw`/\evil.example.org`, '/'],
  [String.raw`/a\b`, '/'],
  ['/\t/evil.example.org', '/'],
  ['/a\r\nlocation: x', '/'],
  ['javascript:alert(1)', '/'],
  ['/./..//evil.example.org', '/'],
])('%o as a path of this site is %s', (text, path) => {
  expect(localPath(text)).toBe(path);
});
