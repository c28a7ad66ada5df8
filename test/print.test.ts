import { PDFDocument } from '@cantoo/pdf-lib';
import type { Browser as Chrome } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { makeDesk, type Desk } from './support/application-desk.ts';
import { openBrowser } from './support/browser.ts';

let desk: Desk;
let chrome: Chrome;
let origin: string;
let addresses: Readonly<Record<'call' | 'application' | 'receipt' | 'mine', string>>;

beforeAll(async () => {
  desk = await makeDesk({ create: createApp });
  const { lead, partner, call } = desk;
  const { app } = desk.server;
  origin = await app.listen({ port: 0, host: '127.0.0.1' });
  const application = await desk.begin();
  await desk.saveComplete(application);
  await desk.press(lead, application, 'freeze');
  await desk.press(partner, application, 'consents');
  await desk.press(lead, application, 'submission');
  addresses = {
    call,
    application,
    receipt: `${application}/receipts/1`,
    mine: '/applications',
  };
  chrome = await openBrowser();
  for (const [name, value] of lead.cookies)
    await chrome.setCookie({ name, value, domain: '127.0.0.1' });
}, 60_000);
afterAll(async () => {
  await chrome.close();
  await desk.close();
});

/** What is on the paper, in a page as wide as A4 between its margins. */
function readPaper() {
  const isShown = (element: Element): boolean => element.getClientRects().length > 0;
  const all = (selector: string): Element[] => [...document.querySelectorAll(selector)];
  const folded = all('details').filter(
    (details) =>
      isShown(details) &&
      [...details.children].some((child) => child.tagName !== 'SUMMARY' && !isShown(child)),
  );
  return {
    pressable: all('header, footer, button, input, nav').filter(isShown).length,
    isTooWide: document.documentElement.scrollWidth > innerWidth,
    rows: all('tbody > tr').filter((row) => getComputedStyle(row).display !== 'table-row').length,
    heads: all('table > thead').filter((head) => !isShown(head)).length,
    folded: folded.map((details) => details.querySelector('summary')?.textContent),
    text: document.querySelector('main')?.textContent ?? '',
  };
}

test.each([
  ['call', 'Punti che il bando lascia aperti'],
  ['application', 'Che cosa è successo'],
  ['receipt', 'Come verificarla'],
  ['mine', 'Le mie domande'],
] as const)(
  '%s on paper: all that can be read, nothing that can only be pressed',
  async (name, said) => {
    const page = await chrome.newPage();
    await page.setViewport({ width: 690, height: 1000 });
    const reply = await page.goto(origin + addresses[name]);
    expect(reply?.status()).toBe(200);
    await page.emulateMediaType('print');
    const paper = await page.evaluate(readPaper);
    expect(paper).toMatchObject({ pressable: 0, isTooWide: false, rows: 0, heads: 0, folded: [] });
    expect(paper.text).toContain(said);
    const printed = await PDFDocument.load(await page.pdf({ format: 'A4' }));
    expect(printed.getPageCount()).toBeGreaterThan(0);
    expect(printed.getPageCount()).toBeLessThan(20);
    await page.close();
  },
);
