import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems, openBrowser } from '../../../test/support/browser.ts';
import { completeDraft } from '../../../test/support/application-world.ts';
import {
  makeExaminationScene,
  type ExaminationScene,
} from '../../../test/support/examination-scene.ts';
import { lineFour, lineFourDraft, lineFourFindings } from '../../../test/support/line-four.ts';

let lines: ExaminationScene;
let lamps: ExaminationScene;
let browser: Browser;

beforeAll(async () => {
  lines = await makeExaminationScene({
    ...lineFour,
    draft: (lead) => lineFourDraft(lead, { works: true }),
  });
  lamps = await makeExaminationScene({ partners: 1, draft: completeDraft });
  for (const scene of [lines, lamps]) await scene.server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  for (const scene of [lines, lamps]) {
    expect(scene.server.faults()).toEqual([]);
    await scene.close();
  }
});

interface Look {
  readonly width?: number;
  readonly language?: 'it' | 'en';
  readonly cookies?: ReadonlyMap<string, string>;
  readonly isScripted?: boolean;
}

async function open(
  { server, officers }: ExaminationScene,
  path: string,
  {
    width = 1280,
    language = 'it',
    cookies = officers[0]?.browser.cookies,
    isScripted = true,
  }: Look = {},
): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width, height: 900 });
  await page.setJavaScriptEnabled(isScripted);
  const origin = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
  const named = [...(cookies ?? [])].map(([name, value]) => ({ name, value }));
  await page.setCookie(...named.map((each) => ({ ...each, domain: '127.0.0.1', path: '/' })));
  await page.setExtraHTTPHeaders({ 'accept-language': language });
  await page.goto(`${origin}${path}`);
  return page;
}

/** Pages in every state that there is, each with who looks at it. */
async function everyPage(): Promise<
  readonly (readonly [ExaminationScene, string, (ReadonlyMap<string, string> | undefined)?])[]
> {
  const fresh = await lamps.submit();
  const found = await lines.submit();
  await record(lines, found, [
    { kind: 'fact', subject: 'complete', says: 'value', value: true },
    { kind: 'fact', subject: 'inLombardy', says: 'to-clarify', note: 'Quale riva del lago?' },
    { kind: 'fact', subject: 'worksStart', says: 'value', value: '2024-03-01', note: 'Verbale' },
  ]);
  await record(lamps, fresh, [
    { kind: 'requirement', subject: 'lamp-plan', says: 'value', value: 'not-met', note: 'Scaduto' },
  ]);
  const decided = await lines.submit();
  await admitWithReserve(decided);
  const reader = await readerOf(lines);
  return [
    [lamps, `${fresh}/examination`],
    [lamps, `${fresh}/examination`, lamps.officers[1]?.browser.cookies],
    [lamps, `${fresh}/examination/costs/poles?partner=${lamps.leadId}`],
    [lines, `${found}/examination`],
    [lines, `${found}/examination/subjects/fact/worksStart`],
    [lines, `${found}/examination/subjects/requirement/works-start`],
    [lines, `${found}/examination/outcome`],
    [lines, `${decided}/examination`],
    [lines, `${decided}/examination/reopening`],
    [lines, `${decided}/outcome`, reader],
    [lines, `${found}/outcome`, reader],
  ];
}

async function record(scene: ExaminationScene, address: string, findings: readonly object[]) {
  const { headers } = await scene.read(address);
  const revision = Number(/\d+/.exec(String(headers['etag']))?.[0]);
  const path = `POST ${address}/examination/findings`;
  const reply = await scene.ask(scene.officers[0]?.token ?? '', path, { findings }, revision);
  expect(reply.status, reply.text).toBe(201);
}

async function admitWithReserve(address: string): Promise<void> {
  const act = async (path: string, body: object) => {
    const { headers } = await lines.read(address);
    const revision = Number(/\d+/.exec(String(headers['etag']))?.[0]);
    const token = lines.officers[0]?.token ?? '';
    const reply = await lines.ask(token, `POST ${address}/examination/${path}`, body, revision);
    expect(reply.status, reply.text).toBeLessThan(300);
  };
  for (const [phase, findings] of Object.entries(lineFourFindings)) {
    const told = findings.map(([subject, value]) => ({
      kind: 'fact',
      subject,
      says: 'value',
      value,
    }));
    await act('findings', { findings: told });
    await act(`phases/${phase}/conclusion`, {});
  }
  await act('outcome', { outcome: 'with-reserve', reasons: [{ text: 'Manca il CUP.' }] });
}

async function readerOf({ world, server, leadId }: ExaminationScene) {
  const person = await world.makePerson();
  await world.givePower(person, leadId, ['read']);
  return (await server.browserOf(person)).cookies;
}

test('every page can be read by everybody, on a screen and on a phone, in both languages', async () => {
  for (const [scene, path, cookies] of await everyPage())
    for (const [width, language] of [
      [1280, 'it'],
      [320, 'en'],
    ] as const) {
      const page = await open(scene, path, { width, language, ...(cookies && { cookies }) });
      const at = `${path} ${width}`;
      await page.evaluate(openAll);
      expect(await accessibilityProblems(page), at).toEqual([]);
      expect(await overflow(page), at).toBeLessThanOrEqual(0);
      await page.close();
    }
}, 240_000);

/** Everything that is folded up is looked at too. */
function openAll(): void {
  const { document } = globalThis as unknown as {
    readonly document: { querySelectorAll: (name: string) => Iterable<{ open: boolean }> };
  };
  for (const details of document.querySelectorAll('main details')) details.open = true;
}

/** By how much the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { document } = globalThis as unknown as {
      readonly document: {
        readonly documentElement: { readonly scrollWidth: number; readonly clientWidth: number };
      };
    };
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  });
}

test('an officer without scripts, with the keyboard only, answers a check and concludes nothing that is open', async () => {
  const address = await lines.submit();
  const page = await open(lines, `${address}/examination`, { isScripted: false });
  await page.focus('[id="value.fact.complete"]');
  await page.keyboard.press('Space');
  await page.focus('[id="note.fact.complete"]');
  await page.keyboard.type('Vista la domanda');
  await page.focus('#hand-formal button');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  const { body } = await lines.read(address);
  expect(body['findings']).toMatchObject([
    { subject: 'complete', value: true, note: 'Vista la domanda' },
  ]);
  expect(await page.$('form[action$="/conclusion"]')).toBeNull();
  await page.close();
}, 60_000);
