import type { Browser as Chrome } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDesk, type Desk } from '../../test/support/application-desk.ts';
import type { Browser } from '../../test/support/application-server.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { expectReadable, openPage, unfoldAll } from '../../test/support/in-browser.ts';

let desk: Desk;
let chrome: Chrome;
let origin: string;

beforeAll(async () => {
  desk = await makeDesk();
  origin = await desk.server.app.listen({ port: 0, host: '127.0.0.1' });
  chrome = await openBrowser();
}, 60_000);
afterAll(async () => {
  await chrome.close();
  await desk.close();
});

/** The page as that person sees it, with everything opened that can be. */
async function look({ cookies }: Browser, path: string, width = 1280): Promise<void> {
  const page = await openPage(chrome, path, { origin, cookies, width });
  await unfoldAll(page);
  await expectReadable(page, `application-${path.split('/').length}-${width}`);
  await page.close();
}

test('axe finds nothing wrong on the pages of an application in any of its states', async () => {
  const { lead, partner, officer } = desk;
  const address = await desk.begin();
  await look(lead, `${desk.call}/applications/new`);
  await look(lead, `${address}/edit`);
  await look(lead, address);
  await desk.saveComplete(address);
  await look(lead, `${address}/documents`);
  await look(lead, `${address}/documents`, 320);
  await desk.press(lead, address, 'freeze');
  await look(partner, address, 390);
  await look(lead, `${address}/edit`, 390);
  await desk.press(partner, address, 'consents');
  await look(lead, address);
  await desk.enter(address, 1);
  await look(lead, address);
  await look(officer, address);
  await desk.enter(address, 2);
  await look(lead, address, 390);
  await look(partner, '/applications');
  await look(lead, '/applications', 390);
  await look(officer, '/applications');
  expect(desk.server.faults()).toEqual([]);
});
