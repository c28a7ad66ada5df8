import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCallBrowser, type CallBrowser } from '../../../test/support/call-browser.ts';
import {
  choose,
  expectReadable,
  openPage,
  press,
  write,
} from '../../../test/support/in-browser.ts';

let desk: CallBrowser;
let browser: Browser;
let base: string;

beforeAll(async () => {
  desk = await openCallBrowser('2024-06-20T10:00:00Z');
  ({ browser, base } = desk);
}, 120_000);
afterAll(() => desk.close());

const produzione = '/calls/produzione-sostenibile-2024/fits';

const next = 'button[value="answer"]';

describe.each([
  [1280, 'it'],
  [320, 'it'],
  [1280, 'en'],
  [320, 'en'],
] as const)('%i pixels wide, %s', (width, language) => {
  const named = (name: string) => `fits-${name}-${width}-${language}`;

  const open = (path: string): Promise<Page> =>
    openPage(browser, path, { origin: base, width, language });

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
    await choose(page, '#v');
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
