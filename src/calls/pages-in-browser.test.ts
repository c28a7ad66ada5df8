import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beeCall } from '../../test/support/bee-call.ts';
import { accessibilityProblems } from '../../test/support/browser.ts';
import { openCallBrowser, type CallBrowser } from '../../test/support/call-browser.ts';
import { amendCall } from './index.ts';

let desk: CallBrowser;
let browser: Browser;
let base: string;
let author: string;

beforeAll(async () => {
  desk = await openCallBrowser(
    '2027-03-10T10:00:00Z',
    async ({ bodyId, publish, services, signIn }) => {
      author = await signIn({ role: 'administrator', bodyId }, 'browser');
      await publish(beeCall({ id: 'bees' }), { mode: 'test' });
      const text = beeCall({ id: 'bees', title: 'More bees' }).replace('70000.00', '80000.00');
      const amended = { slug: 'bees.test', ground: 'Decreto 2', personId: null };
      await amendCall(services, { ...amended, definition: { file: 'call.yaml', text } });
    },
  );
  ({ browser, base } = desk);
}, 120_000);
afterAll(() => desk.close());

async function openPage(path: string, width: number): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width, height: 900 });
  await browser.setCookie({ name: 'bandolo-session', value: author, domain: '127.0.0.1' });
  const reply = await page.goto(`${base}${path}`);
  expect(reply?.status()).toBe(200);
  return page;
}

async function expectReadable(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined)
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  expect(await accessibilityProblems(page)).toEqual([]);
  const sizes = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = (
      globalThis as unknown as {
        document: { documentElement: { scrollWidth: number; clientWidth: number } };
      }
    ).document.documentElement;
    return [scrollWidth, clientWidth];
  });
  expect(sizes[0]).toBeLessThanOrEqual(sizes[1] ?? 0);
}

describe.each([1280, 390])('%i pixels wide', (width) => {
  test.each([
    ['list', '/calls'],
    ['invented', '/calls/fictional-village-lamps'],
    ['long', '/calls/ricircolo-enti-locali-2024'],
    ['rehearsal', '/calls/innovazione-filiere-2021.rehearsal'],
    ['version', '/calls/bees.test/versions/2'],
    ['publish', '/bodies/bees/publish'],
    ['amend', '/calls/fictional-village-lamps/amend'],
    ['extend', '/calls/fictional-village-lamps/extend'],
    ['rehearse', '/calls/bees.test/rehearsal-term'],
  ])('%s can be read by everybody', async (name, path) => {
    const page = await openPage(path, width);
    await expectReadable(page, `${name}-${width}`);
    await page.close();
  });

  test('a form with problems leads to each of them', async () => {
    const page = await openPage('/bodies/bees/publish', width);
    const wrong = beeCall({ id: 'wrong' }).replace('hives >= 10 &&', 'hivs >= 10 &&');
    await page.click('input[name="mode"][value="rehearsal"]');
    await page.type('#ground', 'Decreto 1');
    await page.$eval('#definition', (field, value) => Object.assign(field, { value }), wrong);
    await Promise.all([page.waitForNavigation(), page.click('button[value="publish"]')]);
    expect(await page.$eval('.bd-errors', (box) => box.textContent)).toContain('Scegli se');
    await page.click('input[name="resubmission"][value="no"]');
    await Promise.all([page.waitForNavigation(), page.click('button[value="publish"]')]);
    expect(await page.$eval('#problems', (title) => title.textContent)).toContain('correggere');
    await expectReadable(page, `problems-${width}`);
    await page.close();
  });
});
