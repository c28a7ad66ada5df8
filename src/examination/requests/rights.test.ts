import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeDraft } from '../../../test/support/application-world.ts';
import { makeDialogueScene, type DialogueScene } from '../../../test/support/dialogue-scene.ts';

let scene: DialogueScene;
/** Costs of the lead, of which nothing may reach a partner; every amount is found nowhere else. */
const secret = { before: '43217.11', after: '51873.29' };

beforeAll(async () => {
  scene = await makeDialogueScene({
    draft: (leadId, partnerIds) => {
      const draft = completeDraft(leadId, partnerIds);
      const partners = (draft.content.partners ?? []).map((partner, index) =>
        index === 0 ? { ...partner, costs: { poles: secret.before, masonry: '1000.00' } } : partner,
      );
      const facts = { ...draft.content.facts, hasLampPlan: false };
      return { ...draft, content: { ...draft.content, facts, partners } };
    },
  });
}, 60_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

/** In whatever way an amount is written. */
const leaksIn = (text: string): readonly string[] =>
  Object.values(secret).flatMap((amount) => {
    const [whole = ''] = amount.split('.');
    const written = [
      whole,
      `${whole.slice(0, 2)}.${whole.slice(2)}`,
      `${whole.slice(0, 2)},${whole.slice(2)}`,
    ];
    return written.filter((each) => text.includes(each));
  });

async function sendAboutCosts(): Promise<{ address: string; path: string; field: string }> {
  const address = await scene.beginExamination();
  const { path } = await scene.prepare(address);
  const field = `partner.${scene.leadId}.cost.poles`;
  const items = [{ id: 'own-1', text: 'Spiega il costo dei pali.', fields: [field] }];
  const saved = await scene.post('officer', `PUT ${path}`, {
    revision: 1,
    introduction: '',
    points: items,
  });
  expect(saved.status, saved.text).toBe(200);
  expect((await scene.post('officer', `POST ${path}/sending`, { revision: 2 })).status).toBe(200);
  return { address, path, field };
}

test('a partner sees of a reply what it may: of the costs of another only what they come to', async () => {
  const { path, field } = await sendAboutCosts();
  const revision = await scene.write(path, { [field]: secret.after });
  const sent = await scene.post('lead', `POST ${path}/reply/sending`, { revision });
  expect(sent.status, sent.text).toBe(200);
  const api = await scene.post('partner', `GET ${path}`);
  expect(api.status).toBe(200);
  expect(leaksIn(api.text)).toEqual([]);
  expect(api.body['change']).toMatchObject({
    differences: [{ path: '/partners/0/costsTotal', before: '44217.11', after: '52873.29' }],
  });
  const page = await scene.browsers.partner.get(path);
  expect(page.status).toBe(200);
  expect(leaksIn(page.html)).toEqual([]);
  expect(page.html).toContain('52.873,29');
  const own = await scene.browsers.lead.get(path);
  expect(own.html).toContain('51.873,29');
  const office = await scene.officer.browser.get(path);
  expect(office.html).toContain('43.217,11');
  const list = await scene.post('partner', `GET ${path.replace(/\/\d+$/, '')}`);
  expect([list.status, leaksIn(list.text)]).toEqual([200, []]);
});

test('what is written at a reply is for those who write for the lead until it is sent', async () => {
  const { path, field } = await sendAboutCosts();
  await scene.write(path, { [field]: secret.after });
  await scene.put(path, 'own-1', 'a secret of the lead');
  for (const who of ['partner', 'officer'] as const) {
    const { body, text } = await scene.post(who, `GET ${path}`);
    expect([who, body['reply'], leaksIn(text)]).toEqual([who, undefined, []]);
    const file = await scene.post(who, `GET ${path}/documents/1`);
    expect([who, file.status]).toEqual([who, 404]);
  }
  expect((await scene.post('lead', `GET ${path}/documents/1`)).status).toBe(200);
});

test('who has nothing to do with it finds nothing; a partner does not answer for the lead', async () => {
  const { path } = await sendAboutCosts();
  const acts = [
    ['PUT', `${path}/reply`, { revision: 0, texts: { 'own-1': 'No' }, corrections: {} }],
    ['POST', `${path}/reply/sending`, { revision: 1 }],
  ] as const;
  for (const [method, address, body] of acts) {
    const stranger = await scene.post('stranger', `${method} ${address}`, body);
    const partner = await scene.post('partner', `${method} ${address}`, body);
    const officer = await scene.post('officer', `${method} ${address}`, body);
    expect([stranger.status, partner.status, officer.status]).toEqual([404, 403, 404]);
  }
  for (const act of ['sending', 'withdrawal', 'extension', 'late-reply'])
    for (const who of ['lead', 'partner', 'stranger'] as const)
      expect((await scene.post(who, `POST ${path}/${act}`, {})).status).toBe(404);
});

test('only what was asked can be corrected, by what fits', async () => {
  const { path, field } = await sendAboutCosts();
  const put = (corrections: object) =>
    scene.post('lead', `PUT ${path}/reply`, { revision: 0, texts: {}, corrections });
  expect((await put({ 'fact.village': 'Altrove' })).body['code']).toBe('field-not-asked');
  expect((await put({ [field]: 'molto' })).body['code']).toBe('correction-wrong');
  const empty = await scene.post('lead', `POST ${path}/reply/sending`, { revision: 1 });
  expect([empty.status, empty.body['code']]).toEqual([422, 'unanswered']);
});
