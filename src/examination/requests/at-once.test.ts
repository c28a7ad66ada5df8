import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from 'pg';
import { eight } from '../../../test/support/application-scene.ts';
import { makeDialogueScene, type DialogueScene } from '../../../test/support/dialogue-scene.ts';
import { closeSilentRequests } from './request-tasks.ts';

let scene: DialogueScene;
let admin: Client;

beforeAll(async () => {
  scene = await makeDialogueScene();
  admin = new Client({ connectionString: scene.world.adminUrl });
  await admin.connect();
}, 60_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await admin.end();
  await scene.close();
});

const plan = 'fact.hasLampPlan';
const codesOf = (replies: readonly { status: number; body: object }[]) =>
  replies.map(({ status, body }) => (status < 300 ? 'done' : (body as { code: string }).code));

/** As if it had been sent twenty days ago. */
async function age(path: string): Promise<void> {
  const [, id = '', number = ''] = /applications\/([^/]+)\/requests\/(\d+)/.exec(path) ?? [];
  await admin.query(`alter table examination_request disable trigger examination_request_is_kept`);
  await admin.query(
    `update examination_request set sent_on = sent_on - 20, due_on = due_on - 20
      where application_id = $1 and number = $2`,
    [id, number],
  );
  await admin.query(`alter table examination_request enable trigger examination_request_is_kept`);
  await admin.query(
    `update suspension set acted_on = acted_on - 20, from_day = from_day - 20 where application_id = $1`,
    [id],
  );
}

async function countOf(address: string, act: string): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `select count(*)::int as count from journal where subject = $1 and act = $2`,
    [`examination/${address.split('/').at(-1) ?? ''}`, act],
  );
  return rows[0]?.count ?? 0;
}

test('of eight who send the same request one does, and the applicant is told once', async () => {
  const address = await scene.beginExamination();
  const { path } = await scene.prepare(address);
  const sent = await eight(() => scene.post('officer', `POST ${path}/sending`, { revision: 1 }));
  expect(codesOf(sent).toSorted()).toEqual(['done', ...Array<string>(7).fill('not-a-draft')]);
  expect(await countOf(address, 'clarification-requested')).toBe(1);
  const { rows } = await admin.query(`select from suspension where application_id = $1`, [
    address.split('/').at(-1),
  ]);
  expect(rows.length).toBe(1);
});

test('of a request and a notice that are sent at once one waits for its answer', async () => {
  const address = await scene.beginExamination();
  const [request, notice] = [
    await scene.prepare(address),
    await scene.prepare(address, 'notice-against'),
  ];
  const sent = await eight((index) =>
    scene.post('officer', `POST ${(index % 2 ? request : notice).path}/sending`, { revision: 1 }),
  );
  const codes = codesOf(sent);
  expect(codes.filter((code) => code === 'done')).toHaveLength(1);
  expect(new Set(codes)).toEqual(new Set(['done', 'request-open', 'not-a-draft']));
});

test('of eight who prepare a request one makes the draft', async () => {
  const address = await scene.beginExamination();
  const made = await eight(() =>
    scene.post('officer', `POST ${address}/requests`, { kind: 'clarification' }),
  );
  expect(codesOf(made).toSorted()).toEqual(['done', ...Array<string>(7).fill('draft-there')]);
});

test('of eight replies one is sent, and one new text is made', async () => {
  const address = await scene.beginExamination();
  const path = await scene.sendOne(address);
  const revision = await scene.write(path, { [plan]: true });
  const sent = await eight(() => scene.post('lead', `POST ${path}/reply/sending`, { revision }));
  expect(codesOf(sent).toSorted()).toEqual([...Array<string>(7).fill('already-replied'), 'done']);
  expect(await countOf(address, 'clarification-answered')).toBe(1);
  const { rows } = await admin.query(`select from examined_text where application_id = $1`, [
    address.split('/').at(-1),
  ]);
  expect(rows.length).toBe(1);
});

test('a reply against the job that notes silence: silence is noted once, and the reply is late', async () => {
  const address = await scene.beginExamination();
  const path = await scene.sendOne(address);
  const revision = await scene.write(path, { [plan]: true });
  await age(path);
  const { services } = scene.server;
  const all = await eight(async (index) =>
    index % 2
      ? closeSilentRequests(services)
      : scene.post('lead', `POST ${path}/reply/sending`, { revision }),
  );
  const replies = all.filter((each) => typeof each === 'object');
  expect(codesOf(replies).toSorted()).toEqual([
    'already-replied',
    'already-replied',
    'already-replied',
    'done',
  ]);
  expect(await countOf(address, 'clarification-unanswered')).toBe(1);
  expect(await countOf(address, 'late-clarification-answered')).toBe(1);
  const { body } = await scene.post('officer', `GET ${path}`);
  expect(body).toMatchObject({ state: 'silent', reply: { late: true } });
  const before = JSON.stringify((await scene.read(address)).body);
  const { textHash } = body['reply'] as { textHash: string };
  expect(before).not.toContain(textHash);
  const decided = await eight(() =>
    scene.post('officer', `POST ${path}/late-reply`, { take: true, ground: 'Guasto provato' }),
  );
  expect(codesOf(decided).toSorted()).toEqual([
    ...Array<string>(7).fill('already-settled'),
    'done',
  ]);
  expect(JSON.stringify((await scene.read(address)).body)).toContain(textHash);
});

test('a reply against the taking back of the request: one outcome, the other is told why', async () => {
  const address = await scene.beginExamination();
  const path = await scene.sendOne(address);
  const revision = await scene.write(path);
  const all = await eight((index) =>
    index % 2
      ? scene.post('officer', `POST ${path}/withdrawal`, { reason: 'Per errore' })
      : scene.post('lead', `POST ${path}/reply/sending`, { revision }),
  );
  const codes = codesOf(all);
  expect(codes.filter((code) => code === 'done')).toHaveLength(1);
  const { body } = await scene.post('officer', `GET ${path}`);
  const expected = body['state'] === 'replied' ? 'already-replied' : 'request-withdrawn';
  expect(new Set(codes)).toEqual(new Set(['done', expected]));
});

test('an application that was withdrawn is asked nothing, and answers nothing', async () => {
  const address = await scene.beginExamination();
  const path = await scene.sendOne(address);
  const revision = await scene.write(path);
  await scene.withdraw(address);
  for (const [who, act, body] of [
    ['lead', 'reply/sending', { revision }],
    ['officer', 'withdrawal', { reason: 'Per errore' }],
    ['officer', 'extension', { until: '2027-01-01', reason: 'Ferie' }],
  ] as const) {
    const reply = await scene.post(who, `POST ${path}/${act}`, body);
    expect([act, reply.status, reply.body['code']]).toEqual([act, 409, 'withdrawn-meanwhile']);
  }
});

test('a second round is refused with its article where the call allows one', async () => {
  const address = await scene.beginExamination();
  const path = await scene.sendOne(address);
  const revision = await scene.write(path);
  await scene.post('lead', `POST ${path}/reply/sending`, { revision });
  const second = await scene.prepare(address);
  const preview = await scene.post('officer', `GET ${second.path}`);
  expect(preview.body).not.toHaveProperty('preview');
  const sent = await scene.post('officer', `POST ${second.path}/sending`, { revision: 1 });
  expect([sent.status, sent.body['code']]).toEqual([409, 'rounds-used']);
  expect(sent.body['detail']).toContain('art. 10, c. 5');
});
