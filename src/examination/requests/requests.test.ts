import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makeDialogueScene,
  onlyItem,
  type DialogueScene,
} from '../../../test/support/dialogue-scene.ts';

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
