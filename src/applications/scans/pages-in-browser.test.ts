import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../../test/support/browser.ts';
import {
  makeDocumentScene,
  pdf,
  type DocumentScene,
} from '../../../test/support/document-scene.ts';
import { expectReadable, openPage, textOf } from '../../../test/support/in-browser.ts';
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
  const places = [`${pages}/documents`, `${pages}/documents/agreement/versions/1`];
  for (const language of ['it', 'en'] as const)
    for (const width of [1280, 320])
      for (const [index, place] of places.entries()) {
        const seat = { origin: scene.address, cookies, width, language };
        const page = await openPage(browser, place, seat);
        expect(await textOf(page)).toContain('Eicar-Test');
        await expectReadable(page, `scan-${index}-${language}-${width}`);
        await page.close();
      }
}, 60_000);
