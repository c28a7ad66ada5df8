import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems, openBrowser } from '../../../test/support/browser.ts';
import {
  makeDocumentScene,
  pdf,
  type DocumentScene,
} from '../../../test/support/document-scene.ts';
import { cookieName } from '../../platform/http/cookies.ts';

let scene: DocumentScene;
let browser: Browser;

beforeAll(async () => {
  scene = await makeDocumentScene({ clamd: { host: '127.0.0.1', port: 9 } });
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await scene.close();
});

test('what was found can be read by everybody, in both languages, on a screen and on a phone', async () => {
  const path = await scene.begin();
  const slots = ['plan-resolution', 'agreement'];
  for (const slot of slots)
    await scene.put(scene.lead, `${path}/documents/${slot}`, pdf(`scanned ${slot}`));
  const { db } = scene.world.database;
  const [first] = await db.selectFrom('document').select('hash').orderBy('slot').execute();
  await db
    .insertInto('content_scan')
    .values({ hash: first!.hash, state: 'infected', finding: 'Eicar-Test', scanner: 'a test' })
    .execute();
  const pages = path.replace('/api/v1', '');
  const cookies = [...(await scene.server.browserOf(scene.leadPerson)).cookies];
  expect(cookies.map(([name]) => name)).toContain(
    cookieName(scene.server.services.config, 'session'),
  );
  for (const language of ['it', 'en'])
    for (const width of [1280, 320]) {
      const page = await browser.newPage();
      await page.setViewport({ width, height: 900 });
      await page.setExtraHTTPHeaders({ 'accept-language': language });
      const domain = '127.0.0.1';
      await page.setCookie(...cookies.map(([name, value]) => ({ name, value, domain, path: '/' })));
      for (const place of [`${pages}/documents`, `${pages}/documents/agreement/versions/1`]) {
        await page.goto(scene.address + place);
        expect(await page.$eval('main', (main) => main.textContent)).toContain('Eicar-Test');
        expect(await accessibilityProblems(page), `${place} ${width}`).toEqual([]);
        const [wide, shown] = await page.$eval('html', (root) => [
          root.scrollWidth,
          root.clientWidth,
        ]);
        expect(wide, `${place} ${width}`).toBe(shown);
        const folder = process.env['BANDOLO_DEBUG'];
        if (folder !== undefined && language === 'it')
          await page.screenshot({
            path: `${folder}/scan-${place.length % 10}-${width}.png`,
            fullPage: true,
          });
      }
      await page.close();
    }
}, 60_000);
