import type { Browser as Chrome, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { makeDesk, type Desk } from './support/application-desk.ts';
import type { Browser } from './support/application-server.ts';
import { accessibilityProblems, openBrowser } from './support/browser.ts';
import { Keyboard } from './support/keyboard.ts';

interface Partner {
  readonly id: string;
  readonly code: string;
  readonly browser: Browser;
}

let desk: Desk;
let chrome: Chrome;
let page: Page;
let keyboard: Keyboard;
let origin: string;
let partners: readonly Partner[];

beforeAll(async () => {
  desk = await makeDesk({ create: createApp });
  const { app } = desk.server;
  origin = await app.listen({ port: 0, host: '127.0.0.1' });
  partners = await Promise.all(['Uno', 'Due', 'Tre', 'Quattro', 'Cinque'].map(makePartner));
  chrome = await openBrowser();
  page = await chrome.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  keyboard = new Keyboard(page);
}, 60_000);
afterAll(async () => {
  expect(desk.server.faults()).toEqual([]);
  await chrome.close();
  await desk.close();
});

async function makePartner(name: string): Promise<Partner> {
  const { world, server } = desk;
  const id = await world.makeOrganisation(`Bottega ${name}`);
  const person = await world.makePerson();
  await world.givePower(person, id, ['read', 'consent']);
  const { fiscal_code: code } = await world.database.db
    .selectFrom('organisation')
    .select('fiscal_code')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { id, code, browser: await server.browserOf(person) };
}

/** Sits down as somebody, at that address. */
async function sitDown(browser: Browser, path: string): Promise<void> {
  for (const [name, value] of browser.cookies) await page.setCookie({ name, value, url: origin });
  const reply = await page.goto(origin + path);
  expect(reply?.status()).toBe(200);
  keyboard.restart();
}

async function expectReadable(): Promise<void> {
  expect([page.url(), await accessibilityProblems(page)]).toEqual([page.url(), []]);
}

const next = 'button[name="then"][value="next"]';
const stay = 'button[name="then"][value="stay"]';

async function fillProject(): Promise<void> {
  await keyboard.type('fact.village', 'Ores');
  await keyboard.choose('fact.applicantKind', 'fact.applicantKind');
  await keyboard.choose('fact.hasLampPlan', 'fact.hasLampPlan');
  await keyboard.tick('fact.lampKinds');
  await keyboard.tick('fact.materials');
  await keyboard.type('fact.ownShare', '10');
  await keyboard.type('fact.startDate', '05012027', '2027-05-01');
  await keyboard.type('fact.upkeepYears', '5');
  await keyboard.type('fact.lamps.0.street', 'Via Roma');
  await keyboard.type('fact.lamps.0.count', '10');
  await keyboard.type('fact.lamps.0.price', '1000');
  await keyboard.type('fact.lamps.0.lit', '12012027', '2027-12-01');
  await expectReadable();
  await keyboard.go(next);
}

/** One after the other, each with its code and its role; then everybody’s answer. */
async function addPartners(): Promise<void> {
  for (const { code } of partners) {
    await keyboard.type('new.code', code);
    await keyboard.select('new.role', 'bottega', 'workshop');
    await keyboard.go(stay);
  }
  await expectReadable();
  for (const id of [desk.leadId, ...partners.map((each) => each.id)])
    await keyboard.choose(`partner.${id}.fact.signed`, `partner.${id}.fact.signed`);
  await keyboard.go(next);
}

test('a whole submission with five partners, with the keyboard alone', async () => {
  await sitDown(desk.lead, `${desk.call}/applications/new`);
  await expectReadable();
  await keyboard.type('title', 'Lampioni senza mouse');
  await keyboard.choose('line', 'line');
  await keyboard.go('main form button');
  await fillProject();
  await addPartners();
  const [address = ''] = /\/calls\/[^/]+\/applications\/[^/]+/.exec(page.url()) ?? [];
  await keyboard.type(`partner.${desk.leadId}.cost.poles`, '20000');
  await expectReadable();
  await keyboard.go(next);
  expect(page.url()).toContain('/sections/summary');
  await expectReadable();
  await keyboard.go(`main a[href="${address}"]`);
  await expectReadable();
  await keyboard.go(`form[action="${address}/freeze"] button`);
  await expectReadable();
  for (const { browser } of partners) {
    await sitDown(browser, '/applications');
    await keyboard.go(`a.bd-btn[href^="${address}#consent"]`.replace('#consent', ''));
    await keyboard.go(`form[action="${address}/consents"] button`);
  }
  await expectReadable();
  await sitDown(desk.lead, '/applications');
  await expectReadable();
  await keyboard.go(`a.bd-btn[href="${address}/submission"]`);
  await expectReadable();
  await keyboard.tabTo('.bd-gate-button[aria-disabled="false"]');
  await keyboard.press('Enter');
  await page.waitForFunction(() => location.pathname.endsWith('/receipts/1'));
  await expectReadable();
  expect(await page.$eval('h1', (title) => title.textContent)).toContain('Protocollo');
}, 240_000);

test('the first stop skips to the content, and no page holds the focus back', async () => {
  const address = await desk.begin('Da percorrere');
  for (const path of [
    '/calls',
    desk.call,
    '/applications',
    address,
    `${address}/sections/project`,
    `${address}/sections/budget`,
    `${address}/documents`,
    `${address}/submission`,
  ]) {
    await sitDown(desk.lead, path);
    await keyboard.tabTo('a[href="#content"]');
    await keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await page.keyboard.press('Tab');
    expect(
      await page.evaluate(() => document.activeElement?.closest('main, footer') !== null),
    ).toBe(true);
    await sitDown(desk.lead, path);
    expect(await keyboard.walk()).toBeGreaterThan(8);
  }
}, 240_000);
