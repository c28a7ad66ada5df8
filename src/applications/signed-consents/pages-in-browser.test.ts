import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../../test/support/browser.ts';
import {
  chooseFile,
  expectReadable,
  openPage,
  press,
  textOf,
  type Seat,
} from '../../../test/support/in-browser.ts';
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
  origin = await scene.server.app.listen({ port: 0, host: '127.0.0.1' });
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await scene.close();
});

async function openAs(person: string, path: string, look: Partial<Seat> = {}): Promise<Page> {
  const { cookies } = await scene.server.browserOf(person);
  return openPage(browser, path, { origin, cookies, ...look });
}

const addressOf = ({ path }: Frozen): string => path.replace('/api/v1', '');

const signaturePage = (frozen: Frozen): string =>
  `${addressOf(frozen)}/consents/${scene.partnerId}/signatures/${frozen.hash}`;

test('a signed PDF is brought with a form, without script, and what is wrong is said in words', async () => {
  const frozen = await scene.freeze();
  const page = await openAs(scene.leadPerson, addressOf(frozen), { isScripted: false });
  const link = await page.$(`a[href*="/signatures/"]`);
  expect(await link?.evaluate((each) => each.getAttribute('href'))).toBe(signaturePage(frozen));
  const upload = async (name: string, content: Uint8Array): Promise<string> => {
    mkdirSync(scene.folder, { recursive: true });
    const path = join(scene.folder, '..', name);
    writeFileSync(path, content);
    await page.goto(origin + signaturePage(frozen));
    await chooseFile(page, 'input[type=file]', path);
    await press(page, 'main form button');
    return textOf(page);
  };
  expect(await upload('consenso.pdf', frozen.print)).toContain('Il file non è firmato.');
  await expectReadable(page, 'signature-refused-1280');
  await page.setViewport({ width: 320, height: 900 });
  await expectReadable(page, 'signature-refused-320');
  await page.setViewport({ width: 1280, height: 900 });
  const signed = await signPdf(await scene.certify(), frozen.print);
  const said = await upload('consenso-firmato.pdf', signed);
  expect(said).toContain('Consenso dato con la firma: ora la domanda è pronta.');
  await page.goto(origin + signaturePage(frozen));
  const report = await textOf(page);
  expect(report).toContain('Alba Prova, IT');
  expect(report).toContain('revoca non verificata');
  await page.close();
}, 60_000);

test('both pages can be read by everybody, in both languages, on a screen and on a phone', async () => {
  const [open, given] = [await scene.freeze(), await scene.freeze()];
  await scene.send(given, await signPdf(await scene.certify(), given.print));
  const places = [signaturePage(open), signaturePage(given), addressOf(open), addressOf(given)];
  for (const language of ['it', 'en'] as const)
    for (const width of [1280, 320])
      for (const [index, place] of places.entries()) {
        const page = await openAs(scene.partnerPerson, place, { language, width });
        await expectReadable(page, `signature-${index}-${language}-${width}`);
        await page.close();
      }
}, 120_000);
