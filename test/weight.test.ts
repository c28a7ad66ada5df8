import type { Browser as Chrome } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { makeDesk, type Desk } from './support/application-desk.ts';
import { openBrowser } from './support/browser.ts';

let desk: Desk;
let chrome: Chrome;
let origin: string;
/** By name, so that each has a test of its own; those of an application are known once it is there. */
const pages = new Map<string, string>();

const names = [
  'front',
  'calls',
  'call',
  'fits',
  'fits-call',
  'sign-in',
  'privacy',
  'kit',
  'mine',
  'new',
  'draft',
  'project',
  'partners',
  'budget',
  'summary',
  'documents',
  'gate',
  'submitted',
  'receipt',
  'organisations',
  'organisation',
  'account',
];

beforeAll(async () => {
  desk = await makeDesk({ create: createApp });
  const { lead, partner, call, leadId } = desk;
  const { app } = desk.server;
  origin = await app.listen({ port: 0, host: '127.0.0.1' });
  const draft = await desk.begin('Bozza');
  const ready = await makeReady('Pronta');
  const submitted = await makeReady('Presentata');
  await desk.press(lead, submitted, 'submission');
  const addresses = [
    '/',
    '/calls',
    call,
    '/fits',
    `${call}/fits`,
    '/sign-in',
    '/privacy',
    '/kit',
    '/applications',
    `${call}/applications/new`,
    draft,
    ...['project', 'partners', 'budget', 'summary'].map((each) => `${draft}/sections/${each}`),
    `${draft}/documents`,
    `${ready}/submission`,
    submitted,
    `${submitted}/receipts/1`,
    '/organisations',
    `/organisations/${leadId}`,
    '/account',
  ];
  names.forEach((name, index) => pages.set(name, addresses[index] ?? ''));
  chrome = await openBrowser();
  for (const [name, value] of lead.cookies)
    await chrome.setCookie({ name, value, domain: '127.0.0.1' });
  async function makeReady(title: string): Promise<string> {
    const address = await desk.begin(title);
    await desk.saveComplete(address, title);
    await desk.press(lead, address, 'freeze');
    await desk.press(partner, address, 'consents');
    return address;
  }
}, 60_000);
afterAll(async () => {
  await chrome.close();
  await desk.close();
});

interface Visit {
  readonly status: number | undefined;
  readonly bytes: number;
  readonly scriptBytes: number;
  /** Where anything was asked for elsewhere. */
  readonly elsewhere: readonly string[];
  /** How much of the page moved while it was loaded. */
  readonly shift: number;
}

/** A first visit: nothing is kept from before. */
async function visit(path: string, width: number, isPushed = false): Promise<Visit> {
  const page = await chrome.newPage();
  await page.setCacheEnabled(false);
  await page.setViewport({ width, height: 900 });
  await page.evaluateOnNewDocument(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as unknown as { readonly value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  const addresses = new Map<string, string>();
  const sizes = new Map<string, number>();
  session.on('Network.requestWillBeSent', ({ requestId, request }) =>
    addresses.set(requestId, request.url),
  );
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    sizes.set(requestId, encodedDataLength),
  );
  const reply = await page.goto(origin + path);
  await page.waitForNetworkIdle({ idleTime: 100 });
  await page.evaluate(() => document.fonts.ready);
  if (isPushed)
    await page.evaluate(() => {
      const late = document.createElement('p');
      late.textContent = 'Late';
      document.body.prepend(late);
    });
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  const shifts = await page.evaluate(
    () => (globalThis as unknown as { readonly shifts: readonly number[] }).shifts,
  );
  await page.close();
  const sum = (of: (url: string) => boolean): number =>
    [...sizes].reduce((all, [id, size]) => all + (of(addresses.get(id) ?? '') ? size : 0), 0);
  return {
    status: reply?.status(),
    bytes: sum(() => true),
    scriptBytes: sum((url) => url.endsWith('.js')),
    elsewhere: [...addresses.values()].filter(
      (url) => !url.startsWith('data:') && !url.startsWith(origin),
    ),
    shift: shifts.reduce((all, each) => all + each, 0),
  };
}

const visits = names.flatMap((name) => [320, 1280].map((width) => ({ name, width })));

test.each(visits)(
  '$name, $width pixels wide: a first visit is light, and nothing moves',
  async ({ name, width }) => {
    const { status, bytes, scriptBytes, elsewhere, shift } = await visit(
      pages.get(name) ?? '',
      width,
    );
    expect([status, elsewhere]).toEqual([200, []]);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(150_000);
    expect(scriptBytes).toBeGreaterThan(0);
    expect(scriptBytes).toBeLessThan(20_000);
    expect(shift).toBe(0);
  },
);

test('what moves is seen', async () => {
  expect((await visit('/kit', 1280, true)).shift).toBeGreaterThan(0);
});
