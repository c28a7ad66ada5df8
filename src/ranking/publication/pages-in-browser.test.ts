import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson } from '../../../test/support/bee-call.ts';
import { openCallBrowser, type CallBrowser } from '../../../test/support/call-browser.ts';
import {
  expectReadable,
  linkWith,
  openPage,
  press,
  write,
} from '../../../test/support/in-browser.ts';
import { lineFourAct } from '../../../test/support/line-four-act.ts';
import { publishMadeAct } from '../../../test/support/published-acts.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { importRanking } from '../imported/import-ranking.ts';
import { importedPages } from '../imported/pages.tsx';
import { readPublishedRanking } from '../imported/read-published-ranking.ts';
import { publicationPages } from './pages.tsx';

let desk: CallBrowser;
let browser: Browser;
let base: string;
const slug = 'ricircolo-enti-locali-2024';
const tables = 'definitions/published-rankings';

beforeAll(async () => {
  desk = await openCallBrowser(
    '2025-06-10T10:00:00Z',
    async ({ services: { database } }) => {
      const call = await database.db
        .selectFrom('call')
        .select('id')
        .where('slug', 'like', `${slug}%`)
        .executeTakeFirstOrThrow();
      const personId = await addPerson(database.db);
      const act = { callId: call.id, personId };
      await publishMadeAct(database.db, { ...act, ...lineFourAct(31) });
      await publishMadeAct(database.db, { ...act, ...lineFourAct(400) });
      for (const name of readdirSync(tables)) {
        const reading = readPublishedRanking(readFileSync(`${tables}/${name}`, 'utf8'), name);
        if (reading.type === 'refused') throw new Error(JSON.stringify(reading.problems));
        await database.db.transaction().execute((tx) => importRanking(tx, reading.ranking));
      }
    },
    (services) => (app) => {
      publicationPages(services)(app);
      importedPages(services)(app);
    },
  );
  ({ browser, base } = desk);
}, 120_000);
afterAll(() => desk.close());

const path = (rest: string): string => `/calls/${slug}${rest}`;

describe.each([1280, 320])('%i pixels wide', (width) => {
  const open = (at: string, language: 'it' | 'en' = 'it'): Promise<Page> =>
    openPage(browser, at, { origin: base, width, language });

  test.each([
    ['results', '/results'],
    ['call-results', path('/results')],
    ['act', path('/results/1')],
    ['act-long', path('/results/2')],
    ['act-page', path('/results/2?unit=linea-4&from=101')],
    ['act-province', path('/results/1?province=BG')],
    ['entry', path('/results/1/applications/D-0003')],
    ['figures', path('/results/1/figures')],
    ['open-data', '/open-data'],
    ['published-rankings', '/published-rankings'],
    ['published-ranking', '/published-rankings/ricircolo-second-scrolling'],
  ])('%s can be read by everybody', async (name, at) => {
    const page = await open(at);
    await expectReadable(page, `public-${name}-${width}`);
    await page.close();
  });

  test('in English, too', async () => {
    const page = await open(path('/results/1'), 'en');
    expect(await page.$eval('h1', (title) => title.textContent)).toBe('Who receives a grant');
    await expectReadable(page, `public-act-en-${width}`);
    await page.close();
  });
});

test('one finds an application by a part of its name, and reads why', async () => {
  const page = await openPage(browser, path('/results/2'), { origin: base, isScripted: false });
  await write(page, 'input[name="q"]', 'comune 37');
  await press(page, 'form.bd-filter button');
  expect(await page.$$eval('.bd-pub tbody tr', (rows) => rows.length)).toBe(11);
  await press(page, linkWith('Perché?'));
  expect(await page.$eval('h1', (title) => title.textContent)).toContain('Comune 37');
  expect(await page.$eval('main', (main) => main.textContent)).toContain('Totale netto');
  await page.close();
});
