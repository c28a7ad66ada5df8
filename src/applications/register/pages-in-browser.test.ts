import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems, openBrowser } from '../../../test/support/browser.ts';
import { listedWords } from '../../../test/support/listed-words.ts';
import { makeListScene, type ListScene } from '../../../test/support/register-list.ts';

let scene: ListScene;
let browser: Browser;
let base: string;

beforeAll(async () => {
  scene = await makeListScene({ entered: 120, wordsOf: listedWords });
  const { token } = await scene.signIn('officer', 'browser');
  await scene.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = scene.app.server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}/calls/${scene.world.call}/register`;
  browser = await openBrowser();
  await browser.setCookie({ name: 'bandolo-session', value: token, domain: '127.0.0.1' });
});
afterAll(async () => {
  await browser.close();
  await scene.close();
});

async function openPage(query: string, width: number): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width, height: 900 });
  const reply = await page.goto(`${base}${query}`);
  expect(reply?.status()).toBe(200);
  return page;
}

async function expectReadable(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined)
    await page.screenshot({
      path: `${folder}/${name}.png`,
      clip: { x: 0, y: 0, width: page.viewport()?.width ?? 0, height: 1_500 },
    });
  expect(await accessibilityProblems(page)).toEqual([]);
  const [scrolls, shown] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  expect(scrolls).toBeLessThanOrEqual(shown ?? 0);
}

describe.each([320, 1280])('%i pixels wide', (width) => {
  test.each([
    ['first', ''],
    ['last', '?after=20'],
    ['found', '?text=citt%C3%A0&kind=submission'],
    ['nothing', '?text=qqq'],
    ['wrong', '?from=2027-02-30&until=2027-03-01'],
  ])('the register can be read by everybody: %s', async (name, query) => {
    const page = await openPage(query, width);
    await expectReadable(page, `register-${name}-${width}`);
    await page.close();
  });

  test('one searches, goes on and comes back with the keyboard alone', async () => {
    const page = await openPage('', width);
    await page.bringToFront();
    await page.focus('#text');
    await page.keyboard.type('illuminazione');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    const titles = await page.$$eval('main tbody tr', (rows) =>
      rows.map((row) => row.textContent ?? ''),
    );
    expect(titles.length).toBeGreaterThan(5);
    expect(titles.filter((title) => !title.includes('illuminazione'))).toEqual([]);
    expect(await page.$eval('#text', (field) => (field as { value?: string }).value)).toBe(
      'illuminazione',
    );
    await page.close();
  });
});
