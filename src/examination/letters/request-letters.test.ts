import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eight } from '../../../test/support/application-scene.ts';
import { makeDialogueScene, type DialogueScene } from '../../../test/support/dialogue-scene.ts';
import { readPdf } from '../../../test/support/pdf-file.ts';
import { openFileStore } from '../../platform/files/open-file-store.ts';
import { printTasks } from '../prints/print-tasks.ts';
import { dialogueWords } from '../requests/words.ts';
import { letterWords } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'letters-'));
let scene: DialogueScene;

/** The lamps, with a letter of admission that says the figures. */
function definitionWithFigures(): string {
  const text = readFileSync('definitions/fictional-village-lamps/call.yaml', 'utf8');
  const sentence = 'è stata ammessa. ';
  if (!text.includes(sentence)) throw new Error('the letter reads otherwise');
  const file = join(folder, 'call.yaml');
  writeFileSync(
    file,
    text.replace(sentence, `${sentence}Contributo calcolato: {grant}. Punti: {net}. `),
  );
  return file;
}

beforeAll(async () => {
  scene = await makeDialogueScene({ definition: definitionWithFigures() });
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

const db = () => scene.world.database.db;
const idOf = (address: string): string => address.split('/').at(-1) ?? '';

interface Letter {
  readonly number: number;
  readonly request?: number;
  readonly sha256?: string;
}
const lettersOf = async (address: string): Promise<readonly Letter[]> =>
  (await scene.post('lead', `GET ${address}/letters`)).body['items'] as readonly Letter[];

/** Lays out what waits to be, eight times at once. */
async function layOut(): Promise<void> {
  const [layout] = printTasks({ db: db(), store: openFileStore(scene.server.services.config) });
  if (!layout) throw new Error('there is no task');
  const { rows } = await sql<{ id: string }>`select id from print where file_hash is null`.execute(
    db(),
  );
  for (const { id } of rows) await eight(() => layout.run({ id }, { number: 1, isLast: false }));
}

async function textOfLetter(address: string, { number }: Letter): Promise<string> {
  const reply = await scene.server.app.inject({
    url: `/api/v1${address}/letters/${number}/file`,
    headers: { authorization: `Bearer ${scene.tokens.lead}` },
  });
  const { metadata, text } = await readPdf(reply.rawPayload);
  expect(metadata).toContain('<pdfaid:part>3</pdfaid:part>');
  return text.replaceAll(/\s+/gu, ' ');
}

test('a request is sent with its letter, once whoever sends it, with every place filled', async () => {
  const address = await scene.beginExamination();
  const { path, body } = await scene.prepare(address);
  const preview = await scene.post('officer', `GET ${path}`);
  const { paragraphs } = preview.body['letterText'] as { readonly paragraphs: readonly string[] };
  const review = await scene.officer.browser.get(`${path}?step=send`);
  expect(review.html).toContain(letterWords.it.previewTitle);
  expect(review.html).toContain('Spettabile Comune di Ores,');
  const sent = await eight(() => scene.post('officer', `POST ${path}/sending`, { revision: 1 }));
  expect(sent.filter(({ status }) => status === 200)).toHaveLength(1);
  const letters = await lettersOf(address);
  expect(letters).toMatchObject([{ request: body['number'] }]);
  const [letter] = letters;
  if (!letter) throw new Error('no letter');
  const waiting = await scene.browsers.lead.get(path);
  expect(waiting.html).toContain(letterWords.it.comingFile);
  await layOut();
  const said = await textOfLetter(address, letter);
  for (const paragraph of paragraphs)
    expect(said.replaceAll(' ', '')).toContain(paragraph.replaceAll(/\s+/gu, ''));
  expect(said).not.toMatch(/[{}]/);
  const shown = await scene.browsers.lead.get(path);
  expect(shown.html).toContain(`${address}/letters/${letter.number}`);
  expect(shown.html).toContain(dialogueWords.it.inWriting);
  const partner = await scene.browsers.partner.get(path);
  expect(partner.html).not.toContain(dialogueWords.it.inWriting);
  const file = await scene.browsers.lead.get(`${address}/letters/${letter.number}`);
  expect(file.status).toBe(200);
  // The request has announced it, by a message of its own.
  const { count } = await db()
    .selectFrom('mail_message')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('kind', '=', 'letter')
    .executeTakeFirstOrThrow();
  expect(count).toBe(0);
}, 30_000);

test('a notice of the reasons against comes with its own', async () => {
  const address = await scene.beginExamination();
  await scene.sendOne(address, 'notice-against');
  await layOut();
  const [letter] = await lettersOf(address);
  if (!letter) throw new Error('no letter');
  expect(await textOfLetter(address, letter)).toContain(
    'articolo 10-bis'.replace('articolo', 'art.'),
  );
});

test('an outcome is written by one button, after a preview with the figures of the text that a reply has changed', async () => {
  const address = await scene.beginExamination();
  const path = await scene.sendOne(address);
  const revision = await scene.write(path, { 'fact.hasLampPlan': true });
  const replied = await scene.post('lead', `POST ${path}/reply/sending`, { revision });
  expect(replied.status, replied.text).toBe(200);
  const id = idOf(address);
  await sql`
    insert into outcome_act (call_id, application_id, number, entry_number, kind, snapshot_hash, person_id)
    select call_id, application_id, 1, entry_number, 'admitted', snapshot_hash, ${scene.officer.personId}
      from examination where application_id = ${id}::uuid`.execute(db());
  await sql`
    update examination set state = 'decided', outcome = 'admitted' where application_id = ${id}::uuid`.execute(
    db(),
  );
  const page = await scene.officer.browser.get(address);
  const link = `${address}/letters/preview?template=admitted`;
  expect(page.html).toContain(link);
  const preview = await scene.officer.browser.get(link);
  expect(preview.html.replaceAll(/\s/gu, ' ')).toContain(
    'Contributo calcolato: ancora da determinare, tra 0,00 € e 12.840,00 €. Punti: ancora da determinare, tra 40 e 83',
  );
  const previewed = await scene.post('officer', `GET ${address}/letter-previews/admitted`);
  expect(previewed.body['paragraphs']).toHaveLength(3);
  const reply = await scene.officer.browser.post(`${address}/letters`, { template: 'admitted' });
  expect(reply.status).toBe(303);
  await layOut();
  const letter = (await lettersOf(address)).find(({ request }) => request === undefined);
  if (!letter) throw new Error('no letter');
  expect(await textOfLetter(address, letter)).toContain(
    'Contributo calcolato: ancora da determinare, tra 0,00 € e 12.840,00 €',
  );
  expect((await scene.officer.browser.get(address)).html).not.toContain(link);
  expect((await scene.officer.browser.get(link)).status).toBe(404);
}, 30_000);
