import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDialogueScene, type DialogueScene } from '../../../test/support/dialogue-scene.ts';

let scene: DialogueScene;

beforeAll(async () => {
  scene = await makeDialogueScene();
}, 120_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

const item = 'requirement:lamp-plan';

async function refuse(address: string) {
  const { headers } = await scene.read(address);
  const revision = Number(/\d+/.exec(String(headers['etag']))?.[0]);
  const reasons = [{ check: item, text: 'Il piano dei lampioni non è approvato.' }];
  const body = { outcome: 'not-admitted', reasons };
  return scene.ask(scene.officer.token, `POST ${address}/examination/outcome`, body, revision);
}

test('an application is refused after its notice, once every observation is answered, and reads the answers', async () => {
  const address = await scene.beginExamination();
  expect((await refuse(address)).body).toMatchObject({ code: 'notice-first' });
  const path = await scene.sendOne(address, 'notice-against');
  expect((await refuse(address)).body).toMatchObject({ code: 'notice-open' });
  const revision = await scene.write(path);
  const sent = await scene.post('lead', `POST ${path}/reply/sending`, { revision });
  expect(sent.status, sent.text).toBeLessThan(300);
  expect((await refuse(address)).body).toMatchObject({ code: 'observations-unanswered' });
  const answer = { text: 'Il piano resta da approvare.', upheld: true };
  const answered = await scene.post(
    'officer',
    `POST ${path}/answers/${encodeURIComponent(item)}`,
    answer,
  );
  expect(answered.status, answered.text).toBeLessThan(300);
  const form = await scene.officer.browser.get(`${address}/examination/outcome`);
  expect(form.html).toContain(answer.text);
  expect((await refuse(address)).status).toBe(200);
  const told = await scene.ask(scene.tokens.partner, `GET ${address}/outcome`);
  expect(told.body).toMatchObject({
    outcome: 'not-admitted',
    reasons: [{ text: 'Il piano dei lampioni non è approvato.' }],
    observations: expect.stringContaining(answer.text) as string,
  });
});
