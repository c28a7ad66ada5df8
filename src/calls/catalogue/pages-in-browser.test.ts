import type { AddressInfo } from 'node:net';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beeCallAround } from '../../../test/support/bee-call.ts';
import { accessibilityProblems, openBrowser } from '../../../test/support/browser.ts';
import { makeCallServer, type CallServer } from '../../../test/support/call-server.ts';
import { loadDefinitions } from '../index.ts';

let server: CallServer;
let browser: Browser;
let base: string;

beforeAll(async () => {
  server = await makeCallServer(() => new Date('2027-03-10T10:00:00Z'));
  const { services, bodyId } = server;
  const asked = { bodyOf: () => bodyId, ground: 'Prima pubblicazione', resubmission: true };
  await loadDefinitions(services, { folder: 'definitions', ...asked });
  for (let number = 1; number <= 16; number++)
    await server.publish(beeCallAround(-10, 300, { id: `bees-${number}` }));
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

describe.each([320, 390, 1280])('%i pixels wide, without JavaScript', (width) => {
  test.each([
    ['all', '/calls?lang=it', 'Trova il bando giusto'],
    ['second', '/calls?lang=en&page=2', 'Find the right call'],
    ['near', '/calls?lang=it&text=rifuti', 'Ho cercato anche «rifiuti»'],
    ['filtered', '/calls?lang=en&state=closed&audience=firms&topic=circular-economy', 'For whom'],
    ['nothing', '/calls?lang=it&text=rifiuti&state=open', 'in qualunque stato'],
  ])(
    '%s can be read by everybody',
    async (name, path, text) => {
      const page = await browser.newPage();
      await page.setViewport({ width, height: 900 });
      await page.setJavaScriptEnabled(false);
      expect((await page.goto(`${base}${path}`))?.status()).toBe(200);
      expect((await page.content()).includes(text), text).toBe(true);
      const folder = process.env['SCREENSHOTS'];
      if (folder !== undefined)
        await page.screenshot({ path: `${folder}/calls-${name}-${width}.png`, fullPage: true });
      await page.setJavaScriptEnabled(true);
      await page.reload();
      expect(await accessibilityProblems(page)).toEqual([]);
      const overflow = await page.$eval('html', (root) => root.scrollWidth - root.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await page.close();
    },
    60_000,
  );
});

test('the filters are in sight on a desk and folded on a phone, and are sent with the words', async () => {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setViewport({ width: 390, height: 900 });
  await page.goto(`${base}/calls?lang=it`);
  const box = 'input[name="state"][value="closed"]';
  const isSeen = () => page.$eval(box, (input) => input.checkVisibility());
  expect(await isSeen()).toBe(false);
  await page.setViewport({ width: 1280, height: 900 });
  expect(await isSeen()).toBe(true);
  await page.type('#text', 'filiera');
  await page.click(box);
  await Promise.all([page.waitForNavigation(), page.click('.bd-filters button')]);
  expect(new URL(page.url()).searchParams.getAll('state')).toEqual(['closed']);
  expect(new URL(page.url()).searchParams.get('text')).toBe('filiera');
  expect(await page.$$eval('.bd-call', (cards) => cards.length)).toBeGreaterThan(1);
  await page.close();
}, 60_000);
