import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems, openBrowser } from '../../../test/support/browser.ts';
import {
  makeSignedConsentScene,
  type Frozen,
  type SignedConsentScene,
} from '../../../test/support/signed-consent-scene.ts';
import { signPdf } from '../../../test/support/signing-authority.ts';

let scene: SignedConsentScene;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  scene = await makeSignedConsentScene();
  await scene.server.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(scene.server.app.server.address() as AddressInfo).port}`;
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await scene.close();
});

async function openAs(person: string, language = 'it', width = 1280): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width, height: 900 });
  await page.setExtraHTTPHeaders({ 'accept-language': language });
  const { cookies } = await scene.server.browserOf(person);
  const domain = '127.0.0.1';
  await page.setCookie(
    ...[...cookies].map(([name, value]) => ({ name, value, domain, path: '/' })),
  );
  return page;
}

const addressOf = ({ path }: Frozen): string => origin + path.replace('/api/v1', '');

const signaturePage = (frozen: Frozen): string =>
  `${addressOf(frozen)}/consents/${scene.partnerId}/signatures/${frozen.hash}`;

test('a signed PDF is brought with a form, without script, and what is wrong is said in words', async () => {
  const frozen = await scene.freeze();
  const page = await openAs(scene.leadPerson);
  await page.setJavaScriptEnabled(false);
  await page.goto(addressOf(frozen));
  const link = await page.$(`a[href*="/signatures/"]`);
  expect(await link?.evaluate((each) => each.getAttribute('href'))).toBe(
    signaturePage(frozen).slice(origin.length),
  );
  const upload = async (name: string, content: Uint8Array): Promise<string> => {
    mkdirSync(scene.folder, { recursive: true });
    const path = join(scene.folder, '..', name);
    writeFileSync(path, content);
    await page.goto(signaturePage(frozen));
    const input = await page.$('input[type=file]');
    await (input as unknown as { uploadFile: (path: string) => Promise<void> }).uploadFile(path);
    await Promise.all([page.waitForNavigation(), page.click('main form button')]);
    return page.$eval('main', (main) => main.textContent);
  };
  expect(await upload('consenso.pdf', frozen.print)).toContain('Il file non è firmato.');
  const signed = await signPdf(await scene.certify(), frozen.print);
  const said = await upload('consenso-firmato.pdf', signed);
  expect(said).toContain('Consenso dato con la firma: ora la domanda è pronta.');
  await page.goto(signaturePage(frozen));
  const report = await page.$eval('main', (main) => main.textContent);
  expect(report).toContain('Alba Prova, IT');
  expect(report).toContain('revoca non verificata');
  await page.close();
}, 60_000);

test('both pages can be read by everybody, in both languages, on a screen and on a phone', async () => {
  const [open, given] = [await scene.freeze(), await scene.freeze()];
  await scene.send(given, await signPdf(await scene.certify(), given.print));
  const places = [signaturePage(open), signaturePage(given), addressOf(open), addressOf(given)];
  for (const language of ['it', 'en'])
    for (const width of [1280, 320]) {
      const page = await openAs(scene.partnerPerson, language, width);
      for (const [index, place] of places.entries()) {
        await page.goto(place);
        expect(await accessibilityProblems(page), `${place} ${language} ${width}`).toEqual([]);
        const { scrollWidth, clientWidth } = await page.$eval('html', (root) => ({
          scrollWidth: root.scrollWidth,
          clientWidth: root.clientWidth,
        }));
        expect(scrollWidth, `${place} ${width}`).toBe(clientWidth);
        const folder = process.env['BANDOLO_DEBUG'];
        if (folder !== undefined && language === 'it')
          await page.screenshot({ path: `${folder}/s${index}-${width}.png`, fullPage: true });
      }
      await page.close();
    }
}, 120_000);
