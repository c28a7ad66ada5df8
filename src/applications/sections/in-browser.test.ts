import type { AddressInfo } from 'node:net';
import type { Browser as Chrome, Page as Tab } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeDraft } from '../../../test/support/application-world.ts';
import { accessibilityProblems, openBrowser } from '../../../test/support/browser.ts';
import { makeSectionDesk, type SectionDesk } from '../../../test/support/section-desk.ts';

let desk: SectionDesk;
let chrome: Chrome;
let tab: Tab;
let origin: string;

beforeAll(async () => {
  desk = await makeSectionDesk({ partners: 2, draft: completeDraft });
  await desk.server.app.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(desk.server.app.server.address() as AddressInfo).port}`;
  chrome = await openBrowser();
  tab = await chrome.newPage();
  for (const [name, value] of desk.first.cookies) await tab.setCookie({ name, value, url: origin });
}, 60_000);
afterAll(async () => {
  await chrome.close();
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

/** What axe finds with everything opened, and whether the page is wider than the screen. */
async function look(width: number) {
  await tab.setViewport({ width, height: 900 });
  const isTooWide = await tab.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    return document.documentElement.scrollWidth > document.documentElement.clientWidth;
  });
  return { problems: await accessibilityProblems(tab), isTooWide };
}

const good = { problems: [], isTooWide: false };

test('axe finds nothing in the sections, wide and narrow, in both languages', async () => {
  for (const language of ['it', 'en'])
    for (const section of ['project', 'partners', 'budget', 'summary']) {
      await tab.goto(`${origin}${desk.address}?lang=${language}`);
      await tab.goto(`${origin}${desk.address}/sections/${section}`);
      expect(await tab.$eval('html', (html) => html.lang)).toBe(language);
      for (const width of [1280, 320])
        expect({ section, width, ...(await look(width)) }).toEqual({ section, width, ...good });
    }
  await tab.goto(`${origin}${desk.address}?lang=it`);
  await tab.goto(`${origin}${desk.address}/sections/budget`);
  await tab.type(`[id="partner.${desk.leadId}.cost.poles"]`, '.0000');
  await Promise.all([tab.waitForNavigation(), tab.click('main form[method=post] .bd-btn.second')]);
  expect(await tab.title()).toMatch(/^Errore/);
  for (const width of [1280, 320]) expect(await look(width)).toEqual(good);
}, 120_000);

test('a form is filled in and corrected without any script', async () => {
  await tab.setJavaScriptEnabled(false);
  await tab.goto(`${origin}${desk.address}?lang=it`);
  await tab.goto(`${origin}${desk.address}/sections/budget`);
  const amount = `[id="partner.${desk.leadId}.cost.poles"]`;
  const type = async (text: string): Promise<void> => {
    await tab.$eval(amount, (input) => input.setAttribute('value', ''));
    await tab.type(amount, text);
    await Promise.all([
      tab.waitForNavigation(),
      tab.click('main form[method=post] .bd-btn.second'),
    ]);
  };
  await type('150.0000');
  expect(await tab.$eval(amount, (input) => input.getAttribute('value'))).toBe('150.0000');
  await type('25.000,50');
  expect(await tab.$eval('.bd-flash', (flash) => flash.textContent)).toMatch(/Salvato alle/);
  expect((await desk.stored()).content.partners?.[0]?.costs).toEqual({ poles: '25000.50' });
}, 60_000);
