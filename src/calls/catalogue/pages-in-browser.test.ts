import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beeCallAround } from '../../../test/support/bee-call.ts';
import { accessibilityProblems } from '../../../test/support/browser.ts';
import { openCallBrowser, type CallBrowser } from '../../../test/support/call-browser.ts';

let desk: CallBrowser;
let browser: Browser;
let base: string;

beforeAll(async () => {
  desk = await openCallBrowser('2027-03-10T10:00:00Z', async ({ publish }) => {
    for (let number = 1; number <= 16; number++)
      await publish(beeCallAround(-10, 300, { id: `bees-${number}` }));
  });
  ({ browser, base } = desk);
}, 120_000);
afterAll(() => desk.close());

describe.each([320, 390, 1280])('%i pixels wide, without JavaScript', (width) => {
  test.each([
    ['all', '/calls?lang=it', 'Trova il bando giusto'],
    ['second', '/calls?lang=en&page=2', 'Find the right call'],
    ['near', '/calls?lang=it&text=rifuti', 'La ricerca comprende anche «rifiuti»'],
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
