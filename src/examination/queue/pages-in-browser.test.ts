import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../../test/support/browser.ts';
import {
  makeExaminationWorld,
  type ExaminationWorld,
} from '../../../test/support/examination-world.ts';
import {
  expectReadable,
  expectReadableInAll,
  openPage,
  textOf,
  unfoldAll,
  type Seat,
} from '../../../test/support/in-browser.ts';
import { addDays, type DayNumber } from '../../engine/index.ts';
import { loadPublished } from '../../calls/index.ts';
import { runAct } from '../../platform/run-act.ts';
import { beginExamination } from '../begin-examination.ts';
import { findToday } from '../queries.ts';
import { lockExamination, recordSuspension } from '../store.ts';
import { takeIn } from '../take-in.ts';
import { assignExamination } from './assign.ts';
import { saveFilter } from './saved-filters.ts';

let world: ExaminationWorld;
let browser: Browser;
let seat: Seat;
let begun: string;

const leads = [
  'Segheria Dossalta S.r.l.',
  'Depurazioni Ornate S.r.l.',
  'Rigenera Olgina S.r.l.',
  'Lanificio Serpa S.r.l.',
  'Fornaci Lombrone S.p.A.',
  'Comune di Pieve Fiorana',
  'Unione dei Tre Fossi',
];
const titles = [
  'Filiera Legno Corto',
  'Rete Acque Minori',
  'Plastica Seconda',
  'Filiera Lana Alta Serpa',
  'Ceramica Nova',
  'Compostaggio di borgo',
  'Centro mobile del riuso',
];

beforeAll(async () => {
  world = await makeExaminationWorld({
    applications: 7,
    closesIn: 600,
    wordsOf: (n) => ({ title: titles[n - 1] ?? '', leadName: leads[n - 1] ?? '' }),
  });
  const { database, callId, services } = world;
  const officer = await world.addOfficer('Barezzani');
  const other = await world.addOfficer('Calandrelli');
  const received = await world.receive(7);
  // The call has closed so long ago that what began last week is half over, and one term is late.
  await closeAgo(world, 40);
  for (const { id } of received.slice(0, 5))
    await runAct(database.db, (tx) =>
      assignExamination(tx, {
        callId,
        applicationId: id,
        officerId: officer,
        reason: null,
        personId: other,
      }),
    );
  begun = received[0]!.id;
  for (const { id } of received.slice(0, 3))
    await runAct(database.db, (tx) =>
      beginExamination(tx, { callId, applicationId: id, personId: officer }),
    );
  const { document } = (await loadPublished(services, { callId, version: 1 })).call;
  const today = await findToday(database.db, document);
  await suspend(received[1]!.id, today, { from: -20, until: -13 });
  await suspend(received[2]!.id, today, { from: -5, until: 4 });
  await database.db.transaction().execute((tx) =>
    saveFilter(tx, officer, {
      name: 'Da iniziare',
      asked: { view: 'all', order: 'days', state: 'to-begin' },
    }),
  );
  const { token } = await world.sessionOf(officer, 'browser');
  const origin = await world.app.listen({ port: 0, host: '127.0.0.1' });
  seat = { origin, cookies: [['bandolo-session', token]] };
  browser = await openBrowser();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** As if the call had closed so many days before; only a superuser can. */
async function closeAgo(
  { admin, services, callId }: ExaminationWorld,
  days: number,
): Promise<void> {
  await admin.query('set session_replication_role = replica');
  await admin.query(
    `update call_term set opens_at = opens_at - make_interval(days => $2), closes_at = closes_at - make_interval(days => $2)
      where call_id = $1`,
    [callId, days],
  );
  await admin.query('update examination_taken set term_revision = 0');
  await admin.query('set session_replication_role = origin');
  await takeIn(services);
}

async function suspend(
  applicationId: string,
  today: DayNumber,
  { from, until }: { readonly from: number; readonly until: number },
): Promise<void> {
  const { database, callId, services } = world;
  const { document } = (await loadPublished(services, { callId, version: 1 })).call;
  await database.db.transaction().execute(async (tx) => {
    const record = await lockExamination(tx, { callId, applicationId });
    await recordSuspension(
      tx,
      { record: record!, document },
      {
        cause: 'clarification',
        actedOn: addDays(today, from - 1),
        from: addDays(today, from),
        until: addDays(today, until),
        why: 'integrazioni',
      },
    );
  });
}

test.each([
  ['queue', () => '/examination'],
  ['of-call', () => `/calls/${world.slug}/examination?view=all`],
  ['nothing', () => '/examination?view=all&text=qqq'],
  ['workload', () => `/calls/${world.slug}/examination/workload`],
  ['assignment', () => `/calls/${world.slug}/applications/${begun}/examination/assignment`],
  ['calendar', () => '/examination/calendar?view=all'],
])('the pages of the office can be read by everybody: %s', async (name, pathOf) => {
  const page = await openPage(browser, pathOf(), seat);
  await expectReadableInAll(page, pathOf(), name);
  await page.close();
});

test.each([
  [320, 'en'],
  [1280, 'it'],
] as const)(
  'and the page of an application with its term: %i pixels, %s',
  async (width, language) => {
    const path = `/calls/${world.slug}/applications/${begun}`;
    const page = await openPage(browser, path, { ...seat, width, language });
    await expectReadable(page, `application-${language}-${width}`);
    await page.close();
  },
);

test('a step is done to what was chosen with the keyboard alone', async () => {
  const page = await openPage(browser, '/examination', seat);
  await page.focus('input[name="item"]');
  await page.keyboard.press('Space');
  await unfoldAll(page);
  await page.focus('input[name="step"][value="begin"]');
  await page.keyboard.press('Space');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  expect(await textOf(page)).toMatch(/1 già fatta prima|1 fatta/);
  await expectReadable(page, 'results');
  await page.close();
});
