import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../../test/support/browser.ts';
import { completeDraft } from '../../../test/support/application-world.ts';
import {
  makeExaminationScene,
  type ExaminationScene,
} from '../../../test/support/examination-scene.ts';
import { expectReadableInAll, openPage, type Seat } from '../../../test/support/in-browser.ts';
import { lineFour, lineFourDraft, lineFourFindings } from '../../../test/support/line-four.ts';

type Shown = ExaminationScene & { readonly origin: string };

let lines: Shown;
let lamps: Shown;
let browser: Browser;

beforeAll(async () => {
  lines = await show(
    await makeExaminationScene({
      ...lineFour,
      draft: (lead) => lineFourDraft(lead, { works: true }),
    }),
  );
  lamps = await show(await makeExaminationScene({ partners: 1, draft: completeDraft }));
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  for (const scene of [lines, lamps]) {
    expect(scene.server.faults()).toEqual([]);
    await scene.close();
  }
});

async function show(scene: ExaminationScene): Promise<Shown> {
  return { ...scene, origin: await scene.server.app.listen({ host: '127.0.0.1', port: 0 }) };
}

function open({ origin, officers }: Shown, path: string, look: Partial<Seat> = {}): Promise<Page> {
  const cookies = look.cookies ?? officers[0]?.browser.cookies ?? [];
  return openPage(browser, path, { ...look, origin, cookies });
}

/** Pages in every state that there is, each with who looks at it. */
async function everyPage(): Promise<
  readonly (readonly [Shown, string, (ReadonlyMap<string, string> | undefined)?])[]
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
  for (const [index, [scene, path, cookies]] of (await everyPage()).entries()) {
    const page = await open(scene, path, cookies && { cookies });
    await expectReadableInAll(page, path, `check-${index}-${path.split('/').slice(5).join('-')}`);
    await page.close();
  }
}, 240_000);

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
