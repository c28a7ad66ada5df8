import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, test } from 'vitest';
import { openCallBrowser, type CallBrowser } from '../../test/support/call-browser.ts';
import { expectReadable, openPage, unfoldAll } from '../../test/support/in-browser.ts';

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
    const page = await openPage(browser, `/calls/${slug}`, { origin: base, width });
    await unfoldAll(page);
    await expectReadable(page, `sheet-${slug}-${width}`);
    await page.close();
  },
  60_000,
);
