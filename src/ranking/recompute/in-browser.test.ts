import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'puppeteer-core';
import { makeActScene, type ActScene } from '../../../test/support/act-scene.ts';
import { runCaptured } from '../../../test/support/captured-terminal.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { activate, expectReadable, openPage } from '../../../test/support/in-browser.ts';
import { createApp } from '../../app.ts';
import type { SealedBundle } from '../../engine/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { runAct } from '../../platform/run-act.ts';
import { makeSigner } from '../../platform/signer.ts';
import { publishAct } from '../acts/publish-act.ts';
import { sealBundle } from '../sign-bundle.ts';

let scene: ActScene;
let app: App;
let browser: Browser;
let base: string;
/** What a browser is given in the place of the bundle, where a test says so. */
let insteadOfActs: ((text: string) => string) | undefined;
let instead: ((bundle: SealedBundle) => unknown) | undefined;

beforeAll(async () => {
  scene = await makeActScene();
  await publish(await scene.approve({ kind: 'ranking', title: 'Decreto 7', ground: 'Art. 9' }));
  await publish(
    await scene.approve({
      kind: 'scrolling',
      title: 'Decreto 12',
      ground: 'Art. 9',
      follows: 1,
      orders: {
        additions: [{ pot: 'pot-4', amount: '300000.00', act: 'D.g.r. 100', source: 'Regione' }],
      },
    }),
  );
  app = createApp(scene.desk.services);
  app.addHook('onRequest', (request, _reply, next) => {
    if (instead ?? insteadOfActs) {
      delete request.headers['accept-encoding'];
      delete request.headers['if-none-match'];
    }
    next();
  });
  app.addHook('onSend', async (request, _reply, payload) => {
    const change = request.url.endsWith('/acts.json') ? insteadOfActs : insteadOfBundle();
    if (!change || !request.url.endsWith('.json')) return payload;
    const pieces: Buffer[] = [];
    for await (const piece of payload as AsyncIterable<Buffer>) pieces.push(piece);
    return change(Buffer.concat(pieces).toString('utf8'));
  });
  base = await app.listen({ port: 0, host: '127.0.0.1' });
  browser = await openBrowser();
}, 120_000);

/** From today on everybody sees it. */
async function publish({ number }: { readonly number: number }): Promise<void> {
  const outcome = await runAct(scene.world.database.db, (tx) =>
    publishAct(tx, {
      callId: scene.callId,
      number,
      personId: scene.signatory,
      zone: 'Europe/Rome',
      protocol: `T1.2026.${number}`,
      protocolDay: new Date().toISOString().slice(0, 10),
    }),
  );
  expect(outcome?.type).toBe('published');
}

afterAll(async () => {
  await browser.close();
  await app.close();
  await scene.close();
});

function insteadOfBundle(): ((text: string) => string) | undefined {
  const change = instead;
  return change && ((text) => JSON.stringify(change(JSON.parse(text) as SealedBundle)));
}

afterEach(() => {
  instead = undefined;
  insteadOfActs = undefined;
});

const address = (act = 1): string => `/calls/${scene.slug}/results/${act}`;

async function recompute(page: Page): Promise<string> {
  await activate(page, '[data-part="press"]');
  await page.waitForSelector('[data-part="press"]:not(:disabled)', { timeout: 20_000 });
  return page.$eval('[data-part="status"]', ({ textContent }) => textContent ?? '');
}

const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, ({ textContent }) => textContent ?? '');

describe.each([
  [1280, 'it', 'Tutto coincide: 0 differenze', 'uguale'],
  [320, 'en', 'Everything agrees: 0 differences', 'the same'],
] as const)('%i pixels wide, %s', (width, language, agrees, same) => {
  test('whoever reads computes the ranking again, line by line', async () => {
    const page = await openPage(browser, `${address()}/recompute`, {
      origin: base,
      width,
      language,
    });
    await expectReadable(page, `recompute-before-${width}`);
    expect(await recompute(page)).toBe(agrees);
    const lines = await page.$$eval('[data-line]', (rows) => rows.map((row) => row.textContent));
    expect(lines).toHaveLength(Math.min(50, scene.ids.size));
    for (const line of lines) expect(line).toContain(same);
    await activate(page, '[data-line="D-0001"] button');
    await page.waitForSelector('.bd-redo-why p');
    expect(await page.$$eval('.bd-redo-why p', (all) => all.length)).toBeGreaterThan(10);
    await expectReadable(page, `recompute-after-${width}`);
    await page.close();
  });
});

test.each<[string, (bundle: SealedBundle) => unknown, RegExp]>([
  [
    'a grant',
    (bundle) => ({
      ...bundle,
      outcomes: bundle.outcomes.map((one, index) =>
        index === 2 ? { ...one, grant: '1.00' } : one,
      ),
    }),
    /outcomes\.D-\d{4}\.grant: pubblicato 1\.00, ricalcolato \d/,
  ],
  [
    'what was declared',
    (bundle) => ({
      ...bundle,
      applications: bundle.applications.map((one, index) =>
        index === 0 ? { ...one, admission: 'not-admitted' } : one,
      ),
    }),
    /outcomes\.D-0001\.outcome/,
  ],
])('%s changed on the way is named', async (_, change, named) => {
  instead = change;
  const page = await openPage(browser, `${address()}/recompute`, { origin: base });
  expect(await recompute(page)).toMatch(/^Non coincide: \d+ differenze/);
  expect(await textOf(page, '[data-part="lines"]')).toMatch(named);
  expect(await textOf(page, '.bd-redo-sum')).toContain('non valida');
  expect(await textOf(page, '[data-line]')).toContain('diverso');
  await page.close();
});

test('a bundle that somebody else has signed is told apart, although everything in it agrees', async () => {
  instead = (bundle) => sealBundle(bundle, makeSigner());
  const page = await openPage(browser, `${address()}/recompute`, { origin: base });
  expect(await recompute(page)).toBe('Firma dell’ente: di qualcun altro');
  expect(await textOf(page, '.bd-redo-sum')).toContain('Firma dell’entedi qualcun altro');
  expect(await page.$('.bd-redo .bd-note.stop')).not.toBeNull();
  await page.close();
});

test('acts that go on from the ranking are made again, and one that was changed is named', async () => {
  const page = await openPage(browser, `${address(2)}/recompute`, { origin: base });
  expect(await recompute(page)).toBe('Tutto coincide: 0 differenze');
  expect(await textOf(page, '.bd-redo-sum')).toContain('2 su 2 rifatti uguali');
  await page.close();
  insteadOfActs = (text) => text.replace('"source":"Regione"', '"source":"Altri"');
  const wrong = await openPage(browser, `${address(2)}/recompute`, { origin: base });
  expect(await recompute(wrong)).toMatch(/^Non coincide: 1 differenz/);
  expect(await textOf(wrong, '.bd-redo-sum')).toContain('non tornano, dall’atto act-2');
  await wrong.close();
});

test('the command line verifies what is published at an address', async () => {
  const url = (file: string): string => `${base}${address(2)}/${file}.json`;
  const key = scene.desk.services.signer.publicKey.toString('base64');
  const words = ['verify', url('bundle'), '--acts', url('acts'), '--public-key', key];
  const run = await runCaptured(words);
  expect(run).toMatchObject({ code: 0 });
  expect(run.out).toContain('2 atti rifatti: uguali; la firma è valida');
  insteadOfActs = (text) => text.replace(/"granted":"\d/, '"granted":"9');
  const wrong = await runCaptured(words);
  expect(wrong.code).toBe(1);
  insteadOfActs = undefined;
  const absent = await runCaptured(['verify', `${base}${address(9)}/bundle.json`]);
  expect(absent.code).toBe(2);
});

test('whatever is not a bundle is said to be none', async () => {
  instead = () => 'no bundle';
  const page = await openPage(browser, `${address()}/recompute`, { origin: base });
  expect(await recompute(page)).toContain('non è un pacchetto');
  await page.close();
});

test('without script the page says how else it is done, and the bundle is there for everybody', async () => {
  const page = await openPage(browser, `${address()}/recompute`, {
    origin: base,
    isScripted: false,
  });
  expect(await page.$eval('[data-part="press"]', (button) => button.checkVisibility())).toBe(false);
  expect(await textOf(page, '.bd-redo')).toContain('bandolo verify');
  await page.close();
  const url = `${address()}/bundle.json`;
  const reply = await app.inject({ url });
  expect(reply.statusCode).toBe(200);
  expect(reply.headers).toMatchObject({ 'cache-control': 'public, max-age=60' });
  const again = await app.inject({ url, headers: { 'if-none-match': String(reply.headers.etag) } });
  expect({ status: again.statusCode, body: again.body }).toEqual({ status: 304, body: '' });
  for (const wrong of ['/results/3/bundle.json', '/results/1/acts.json', '/results/3/recompute'])
    expect((await app.inject({ url: `/calls/${scene.slug}${wrong}` })).statusCode).toBe(404);
});
