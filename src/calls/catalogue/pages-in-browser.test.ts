import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beeCallAround } from '../../../test/support/bee-call.ts';
import { openCallBrowser, type CallBrowser } from '../../../test/support/call-browser.ts';
import { choose, expectReadable, openPage, press } from '../../../test/support/in-browser.ts';

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
      const page = await openPage(browser, path, { origin: base, width, isScripted: false });
      expect((await page.content()).includes(text), text).toBe(true);
      await page.setJavaScriptEnabled(true);
      await page.reload();
      await expectReadable(page, `calls-${name}-${width}`);
      await page.close();
    },
    60_000,
  );
});

test('the filters are in sight on a desk and folded on a phone, and are sent with the words', async () => {
  const phone = { origin: base, width: 390, isScripted: false };
  const page = await openPage(browser, '/calls?lang=it', phone);
  const box = 'input[name="state"][value="closed"]';
  const isSeen = () => page.$eval(box, (input) => input.checkVisibility());
  expect(await isSeen()).toBe(false);
  await page.setViewport({ width: 1280, height: 900 });
  expect(await isSeen()).toBe(true);
  await page.type('#text', 'filiera');
  await choose(page, box);
  await press(page, '.bd-filters button');
  expect(new URL(page.url()).searchParams.getAll('state')).toEqual(['closed']);
  expect(new URL(page.url()).searchParams.get('text')).toBe('filiera');
  expect(await page.$$eval('.bd-call', (cards) => cards.length)).toBeGreaterThan(1);
  await page.close();
}, 60_000);
