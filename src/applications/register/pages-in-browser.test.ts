import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../../test/support/browser.ts';
import { expectReadable, openPage, type Seat } from '../../../test/support/in-browser.ts';
import { listedWords } from '../../../test/support/listed-words.ts';
import { makeListScene, type ListScene } from '../../../test/support/register-list.ts';

let scene: ListScene;
let browser: Browser;
let seat: Seat;

beforeAll(async () => {
  scene = await makeListScene({ entered: 120, wordsOf: listedWords });
  const { token } = await scene.signIn('officer', 'browser');
  const origin = await scene.app.listen({ port: 0, host: '127.0.0.1' });
  seat = { origin, cookies: [['bandolo-session', token]] };
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await scene.close();
});

const open = (query: string, width: number): Promise<Page> =>
  openPage(browser, `/calls/${scene.world.call}/register${query}`, { ...seat, width });

describe.each([320, 1280])('%i pixels wide', (width) => {
  test.each([
    ['first', ''],
    ['last', '?after=20'],
    ['found', '?text=citt%C3%A0&kind=submission'],
    ['nothing', '?text=qqq'],
    ['wrong', '?from=2027-02-30&until=2027-03-01'],
  ])('the register can be read by everybody: %s', async (name, query) => {
    const page = await open(query, width);
    await expectReadable(page, `register-${name}-${width}`);
    await page.close();
  });

  test('one searches, goes on and comes back with the keyboard alone', async () => {
    const page = await open('', width);
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
