import type { AddressInfo } from 'node:net';
import type { Browser as Chrome, HTTPRequest, Page as Tab } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeApplicationServer } from '../../../test/support/application-server.ts';
import { completeDraft } from '../../../test/support/application-world.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { makeSectionDesk, type SectionDesk } from '../../../test/support/section-desk.ts';

let chrome: Chrome;
let desk: SectionDesk;
let tab: Tab;
let origin: string;

beforeAll(async () => {
  chrome = await openBrowser();
});
afterAll(() => chrome.close());
beforeEach(async () => {
  desk = await makeSectionDesk({ partners: 2, draft: completeDraft });
  origin = await desk.server.app.listen({ port: 0, host: '127.0.0.1' });
  tab = await chrome.newPage();
  for (const [name, value] of desk.first.cookies) await tab.setCookie({ name, value, url: origin });
}, 60_000);
afterEach(async () => {
  await tab.close();
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

const poles = (): string => `[id="partner.${desk.leadId}.cost.poles"]`;

async function open(section: string): Promise<void> {
  await tab.goto(`${origin}${desk.address}/sections/${section}`);
}

/** Types a text in place of what is there, as a person does. */
async function type(selector: string, text: string): Promise<void> {
  await tab.$eval(selector, (control) => {
    for (
      let box = control.closest('details');
      box;
      box = box.parentElement?.closest('details') ?? null
    )
      box.open = true;
    (control as HTMLInputElement).select();
  });
  await tab.type(selector, text);
}

function says(pattern: RegExp): Promise<unknown> {
  return tab.waitForFunction(
    (source) => new RegExp(source).test(document.querySelector('[data-saved]')?.textContent ?? ''),
    { timeout: 20_000 },
    pattern.source,
  );
}

async function isAllSaved(): Promise<boolean> {
  return tab.evaluate(() => sessionStorage.length === 0);
}

async function stored(): Promise<{
  readonly revision: number;
  readonly poles: unknown;
  readonly village: unknown;
}> {
  const { revision, content } = await desk.stored();
  return {
    revision,
    poles: content.partners?.[0]?.costs?.['poles'],
    village: content.facts['village'],
  };
}

test('what is typed is saved by itself, and the page says when', async () => {
  await open('budget');
  await type(poles(), '1200,50');
  expect(await isAllSaved()).toBe(false);
  await tab.waitForFunction(() => sessionStorage.length === 0, { timeout: 20_000 });
  await says(/^Salvato alle \d\d:\d\d$/);
  expect(await stored()).toMatchObject({ revision: 2, poles: '1200.50' });
  expect(await tab.$eval('[data-ahead]', (note) => (note as HTMLElement).hidden)).toBe(true);
  expect(await tab.$$eval('[data-why]:not([hidden])', (all) => all.length)).toBeGreaterThan(3);
  await type('[data-add=poles] .description input', 'Pali');
  await type('[data-add=poles] .amount input', '7');
  await tab.waitForFunction(() => sessionStorage.length === 0, { timeout: 20_000 });
  expect(await tab.$$eval('[data-items=poles] [data-item]', (rows) => rows.length)).toBe(2);
  await type('[data-add=poles] .description input', 'Altri pali');
  await tab.waitForFunction(() => sessionStorage.length === 0, { timeout: 20_000 });
  expect((await stored()).poles).toMatchObject([
    { amount: '1200.50' },
    { description: 'Pali', amount: '7.00' },
    { description: 'Altri pali' },
  ]);
}, 90_000);

test('without a network everything stays in the page, also when it is loaded again, and is saved later', async () => {
  await open('project');
  await tab.setOfflineMode(true);
  await type('[name="fact.village"]', 'Ores di Sotto');
  await says(/^Non ancora salvato/);
  expect((await stored()).revision).toBe(1);
  await tab.setOfflineMode(false);
  await tab.evaluate(() => dispatchEvent(new Event('online')));
  await says(/^Salvato alle/);
  expect(await stored()).toMatchObject({ revision: 2, village: 'Ores di Sotto' });
  await open('budget');
  await tab.setOfflineMode(true);
  await type('[data-add=poles] .description input', 'Pali');
  await says(/^Non ancora salvato/);
  await tab.setOfflineMode(false);
  tab.on('dialog', (dialog) => void dialog.accept());
  await tab.reload();
  await tab.waitForFunction(() => sessionStorage.length === 0, { timeout: 20_000 });
  expect(await stored()).toMatchObject({ revision: 3, poles: [{}, { description: 'Pali' }] });
}, 90_000);

test('an answer that is lost is asked for again, under the same key, and nothing is saved twice', async () => {
  await open('project');
  const keys: string[] = [];
  await tab.setRequestInterception(true);
  const lose = async (request: HTTPRequest): Promise<void> => {
    if (request.method() !== 'POST') return request.continue();
    const headers = request.headers();
    keys.push(headers['idempotency-key'] ?? '');
    if (keys.length > 1) return request.continue();
    const cookies = await tab.cookies();
    // It reaches the server, and its answer does not come back.
    const reply = await fetch(request.url(), {
      method: 'POST',
      headers: {
        ...headers,
        origin,
        'sec-fetch-site': 'same-origin',
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      },
      body: request.postData() ?? '',
    });
    expect(reply.status).toBe(200);
    await request.abort('connectionreset');
  };
  tab.on('request', (request) => void lose(request));
  await type('[name="fact.village"]', 'Ores Nuova');
  await tab.waitForFunction(() => sessionStorage.length === 0, { timeout: 30_000 });
  await says(/^Salvato alle/);
  expect(new Set(keys).size).toBe(1);
  expect(keys.length).toBeGreaterThan(1);
  expect(await stored()).toMatchObject({ revision: 2, village: 'Ores Nuova' });
}, 90_000);

test('a server that is killed and started again gets what was typed meanwhile', async () => {
  await open('project');
  const { port } = desk.server.app.server.address() as AddressInfo;
  desk.server.app.server.closeAllConnections();
  await desk.server.close();
  await type('[name="fact.village"]', 'Ores Alta');
  await says(/^Non ancora salvato/);
  const again = await makeApplicationServer(desk.world);
  await again.app.listen({ port, host: '127.0.0.1' });
  await tab.waitForFunction(() => sessionStorage.length === 0, { timeout: 30_000 });
  expect(await stored()).toMatchObject({ revision: 2, village: 'Ores Alta' });
  expect(again.faults()).toEqual([]);
  await again.close();
}, 90_000);

test('two editors: other fields are taken over, the same field is shown with both values', async () => {
  await open('project');
  const other = async (name: string, text: string, before: string) =>
    desk.second.post(`${desk.address}/sections/project`, {
      seen: JSON.stringify({ [name]: before }),
      [name]: text,
    });
  await desk.second.get(`${desk.address}/sections/project`);
  expect((await other('title', 'Titolo di un altro', 'Lampioni')).status).toBe(303);
  await type('[name="fact.village"]', 'Mio');
  await tab.waitForFunction(
    () => document.querySelector<HTMLInputElement>('[name=title]')?.value === 'Titolo di un altro',
    { timeout: 20_000 },
  );
  expect(await stored()).toMatchObject({ village: 'Mio' });
  expect((await other('fact.village', 'Loro', 'Mio')).status).toBe(303);
  await Promise.all([
    tab.waitForNavigation({ timeout: 20_000 }),
    type('[name="fact.village"]', 'Mio di nuovo'),
  ]);
  const html = await tab.content();
  expect(html).toContain('Qualcun altro ha cambiato gli stessi dati');
  expect(html).toMatch(/<td[^>]*>Loro<\/td><td[^>]*>Mio di nuovo<\/td>/);
  expect(await tab.$('form[data-autosave]')).toBeNull();
  expect(await stored()).toMatchObject({ village: 'Loro' });
}, 90_000);

test('leaving is asked about only while something is not saved', async () => {
  const dialogs: string[] = [];
  tab.on('dialog', (dialog) => {
    dialogs.push(dialog.type());
    void dialog.accept();
  });
  await open('project');
  await type('[name="fact.village"]', 'Uno');
  await tab.waitForFunction(() => sessionStorage.length === 0, { timeout: 20_000 });
  await open('budget');
  expect(dialogs).toEqual([]);
  await tab.setOfflineMode(true);
  await type(poles(), '1');
  await tab.setOfflineMode(false);
  await open('project');
  expect(dialogs).toEqual(['beforeunload']);
}, 90_000);
