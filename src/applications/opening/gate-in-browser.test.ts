import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeDesk, type Desk } from '../../../test/support/application-desk.ts';
import {
  makeApplicationServer,
  type ApplicationServer,
} from '../../../test/support/application-server.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { activate, expectReadable, press, sitDown } from '../../../test/support/in-browser.ts';
import { makeUnsteadyLine, type UnsteadyLine } from '../../../test/support/unsteady-line.ts';
import { createApp } from '../../app.ts';
import { setRehearsalTerm } from '../../calls/index.ts';

let desk: Desk;
let browser: Browser;
let line: UnsteadyLine;
let server: ApplicationServer;
/** The page of an application that everybody has consented to; each test has its own. */
let address: string;
let page: Page;

beforeAll(async () => {
  desk = await makeDesk({ create: createApp });
  server = desk.server;
  line = await makeUnsteadyLine(await listen(server));
  browser = await openBrowser();
  await sitDown(browser, { origin: urlOf(''), cookies: desk.lead.cookies });
});
afterAll(async () => {
  expect(server.faults()).toEqual([]);
  await browser.close();
  await line.close();
  if (server !== desk.server) await server.close();
  await desk.close();
});
beforeEach(async () => {
  await openIn(-60_000);
  address = await desk.begin();
  await desk.saveComplete(address);
  await desk.press(desk.lead, address, 'freeze');
  await desk.press(desk.partner, address, 'consents');
  page = await browser.newPage();
  line.become('good');
});
afterEach(() => page.close());

async function listen({ app }: ApplicationServer): Promise<number> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  return (app.server.address() as AddressInfo).port;
}

/** Moves the opening to so many milliseconds from now. */
async function openIn(ms: number, closesInMs = 3_600_000): Promise<Date> {
  const opensAt = new Date(Date.now() + ms);
  const outcome = await setRehearsalTerm(
    { database: desk.world.database },
    {
      slug: desk.call.replace('/calls/', ''),
      opensAt,
      closesAt: new Date(Date.now() + closesInMs),
      ground: 'a test',
      personId: null,
    },
  );
  expect(outcome.type).not.toBe('refused');
  return opensAt;
}

const urlOf = (path: string): string => `http://127.0.0.1:${line.port}${path}`;

async function openGate(on = page): Promise<void> {
  const reply = await on.goto(urlOf(`${address}/submission`));
  expect(reply?.status()).toBe(200);
}

const isReady = (): boolean =>
  document.querySelector('.bd-gate-button')?.getAttribute('aria-disabled') === 'false';
const isWaiting = (): boolean =>
  document.querySelector('.bd-gate-button')?.getAttribute('aria-disabled') === 'true';
const statusOf = (on = page): Promise<string> =>
  on.$eval('.bd-gate-status', (status) => status.textContent ?? '');

async function untilStatus(text: string, on = page): Promise<void> {
  await on.waitForFunction(
    (wanted) => document.querySelector('.bd-gate-status')?.textContent?.includes(wanted),
    { timeout: 20_000 },
    text,
  );
}

async function untilReceipt(on = page): Promise<string> {
  await on.waitForFunction(() => location.pathname.includes('/receipts/'), { timeout: 40_000 });
  return on.evaluate(() => location.pathname);
}

interface Entry {
  readonly number: number;
  readonly at: Date;
}

/** Every entry of the application. */
async function entries(): Promise<readonly Entry[]> {
  return desk.world.database.db
    .selectFrom('register_entry')
    .select(['number', 'at'])
    .where('application_id', '=', address.split('/').at(-1) ?? '')
    .execute();
}

/** One entry, not before the opening, and the receipt is of it. */
async function expectOne(receipt: string, opensAt: Date): Promise<void> {
  const found = await entries();
  expect(found).toHaveLength(1);
  expect(receipt).toBe(`${address}/receipts/${found[0]?.number}`);
  expect(found[0]?.at.getTime()).toBeGreaterThanOrEqual(opensAt.getTime());
}

test('the button wakes at the opening by the clock of the server, whatever the device says', async () => {
  await page.evaluateOnNewDocument(() => {
    const real = Date.now.bind(Date);
    const wrongMs = -26 * 3_600_000;
    const Native = Date;
    globalThis.Date = new Proxy(Native, {
      construct: (target, given: []) =>
        given.length === 0 ? new target(real() + wrongMs) : Reflect.construct(target, given),
      get: (target, name) =>
        name === 'now' ? () => real() + wrongMs : Reflect.get(target, name, target),
    });
  });
  const opensAt = await openIn(6_000);
  await openGate();
  expect(await page.evaluate(() => new Date().getTime() - performance.timeOrigin)).toBeLessThan(
    -90_000_000,
  );
  await page.waitForFunction(isWaiting);
  await activate(page, '.bd-gate-button');
  expect(await statusOf()).toContain('non è ancora aperto');
  expect(await entries()).toEqual([]);
  await page.waitForFunction(isReady, { polling: 20 });
  const lateMs = Date.now() - opensAt.getTime();
  expect(lateMs).toBeGreaterThan(-150);
  expect(lateMs).toBeLessThan(1_000);
  expect(await page.$eval('h1', (title) => title.textContent)).toContain('puoi inviare');
  await activate(page, '.bd-gate-button');
  await expectOne(await untilReceipt(), opensAt);
});

test('off line at the opening: it says so, sends again by itself, and ends with one receipt', async () => {
  const opensAt = await openIn(5_000);
  await openGate();
  await page.waitForFunction(isWaiting);
  await page.setOfflineMode(true);
  await page.waitForFunction(isReady, { timeout: 15_000 });
  await activate(page, '.bd-gate-button');
  await untilStatus('non rispondono');
  await page.setOfflineMode(false);
  await expectOne(await untilReceipt(), opensAt);
});

test('an answer that is lost: the same act again brings the same receipt', async () => {
  const opensAt = await openIn(-1_000);
  await openGate();
  await page.waitForFunction(isReady);
  const before = line.lost();
  line.become('answers-lost');
  await activate(page, '.bd-gate-button');
  await untilStatus('non rispondono');
  await expect.poll(() => line.lost()).toBeGreaterThan(before + 1);
  expect(await entries()).toHaveLength(1);
  line.become('good');
  await expectOne(await untilReceipt(), opensAt);
});

test('the server ends in the middle and another takes its place', async () => {
  const opensAt = await openIn(-1_000);
  await openGate();
  await page.waitForFunction(isReady);
  line.become('posts-lost');
  await activate(page, '.bd-gate-button');
  await untilStatus('non rispondono');
  line.become('down');
  const other = await makeApplicationServer(desk.world, { create: createApp });
  line.leadTo(await listen(other));
  await sleep(1_500);
  line.become('good');
  const receipt = await untilReceipt();
  await expectOne(receipt, opensAt);
  expect(await page.$eval('h1', (title) => title.textContent)).toContain('Protocollo');
  server = other;
});

test('a page that is loaded anew goes on with the act that was pressed', async () => {
  const opensAt = await openIn(-1_000);
  await openGate();
  await page.waitForFunction(isReady);
  await page.setRequestInterception(true);
  let isHeld = true;
  page.on('request', (request) => {
    if (isHeld && request.method() === 'POST') void request.abort();
    else void request.continue();
  });
  await activate(page, '.bd-gate-button');
  await untilStatus('non rispondono');
  expect(await entries()).toEqual([]);
  await page.reload();
  await untilStatus('non rispondono');
  isHeld = false;
  await expectOne(await untilReceipt(), opensAt);
});

test('two pages of the same application end at the same receipt', async () => {
  const opensAt = await openIn(3_000);
  const other = await browser.newPage();
  await openGate();
  await openGate(other);
  await page.bringToFront();
  await page.waitForFunction(isReady);
  await activate(page, '.bd-gate-button');
  const receipt = await untilReceipt();
  await other.bringToFront();
  expect(await untilReceipt(other)).toBe(receipt);
  await expectOne(receipt, opensAt);
  await other.close();
});

test('a machine that slept through the opening knows the time when it wakes', async () => {
  await page.evaluateOnNewDocument(() => {
    const real = performance.now.bind(performance);
    let lostMs = 0;
    performance.now = () => real() - lostMs;
    // Nothing of the page runs meanwhile, and its steady clock stands still.
    const sleepFor = (ms: number): void => {
      const from = real();
      while (real() - from < ms);
      lostMs += ms;
    };
    Object.assign(globalThis, { sleepFor });
  });
  const opensAt = await openIn(6_000);
  await openGate();
  await page.waitForFunction(isWaiting);
  await sleep(500);
  await page.evaluate('sleepFor(7000)');
  await page.waitForFunction(isReady, { timeout: 2_500 });
  await activate(page, '.bd-gate-button');
  await expectOne(await untilReceipt(), opensAt);
});

test('without scripts the form works: too early it says so, after the opening it gives the receipt', async () => {
  await page.setJavaScriptEnabled(false);
  const opensAt = await openIn(6_000);
  await openGate();
  expect(await page.$eval('noscript', (part) => part.textContent)).toContain(
    'non si aggiorna da sola',
  );
  await press(page, '.bd-gate-button');
  expect(await page.$eval('main', (main) => main.textContent)).toContain('non è ancora aperto');
  await page.goBack();
  await sleep(Math.max(0, opensAt.getTime() - Date.now()) + 300);
  await press(page, '.bd-gate-button');
  await expectOne(new URL(page.url()).pathname, opensAt);
});

test('a term that is moved while one waits is followed, and a consent that is taken back is told', async () => {
  await openIn(8_000);
  await openGate();
  await page.waitForFunction(isWaiting);
  await openIn(600_000);
  await untilStatus('ha spostato i termini');
  await page.waitForFunction(
    () => /^0[89]:|^10:/.test(document.querySelector('.bd-count')?.textContent ?? ''),
    { timeout: 10_000 },
  );
  await openIn(9_000);
  await page.reload();
  await desk.press(desk.partner, address, `consents/${desk.partnerId}/withdrawal`);
  await untilStatus('è cambiata');
  expect(await page.evaluate(isReady)).toBe(false);
});

test.each([320, 1280])('%i pixels wide, everybody can read it in every state', async (width) => {
  await page.setViewport({ width, height: 900 });
  const look = (name: string) => expectReadable(page, `gate-${name}-${width}`);
  await openIn(56_000);
  await openGate();
  await page.waitForFunction(isWaiting);
  await look('waiting');
  await openIn(-60_000);
  await page.reload();
  await page.waitForFunction(isReady);
  await look('open');
  line.become('posts-lost');
  await activate(page, '.bd-gate-button');
  await untilStatus('non rispondono');
  await look('sending');
  line.become('good');
  await untilReceipt();
  address = await desk.begin('Appena iniziata');
  await openGate();
  await look('not-ready');
  await openIn(-60_000, -1_000);
  await page.reload();
  await look('closed');
});
