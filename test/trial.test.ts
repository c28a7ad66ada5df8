import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadTrialData } from '../src/trial/index.ts';
import { openDatabase } from '../src/platform/database.ts';
import { makeSigner } from '../src/platform/signer.ts';
import { makeFormBrowser, type FormBrowser } from './support/form-browser.ts';
import { openPictured, pictured, textsOf } from './support/pictured-pages.ts';
import { remoteApp } from './support/remote-app.ts';
import { temporaryFolder } from './support/sample-round.ts';
import { buildProgram, hasSaid, killServers, serve, type Serving } from './support/serving.ts';
import { cloneDatabase, type TestDatabase } from './support/template-database.ts';
import { testConfig } from './support/test-config.ts';
import { englishIn, keysIn, wrongItalianIn } from './support/wrong-words.ts';
import { readTrialState, type TrialState } from './support/trial-state.ts';

const invented = 'Dati inventati: persone, imprese ed enti di questa pagina non esistono.';
const rehearsal = 'Prova generale: ciò che invii qui non ha alcun effetto';
const lamps = '/calls/fictional-village-lamps.rehearsal';

beforeAll(buildProgram);
afterAll(killServers);

function start(folder: string, words: readonly string[] = []): Serving {
  return serve({ BANDOLO_DATA: folder }, { words, isBuilt: true });
}

const addressOf = (serving: Serving) => hasSaid(serving, /(http:\/\/127\.0\.0\.1:\d+)\n/);

async function stop({ child, ended }: Serving): Promise<void> {
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
}

/** Becomes the person whose row has this name, with the button of the sign-in page. */
async function signIn(address: string, name: string): Promise<FormBrowser> {
  const browser = makeFormBrowser(remoteApp(address), { language: 'it' });
  const { html } = await browser.open('/sign-in');
  const row = html.split('<tr').find((each) => each.includes(`>${name}</th>`)) ?? '';
  const person = /name="person" value="([^"]+)"/.exec(row)?.[1] ?? '';
  expect(person, name).not.toBe('');
  const { status } = await browser.send('/sign-in/trial', { person, 'return-to': '/account' });
  expect(status).toBe(303);
  return browser;
}

describe('a first start on a fresh machine', () => {
  const folder = join(temporaryFolder(), 'data');
  let first: Serving;
  let address: string;
  const open = (url: string) => makeFormBrowser(remoteApp(address), { language: 'it' }).open(url);

  beforeAll(async () => {
    first = start(folder);
    address = await addressOf(first);
    await hasSaid(first, /(Ctrl\+C)/);
  }, 120_000);

  test('says who one can be, and last where it is', () => {
    const lines = first.out().trimEnd().split('\n');
    expect(lines.slice(-2)).toEqual([`  Bandolo è pronto: ${address}`, '  Ctrl+C per fermarlo.']);
    expect(first.out()).toContain('    Miranda Tagliapenna   Scrive i bandi:');
    expect(first.out()).toContain('    Ermete Travaglioli   Sindaco di Cantarengo:');
    expect(lines.filter((line) => /^ {4}\S/.test(line))).toHaveLength(36);
    expect(first.err()).toBe('');
  });

  test('everybody sees the calls, and that what is invented is', async () => {
    const home = await open('/');
    expect(home.text).toContain('Prova su questo computer');
    for (const mark of ['Prova generale', 'Inventato']) expect(home.text).toContain(mark);
    const call = await open(lamps);
    for (const mark of [rehearsal, invented, 'Compila la domanda'])
      expect(call.text).toContain(mark);
    expect(call.html).toContain(`href="${lamps}/applications/new"`);
    expect(call.html).not.toContain(`href="${lamps}/register"`);
  });

  test('a mayor finds applications of several states, all marked', async () => {
    const mayor = await signIn(address, 'Ermete Travaglioli');
    const list = await mayor.open('/applications');
    for (const word of [invented, 'Prova generale', 'Presentata', 'Presenta la domanda'])
      expect(list.text).toContain(word);
    const title = 'Riuso in vetrina, con laboratorio';
    const own = new RegExp(`href="(/calls/[^"]+)">${title}`).exec(list.html)?.[1] ?? '';
    const application = await mayor.open(own);
    for (const word of [rehearsal, invented, title, 'Domanda ritirata'])
      expect(application.text).toContain(word);
    const ready = /href="(\/calls\/[^"]+)">Mensa aziendale comune/.exec(list.html)?.[1] ?? '';
    await mayor.open(ready);
    const submitted = await mayor.send(`${ready}/submission`);
    expect(submitted.status).toBe(303);
    const receipt = await mayor.open(submitted.location ?? '');
    for (const word of [rehearsal, invented, 'impronte, prova e firma concordano'])
      expect(receipt.text).toContain(word);
    // Laid out by the thread of the built program.
    const { status, html } = await mayor.open(`${submitted.location ?? ''}/pdf`);
    expect([status, html.slice(0, 8)]).toEqual([200, '%PDF-1.7']);
  });

  test('no page of the list of pictures shows a key, English, or Italian as it is not written', async () => {
    const wrong: string[] = [];
    let read = 0;
    for (const { role, person, pages } of pictured) {
      const browser = await (person === undefined
        ? makeFormBrowser(remoteApp(address), { language: 'it' })
        : signIn(address, person));
      for (const wanted of pages) {
        if (wanted.after !== undefined) continue;
        const shown = await openPictured(browser, wanted);
        if (shown === undefined) wrong.push(`${role}, ${wanted.name}: no such page`);
        else if (shown.html.startsWith('<!doctype html>'))
          for (const text of textsOf(shown.html)) {
            read += 1;
            for (const what of [...englishIn(text), ...keysIn(text), ...wrongItalianIn(text)])
              wrong.push(`${role}, ${wanted.name}: ${what} in "${text.trim()}"`);
          }
      }
    }
    expect([...new Set(wrong)]).toEqual([]);
    expect(read).toBeGreaterThan(5_000);
  }, 120_000);

  test('an officer finds the register, an application in it, and an incident without a remedy', async () => {
    const officer = await signIn(address, 'Ruggero Calandrelli');
    const call = await officer.open(lamps);
    expect(call.text).not.toContain('Compila la domanda');
    expect(call.html).toContain(`href="${lamps}/register"`);
    const register = await officer.open(`${lamps}/register`);
    for (const word of [rehearsal, invented, 'Registrazioni: 14', 'Il sagrato di San Vespro'])
      expect(register.text).toContain(word);
    const incidents = await officer.open('/calls/innovazione-filiere-2020.rehearsal/incidents');
    for (const word of [rehearsal, invented, '(inventato)', 'Da decidere'])
      expect(incidents.text).toContain(word);
  });

  test('whoever has lost a power can do nothing with it', async () => {
    for (const name of ['Gastone Perdipoteri', 'Olimpia Scadutelli', 'Nino Senzapotere']) {
      const browser = await signIn(address, name);
      const { text } = await browser.open('/applications');
      expect(text).toContain('Nessuna domanda');
      expect(text).toContain(invented);
    }
  });

  test('a second start loads nothing and finds what was done', async () => {
    await stop(first);
    const second = start(folder, ['--lang', 'en']);
    address = await addressOf(second);
    await hasSaid(second, /(Ctrl\+C stops it)/);
    expect(second.out()).toContain('Writes the calls:');
    const mayor = await signIn(address, 'Ermete Travaglioli');
    const { text } = await mayor.open('/applications');
    expect(text).toContain('Mensa aziendale comune');
    expect(text).not.toContain('Presenta la domanda');
    await stop(second);
  });
});

test('--empty brings the calls without anybody', async () => {
  const serving = start(join(temporaryFolder(), 'data'), ['--empty']);
  const address = await addressOf(serving);
  await hasSaid(serving, /(Ctrl\+C)/);
  expect(serving.out()).toContain('Non ci sono persone inventate con cui entrare.');
  const browser = makeFormBrowser(remoteApp(address), { language: 'it' });
  expect((await browser.open('/sign-in')).text).toContain('Non ci sono ancora persone inventate');
  const { html } = await browser.open('/calls');
  expect(html).toContain('href="/calls/fictional-village-lamps"');
  expect(html).not.toContain(`href="${lamps}"`);
  await stop(serving);
});

describe('a load whose process dies without a word', () => {
  let clone: TestDatabase;
  beforeAll(async () => {
    clone = await cloneDatabase();
  });
  afterAll(() => clone.drop());

  test('is taken up by the next start, until all is there once', async () => {
    const env = { DATABASE_URL: clone.url, BANDOLO_LOG: 'info' };
    let deaths = 0;
    for (const delayMs of [900, 1_800, 2_700]) {
      const serving = serve(env, { isBuilt: true });
      await hasSaid(serving, /(loading for the first time|Server listening)/);
      await sleep(delayMs);
      if (!serving.out().includes('Server listening')) deaths += 1;
      serving.child.kill('SIGKILL');
      await serving.ended;
    }
    expect(deaths).toBeGreaterThan(0);
    const whole = serve(env, { isBuilt: true });
    await hasSaid(whole, /(Server listening)/);
    await stop(whole);
    expect(await stateOf(clone)).toEqual(await stateOfCleanLoad());
  });
});

/** Without the sessions that those who died left open. */
async function stateOf({ url }: TestDatabase): Promise<TrialState> {
  const database = openDatabase(url);
  const state = await readTrialState(database.db);
  await database.close();
  return { ...state, openSessions: [] };
}

async function stateOfCleanLoad(): Promise<TrialState> {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.url, { connectionsMax: 7 });
  const config = testConfig({ hasTrialSignIn: true });
  const services = { database, config, clock: () => new Date(), signer: makeSigner() };
  await loadTrialData(services, { isEmpty: false, log: () => undefined });
  await database.close();
  const state = await stateOf(clone);
  await clone.drop();
  return state;
}
