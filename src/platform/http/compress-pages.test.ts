import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makeServer } from '../../../test/support/test-server.ts';

test('a long page comes compressed to who takes it, the same whole page to everybody', async () => {
  const { app } = makeServer();
  const get = (accepted?: string, url = '/kit') =>
    app.inject({
      url,
      headers: accepted === undefined ? {} : { 'accept-encoding': accepted },
    });
  const plain = await get();
  const text = (body: string): string =>
    body.replaceAll(/ value="[\w.-]{20,}"/g, '').replaceAll(/\d\d:\d\d/g, '');
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.headers.vary).toBe('Cookie, Accept-Language, Accept-Encoding');
  const zipped = await get('gzip, deflate');
  const smallest = await get('gzip, deflate, br');
  expect([zipped, smallest].map(({ headers }) => headers['content-encoding'])).toEqual([
    'gzip',
    'br',
  ]);
  expect(text(gunzipSync(zipped.rawPayload).toString())).toBe(text(plain.body));
  expect(text(brotliDecompressSync(smallest.rawPayload).toString())).toBe(text(plain.body));
  for (const { headers, rawPayload } of [zipped, smallest]) {
    expect(Number(headers['content-length'])).toBe(rawPayload.length);
    expect(rawPayload.length).toBeLessThan(plain.rawPayload.length / 3);
  }
  expect((await get('gzip, br', '/nothing')).headers['content-encoding']).toBeUndefined();
  await app.close();
});
