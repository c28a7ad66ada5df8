import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser as Chrome, Page as Tab } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeActServer, type ActServer } from '../../../test/support/act-server.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import {
  buttonWith,
  chooseFile,
  expectReadable,
  linkWith,
  press,
  sitDown,
  textOf,
  unfoldAll,
  write,
} from '../../../test/support/in-browser.ts';
import { temporaryFolder } from '../../../test/support/sample-round.ts';

let server: ActServer;
let chrome: Chrome;
let tab: Tab;
let origin: string;
let home: string;

beforeAll(async () => {
  server = await makeActServer();
  origin = await server.app.listen({ port: 0, host: '127.0.0.1' });
  home = `/rankings/${server.scene.slug}/acts`;
  chrome = await openBrowser();
  tab = await chrome.newPage();
  // Pages are complete without scripts, so there are none.
  await tab.setJavaScriptEnabled(false);
});
afterAll(async () => {
  expect(server.faults()).toEqual([]);
  await chrome.close();
  await server.close();
});

async function be(who: 'officer' | 'signatory', path: string): Promise<void> {
  await sitDown(chrome, { origin, cookies: await server.cookiesOf(who) });
  await tab.goto(`${origin}${path}`);
}

const fill = (name: string, text: string): Promise<void> => write(tab, `[name="${name}"]`, text);

/** The page at both widths and in both languages, with its scripts; then back to Italian. */
async function look(name: string): Promise<void> {
  await tab.setJavaScriptEnabled(true);
  for (const width of [320, 1280]) {
    await tab.setViewport({ width, height: 900 });
    for (const language of ['en', 'it']) {
      const url = new URL(tab.url());
      url.searchParams.set('lang', language);
      await tab.goto(url.href);
      await unfoldAll(tab);
      await expectReadable(tab, `${name}-${language}-${width}`);
    }
  }
  await tab.setJavaScriptEnabled(false);
}

test('an officer prepares a ranking act, a signatory signs and publishes it', async () => {
  await be('officer', home);
  await look('acts-none');
  await press(tab, linkWith('Approva una graduatoria'));
  await press(tab, buttonWith('Salva la bozza'));
  expect(await textOf(tab)).toContain('Servono l’oggetto e il fondamento');
  await look('act-draft-form');
  await tab.goto(`${origin}${home}/new?kind=ranking`);
  await fill('title', 'Graduatoria della linea 4');
  await fill('ground', 'Art. 9');
  await press(tab, buttonWith('Salva la bozza'));
  expect(await textOf(tab)).toContain('superato');
  await look('act-draft');
  expect(await textOf(tab)).toContain('Firma e pubblica chi ne ha il ruolo');
  await be('signatory', `${home}/1`);
  await press(tab, buttonWith('Firma l’atto'));
  expect(await textOf(tab, '.bd-flash')).toContain('firmato');
  await press(tab, buttonWith('Pubblica l’atto'));
  expect(await textOf(tab, '.bd-flash')).toContain('protocollo');
  await fill('protocol', '2025/0001');
  await tab.$eval('[name="protocolDay"]', (field) => {
    (field as HTMLInputElement).value = '2025-01-07';
  });
  await press(tab, buttonWith('Pubblica l’atto'));
  expect(await textOf(tab, '.bd-flash')).toContain('pubblicato');
  await look('act-published');
});

test('new money is scrolled, and the act is signed with the file of who has the power', async () => {
  await be('officer', `${home}/1`);
  await press(tab, linkWith('Scorri la graduatoria'));
  await look('act-scrolling-form');
  await fill('title', 'Primo scorrimento');
  await fill('ground', 'Dotazione finanziaria');
  await tab.select('[name="addition-0-pot"]', 'pot-4');
  await fill('addition-0-amount', '50.000,00');
  await fill('addition-0-source', 'Regione inventata');
  await press(tab, buttonWith('Salva la bozza'));
  expect(await textOf(tab)).toContain('Servono l’oggetto e il fondamento');
  await fill('addition-0-act', 'Decreto 12');
  await press(tab, buttonWith('Salva la bozza'));
  expect(await textOf(tab)).toContain('Concesso con questo atto');
  await look('act-scrolling');
  const text = await server.raw(
    `/api/v1/calls/${server.scene.slug}/ranking-acts/2/files/text`,
    server.tokens.officer,
  );
  const path = join(temporaryFolder(), 'atto.json.p7m');
  writeFileSync(path, await server.sign('signatory', text));
  await chooseFile(tab, '#file', path);
  await press(tab, buttonWith('Invia la firma'));
  expect(await textOf(tab, '.bd-flash')).toContain('firmato');
  await tab.goto(`${origin}${home}`);
  await look('acts');
});
