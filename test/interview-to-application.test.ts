import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { makeDesk, type Desk } from './support/application-desk.ts';
import { openBrowser } from './support/browser.ts';
import { choose, expectReadable, openPage, press, write } from './support/in-browser.ts';

let desk: Desk;
let browser: Browser;
let base: string;

beforeAll(async () => {
  desk = await makeDesk({ create: createApp });
  base = await desk.server.app.listen({ port: 0, host: '127.0.0.1' });
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await desk.close();
});

test.each([
  [320, 'it', 'Comincia la domanda con queste risposte', 'ENG'],
  [1280, 'en', 'Start an application with these answers', 'ITA'],
] as const)(
  'at %i pixels, in %s, answers of the interview begin a draft',
  async (width, language, begin, other) => {
    const seat = { origin: base, width, isScripted: false };
    const page = await openPage(browser, `${desk.call}/fits?lang=${language}`, seat);
    await write(page, '[name="v-lead"]', '1');
    await write(page, '[name="v-workshop"]', '2');
    await press(page, 'button[value="answer"]');
    // The other language and back, with an answer half typed.
    await press(page, `.bd-lang button[value="${other === 'ENG' ? 'en' : 'it'}"]`);
    await press(page, `.bd-lang button[value="${language}"]`);
    expect(await page.$$eval('.bd-ans > div', (rows) => rows.length)).toBe(1);
    await press(page, 'button[value="pass"]');
    const button = '.bd-q .bd-actions a.bd-btn';
    expect(await page.$eval(button, (link) => link.textContent)).toBe(begin);
    await expectReadable(page, `interview-over-${width}`);
    // Whoever is not signed in is asked to, and comes back to the same address.
    const href = (await page.$eval(button, (link) => link.getAttribute('href'))) ?? '';
    await press(page, button);
    expect(new URL(page.url()).searchParams.get('return-to')).toBe(href);
    for (const [name, value] of desk.lead.cookies) await page.setCookie({ name, value, url: base });
    await page.goto(`${base}/account?lang=${language}`);
    await page.goto(base + href);
    await expectReadable(page, `new-with-answers-${width}`);
    await page.type('#title', `Lampioni ${width}`);
    await choose(page, 'input[name="line"][value="light"]');
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
