import type { Browser as Chrome } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../../../test/support/application-server.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import {
  decisionsWithout,
  makeDeskScene,
  type DeskScene,
} from '../../../test/support/desk-scene.ts';
import {
  buttonWith,
  choose,
  expectReadableInAll,
  openPage,
  press,
  textOf,
  write,
} from '../../../test/support/in-browser.ts';

let scene: DeskScene;
let officer: Browser;
let chrome: Chrome;
let origin: string;
let home: string;

beforeAll(async () => {
  scene = await makeDeskScene({
    decisions: decisionsWithout('ranking-ties', 'ranking-last-resort', 'partial-funding'),
  });
  officer = await scene.server.browserOf(scene.officer);
  home = `/rankings/${scene.slug}`;
  await officer.get('/rankings');
  await officer.post(`${home}/rounds`, {});
  await officer.post(`${home}/what-ifs`, { 't.net-30': '80', name: 'Soglia a 80' });
  chrome = await openBrowser();
  origin = await scene.server.app.listen({ port: 0, host: '127.0.0.1' });
}, 90_000);
afterAll(async () => {
  await chrome.close();
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

const seat = () => ({ origin, cookies: officer.cookies });

test('the pages are readable at both widths and in both languages', async () => {
  const stop = 'tie-at-cut-off.linea-4';
  for (const [path, name] of [
    ['/rankings', 'desk-calls'],
    [home, 'desk-call'],
    [`${home}/units/linea-4`, 'desk-ranking'],
    [`${home}/decisions/new?stop=${stop}&choice=move:pot-3`, 'desk-decision-move'],
    [`${home}/decisions/new?stop=${stop}&choice=draw`, 'desk-decision-draw'],
    [`${home}/what-if?t.net-30=80`, 'desk-what-if'],
    [`${home}/what-ifs`, 'desk-what-ifs'],
  ] as const) {
    const page = await openPage(chrome, path, seat());
    await expectReadableInAll(page, path, name);
    await page.close();
  }
}, 120_000);

test('while a figure is moved the result is drawn again, and without script the button does it', async () => {
  const page = await openPage(chrome, `${home}/what-if`, seat());
  expect(await textOf(page, '[data-what-if-result]')).toContain('Cambia qualcosa nel modulo');
  const redrawn = page.waitForResponse((reply) => reply.url().includes('/what-if/result'));
  await write(page, '[name="t.net-30"]', '80');
  await redrawn;
  await page.waitForFunction(() =>
    document.querySelector('[data-what-if-result]')?.textContent?.includes('Escono'),
  );
  await page.close();
  const bare = await openPage(chrome, `${home}/what-if`, { ...seat(), isScripted: false });
  await write(bare, '[name="t.net-30"]', '80');
  await press(bare, buttonWith('Ricalcola'));
  expect(await textOf(bare, '[data-what-if-result]')).toContain('Escono');
  await bare.close();
}, 60_000);

test('a decision is looked at and taken with the keyboard alone', async () => {
  const page = await openPage(chrome, `${home}/units/linea-4`, seat());
  await choose(page, '[name=choice][value=none-of-tie]');
  await page.focus('.bd-decide form button');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  expect(await textOf(page)).toContain('L’effetto della decisione');
  await page.focus('[name=act]');
  await page.keyboard.type('Determinazione n. 12');
  await page.$eval('[name=day]', (field) => ((field as HTMLInputElement).value = '2025-03-03'));
  await page.focus('[name=ground]');
  await page.keyboard.type('Dotazione finanziaria');
  await page.focus('[name=reasons]');
  await page.keyboard.type('Nessuna delle quattro può essere preferita.');
  await page.focus('#record ~ * button, .bd-actions button');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  expect(await textOf(page)).toContain('Decisione n. 1 registrata.');
  await page.close();
}, 60_000);
