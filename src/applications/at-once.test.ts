import { afterAll, beforeAll, expect, test } from 'vitest';
import { eight, makeScene, type Scene } from '../../test/support/application-scene.ts';
import { stateOf } from './application.ts';
import { hashOfBytes } from './snapshot.ts';
import { holdRegister } from './store.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await makeScene();
}, 60_000);
afterAll(() => scene.world.close());

const seven = (type: string): string[] => Array.from({ length: 7 }, () => type);

test('eight freezes at once: one text, and everybody gets its hash', async () => {
  const application = await scene.start(scene.editor);
  const outcomes = await eight(() => scene.freeze(application, scene.editor));
  expect(outcomes.map((outcome) => String(outcome?.type)).toSorted()).toEqual([
    'frozen',
    ...seven('repeated'),
  ]);
  const { frozenHash } = await scene.read(application);
  for (const outcome of outcomes) expect(outcome).toMatchObject({ application: { frozenHash } });
  const rows = await scene.world.database.db
    .selectFrom('snapshot')
    .select(['hash', 'content'])
    .where('application_id', '=', application.id)
    .execute();
  expect(rows.map(({ content }) => hashOfBytes(content).toString('hex'))).toEqual([frozenHash]);
  expect(rows[0]?.hash.toString('hex')).toBe(frozenHash);
  expect((await scene.actsOn(application)).slice(1)).toEqual([
    'application-frozen: draft > frozen',
  ]);
});

test('eight partners consent at once: each consent is kept, and it becomes ready once', async () => {
  const application = await scene.frozen();
  const outcomes = await eight((index) => scene.consent(application, index));
  expect(outcomes.map((outcome) => outcome?.type)).toEqual(['given', ...seven('given')]);
  const ready = await scene.read(application);
  expect(stateOf(ready)).toBe('ready');
  expect(ready.readyHash).toBe(application.frozenHash);
  const given = ready.consents.map(({ organisationId }) => organisationId);
  expect(given.toSorted()).toEqual(scene.organisations.toSorted());
  const acts = await scene.actsOn(application);
  expect(acts.filter((each) => each.startsWith('consent-given'))).toHaveLength(8);
  expect(acts.filter((each) => each.endsWith('> ready'))).toHaveLength(1);
  expect(acts.at(-1)).toBe('consent-given: frozen > ready');
});

test('the same partner presses eight times: one consent', async () => {
  const application = await scene.frozen();
  const outcomes = await eight(() => scene.consent(application, 2));
  expect(outcomes.map((outcome) => String(outcome?.type)).toSorted()).toEqual([
    'given',
    ...seven('repeated'),
  ]);
  expect((await scene.read(application)).consents).toHaveLength(1);
});

test('eight partners take their consent back at once: one does, and nothing is left to take back', async () => {
  const application = await scene.ready();
  const outcomes = await eight((index) => scene.takeBack(application, index));
  expect(outcomes.map((outcome) => String(outcome?.type)).toSorted()).toEqual([
    ...seven('refused'),
    'withdrawn',
  ]);
  expect(await scene.read(application)).toMatchObject({ revision: 2, frozenHash: null });
});

test('an edit against eight consents: either they stand for the text that is there, or they are void', async () => {
  for (let round = 0; round < 6; round += 1) {
    const seen = await scene.frozen();
    const consents = scene.organisations.map((_, index) => scene.consent(seen, index));
    await Promise.all([scene.edit(seen, `Titolo ${round}`), ...consents]);
    const after = await scene.read(seen);
    const isEdited = after.title !== seen.title;
    expect(after.frozenHash).toBe(isEdited ? null : seen.frozenHash);
    expect(after.revision).toBe(isEdited ? 2 : 1);
    await scene.expectConsented(after);
  }
});

test('an edit against freezes: what is frozen is the text that is there', async () => {
  for (let round = 0; round < 6; round += 1) {
    const seen = await scene.start(scene.editor);
    const [edited] = await Promise.all([
      scene.edit(seen, `Titolo ${round}`),
      scene.freeze(seen, scene.editor),
      scene.freeze(seen, scene.editor),
    ]);
    const after = await scene.read(seen);
    const isEdited = edited?.type === 'edited';
    expect(after.title).toBe(isEdited ? `Titolo ${round}` : seen.title);
    expect(after.frozenHash === null).toBe(isEdited);
    await scene.expectConsented(after);
  }
});

test('while the register is committing it, an edit waits and then sees that it was submitted', async () => {
  const ready = await scene.ready();
  const changes: Promise<unknown>[] = [];
  await scene.inTx(async (tx) => {
    await holdRegister(tx, ready.call.id);
    changes.push(scene.edit(ready, 'Troppo tardi'), scene.takeBack(ready, 1));
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    await scene.enter(tx, ready, 1);
  });
  const submitted = { type: 'refused', code: 'already-submitted' };
  expect(await Promise.all(changes)).toEqual([submitted, submitted]);
  expect(await scene.freeze(ready)).toEqual(submitted);
  expect(await scene.takeBack(ready, 1)).toEqual(submitted);
  expect(await scene.consent(ready, 1)).toMatchObject({ type: 'repeated' });
  expect(stateOf(await scene.read(ready))).toBe('submitted');
});

test('drafts and consents do not wait for the register', async () => {
  const application = await scene.frozen();
  await scene.inTx(async (tx) => {
    await holdRegister(tx, application.call.id);
    expect(await scene.consent(application, 1)).toMatchObject({ type: 'given' });
    const seen = await scene.read(application);
    expect(await scene.edit(seen, 'Altro')).toMatchObject({ type: 'edited' });
  });
});
