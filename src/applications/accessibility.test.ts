import type { AddressInfo } from 'node:net';
import type { Browser as Chrome, Page as Tab } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDesk, type Desk } from '../../test/support/application-desk.ts';
import type { Browser } from '../../test/support/application-server.ts';
import { accessibilityProblems, openBrowser } from '../../test/support/browser.ts';

let desk: Desk;
let chrome: Chrome;
let tab: Tab;
let origin: string;

beforeAll(async () => {
  desk = await makeDesk();
  await desk.server.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = desk.server.app.server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  chrome = await openBrowser();
  tab = await chrome.newPage();
}, 60_000);
afterAll(async () => {
  await chrome.close();
  await desk.close();
});

/** What axe finds on a page as that person sees it, with everything opened that can be. */
async function problemsOn(browser: Browser, path: string, width = 1280): Promise<unknown> {
  for (const [name, value] of browser.cookies) await tab.setCookie({ name, value, url: origin });
  await tab.setViewport({ width, height: 900 });
  const reply = await tab.goto(origin + path);
  await tab.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  const { scrolls, screen } = await tab.evaluate(() => ({
    scrolls: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  return {
    status: reply?.status(),
    problems: await accessibilityProblems(tab),
    isTooWide: scrolls > screen,
  };
}

const good = { status: 200, problems: [], isTooWide: false };

test('axe finds nothing wrong on the pages of an application in any of its states', async () => {
  const { lead, partner, officer } = desk;
  const address = await desk.begin();
  expect(await problemsOn(lead, `${desk.call}/applications/new`)).toEqual(good);
  expect(await problemsOn(lead, `${address}/edit`)).toEqual(good);
  expect(await problemsOn(lead, address)).toEqual(good);
  await desk.saveComplete(address);
  expect(await problemsOn(lead, `${address}/documents`)).toEqual(good);
  expect(await problemsOn(lead, `${address}/documents`, 320)).toEqual(good);
  await desk.press(lead, address, 'freeze');
  expect(await problemsOn(partner, address, 390)).toEqual(good);
  expect(await problemsOn(lead, `${address}/edit`, 390)).toEqual(good);
  await desk.press(partner, address, 'consents');
  expect(await problemsOn(lead, address)).toEqual(good);
  await desk.enter(address, 1);
  expect(await problemsOn(lead, address)).toEqual(good);
  expect(await problemsOn(officer, address)).toEqual(good);
  await desk.enter(address, 2);
  expect(await problemsOn(lead, address, 390)).toEqual(good);
  expect(await problemsOn(partner, '/applications')).toEqual(good);
  expect(await problemsOn(lead, '/applications', 390)).toEqual(good);
  expect(await problemsOn(officer, '/applications')).toEqual(good);
});
