import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeScene, type Scene } from '../../test/support/application-scene.ts';
import { completeDraft } from '../../test/support/application-world.ts';
import { stateOf } from './application.ts';
import { giveConsent } from './give-consent.ts';
import { loadCurrentCall } from './published-call.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await makeScene();
}, 60_000);
afterAll(() => scene.world.close());

test('the frozen text says the call, the rules, who answers for it, and every answer', async () => {
  const application = await scene.frozen();
  expect(await scene.snapshotOf(application)).toEqual({
    bandolo: 'application/1',
    call: {
      slug: 'fictional-village-lamps.rehearsal',
      mode: 'rehearsal',
      version: 1,
      definitionHash: scene.published.hash,
    },
    application: application.id,
    revision: 1,
    title: 'Lampioni',
    lead: application.lead,
    partners: application.partners,
    content: application.content,
  });
  expect(application.partners).toHaveLength(8);
  expect(application.lead).toMatchObject({ id: scene.leadId, name: 'Organisation 0' });
});

test('a name that changes after the freeze does not change the text', async () => {
  const application = await scene.frozen();
  await scene.world.database.db
    .updateTable('organisation')
    .set({ name: 'Altro nome' })
    .where('id', '=', scene.organisationOf(7))
    .execute();
  expect(await scene.freeze(application)).toMatchObject({ type: 'repeated' });
  const snapshot = await scene.snapshotOf(await scene.read(application));
  expect(snapshot?.partners[7]?.name).toBe('Organisation 7');
  expect((await scene.read(application)).partners[7]?.name).toBe('Altro nome');
});

test('a draft with an open question is not frozen, and the question is named', async () => {
  const { content } = scene.draftOf();
  const { village: _, ...facts } = content.facts;
  const draft = { title: 'A', content: { ...content, facts } };
  expect(await scene.freeze(await scene.start(scene.lead, draft))).toEqual({
    type: 'incomplete',
    problems: [
      {
        code: 'fact-missing',
        path: ['content', 'facts', 'village'],
        message: '"village" is not answered',
      },
    ],
  });
});

test('nobody freezes a text they have not read, and no partner freezes it', async () => {
  const application = await scene.start();
  await scene.edit(application, 'Due');
  expect(await scene.freeze(application)).toMatchObject({ type: 'stale' });
  const strange = { tag: 'whatever' };
  expect(await scene.freeze(application, scene.lead, strange)).toMatchObject({ type: 'stale' });
  const now = await scene.read(application);
  const refusal = { type: 'refused', code: 'no-power' };
  expect(await scene.freeze(now, scene.personOf(1))).toEqual(refusal);
  expect((await scene.read(application)).frozenHash).toBeNull();
});

test('who freezes and may consent for the lead consents by the same act', async () => {
  const application = await scene.start(scene.lead);
  await scene.freeze(application, scene.lead);
  const { consents } = await scene.read(application);
  expect(consents.map(({ organisationId }) => organisationId)).toEqual([scene.leadId]);
  const alone = await scene.start(scene.lead, completeDraft(scene.leadId, []));
  await scene.freeze(alone, scene.lead);
  expect(stateOf(await scene.read(alone))).toBe('ready');
});

test('a consent names the text: another hash, or a text that was edited since, is refused', async () => {
  const application = await scene.frozen();
  const changed = { type: 'refused', code: 'text-changed' };
  expect(await scene.consent(application, 1, { hash: 'ab'.repeat(32) })).toEqual(changed);
  await scene.edit(application, 'Altro titolo');
  const none = { type: 'refused', code: 'not-frozen' };
  expect(await scene.consent(application, 1)).toEqual(none);
  await scene.freeze(await scene.read(application), scene.editor);
  expect(await scene.consent(application, 1)).toEqual(changed);
  expect((await scene.read(application)).consents).toEqual([]);
});

test('nobody consents for another organisation, nor for one that takes no part', async () => {
  const application = await scene.frozen();
  const noPower = { type: 'refused', code: 'no-power' };
  const other = { principal: scene.personOf(1) };
  expect(await scene.consent(application, 2, other)).toEqual(noPower);
  expect(await scene.consent(application, 0, { principal: scene.editor })).toEqual(noPower);
  const strange = scene.inTx((tx) =>
    giveConsent(tx, {
      ...scene.actOn(application, scene.stranger),
      organisationId: scene.strangeId,
      hash: application.frozenHash ?? '',
      ways: ['account'],
    }),
  );
  expect(await strange).toEqual({ type: 'refused', code: 'not-a-partner' });
});

test('a consent taken back makes it a draft; the same words frozen again need every consent again', async () => {
  const application = await scene.ready();
  const noPower = { type: 'refused', code: 'no-power' };
  expect(await scene.takeBack(application, 5, scene.personOf(6))).toEqual(noPower);
  expect(await scene.takeBack(application, 5)).toMatchObject({ type: 'withdrawn' });
  const none = { type: 'refused', code: 'no-consent' };
  expect(await scene.takeBack(application, 5)).toEqual(none);
  const draft = await scene.read(application);
  expect(stateOf(draft)).toBe('draft');
  expect(draft.content).toEqual(application.content);
  expect((await scene.actsOn(application)).at(-1)).toBe('consent-withdrawn: ready > draft');
  await scene.freeze(draft, scene.editor);
  const again = await scene.read(application);
  expect(again.frozenHash).not.toBe(application.frozenHash);
  expect(again.consents).toEqual([]);
  expect(stateOf(again)).toBe('frozen');
});

test('after a withdrawal nothing changes where the call does not allow to submit again', async () => {
  const application = await scene.ready();
  await scene.inTx(async (tx) => {
    await scene.enter(tx, application, 1);
    await scene.enter(tx, application, 2);
  });
  const withdrawn = await scene.read(application);
  expect(stateOf(withdrawn)).toBe('withdrawn');
  const refusal = { type: 'refused', code: 'resubmission-not-allowed' };
  expect(await scene.edit(withdrawn, 'Di nuovo')).toEqual(refusal);
  expect(await scene.freeze(withdrawn)).toEqual(refusal);
  expect(await scene.takeBack(withdrawn, 1)).toEqual(refusal);
});

test('where the call allows it, an edit takes a withdrawn application up again while the call is open', async () => {
  const { callId } = await scene.world.publish({ id: 'lamps-again', resubmission: true });
  const under = await loadCurrentCall(scene.world, callId);
  const begun = await scene.start(scene.lead, completeDraft(scene.leadId, []), under);
  await scene.freeze(begun, scene.lead, { under });
  const ready = await scene.read(begun);
  await scene.inTx(async (tx) => {
    await scene.enter(tx, ready, 1);
    await scene.enter(tx, ready, 2);
  });
  const withdrawn = await scene.read(ready);
  expect(stateOf(withdrawn)).toBe('withdrawn');
  const draft = completeDraft(scene.leadId, [], 'Di nuovo');
  expect(await scene.edit(withdrawn, draft)).toMatchObject({ type: 'edited' });
  const again = await scene.read(withdrawn);
  expect(stateOf(again)).toBe('draft');
  await scene.freeze(again, scene.lead, { under });
  expect(stateOf(await scene.read(again))).toBe('ready');
});

test('a withdrawn text that is frozen again without a change is another text', async () => {
  const { callId } = await scene.world.publish({ id: 'lamps-same', resubmission: true });
  const under = await loadCurrentCall(scene.world, callId);
  const begun = await scene.start(scene.lead, completeDraft(scene.leadId, []), under);
  await scene.freeze(begun, scene.lead, { under });
  const ready = await scene.read(begun);
  await scene.inTx(async (tx) => {
    await scene.enter(tx, ready, 1);
    await scene.enter(tx, ready, 2);
  });
  const withdrawn = await scene.read(ready);
  expect(await scene.freeze(withdrawn, scene.lead, { under })).toMatchObject({ type: 'frozen' });
  const again = await scene.read(ready);
  expect(again.frozenHash).not.toBe(ready.frozenHash);
  expect([again.content, stateOf(again)]).toEqual([ready.content, 'ready']);
});

test('a text frozen under an earlier version of the call is frozen anew under the one that holds', async () => {
  const { slug, callId } = await scene.world.publish({ id: 'lamps-amended' });
  const first = await loadCurrentCall(scene.world, callId);
  const begun = await scene.start(scene.lead, completeDraft(scene.leadId, []), first);
  await scene.freeze(begun, scene.lead, { under: first });
  await scene.world.amend(slug);
  const under = await loadCurrentCall(scene.world, callId);
  const before = await scene.read(begun);
  expect([before.callVersion, before.call.version]).toEqual([1, 2]);
  expect(await scene.freeze(before, scene.lead, { under })).toMatchObject({
    type: 'frozen',
    application: { callVersion: 2, revision: 2 },
  });
  expect((await scene.actsOn(begun)).slice(-3)).toEqual([
    'consent-voided: ready > draft',
    'application-frozen: draft > frozen',
    'consent-given: frozen > ready',
  ]);
});
