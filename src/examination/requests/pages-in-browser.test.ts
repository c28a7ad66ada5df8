import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser as Chrome, Page as Tab } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../../../test/support/application-server.ts';
import { accessibilityProblems, openBrowser } from '../../../test/support/browser.ts';
import { makeDialogueScene, type DialogueScene } from '../../../test/support/dialogue-scene.ts';
import { pdf } from '../../../test/support/document-scene.ts';

let scene: DialogueScene;
let chrome: Chrome;
let tab: Tab;
let origin: string;
const file = join(tmpdir(), `delibera-${process.pid}.pdf`);
/** Where pictures of the pages are put, to be looked at; nowhere without it. */
const pictures = process.env['BANDOLO_PICTURES'];

beforeAll(async () => {
  scene = await makeDialogueScene();
  await scene.server.app.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(scene.server.app.server.address() as AddressInfo).port}`;
  writeFileSync(file, pdf('La delibera del piano'));
  chrome = await openBrowser();
  tab = await chrome.newPage();
}, 90_000);
afterAll(async () => {
  await chrome.close();
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

/** The one window, with this person in front of it; without scripts, as pages must do. */
async function open(
  browser: Browser,
  url: string,
  { language = 'it', width = 1280, isScripted = false } = {},
): Promise<number | undefined> {
  await tab.deleteCookie(...(await tab.cookies(origin)));
  for (const [name, value] of browser.cookies) await tab.setCookie({ name, value, url: origin });
  await tab.setJavaScriptEnabled(isScripted);
  await tab.setViewport({ width, height: 900 });
  await tab.setExtraHTTPHeaders({ 'accept-language': language });
  return (await tab.goto(url))?.status();
}

/** Chooses an answer as a person does; a click by place could miss on a page that still moves. */
async function choose(name: string, value: string): Promise<void> {
  const isChosen = await tab.$eval(`input[name="${name}"][value="${value}"]`, (input) => {
    input.click();
    return input.checked;
  });
  expect({ name, isChosen }).toEqual({ name, isChosen: true });
}

async function press(words: string): Promise<void> {
  const button = await tab.$(`::-p-xpath(//*[self::button or self::a][contains(., "${words}")])`);
  if (!button) throw new Error(`there is no "${words}" on ${tab.url()}`);
  await Promise.all([
    tab.waitForNavigation(),
    button.evaluate((each) => (each as HTMLElement).click()),
  ]);
}

const text = (): Promise<string> => tab.$eval('main', (main) => main.textContent ?? '');

/** What is wrong with the page that this window shows, in both languages and sizes. */
async function look(browser: Browser, url: string, name: string): Promise<void> {
  const wrong: unknown[] = [];
  for (const language of ['it', 'en'])
    for (const width of [320, 1280]) {
      const status = await open(browser, url, { language, width, isScripted: true });
      await tab.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      const isTooWide = await tab.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      const problems = await accessibilityProblems(tab);
      if (status !== 200 || isTooWide || problems.length > 0)
        wrong.push({ language, width, status, isTooWide, problems });
      if (pictures !== undefined)
        await tab.screenshot({
          path: `${pictures}/${name}-${language}-${width}.png`,
          fullPage: true,
        });
    }
  expect({ name, wrong }).toEqual({ name, wrong: [] });
  await open(browser, url);
}

test('a request from the open checks to the new text, by two people without scripts', async () => {
  const { browser } = scene.officer;
  const { lead, partner } = scene.browsers;
  const address = await scene.beginExamination();
  await open(browser, `${origin}${address}/requests`);
  await look(browser, tab.url(), 'list-empty');
  await press('Prepara una richiesta di integrazioni');
  expect(await text()).toContain('Il piano dei lampioni è approvato');
  await look(browser, tab.url(), 'draft');
  await tab.type('#introduction', 'Gentile capofila, chiediamo quanto segue.');
  await press('Rileggi e invia');
  expect(await text()).toContain('Effetto sul termine');
  await look(browser, tab.url(), 'draft-review');
  await press('Invia ora');
  expect(await text()).toContain('attende risposta');

  await open(lead, `${origin}${address}`);
  expect(await text()).toContain('L’ufficio chiede integrazioni');
  await look(lead, tab.url(), 'application-with-request');
  await press('Leggi e rispondi');
  const page = tab.url();
  await look(lead, page, 'reply-form');
  const answers = await tab.$$('textarea');
  for (const answer of answers) await answer.type('La delibera è stata approvata.');
  await choose('fact.hasLampPlan', 'yes');
  await press('Salva');
  const upload = await tab.waitForSelector('#file-0');
  await (upload as unknown as { uploadFile: (path: string) => Promise<void> }).uploadFile(file);
  await press('Carica');
  expect(await text()).toContain('Scarica delibera');
  await open(lead, `${page}?step=send`);
  expect(await text()).toContain('Che cosa cambia nella domanda');
  await look(lead, tab.url(), 'reply-review');
  await press('Invia ora');
  expect(await text()).toContain('Risposta inviata');
  for (const [who, name] of [
    [browser, 'replied-office'],
    [lead, 'replied-lead'],
    [partner, 'replied-partner'],
  ] as const)
    await look(who, page, name);
  await open(browser, page);
  const seen = await text();
  for (const words of ['Effetto sulle cifre', 'Prova della consegna', 'Prima apertura: '])
    expect(seen).toContain(words);
}, 240_000);

test('a notice, its observations, and what the office says to each', async () => {
  const { browser } = scene.officer;
  const address = await scene.beginExamination();
  const path = await scene.sendOne(address, 'notice-against');
  const revision = await scene.write(path);
  await scene.post('lead', `POST ${path}/reply/sending`, { revision });
  await open(browser, `${origin}${path}`);
  expect(await text()).toContain('da rispondere');
  await look(browser, tab.url(), 'observations');
  await open(browser, `${origin}${address}/requests`);
  expect(await text()).toContain('Ad alcune osservazioni va ancora risposto');
  await open(browser, `${origin}${path}`);
  await tab.type('#answer0', 'Il piano non risulta approvato.');
  await choose('upheld0', 'yes');
  await press('Registra la risposta');
  await open(browser, `${origin}${address}/requests`);
  expect(await text()).toContain('L’esito negativo si può registrare');
  await look(browser, tab.url(), 'list');
}, 240_000);
