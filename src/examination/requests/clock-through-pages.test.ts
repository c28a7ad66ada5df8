import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldsOf } from '../../../test/support/application-desk.ts';
import type { Browser, Page } from '../../../test/support/application-server.ts';
import { makeDialogueScene, type DialogueScene } from '../../../test/support/dialogue-scene.ts';
import { stopClock, type StoppedClock } from '../../../test/support/stopped-clock.ts';
import { closeSilentRequests } from './request-tasks.ts';

// The term of this call is thirty days from the submission of each proposal, and moves off days that are not worked on.
// Every date here was worked out by hand on a calendar of 2025, in which 20 April is Easter and 21 April a holiday.
let scene: DialogueScene;
let clock: StoppedClock;
let office: Browser;
const addresses: string[] = [];

beforeAll(async () => {
  scene = await makeDialogueScene({
    definition: 'definitions/manifestazione-filiere-2022/call.yaml',
    decisions: 'definitions/manifestazione-filiere-2022/decisions.yaml',
    partners: 9,
    draft: (leadId, partnerIds) => ({
      title: 'Filiera della canapa',
      content: {
        facts: { applicantKind: 'project-agreement', areas: ['innovation-research'] },
        partners: [leadId, ...partnerIds].map((id, index) => ({
          id,
          role: index === 0 ? 'lead' : 'firm',
          facts: { subjectKind: 'firm', siteInTerritory: true },
        })),
      },
    }),
  });
  office = scene.officer.browser;
  for (let index = 0; index < 3; index += 1) addresses.push(await scene.beginExamination());
  await submittedOn('2025-03-10T09:41:07Z');
  clock = await stopClock(scene.world.adminUrl, '2025-03-24T09:00:00Z');
}, 120_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await clock.close();
  await scene.close();
});

/** What was received is as it was received: only for this the register is written over. */
async function submittedOn(instant: string): Promise<void> {
  const admin = new Client({ connectionString: scene.world.adminUrl });
  await admin.connect();
  await admin.query(`set session_replication_role = replica`);
  await admin.query(`update register_entry set at = $1`, [instant]);
  await admin.end();
}

const on = (day: string) => clock.set(`${day}T09:00:00Z`);
const said = ({ html }: Page): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&#39;|&rsquo;/g, '’')
    .replaceAll(/\s+/g, ' ');

/** Writes a request of one point, and gives its address and the page on which it is sent. */
async function write(address: string, kind: string): Promise<{ path: string; page: string }> {
  await office.get(`${address}/requests`);
  const { location: path = '' } = await office.post(`${address}/requests`, { kind });
  await office.get(path);
  const fields = { revision: '1', 'own0.text': 'Chiarire le fasi.', act: 'read' };
  const { location = '' } = await office.post(`${path}/draft`, fields);
  return { path, page: said(await office.get(location)) };
}

/** Sends what was written, with the form of its page as it stands. */
async function send(browser: Browser, path: string, action: string): Promise<void> {
  const { html } = await browser.get(`${path}?step=send`);
  const { status } = await browser.post(`${path}${action}`, fieldsOf(html, `${path}${action}`));
  expect(status).toBe(303);
}

/** What the office and the lead read about the term on each of these days. */
async function readOn(address: string, days: readonly string[]): Promise<readonly string[]> {
  const read: string[] = [];
  for (const day of days) {
    await on(day);
    const officer = said(await office.get(`${address}/examination`));
    const lead = said(await scene.browsers.lead.get(address));
    const [, used, held = '0'] = /(\d+) usati su \d+(?:, (\d+) sospesi)?/.exec(officer) ?? [];
    const [, due] = /(?:entro il|prima del) giorno (\d+ \w+ \d+)/.exec(lead) ?? [];
    read.push(`${day}: ${used} used, ${held} suspended, ${due}`);
  }
  return read;
}

test('a request that is answered holds the term up from the day after it to the day of the answer', async () => {
  const [address = ''] = addresses;
  await on('2025-03-24');
  const { path, page } = await write(address, 'clarification');
  expect(page).toContain(
    'Se la invii oggi il termine si ferma (giorni usati: 14). Riparte il giorno dopo la risposta, al più tardi il 4 aprile 2025; la nuova scadenza sarà al massimo il 22 aprile 2025.',
  );
  expect(page).toContain('La risposta va data entro il 3 aprile 2025.');
  await send(office, path, '/sending');
  expect(await readOn(address, ['2025-03-24', '2025-03-25', '2025-03-26', '2025-03-27'])).toEqual([
    '2025-03-24: 14 used, 0 suspended, 10 aprile 2025',
    '2025-03-25: 14 used, 1 suspended, 10 aprile 2025',
    '2025-03-26: 14 used, 2 suspended, 11 aprile 2025',
    '2025-03-27: 14 used, 3 suspended, 14 aprile 2025',
  ]);
  await on('2025-03-28');
  const { lead } = scene.browsers;
  const { html } = await lead.get(path);
  expect(html).toContain('Con la risposta non si può correggere chi partecipa alla domanda');
  await lead.post(`${path}/reply`, { revision: '0', t0: 'Cinque fasi.', act: 'save' });
  await send(lead, path, '/reply/sending');
  expect(await readOn(address, ['2025-03-28', '2025-03-29', '2025-03-30', '2025-04-13'])).toEqual([
    '2025-03-28: 14 used, 4 suspended, 14 aprile 2025',
    '2025-03-29: 15 used, 4 suspended, 14 aprile 2025',
    '2025-03-30: 16 used, 4 suspended, 14 aprile 2025',
    '2025-04-13: 30 used, 4 suspended, 14 aprile 2025',
  ]);
});

test('a request that nobody answers holds it up to the last day to answer, and silence is noted the day after', async () => {
  const address = addresses[1] ?? '';
  await on('2025-03-24');
  const { path } = await write(address, 'clarification');
  await send(office, path, '/sending');
  await on('2025-04-03');
  expect(await closeSilentRequests(scene.server.services)).toBe(0);
  await on('2025-04-04');
  expect(await closeSilentRequests(scene.server.services)).toBe(1);
  expect(await closeSilentRequests(scene.server.services)).toBe(0);
  expect(said(await office.get(path))).toContain('L’ultimo giorno è passato senza risposta');
  expect(await readOn(address, ['2025-04-03', '2025-04-04', '2025-04-05'])).toEqual([
    '2025-04-03: 14 used, 10 suspended, 22 aprile 2025',
    '2025-04-04: 15 used, 10 suspended, 22 aprile 2025',
    '2025-04-05: 16 used, 10 suspended, 22 aprile 2025',
  ]);
});

test('a notice holds it up until ten days after the observations', async () => {
  const address = addresses[2] ?? '';
  await on('2025-03-24');
  const { path, page } = await write(address, 'notice-against');
  expect(page).toContain(
    'al più tardi il 14 aprile 2025. La nuova scadenza sarà al massimo il 29 aprile 2025.',
  );
  await send(office, path, '/sending');
  await on('2025-04-01');
  const { lead } = scene.browsers;
  await lead.get(path);
  await lead.post(`${path}/reply`, { revision: '0', t0: 'Non è così.', act: 'save' });
  await send(lead, path, '/reply/sending');
  expect(await readOn(address, ['2025-04-01', '2025-04-11', '2025-04-12'])).toEqual([
    '2025-04-01: 14 used, 8 suspended, 28 aprile 2025',
    '2025-04-11: 14 used, 18 suspended, 28 aprile 2025',
    '2025-04-12: 15 used, 18 suspended, 28 aprile 2025',
  ]);
});
