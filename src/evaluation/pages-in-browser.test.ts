import type { Browser as Chrome, Page as Tab } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../test/support/browser.ts';
import {
  buttonWith,
  choose,
  expectReadable,
  linkWith,
  press,
  sitDown,
  summaryWith,
  unfold,
  unfoldAll,
  write,
} from '../../test/support/in-browser.ts';
import {
  firstParts,
  makePanelOffice,
  type PanelOffice,
  type PanelPerson,
} from '../../test/support/panel-office.ts';

let office: PanelOffice;
let chrome: Chrome;
let tab: Tab;
let origin: string;
let base: string;

beforeAll(async () => {
  office = await makePanelOffice();
  origin = await office.server.app.listen({ port: 0, host: '127.0.0.1' });
  base = `/calls/${office.slug}`;
  chrome = await openBrowser();
  tab = await chrome.newPage();
  // Pages are complete without scripts, so there are none.
  await tab.setJavaScriptEnabled(false);
}, 60_000);
afterAll(async () => {
  expect(office.server.faults()).toEqual([]);
  await chrome.close();
  await office.close();
});

async function signIn({ browser: { cookies } }: PanelPerson): Promise<void> {
  await sitDown(chrome, { origin, cookies });
}

async function open(path: string): Promise<void> {
  await tab.goto(origin + path);
}

const send = (words: string): Promise<void> => press(tab, buttonWith(words));
const follow = (words: string): Promise<void> => press(tab, linkWith(words));
const fill = (name: string, text: string): Promise<void> => write(tab, `[name="${name}"]`, text);

const mainText = (): Promise<string> => tab.$eval('main', (main) => main.innerText);
const flash = (): Promise<string> =>
  tab.$eval('.bd-flash', (note) => (note as HTMLElement).innerText);

/** The page at both widths and in both languages, with its scripts. */
async function look(name: string): Promise<void> {
  await tab.setJavaScriptEnabled(true);
  for (const width of [320, 1280]) {
    await tab.setViewport({ width, height: 900 });
    for (const language of ['en', 'it']) {
      const url = new URL(tab.url());
      url.searchParams.set('lang', language);
      await tab.goto(url.href);
      await unfoldAll(tab);
      await expectReadable(tab, `${name}-${language}-${width}`);
    }
  }
  await tab.setJavaScriptEnabled(false);
  await tab.reload();
}

test('the secretary composes the panel: as many rows as the call asks for, and what is wrong stands at its field', async () => {
  await signIn(office.secretary);
  await open(`${base}/panel`);
  expect(await mainText()).toContain('Il Nucleo non è ancora costituito');
  await look('panel-empty');
  await follow('Registra l’atto di costituzione');
  await send('Aggiungi tre righe');
  await fill('title', 'Costituzione del Nucleo di valutazione');
  await fill('ground', 'Decreto n. 12 del 12 gennaio 2026');
  for (const [index, judge] of office.judges.entries()) {
    const [givenName = '', familyName = ''] = judge.name.split(' ');
    await fill(`fiscalCode-${index}`, index === 3 ? 'RSSMRA80A01H501X' : judge.fiscalCode);
    await fill(`givenName-${index}`, givenName);
    await fill(`familyName-${index}`, familyName);
    await tab.select(`[name="part-${index}"]`, firstParts[index] ?? '');
  }
  await tab.$eval('[name="day"]', (day) => {
    (day as HTMLInputElement).value = '2026-01-12';
  });
  await send('Registra l’atto');
  expect(await tab.$eval('#error-summary a', (link) => link.getAttribute('href'))).toBe(
    '#fiscalCode-3',
  );
  const kept = await tab.$eval(
    '[name="fiscalCode-2"]',
    (field) => (field as HTMLInputElement).value,
  );
  expect(kept).toBe(office.judges[2]?.fiscalCode);
  await fill('fiscalCode-3', office.judges[3]?.fiscalCode ?? '');
  await send('Registra l’atto');
  expect(await flash()).toContain('L’atto è registrato');
  const text = await mainText();
  for (const { name } of office.judges) expect(text).toContain(name);
  await open(`${base}/panel/acts/new`);
  await look('panel-act');
}, 120_000);

test('an evaluator declares before anything is seen, with the signs beside each application', async () => {
  for (const title of ['Lanterne del Borgo', 'Fari del Colle', 'Torce del Ponte'])
    await office.bring(title);
  const judge = office.judges[0] as PanelPerson;
  await office.world.givePower(judge.id, office.partnerIds[0] ?? '', ['read']);
  await signIn(judge);
  await open('/relations');
  await fill('fiscalCode', await codeOf(office.leadId));
  await fill('name', 'Comune di Ores');
  await tab.select('[name="kind"]', 'advises');
  await send('Dichiara un legame');
  expect(await flash()).toContain('Il legame è dichiarato');
  await look('relations');
  await open('/evaluations');
  await look('evaluations');
  await follow('Lampioni');
  expect(await mainText()).toContain('3 domande aspettano la tua dichiarazione');
  await look('evaluation-undeclared');
  await follow('Rendi la dichiarazione');
  const list = await mainText();
  expect(list).toContain('Comune di Ores');
  expect(list).toContain('legame dichiarato con Comune di Ores');
  expect(list).toContain('ha o ha avuto poteri per Bottega 1');
  expect(list).not.toContain('Borgo');
  await look('declaration');
  await choose(tab, '[name="conflict-1"]');
  await send('Rendi la dichiarazione');
  const errors = await tab.$$eval('#error-summary a', (links) =>
    links.map((link) => link.getAttribute('href')),
  );
  expect(errors).toEqual(['#ground-1', '#confirm']);
  await fill('ground-1', 'Ho scritto il progetto.');
  await choose(tab, '[name="confirm"]');
  await send('Rendi la dichiarazione');
  expect(await flash()).toContain('La dichiarazione è resa');
  expect(await mainText()).toContain('Ho scritto il progetto.');
}, 180_000);

test('the secretary assigns by rotation and by hand, and records a conflict that everybody of the office sees', async () => {
  for (const judge of office.judges.slice(1))
    expect((await office.declare(judge)).status).toBe(201);
  await signIn(office.secretary);
  await open(`${base}/panel`);
  await follow('Domande e assegnazioni');
  expect(await mainText()).toContain('3 domande sono da assegnare');
  await send('Assegna a rotazione');
  expect(await flash()).toContain('Sono state fatte 12 assegnazioni');
  await look('panel-applications');
  await follow('Solo quelle da assegnare');
  expect(await mainText()).toContain('Nessuna domanda da assegnare');
  await open(`${base}/panel/applications`);
  await follow('Lanterne del Borgo');
  await look('panel-application');
  const holder = await tab.$eval('#holders ~ table tbody th', (cell) => cell.textContent ?? '');
  await unfold(tab, summaryWith('Registra un conflitto'));
  const number = await tab.$$eval(
    '[name="conflict-member"] option',
    (options, name) => options.find((option) => option.textContent?.startsWith(name))?.value ?? '',
    holder,
  );
  await tab.select('[name="conflict-member"]', number);
  await send('Registra il conflitto');
  expect(await tab.$eval('#error-summary a', (link) => link.getAttribute('href'))).toBe(
    '#conflict-reason',
  );
  await fill('conflict-reason', 'Nota prot. 1203 del 12 maggio 2026');
  await send('Registra il conflitto');
  expect(await flash()).toContain('Il conflitto è registrato');
  const text = await mainText();
  expect(text).toContain('astensione per conflitto');
  expect(text).toContain('Nota prot. 1203');
  await look('panel-application-recused');
  await open(`${base}/panel`);
  await look('panel');
}, 180_000);

test('an evaluator gives one application back and reports a late conflict about another', async () => {
  const judge = office.judges[1] as PanelPerson;
  await signIn(judge);
  await open(`${base}/evaluation`);
  await look('evaluation');
  const before = (await tab.$$('main tbody a[href*="refusal"]')).length;
  expect(before).toBeGreaterThan(0);
  await follow('Rinuncia');
  await look('refusal');
  await send('Rinuncia alla domanda');
  expect(await mainText()).toContain('Questo dato manca');
  await fill('reason', 'Sono in congedo.');
  await send('Rinuncia alla domanda');
  expect(await flash()).toContain('Hai rinunciato');
  expect(await mainText()).toContain('rinuncia del valutatore');
  await open(`${base}/evaluation`);
  const numbers = await tab.$$eval('#mine ~ table tbody td.n', (cells) =>
    cells.map(({ textContent }) => textContent ?? ''),
  );
  const entry = numbers.at(-1) ?? '';
  await follow('Segnala un conflitto sopravvenuto');
  await look('late-conflict');
  await fill('entry', '999');
  await fill('reason', 'Mio cugino è socio.');
  await send('Segnala il conflitto');
  expect(await mainText()).toContain('non c’è una domanda con questo numero');
  await fill('entry', entry);
  await send('Segnala il conflitto');
  expect(await flash()).toContain('ti astieni da questa domanda');
  expect(await mainText()).toContain('Mio cugino è socio.');
  await look('evaluation-recused');
}, 180_000);

async function codeOf(organisationId: string): Promise<string> {
  const row = await office.world.database.db
    .selectFrom('organisation')
    .select('fiscal_code')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return row.fiscal_code;
}
