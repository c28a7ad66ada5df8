import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  makePartnershipDesk,
  type PartnershipDesk,
} from '../../../test/support/partnership-desk.ts';
import { openDatabase } from '../../platform/database.ts';
import { remindOfClosing, thresholdAt } from './remind-of-closing.ts';
import { tellEntered } from './tell-entered.ts';

let desk: PartnershipDesk;
const lead = 'lead@example.org';
const partner = 'partner@example.org';

beforeAll(async () => {
  desk = await makePartnershipDesk();
  await setPeople();
}, 60_000);
afterAll(async () => {
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});
beforeEach(async () => {
  await desk.world.database.pool.query('update person set wants_reminders = true');
});

async function setPeople(): Promise<void> {
  const { pool } = desk.world.database;
  for (const [email, id, language] of [
    [lead, desk.leadId, 'it'],
    [partner, desk.partnerId, 'en'],
  ])
    await pool.query(
      `update person set email = $1, language = $3
        where id = (select person_id from power where organisation_id = $2)`,
      [email, id, language],
    );
}

/** Messages to an address about one application, in the order in which they were written. */
async function messages(recipient: string, address: string) {
  const { rows } = await desk.world.database.pool.query<{
    readonly kind: string;
    readonly subject: string;
    readonly text: string;
    readonly link: string;
  }>(
    'select kind, subject, text, link from mail_message where recipient = $1 and about = $2 order by created_at',
    [recipient, `application/${address.split('/').at(-1)}`],
  );
  return rows;
}

const reminders = async (address: string) =>
  (await messages(lead, address)).filter(({ kind }) => kind === 'closing-reminder');

/** Moves the closing of the call, as an act of extension does: with another row. */
async function closeAt(at: Date): Promise<void> {
  await desk.world.database.pool.query(
    `insert into call_term select (jsonb_populate_record(t, jsonb_build_object('revision', t.revision + 1, 'closes_at', $2::timestamptz))).*
       from call_term t where call_id = $1 order by revision desc limit 1`,
    [desk.callId, at],
  );
}

const hours = (at: Date, before: number) => new Date(at.getTime() - before * 3_600_000);

test('a partner is asked for its consent, and told when it is void, by whom and what has changed', async () => {
  const address = await desk.begin();
  await desk.saveComplete(address);
  await desk.press(desk.lead, address, 'freeze');
  expect(await messages(partner, address)).toMatchObject([
    {
      kind: 'consent-asked',
      subject: 'The consent of Bottega Ferro is needed',
      link: `${address}#partners`,
    },
  ]);
  expect(await messages(lead, address)).toEqual([]);
  await desk.press(desk.partner, address, 'consents');
  const { tag, text } = await desk.textWith(address, {});
  await desk.lead.post(`${address}/edit`, {
    title: 'Lampioni nuovi',
    text: text.replace('20000.00', '21000.00'),
    tag,
  });
  const [, voided] = await messages(partner, address);
  expect(voided).toMatchObject({ kind: 'consent-voided', link: address });
  expect(voided?.text).toContain('What has changed: the title of the project and who takes part');
  expect(voided?.text).toContain('On behalf of: Comune di Ores');
  expect(voided?.text).toMatch(/^This is a rehearsal/);
});

test('one reminder for each threshold, also when eight look at once', async () => {
  const address = await desk.begin('Promemoria');
  const closes = new Date(Date.now() + 30 * 86_400_000);
  await closeAt(closes);
  const { db } = desk.world.database;
  await remindOfClosing(db, hours(closes, 169));
  expect(await reminders(address)).toEqual([]);
  const others = Array.from({ length: 8 }, () =>
    openDatabase(desk.world.url, { connectionsMax: 2 }),
  );
  await Promise.all(others.map((each) => remindOfClosing(each.db, hours(closes, 160))));
  await Promise.all(others.map((each) => each.close()));
  expect(await reminders(address)).toHaveLength(1);
  for (const before of [150, 100, 49]) await remindOfClosing(db, hours(closes, before));
  expect(await reminders(address)).toHaveLength(1);
  for (const before of [48, 20, 7]) await remindOfClosing(db, hours(closes, before));
  expect(await reminders(address)).toHaveLength(2);
  for (const before of [6, 1, 0, -1]) await remindOfClosing(db, hours(closes, before));
  const all = await reminders(address);
  expect(all.map(({ subject }) => subject)).toEqual([
    'Mancano meno di sette giorni alla chiusura: «Promemoria»',
    'Mancano meno di due giorni alla chiusura: «Promemoria»',
    'Mancano meno di sei ore alla chiusura: «Promemoria»',
  ]);
  expect(all[0]?.link).toBe(address);
});

test('an extension reminds anew of the new end, and who does not want reminders gets none', async () => {
  const address = await desk.begin('Proroga');
  const first = new Date(Date.now() + 60 * 86_400_000);
  await closeAt(first);
  const { db, pool } = desk.world.database;
  await remindOfClosing(db, hours(first, 5));
  expect(await reminders(address)).toHaveLength(1);
  const second = new Date(first.getTime() + 10 * 86_400_000);
  await closeAt(second);
  await remindOfClosing(db, hours(first, 4));
  expect(await reminders(address)).toHaveLength(1);
  await remindOfClosing(db, hours(second, 100));
  expect(await reminders(address)).toHaveLength(2);
  await pool.query('update person set wants_reminders = false where email = $1', [lead]);
  await remindOfClosing(db, hours(second, 30));
  expect(await reminders(address)).toHaveLength(2);
});

test('the change of the clocks moves no threshold, and the hour that is told is the one of that day', async () => {
  const address = await desk.begin('Ora legale');
  // Noon in Rome after the night in which an hour is left out.
  const closes = new Date('2028-03-29T12:00:00+02:00');
  await closeAt(closes);
  const { db } = desk.world.database;
  await remindOfClosing(db, new Date(hours(closes, 168).getTime() - 1));
  expect(await reminders(address)).toHaveLength(0);
  await remindOfClosing(db, hours(closes, 168));
  const [reminder] = await reminders(address);
  expect(reminder?.text).toContain('29 marzo 2028, 12:00 (ora italiana)');
});

test('thresholds are lengths of time, each held at its very instant', () => {
  const closes = new Date('2027-05-31T10:00:00Z');
  const at = (before: number) => thresholdAt(hours(closes, before), closes);
  expect([169, 168, 49, 48, 7, 6, 0.001, 0, -1].map(at)).toEqual([
    undefined,
    '7-days',
    '7-days',
    '2-days',
    '2-days',
    '6-hours',
    '6-hours',
    undefined,
    undefined,
  ]);
});

test('an application that was entered is told of once, with its receipt, and is reminded of no more', async () => {
  const address = await desk.begin('Presentata');
  await desk.saveComplete(address, 'Presentata');
  await desk.press(desk.lead, address, 'freeze');
  await desk.press(desk.partner, address, 'consents');
  await desk.enter(address, 1);
  const databases = Array.from({ length: 4 }, () =>
    openDatabase(desk.world.url, { connectionsMax: 2 }),
  );
  await Promise.all(databases.map((each) => tellEntered(each.db)));
  await Promise.all(databases.map((each) => each.close()));
  await tellEntered(desk.world.database.db);
  const told = (await messages(lead, address)).filter(({ kind }) => kind === 'application-entered');
  expect(told).toHaveLength(1);
  expect(told[0]?.link).toMatch(new RegExp(`^${address}/receipts/\\d+$`));
  expect(told[0]?.text).toContain('Numero di protocollo: fictional-village-lamps.rehearsal/');
  const closes = new Date(Date.now() + 90 * 86_400_000);
  await closeAt(closes);
  await remindOfClosing(desk.world.database.db, hours(closes, 1));
  expect(await reminders(address)).toEqual([]);
});
