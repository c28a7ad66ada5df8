import { sql } from 'kysely';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../../test/support/browser.ts';
import { expectReadableInAll, openPage, type Seat } from '../../../test/support/in-browser.ts';
import { takeInCall } from '../../examination/index.ts';
import { makePanelScene, type PanelScene, type Seated } from '../../../test/support/panel-scene.ts';

let scene: PanelScene;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  scene = await makePanelScene();
  origin = await scene.server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

const open = (
  { browser: { cookies } }: Pick<Seated, 'browser'>,
  path: string,
  look: Partial<Seat> = {},
): Promise<Page> => openPage(browser, path, { origin, cookies, ...look });

const reason = 'Relazione completa, con misure di prima e di dopo.';

async function fill(address: string, { token }: Seated, quality: string): Promise<void> {
  const entries = {
    quality: { value: quality, reason },
    landscape: { value: '4', reason },
  };
  await scene.ask(token, `PUT ${address}/sheet`, { entries }, 0);
  const closed = await scene.ask(token, `POST ${address}/sheet/closing`);
  expect(closed.status, closed.text).toBe(200);
}

async function openedSession(): Promise<number> {
  const { body, text } = await scene.ask(
    scene.secretary.token,
    `POST /calls/${scene.slug}/sessions`,
    {
      heldOn: '2026-02-02',
      place: 'Sala 2',
      present: [scene.chair, ...scene.scorers, scene.other].map(({ personId }) => personId),
    },
  );
  if (typeof body['number'] !== 'number') throw new Error(text);
  return body['number'];
}

/** Records and confirms what only the office knows, so that the points depend on the panel alone. */
async function findWhatIsMissing(address: string): Promise<void> {
  const values = { inhabitants: 400, savedPerYear: '6000.00', darkSky: true, restoredLamps: 0 };
  const findings = Object.entries(values).map(([subject, value]) => ({
    kind: 'fact',
    subject,
    says: 'value',
    value,
  }));
  const act = async (officer: number, path: string, body: object): Promise<void> => {
    const { headers } = await scene.read(address);
    const revision = Number(/\d+/.exec(String(headers['etag']))?.[0]);
    const { token = '' } = scene.officers[officer] ?? {};
    const reply = await scene.ask(token, `POST ${address}/examination/${path}`, body, revision);
    expect(reply.status, reply.text).toBe(201);
  };
  await act(0, 'findings', { findings });
  for (const [index] of findings.entries())
    await act(1, `findings/${index + 1}/confirmation`, { agrees: true });
}

/** An application whose values are in the minutes of a session, and communicated. */
async function decidedInSession(): Promise<string> {
  const address = await scene.bring();
  await findWhatIsMissing(address);
  for (const seated of scene.scorers) await fill(address, seated, '10');
  const number = await openedSession();
  const here = `POST /calls/${scene.slug}/sessions/${number}`;
  const { token } = scene.secretary;
  const applications = [address.split('/').at(-1)];
  for (const [path, body] of [
    [`${here}/openings`, { applications }],
    [`${here}/decisions`, { applications }],
    [`${here}/closing`, { notes: 'Nessuna.' }],
    [`POST /calls/${scene.slug}/feedback-releases`, undefined],
  ] as const) {
    const reply = await scene.ask(token, path, body);
    expect(reply.status, `${path}: ${reply.text}`).toBeLessThan(300);
  }
  return address;
}

/** A notice about the application that the mail server has refused. */
async function refuseMail(address: string): Promise<void> {
  const about = `application/${address.split('/').at(-1)}`;
  await sql`
    insert into mail_message (kind, about, recipient, language, subject, text, state, ended_at, reply)
    values ('office-message', ${about}, 'gone@example.org', 'it', 'Un messaggio', 'Testo', 'failed', now(),
            '550 no such mailbox')`.execute(scene.world.database.db);
}

/** One that its lead has taken back, of which the letter is not written yet. */
async function withdrawn(): Promise<string> {
  const address = await scene.bring();
  await scene.withdraw(address);
  await takeInCall({ database: scene.world.database }, scene.slug);
  return address;
}

/** Somebody who may read what concerns the lead. */
async function leadOf({ world, server, leadId }: PanelScene): Promise<Pick<Seated, 'browser'>> {
  const person = await world.makePerson();
  await world.givePower(person, leadId, ['read']);
  return { browser: await server.browserOf(person) };
}

/** Pages of sheets, sessions, messages and letters in every state, each with who looks at it. */
async function everyPage(): Promise<readonly (readonly [Pick<Seated, 'browser'>, string])[]> {
  const [one, two, three] = scene.scorers;
  const fresh = await scene.bring();
  const ready = await scene.bring();
  const laidOpen = await scene.bring();
  for (const address of [ready, laidOpen]) {
    await fill(address, one, '10');
    await fill(address, two, '10');
    await fill(address, three, '15');
  }
  const decided = await decidedInSession();
  const gone = await withdrawn();
  await refuseMail(fresh);
  const session = await openedSession();
  await scene.ask(scene.secretary.token, `POST /calls/${scene.slug}/sessions/${session}/openings`, {
    applications: [laidOpen.split('/').at(-1)],
  });
  const [officer] = scene.officers;
  if (!officer) throw new Error('The scene has no officer.');
  await scene.ask(officer.token, `POST ${fresh}/messages`, { text: 'Manca la planimetria.' });
  const call = `/calls/${scene.slug}`;
  return [
    [one, `${fresh}/sheet`],
    [one, `${ready}/sheet`],
    [one, `${laidOpen}/sheet`],
    [one, `${call}/sheets`],
    [scene.secretary, `${call}/sheets`],
    [scene.secretary, `${call}/sessions`],
    [scene.secretary, `${call}/sessions/${session}`],
    [scene.chair, `${laidOpen}/consolidation`],
    [scene.chair, `${decided}/consolidation`],
    [one, `${decided}/sheet`],
    [await leadOf(scene), `${decided}/feedback`],
    [scene.chair, `${call}/sessions/1`],
    [scene.chair, `${call}/evaluation`],
    [officer, `${fresh}/messages`],
    [officer, `${call}/messages`],
    [officer, `${call}/delivery-failures`],
    [officer, `${call}/letters`],
    [officer, `${gone}/letters/preview?template=withdrawn`],
    [officer, `${decided}/examination`],
    [await leadOf(scene), `${gone}/outcome`],
  ];
}

test('every page has no barrier, on a phone and on a desk, in both languages', async () => {
  const pages = await everyPage();
  for (const [index, [who, path]] of pages.entries()) {
    const page = await open(who, path);
    expect(await page.$('h1'), path).not.toBeNull();
    await expectReadableInAll(page, path, `judged-${index}-${path.split('/').slice(3).join('-')}`);
    await page.close();
  }
}, 300_000);

test('a sheet is filled in and closed with the keyboard alone, without script', async () => {
  const address = await scene.bring();
  const [one] = scene.scorers;
  const page = await open(one, `${address}/sheet`, { isScripted: false });
  const { keyboard } = page;
  const at = () => page.$eval(':focus', (element) => element.getAttribute('name'));
  const goTo = async (name: string, value?: string): Promise<void> => {
    for (let presses = 0; presses < 80; presses += 1) {
      await keyboard.press('Tab');
      const focused = await page.$(':focus');
      if (!focused || (await at()) !== name) continue;
      const own = await focused.evaluate((element) => element.getAttribute('value'));
      if (value === undefined || own === value) return;
    }
    throw new Error(`${name} is not reached`);
  };
  await goTo('value-quality');
  await keyboard.type('10');
  await goTo('reason-quality');
  await keyboard.type(reason);
  await goTo('value-landscape');
  await keyboard.type('4');
  await goTo('act', 'close');
  await Promise.all([page.waitForNavigation(), keyboard.press('Enter')]);
  expect(await page.$eval('#error-summary', (element) => element.textContent)).toContain('10');
  await goTo('reason-landscape');
  await keyboard.type(reason);
  await goTo('act', 'close');
  await Promise.all([page.waitForNavigation(), keyboard.press('Enter')]);
  const { body } = await scene.ask(one.token, `GET ${address}/sheet`);
  expect(body['state']).toBe('closed');
  await page.close();
}, 60_000);
