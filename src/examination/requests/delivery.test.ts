import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eight } from '../../../test/support/application-scene.ts';
import { makeDialogueScene, type DialogueScene } from '../../../test/support/dialogue-scene.ts';

let scene: DialogueScene;
beforeAll(async () => {
  scene = await makeDialogueScene();
  // Only those of whom an address is known are told.
  await scene.world.database.db
    .updateTable('organisation')
    .set({ digital_domicile: 'comune@pec.example.org' })
    .where('id', '=', scene.leadId)
    .execute();
}, 60_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

interface Delivery {
  readonly messages: readonly { id: string; recipient: string; needsAction: boolean }[];
  readonly proofs: readonly { kind: string; note?: string }[];
}

async function deliveryOf(path: string): Promise<Delivery> {
  const { body } = await scene.post('officer', `GET ${path}`);
  return body['delivery'] as Delivery;
}

test('who opens a request first is noted once, whoever reads it afterwards', async () => {
  const path = await scene.sendOne(await scene.beginExamination());
  expect((await deliveryOf(path)).proofs).toEqual([]);
  const read = await eight((index) => scene.post(index % 2 ? 'lead' : 'partner', `GET ${path}`));
  expect(read.map(({ status }) => status)).toEqual(Array<number>(8).fill(200));
  expect((await deliveryOf(path)).proofs.map(({ kind }) => kind)).toEqual(['opened']);
});

test('a message that the mail server refuses waits for an officer, who says once what was done', async () => {
  const address = await scene.beginExamination();
  const path = await scene.sendOne(address);
  const { messages } = await deliveryOf(path);
  expect(messages).toMatchObject([{ recipient: 'comune@pec.example.org', needsAction: false }]);
  const id = messages[0]?.id ?? '';
  await scene.world.database.db
    .updateTable('mail_message')
    .set({ state: 'failed', ended_at: sql<Date>`now()`, reply: '550 mailbox unknown' })
    .where('id', '=', id)
    .execute();
  expect((await deliveryOf(path)).messages).toMatchObject([{ needsAction: true }]);
  const { html } = await scene.officer.browser.get(`${address}/requests`);
  expect(html).toContain('Un avviso non è arrivato');
  const list = `/calls/${scene.slug}/delivery-failures`;
  const listed = await scene.post('officer', `GET ${list}`);
  expect(listed.body['items']).toMatchObject([{ id, request: 1, canRetry: true }]);
  const settlement = `${list}/${id}/settlement`;
  const silent = await scene.post('officer', `POST ${settlement}`, { act: 'note' });
  expect(silent.body).toMatchObject({ code: 'note-missing' });
  const settled = await eight((index) =>
    scene.post('officer', `POST ${settlement}`, { act: 'note', note: `Telefonato ${index}` }),
  );
  expect(settled.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    204,
    ...Array<number>(7).fill(409),
  ]);
  const after = await deliveryOf(path);
  expect(after.messages).toMatchObject([{ needsAction: false }]);
  expect(after.proofs).toMatchObject([{ kind: 'failure-settled' }]);
  expect((await scene.post('officer', `GET ${list}`)).body['items']).toEqual([]);
  const again = await scene.officer.browser.get(`${address}/requests`);
  expect(again.html).not.toContain('Un avviso non è arrivato');
});

test('more time is given with a reason, only forward, and whoever applies reads it', async () => {
  const path = await scene.sendOne(await scene.beginExamination());
  const { body } = await scene.post('lead', `GET ${path}`);
  const extend = (until: string, reason = 'Le ferie') =>
    scene.post('officer', `POST ${path}/extension`, { until, reason });
  for (const [until, reason, code] of [
    [String(body['dueOn']), 'Le ferie', 'due-not-later'],
    ['2099-01-01', 'Le ferie', 'due-not-later'],
    ['2027-02-01', ' ', 'reason-missing'],
  ] as const)
    expect((await extend(until, reason)).body['code']).toBe(code);
  const until = new Date(Date.now() + 25 * 86_400_000).toISOString().slice(0, 10);
  expect((await extend(until)).status).toBe(200);
  const read = await scene.post('lead', `GET ${path}`);
  expect(read.body).toMatchObject({ dueOn: until, extensions: [{ reason: 'Le ferie' }] });
});
