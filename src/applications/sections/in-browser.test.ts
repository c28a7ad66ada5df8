import type { Browser as Chrome, Page as Tab } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeDraft } from '../../../test/support/application-world.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { expectReadable, press, sitDown, unfoldAll } from '../../../test/support/in-browser.ts';
import { makeSectionDesk, type SectionDesk } from '../../../test/support/section-desk.ts';

let desk: SectionDesk;
let chrome: Chrome;
let tab: Tab;
let origin: string;

beforeAll(async () => {
  desk = await makeSectionDesk({ partners: 2, draft: completeDraft });
  origin = await desk.server.app.listen({ port: 0, host: '127.0.0.1' });
  chrome = await openBrowser();
  tab = await chrome.newPage();
  await sitDown(chrome, { origin, cookies: desk.first.cookies });
}, 60_000);
afterAll(async () => {
  await chrome.close();
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

async function look(name: string): Promise<void> {
  for (const width of [1280, 320]) {
    await tab.setViewport({ width, height: 900 });
    await unfoldAll(tab);
    await expectReadable(tab, `section-${name}-${width}`);
  }
}

const save = (): Promise<void> => press(tab, 'main form[method=post] .bd-btn.second');

test('axe finds nothing in the sections, wide and narrow, in both languages', async () => {
  for (const language of ['it', 'en'])
    for (const section of ['project', 'partners', 'budget', 'summary']) {
      await tab.goto(`${origin}${desk.address}?lang=${language}`);
      await tab.goto(`${origin}${desk.address}/sections/${section}`);
      expect(await tab.$eval('html', (html) => html.lang)).toBe(language);
      await look(`${section}-${language}`);
    }
  await tab.goto(`${origin}${desk.address}?lang=it`);
  await tab.goto(`${origin}${desk.address}/sections/budget`);
  await tab.type(`[id="partner.${desk.leadId}.cost.poles"]`, '.0000');
  await save();
  expect(await tab.title()).toMatch(/^Errore/);
  await look('wrong');
}, 120_000);

test('a form is filled in and corrected without any script', async () => {
  await tab.setJavaScriptEnabled(false);
  await tab.goto(`${origin}${desk.address}?lang=it`);
  await tab.goto(`${origin}${desk.address}/sections/budget`);
  const amount = `[id="partner.${desk.leadId}.cost.poles"]`;
  const type = async (text: string): Promise<void> => {
    await tab.$eval(amount, (input) => input.setAttribute('value', ''));
    await tab.type(amount, text);
    await save();
  };
  await type('150.0000');
  expect(await tab.$eval(amount, (input) => input.getAttribute('value'))).toBe('150.0000');
  await type('25.000,50');
  expect(await tab.$eval('.bd-flash', (flash) => flash.textContent)).toMatch(/Salvato alle/);
  expect((await desk.stored()).content.partners?.[0]?.costs).toEqual({ poles: '25000.50' });
}, 60_000);
