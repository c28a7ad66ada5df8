import type { AddressInfo } from 'node:net';
import type { Browser as Chrome, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from './support/application-server.ts';
import { accessibilityProblems, openBrowser } from './support/browser.ts';
import { Keyboard } from './support/keyboard.ts';
import { makePanelScene, type PanelScene } from './support/panel-scene.ts';

let scene: PanelScene;
let chrome: Chrome;
let page: Page;
let origin: string;
const reason = 'Relazione completa, con misure di prima e di dopo.';

beforeAll(async () => {
  scene = await makePanelScene();
  await scene.server.app.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(scene.server.app.server.address() as AddressInfo).port}`;
  chrome = await openBrowser();
  page = await chrome.newPage();
}, 120_000);
afterAll(async () => {
  await chrome.close();
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

/** The one window, with this person in front of it. */
async function sitDown(
  { cookies }: Browser,
  path: string,
  { language = 'it', width = 1280 } = {},
): Promise<Keyboard> {
  await page.deleteCookie(...(await page.cookies(origin)));
  for (const [name, value] of cookies) await page.setCookie({ name, value, url: origin });
  await page.setViewport({ width, height: 900 });
  await page.setExtraHTTPHeaders({ 'accept-language': language });
  await page.goto(`${origin}${path}`);
  return new Keyboard(page);
}

/** What whoever cannot see the page would stumble over. */
async function mustBeClear(): Promise<void> {
  expect(await accessibilityProblems(page), page.url()).toEqual([]);
}

function officerOf({ officers }: PanelScene) {
  const [officer] = officers;
  if (!officer) throw new Error('the scene has no officer');
  return officer;
}

test('an officer decides a check and sends a request with the keyboard alone', async () => {
  const officer = officerOf(scene);
  const address = await scene.submit();
  await scene.ask(officer.token, `POST ${address}/examination/beginning`, {});
  const keyboard = await sitDown(officer.browser, `${address}/examination`);
  await mustBeClear();
  await keyboard.choose('value.paper.agreement', 'value.paper.agreement-no');
  await keyboard.type('note.paper.agreement', 'Non è stato allegato.');
  await keyboard.go('#hand-formal button');
  const { body } = await scene.read(address);
  expect(body['findings']).toMatchObject([{ subject: 'agreement', value: 'not-met' }]);
  await keyboard.go(`main a[href="${address}/requests"]`);
  await keyboard.go('main form button');
  await mustBeClear();
  // Nothing is offered while the check waits for a second person: the officer writes the point.
  await keyboard.type('own0.text', 'Allegare l’accordo di partenariato firmato.');
  await keyboard.type('introduction', 'Per proseguire serve quanto segue.');
  await keyboard.go('button[value="read"]');
  await mustBeClear();
  await keyboard.go('main form button:not([name])');
  expect(await page.$eval('main', (main) => main.textContent)).toContain('attende risposta');
  const requests = await scene.ask(officer.token, `GET ${address}/requests`);
  expect(requests.body['requests']).toMatchObject([{ kind: 'clarification', state: 'open' }]);
  await sitDown(officer.browser, `${address}/examination`);
  expect(await page.$eval('main', (main) => main.textContent)).toContain('Integrazioni richieste');
  await mustBeClear();
}, 180_000);

test('an evaluator reads the application, then fills and closes the whole sheet beside it', async () => {
  const address = await scene.bring();
  const [evaluator] = scene.scorers;
  const keyboard = await sitDown(evaluator.browser, `/calls/${scene.slug}/sheets`);
  await keyboard.go(`main a[href="${address}/sheet"]`);
  const link = await page.$eval(`main a[href^="${address}"]`, (each) => [
    each.getAttribute('href'),
    each.getAttribute('target'),
  ]);
  // What is typed into the sheet stays where it is while one reads.
  expect(link).toEqual([address, 'bandolo-application']);
  await keyboard.type('value-quality', '10');
  await keyboard.type('reason-quality', reason);
  await keyboard.type('value-landscape', '4');
  await keyboard.type('reason-landscape', reason);
  await keyboard.go('button[name="act"][value="close"]');
  await mustBeClear();
  const { body } = await scene.ask(evaluator.token, `GET ${address}/sheet`);
  expect(body['state']).toBe('closed');
}, 180_000);

test('the due days are read and brought into a calendar with the keyboard', async () => {
  const officer = officerOf(scene);
  for (const language of ['it', 'en'])
    for (const width of [320, 1280]) {
      await sitDown(officer.browser, '/examination/calendar?view=all', { language, width });
      await mustBeClear();
    }
  const keyboard = await sitDown(officer.browser, '/examination/calendar?view=all');
  await keyboard.go('main form[action$="/feed"] button');
  expect(await page.$eval('main', (main) => main.textContent)).toContain('due-days.ics');
  await mustBeClear();
}, 120_000);
