import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makeDialogueScene,
  onlyItem,
  type DialogueScene,
} from '../../../test/support/dialogue-scene.ts';
import { listDue } from '../letters/due-letters.ts';
import { takeInCall } from '../take-in.ts';

let scene: DialogueScene;
beforeAll(async () => {
  scene = await makeDialogueScene();
}, 60_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

const plan = 'fact.hasLampPlan';

test('a request is prepared from the open checks, sent once, answered, and makes a new text', async () => {
  const address = await scene.beginExamination();
  const { path, body } = await scene.prepare(address);
  expect(onlyItem(body)).toMatchObject({ article: 'art. 4, c. 4', fields: [plan] });
  const draft = await scene.post('officer', `GET ${path}`);
  expect(draft.body['preview']).toMatchObject({ stopsClock: true });
  expect((await scene.post('lead', `GET ${path}`)).status).toBe(404);
  const saved = await scene.post('officer', `PUT ${path}`, {
    revision: 1,
    introduction: 'Gentile capofila,',
    points: [onlyItem(body)],
  });
  expect(saved.status, saved.text).toBe(200);
  const sent = await scene.post('officer', `POST ${path}/sending`, { revision: 2 });
  expect(sent.status, sent.text).toBe(200);
  expect(sent.body).toMatchObject({ state: 'open', stopsClock: true });
  const again = await scene.post('officer', `POST ${path}/sending`, { revision: 2 });
  expect([again.status, again.body['code']]).toEqual([409, 'not-a-draft']);
  const own = await scene.post('lead', `GET ${path}`);
  expect(own.body).toMatchObject({ state: 'open', introduction: 'Gentile capofila,' });
  expect(own.body).not.toHaveProperty('delivery');
  const revision = await scene.write(path, { [plan]: true });
  const hidden = await scene.post('officer', `GET ${path}`);
  expect(hidden.body).not.toHaveProperty('reply');
  const replied = await scene.post('lead', `POST ${path}/reply/sending`, { revision });
  expect(replied.status, replied.text).toBe(200);
  expect(replied.body).toMatchObject({ state: 'replied', reply: { late: false } });
  const seen = await scene.post('officer', `GET ${path}`);
  expect(seen.body['change']).toMatchObject({
    differences: [{ path: '/facts/hasLampPlan', before: false, after: true }],
    checks: expect.arrayContaining([
      { check: 'requirement:lamp-plan', before: 'not-met', after: 'met' },
    ]) as unknown,
  });
  const { reply } = replied.body as { reply: { textHash: string } };
  const examined = await scene.read(address);
  expect(JSON.stringify(examined.body)).toContain(reply.textHash);
});

test('an application whose text a reply has corrected gets its letters like the others', async () => {
  const address = await scene.beginExamination();
  const path = await scene.sendOne(address);
  const revision = await scene.write(path, { [plan]: true });
  const replied = await scene.post('lead', `POST ${path}/reply/sending`, { revision });
  expect(replied.status, replied.text).toBe(200);
  await scene.withdraw(address);
  await takeInCall({ database: scene.world.database }, scene.slug);
  const words = { it: 'Presa d’atto', en: 'Taken note of' };
  const letter = {
    id: 'gone',
    on: 'outcome',
    outcome: 'withdrawn',
    title: words,
    text: words,
  } as const;
  const due = await listDue(scene.world.database.db, { callId: scene.callId, letter, limit: 10 });
  expect(due.map(({ applicationId }) => applicationId)).toEqual([address.split('/').at(-1)]);
});

test('what an officer holds to be cleared up is a point of the request, in the words of the officer', async () => {
  const address = await scene.beginExamination();
  const facts = await openFacts(address);
  const [fact] = facts;
  const note = 'Da quali vie si comincia?';
  const findings = [{ kind: 'fact', subject: fact, says: 'to-clarify', note }];
  const { headers } = await scene.read(address);
  const found = await scene.server.ask(
    scene.officer.token,
    `POST /api/v1${address}/examination/findings`,
    { findings },
    { 'if-match': String(headers['etag']) },
  );
  expect(found.status, found.text).toBe(201);
  const { body } = await scene.prepare(address);
  const points = body['points'] as readonly { readonly text: string }[];
  // One for each check that rests on it.
  expect(points.filter(({ text }) => text.endsWith(note))).toHaveLength(
    facts.filter((each) => each === fact).length,
  );
});

/** Values that the office must still give, on which a check rests. */
async function openFacts(address: string): Promise<readonly string[]> {
  const { body } = await scene.read(address);
  const checks = body['checks'] as readonly {
    readonly asks: readonly { readonly fact: string; readonly partner?: string }[];
  }[];
  return checks.flatMap(({ asks }) =>
    asks.flatMap(({ fact, partner }) => (partner === undefined ? [fact] : [])),
  );
}
