import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeScene, type Scene } from '../../test/support/application-scene.ts';
import { completeDraft, principalWith } from '../../test/support/application-world.ts';
import type { Principal } from '../accounts/index.ts';
import { stateOf, versionTag } from './application.ts';
import type { Draft } from './draft.ts';
import { loadCurrentCall } from './published-call.ts';
import { startApplication } from './start-application.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await makeScene(4);
}, 60_000);
afterAll(() => scene.world.close());

const begin = (principal: Principal, draft: Draft = scene.draftOf()) =>
  scene.inTx((tx) =>
    startApplication(tx, {
      published: scene.published,
      leadId: scene.leadId,
      principal,
      draft,
    }),
  );

test('a draft is begun by who may edit for the lead, and by nobody else', async () => {
  expect(await begin(scene.editor)).toMatchObject({ type: 'started' });
  expect(await begin(scene.stranger)).toEqual({ type: 'refused', code: 'no-power' });
  const scopes = ['read', 'consent', 'submit'] as const;
  const reader = principalWith(scene.lead.personId, { [scene.leadId]: scopes });
  expect(await begin(reader)).toEqual({ type: 'refused', code: 'no-power' });
});

test('a draft begins with its lead where the call has partners', async () => {
  const application = await scene.start(scene.lead, { title: 'Solo', content: { facts: {} } });
  const partners = [{ id: scene.leadId, role: 'lead' }];
  expect(application.content).toEqual({ facts: {}, partners });
  expect(application.partners).toMatchObject(partners);
  expect(stateOf(application)).toBe('draft');
  expect(await scene.actsOn(application)).toEqual(['application-started: - > draft']);
});

test('partners are found by fiscal code and kept by id; one that is not known is told with its place', async () => {
  const { fiscal_code: code } = await scene.world.database.db
    .selectFrom('organisation')
    .select('fiscal_code')
    .where('id', '=', scene.organisationOf(3))
    .executeTakeFirstOrThrow();
  const draftWith = (id: string): Draft => ({
    title: 'A',
    content: {
      facts: {},
      partners: [
        { id: scene.leadId, role: 'lead' },
        { id, role: 'workshop' },
      ],
    },
  });
  const application = await scene.start(scene.lead, draftWith(code));
  expect(application.content.partners?.[1]?.id).toBe(scene.organisationOf(3));
  expect(await begin(scene.lead, draftWith('00000000000'))).toMatchObject({
    type: 'malformed',
    problems: [{ code: 'unknown-organisation', path: ['content', 'partners', 1, 'id'] }],
  });
});

test('a lead that a draft does not list must consent all the same', async () => {
  const others = scene.draftOf().content.partners?.slice(1) ?? [];
  const draft: Draft = { title: 'A', content: { facts: {}, partners: others } };
  const { partners } = await scene.start(scene.lead, draft);
  expect(partners.map(({ id }) => id)).toEqual(scene.organisations);
});

test('no draft is begun after closing; before the opening one is', async () => {
  const on = async (id: string, opensIn: number, closesIn: number) => {
    const { callId } = await scene.world.publish({ id, opensIn, closesIn });
    const published = await loadCurrentCall(scene.world, callId);
    const { leadId, lead: principal } = scene;
    const draft = scene.draftOf();
    return scene.inTx((tx) => startApplication(tx, { published, leadId, principal, draft }));
  };
  expect(await on('lamps-closed', -60, -30)).toEqual({ type: 'refused', code: 'closed' });
  expect(await on('lamps-soon', 30, 60)).toMatchObject({ type: 'started' });
});

test('only the people of the lead edit; a partner cannot, and nothing is found that is not there', async () => {
  const application = await scene.start();
  const partner = scene.personOf(1);
  const refusal = { type: 'refused', code: 'no-power' };
  expect(await scene.edit(application, 'B', partner)).toEqual(refusal);
  expect(await scene.edit({ ...application, id: crypto.randomUUID() }, 'B')).toBeUndefined();
  expect(await scene.edit(application, 'B', scene.editor)).toMatchObject({ type: 'edited' });
});

test('an edit can change who takes part', async () => {
  const application = await scene.start();
  const draft = completeDraft(scene.leadId, [scene.organisationOf(2)]);
  expect(await scene.edit(application, draft)).toMatchObject({ type: 'edited' });
  const { partners } = await scene.read(application);
  expect(partners.map(({ id }) => id)).toEqual([scene.leadId, scene.organisationOf(2)]);
});

test('an edit voids the freeze and its consents, and the journal says so', async () => {
  const application = await scene.ready();
  expect(await scene.edit(application, 'Lampioni nuovi')).toMatchObject({ type: 'edited' });
  const edited = await scene.read(application);
  const nothing = { frozenHash: null, readyHash: null, consentCount: 0 };
  expect(edited).toMatchObject({ ...nothing, revision: 2 });
  expect((await scene.actsOn(application)).at(-1)).toBe('consent-voided: ready > draft');
  const fresh = await scene.frozen();
  await scene.edit(fresh, 'Lampioni nuovi');
  expect((await scene.actsOn(fresh)).at(-1)).toBe('freeze-voided: frozen > draft');
});

test('an edit that changes nothing voids nothing, whatever was seen', async () => {
  const application = await scene.frozen();
  const outcome = await scene.edit(application, 'Lampioni', scene.lead, '1.0.0.0');
  expect(outcome).toMatchObject({ type: 'unchanged' });
  expect((await scene.read(application)).frozenHash).toBe(application.frozenHash);
});

test('of two edits of the same text one is told what the other has changed', async () => {
  const application = await scene.start();
  const outcomes = await Promise.all(['Uno', 'Due'].map((title) => scene.edit(application, title)));
  expect(outcomes.map((outcome) => String(outcome?.type)).toSorted()).toEqual(['edited', 'stale']);
  const stale = outcomes.find((outcome) => outcome?.type === 'stale');
  const { title } = await scene.read(application);
  const other = title === 'Uno' ? 'Due' : 'Uno';
  expect(stale).toMatchObject({
    differences: [{ path: ['title'], before: title, after: other }],
  });
});

test('an editor who has not seen the freeze, or a consent, does not void it', async () => {
  const application = await scene.start(scene.editor);
  await scene.freeze(application, scene.editor);
  expect(await scene.edit(application, 'Due')).toMatchObject({ type: 'stale' });
  const seen = await scene.read(application);
  await scene.consent(seen, 3);
  expect(await scene.edit(seen, 'Due')).toMatchObject({ type: 'stale' });
  const now = await scene.read(application);
  expect(versionTag(now)).not.toBe(versionTag(seen));
  expect(await scene.edit(now, 'Due')).toMatchObject({ type: 'edited' });
});
