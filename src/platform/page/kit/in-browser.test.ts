import type { Browser as Chrome } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../../../test/support/browser.ts';
import { expectReadable } from '../../../../test/support/in-browser.ts';
import { cloneDatabase, type TestDatabase } from '../../../../test/support/template-database.ts';
import { makeServer } from '../../../../test/support/test-server.ts';

let clone: TestDatabase;
let chrome: Chrome;
let origin: string;
let close: () => Promise<void>;

beforeAll(async () => {
  clone = await cloneDatabase();
  const files = {
    name: 'files',
    check: () => Promise.resolve(isBroken ? 'gone' : undefined),
    isMinor: true,
  };
  const { app } = makeServer({ databaseUrl: clone.url, checks: [files] });
  origin = await app.listen({ port: 0, host: '127.0.0.1' });
  close = () => app.close();
  chrome = await openBrowser();
}, 60_000);
afterAll(async () => {
  await chrome.close();
  await close();
  await clone.drop();
});

let isBroken = false;

/** The page as it is answered, whatever its status; its heading is given back. */
async function look(
  path: string,
  { status, language, width }: { status: number; language: 'it' | 'en'; width: number },
): Promise<string> {
  const page = await chrome.newPage();
  await page.setViewport({ width, height: 900 });
  await page.setExtraHTTPHeaders({ 'accept-language': language });
  const reply = await page.goto(origin + path);
  expect({ path, status: reply?.status() }).toEqual({ path, status });
  await expectReadable(page, `${path.slice(1).replaceAll('/', '-')}-${language}-${width}`);
  const heading = await page.$eval('h1', (h1) => h1.textContent);
  await page.close();
  return heading;
}

const seats = [
  { language: 'it', width: 320 },
  { language: 'en', width: 1280 },
] as const;

describe.each(seats)('$language, $width pixels wide', (seat) => {
  test.each(['/kit', '/kit/errors'])('%s can be read by everybody', async (path) => {
    expect(await look(path, { status: 200, ...seat })).not.toBe('');
  });

  test('so can each page that says what went wrong, and none is called like another', async () => {
    const headings: string[] = [];
    for (const status of [400, 403, 404, 409, 413, 415, 421, 429, 500, 503])
      headings.push(await look(`/kit/problems/${status}`, { status, ...seat }));
    expect(new Set(headings).size).toBe(headings.length);
  });

  test('the state of the service is a page for people, and tells when something is down', async () => {
    isBroken = false;
    await look('/status', { status: 200, ...seat });
    isBroken = true;
    await expect
      .poll(async () => (await fetch(`${origin}/status`)).status, { timeout: 3_000 })
      .toBe(503);
    await look('/status', { status: 503, ...seat });
    isBroken = false;
    await expect
      .poll(async () => (await fetch(`${origin}/status`)).status, { timeout: 3_000 })
      .toBe(200);
  });
});

test('what has no page of a problem is not found', async () => {
  const reply = await fetch(`${origin}/kit/problems/200`, { headers: { accept: 'text/html' } });
  expect(reply.status).toBe(404);
});
