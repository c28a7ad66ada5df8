import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { makeDesk, type Desk } from './support/application-desk.ts';
import { accessibilityProblems, openBrowser } from './support/browser.ts';

let desk: Desk;
let browser: Browser;
let base: string;

beforeAll(async () => {
  desk = await makeDesk({ create: createApp });
  await desk.server.app.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(desk.server.app.server.address() as AddressInfo).port}`;
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await desk.close();
});

async function lookAt(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined)
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  await page.setJavaScriptEnabled(true);
  expect(await accessibilityProblems(page)).toEqual([]);
  const overflow = await page.$eval('html', (root) => root.scrollWidth - root.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await page.setJavaScriptEnabled(false);
}

async function press(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(button)]);
}

test.each([
  [320, 'it', 'Comincia la domanda con queste risposte', 'ENG'],
  [1280, 'en', 'Start an application with these answers', 'ITA'],
] as const)(
  'at %i pixels, in %s, answers of the interview begin a draft',
  async (width, language, begin, other) => {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.setViewport({ width, height: 900 });
    for (const name of desk.lead.cookies.keys()) await page.deleteCookie({ name, url: base });
    await page.goto(`${base}${desk.call}/fits?lang=${language}`);
    await page.click('[name="v-lead"]', { count: 3 });
    await page.type('[name="v-lead"]', '1');
    await page.click('[name="v-workshop"]', { count: 3 });
    await page.type('[name="v-workshop"]', '2');
    await press(page, 'button[value="answer"]');
    // The other language and back, with an answer half typed.
    await press(page, `.bd-lang button[value="${other === 'ENG' ? 'en' : 'it'}"]`);
    await press(page, `.bd-lang button[value="${language}"]`);
    expect(await page.$$eval('.bd-ans > div', (rows) => rows.length)).toBe(1);
    await press(page, 'button[value="pass"]');
    const button = '.bd-q .bd-actions a.bd-btn';
    expect(await page.$eval(button, (link) => link.textContent)).toBe(begin);
    await lookAt(page, `interview-over-${width}`);
    // Whoever is not signed in is asked to, and comes back to the same address.
    const href = (await page.$eval(button, (link) => link.getAttribute('href'))) ?? '';
    await press(page, button);
    expect(new URL(page.url()).searchParams.get('return-to')).toBe(href);
    for (const [name, value] of desk.lead.cookies) await page.setCookie({ name, value, url: base });
    await page.goto(`${base}/account?lang=${language}`);
    await page.goto(base + href);
    await lookAt(page, `new-with-answers-${width}`);
    await page.type('#title', `Lampioni ${width}`);
    await page.click('input[name="line"][value="light"]');
    await press(page, 'form#new-application button[type="submit"]');
    const rows = await desk.world.database.db
      .selectFrom('application')
      .select('content')
      .where('title', '=', `Lampioni ${width}`)
      .execute();
    expect(rows).toEqual([
      { content: { line: 'light', facts: {}, partners: [{ id: desk.leadId, role: 'lead' }] } },
    ]);
    await page.close();
  },
  60_000,
);
