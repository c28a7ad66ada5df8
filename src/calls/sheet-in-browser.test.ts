import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems } from '../../test/support/browser.ts';
import { openCallBrowser, type CallBrowser } from '../../test/support/call-browser.ts';

let desk: CallBrowser;
let browser: Browser;
let base: string;

beforeAll(async () => {
  desk = await openCallBrowser('2027-03-10T10:00:00Z');
  ({ browser, base } = desk);
}, 120_000);
afterAll(() => desk.close());

test.each([
  [320, 'produzione-sostenibile-2024'],
  [1280, 'produzione-sostenibile-2024'],
  [320, 'ricircolo-enti-locali-2024'],
  [1280, 'fictional-village-lamps'],
  [320, 'manifestazione-filiere-2022.rehearsal'],
])(
  'at %i pixels %s is read by everybody, with all its parts opened',
  async (width, slug) => {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 900 });
    expect((await page.goto(`${base}/calls/${slug}`))?.status()).toBe(200);
    const folder = process.env['SCREENSHOTS'];
    if (folder !== undefined)
      await page.screenshot({ path: `${folder}/sheet-${slug}-${width}.png`, fullPage: true });
    await page.$$eval('details', (parts) => {
      for (const part of parts) part.setAttribute('open', '');
    });
    expect(await accessibilityProblems(page)).toEqual([]);
    const overflow = await page.$eval('html', (root) => root.scrollWidth - root.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.close();
  },
  60_000,
);
