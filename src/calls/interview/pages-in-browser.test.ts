import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems } from '../../../test/support/browser.ts';
import { openCallBrowser, type CallBrowser } from '../../../test/support/call-browser.ts';

let desk: CallBrowser;
let browser: Browser;
let base: string;

beforeAll(async () => {
  desk = await openCallBrowser('2024-06-20T10:00:00Z');
  ({ browser, base } = desk);
}, 120_000);
afterAll(() => desk.close());

const produzione = '/calls/produzione-sostenibile-2024/fits';

async function expectReadable(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined)
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  expect(await accessibilityProblems(page)).toEqual([]);
  const [scrolled = 0, shown = 0] = await page.evaluate(() => {
    const { documentElement } = (
      globalThis as unknown as {
        document: { documentElement: { scrollWidth: number; clientWidth: number } };
      }
    ).document;
    return [documentElement.scrollWidth, documentElement.clientWidth];
  });
  expect(scrolled).toBeLessThanOrEqual(shown);
}

async function press(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}

async function write(page: Page, selector: string, text: string): Promise<void> {
  await page.click(selector, { count: 3 });
  await page.type(selector, text);
}

const next = 'button[value="answer"]';

describe.each([
  [1280, 'it'],
  [320, 'it'],
  [1280, 'en'],
  [320, 'en'],
] as const)('%i pixels wide, %s', (width, language) => {
  const named = (name: string) => `fits-${name}-${width}-${language}`;

  async function open(path: string): Promise<Page> {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(true);
    await page.setViewport({ width, height: 900 });
    await browser.setCookie({ name: 'bandolo-language', value: language, domain: '127.0.0.1' });
    expect((await page.goto(`${base}${path}`))?.status()).toBe(200);
    return page;
  }

  test('all calls, from the first question on', async () => {
    const page = await open('/fits');
    await expectReadable(page, named('all'));
    await page.close();
  });

  test('one call, from the partners to an interval that has narrowed', async () => {
    const page = await open(produzione);
    await write(page, '#v-sme', '10');
    await press(page, next);
    await expectReadable(page, named('partners'));
    await page.click('#v');
    await press(page, next);
    await press(page, 'button[name="change"][value="0"]');
    await expectReadable(page, named('change'));
    await page.goBack();
    await page.close();
  });

  test('what cannot be read is told at its field, and what was typed is kept', async () => {
    const page = await open(produzione);
    await write(page, '#v-lead', 'due');
    await press(page, next);
    expect(await page.$eval('#v-lead', (field) => field.getAttribute('aria-invalid'))).toBe('true');
    expect(await page.$eval('#v-lead', (field) => (field as { value?: string }).value)).toBe('due');
    await expectReadable(page, named('wrong'));
    await page.close();
  });
});
