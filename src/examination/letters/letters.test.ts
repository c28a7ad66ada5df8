import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeDraft } from '../../../test/support/application-world.ts';
import { correctText } from '../../../test/support/correct-text.ts';
import {
  makeExaminationScene,
  type ExaminationScene,
} from '../../../test/support/examination-scene.ts';
import { readPdf } from '../../../test/support/pdf-file.ts';
import { openDatabase } from '../../platform/database.ts';
import { openFileStore } from '../../platform/files/open-file-store.ts';
import { printTasks } from '../prints/print-tasks.ts';
import { carryOut } from './write-letters.ts';

let scene: ExaminationScene;
beforeAll(async () => {
  scene = await makeExaminationScene({ partners: 1, draft: completeDraft });
}, 60_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

const db = () => scene.world.database.db;
const press = () => ({ db: db(), store: openFileStore(scene.server.services.config) });
const officer = () => {
  const [first] = scene.officers;
  if (!first) throw new Error('The scene has no officer.');
  return first;
};
const idOf = (address: string): string => address.split('/').at(-1) ?? '';

/** As the office decides it: what leads there has tests of its own. */
async function decide(
  address: string,
  outcome: 'admitted' | 'not-admitted',
  reasons: readonly object[] = [],
): Promise<void> {
  await sql`
    insert into outcome_act (call_id, application_id, number, entry_number, kind, reasons, snapshot_hash, person_id)
    select call_id, application_id, 1 + (select count(*) from outcome_act o where o.application_id = x.application_id),
           entry_number, ${outcome}, ${JSON.stringify(reasons)}::jsonb, snapshot_hash, ${officer().personId}
      from examination x where application_id = ${idOf(address)}::uuid`.execute(db());
  await sql`
    update examination set state = 'decided', outcome = ${outcome} where application_id = ${idOf(address)}::uuid`.execute(
    db(),
  );
}

async function begin(template: string): Promise<string> {
  const { body, text, status } = await scene.ask(
    officer().token,
    `POST /calls/${scene.slug}/letters`,
    { template },
  );
  if (status !== 202) throw new Error(text);
  return String(body['id']);
}

async function lettersOf(address: string, token = scene.tokens.lead) {
  const { body } = await scene.ask(token, `GET ${address}/letters`);
  return body['items'] as readonly { readonly number: number; readonly sha256?: string }[];
}

async function fileOf(address: string, number: number, token = scene.tokens.lead) {
  return scene.server.app.inject({
    url: `/api/v1${address}/letters/${number}/file`,
    headers: { authorization: `Bearer ${token}` },
  });
}

test('a letter says what its template says, with what was decided, as PDF/A', async () => {
  const address = await scene.submit();
  await decide(address, 'not-admitted', [
    { check: null, title: { it: 'Sede', en: 'Seat' }, article: 'art. 4', text: 'Manca la sede.' },
  ]);
  const write = () =>
    scene.ask(officer().token, `POST ${address}/letters`, { template: 'not-admitted' });
  const written = await Promise.all(Array.from({ length: 8 }, write));
  expect(written.filter(({ status }) => status === 202)).toHaveLength(1);
  expect(written.filter(({ body }) => body['code'] === 'no-letter-due')).toHaveLength(7);
  const [letter] = await lettersOf(address);
  if (!letter) throw new Error('there is no letter');
  expect((await fileOf(address, letter.number)).statusCode).toBe(404);
  const { id } = await db().selectFrom('print').select('id').executeTakeFirstOrThrow();
  const [layout] = printTasks(press());
  if (!layout) throw new Error('there is no task');
  await Promise.all(
    Array.from({ length: 8 }, () => layout.run({ id }, { number: 1, isLast: false })),
  );
  const file = await fileOf(address, letter.number);
  expect(file.statusCode).toBe(200);
  const pdf = await readPdf(file.rawPayload);
  expect(pdf.metadata).toContain('<pdfaid:part>3</pdfaid:part>');
  const text = pdf.text.replaceAll(/\s+/gu, ' ');
  for (const said of ['Spettabile Comune di Ores', 'Sede (art. 4): Manca la sede.'])
    expect(text).toContain(said);
  expect(text).not.toMatch(/[{}]/);
  const notices = await db().selectFrom('letter_notice').selectAll().execute();
  expect(notices).toHaveLength(1);
});

test('only the lead and the office read a letter', async () => {
  const address = await scene.submit();
  await decide(address, 'admitted');
  await scene.ask(officer().token, `POST ${address}/letters`, { template: 'admitted' });
  const [letter] = await lettersOf(address);
  const partner = await scene.ask(scene.tokens.partner, `GET ${address}/letters`);
  expect([partner.status, partner.body['code']]).toEqual([403, 'not-the-lead']);
  expect((await fileOf(address, letter?.number ?? 0, scene.tokens.partner)).statusCode).toBe(403);
  expect((await fileOf(address, letter?.number ?? 0, scene.tokens.stranger)).statusCode).toBe(404);
  const others = await scene.ask(scene.tokens.lead, `POST /calls/${scene.slug}/letters`, {
    template: 'admitted',
  });
  expect(others.status).toBe(403);
});

test('whose text was corrected meanwhile gets a letter as everybody does', async () => {
  const address = await scene.submit();
  await correctText(scene.world.database, {
    applicationId: idOf(address),
    officer: officer().personId,
    change: (text) => text.replace('"upkeepYears":5', '"upkeepYears":6'),
  });
  await decide(address, 'admitted');
  const { status, text } = await scene.ask(officer().token, `POST ${address}/letters`, {
    template: 'admitted',
  });
  expect(status, text).toBe(202);
  expect(await lettersOf(address)).toHaveLength(1);
});

test('letters to many are begun once, and a process that dies in the middle loses none and writes none twice', async () => {
  const addresses: string[] = [];
  for (let index = 0; index < 12; index += 1) {
    const address = await scene.submit();
    await decide(address, 'admitted');
    addresses.push(address);
  }
  const begun = await Promise.all(
    Array.from({ length: 8 }, () =>
      scene.ask(officer().token, `POST /calls/${scene.slug}/letters`, { template: 'admitted' }),
    ),
  );
  expect(begun.filter(({ status }) => status === 202)).toHaveLength(1);
  expect(begun.filter(({ body }) => body['code'] === 'letters-under-way')).toHaveLength(7);
  const batchId = String(begun.find(({ status }) => status === 202)?.body['id']);
  const admin = new Client({ connectionString: scene.world.adminUrl });
  await admin.connect();
  const doomed = openDatabase(scene.world.url, { applicationName: 'doomed' });
  const dying = carryOut({ ...press(), db: doomed.db }, doomed, batchId).then(
    () => 'ended',
    () => 'died',
  );
  const written = async (): Promise<number> =>
    (
      await db()
        .selectFrom('letter_batch')
        .select('written')
        .where('id', '=', batchId)
        .executeTakeFirstOrThrow()
    ).written;
  while ((await written()) < 1) await sleep(1);
  // It gets no further than the letter it is at, and its connections are cut there, as when its process is killed.
  await admin.query('begin');
  await admin.query('lock table letter in share row exclusive mode');
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'doomed'`,
  );
  await admin.query('rollback');
  await admin.end();
  expect(await dying).toBe('died');
  const before = await written();
  // Of those under way it is told what is left.
  const listed = await scene.ask(officer().token, `GET /calls/${scene.slug}/letters`);
  const batch = (listed.body['batches'] as readonly { id: string; wanted: number }[]).find(
    ({ id }) => id === batchId,
  );
  expect(listed.body['templates']).toContainEqual(
    expect.objectContaining({ template: 'admitted', due: (batch?.wanted ?? 0) - before }),
  );
  expect(before).toBeGreaterThanOrEqual(1);
  expect(before).toBeLessThan(12);
  // And two at once go on with it, as when one was only taken for dead.
  await Promise.all([
    carryOut(press(), scene.world.database, batchId),
    carryOut(press(), scene.world.database, batchId),
  ]);
  expect(await written()).toBe(12);
  for (const address of addresses) {
    const letters = await lettersOf(address);
    expect(letters).toHaveLength(1);
    expect(letters[0]?.sha256).toBeDefined();
  }
  const { rows } = await sql<{ numbers: number[]; told: number }>`
    select array_agg(number order by number) as numbers,
           (select count(*)::int from letter_notice) as told from letter`.execute(db());
  expect(rows[0]?.numbers).toEqual(rows[0]?.numbers.map((_, index) => index + 1));
  await doomed.close().catch(() => undefined);
  const page = await officer().browser.get(`/calls/${scene.slug}/letters`);
  expect(page.html).toContain('12 su 12');
  await expect(begin('admitted')).rejects.toThrow('no-letter-due');
  await expect(begin('nessuna')).rejects.toThrow('no-such-letter');
}, 60_000);
