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

/** Begins to examine an application whose lead lists its poles one by one, and asks about one of them. */
async function sendAboutExpense(): Promise<string> {
  const poles = [
    { id: 'iron', description: 'Pali riservati', supplier: 'Fonderia', amount: secret.before },
    { id: 'wood', description: 'Pali di legno', amount: '1.00' },
  ];
  const address = await scene.submit({
    change: (draft) => {
      const [first, ...others] = draft.content.partners ?? [];
      if (!first) throw new Error('no lead');
      const partners = [{ ...first, costs: { poles } }, ...others];
      return { ...draft, content: { ...draft.content, partners } };
    },
  });
  await scene.post('officer', `POST ${address}/examination/beginning`, {});
  const { path } = await scene.prepare(address);
  const draft = await scene.officer.browser.get(path);
  expect(draft.html).toContain('Comune di Ores: pali: Pali riservati');
  const points = [{ id: 'own-1', text: 'Correggi la spesa.', fields: ['item.iron'] }];
  const body = { revision: 1, introduction: '', points };
  expect((await scene.post('officer', `PUT ${path}`, body)).status).toBe(200);
  expect((await scene.post('officer', `POST ${path}/sending`, { revision: 2 })).status).toBe(200);
  return path;
}

test('an expense that the request names is corrected by itself, beside what it was, and no partner reads it', async () => {
  const path = await sendAboutExpense();
  const form = await scene.browsers.lead.get(path);
  expect(form.html).toContain('name="item.iron.amount"');
  expect(form.html).not.toContain('item.wood');
  const put = (corrections: object) =>
    scene.post('lead', `PUT ${path}/reply`, { revision: 0, texts: {}, corrections });
  for (const [corrections, code] of [
    [{ 'item.wood.amount': '2.00' }, 'field-not-asked'],
    [{ 'item.iron.gone': 'yes' }, 'field-not-asked'],
    [{ 'item.iron.amount': null }, 'correction-wrong'],
    [{ 'item.iron.description': ' ' }, 'correction-wrong'],
    [{ 'item.iron.amount': 'molto' }, 'correction-wrong'],
  ] as const)
    expect((await put(corrections)).body['code'], JSON.stringify(corrections)).toBe(code);
  const revision = await scene.write(path, {
    'item.iron.amount': secret.after,
    'item.iron.supplier': null,
  });
  const sent = await scene.post('lead', `POST ${path}/reply/sending`, { revision });
  expect(sent.status, sent.text).toBe(200);
  const seen = await scene.post('officer', `GET ${path}`);
  expect(seen.body['change']).toMatchObject({
    differences: expect.arrayContaining([
      expect.objectContaining({ before: secret.before, after: secret.after }),
    ]) as unknown,
    figures: expect.arrayContaining([expect.objectContaining({ figure: 'admitted' })]) as unknown,
  });
  const own = await scene.browsers.lead.get(path);
  expect(own.html).toContain('51.873,29');
  const api = await scene.post('partner', `GET ${path}`);
  const list = await scene.post('partner', `GET ${path.replace(/\/\d+$/, '')}`);
  const page = await scene.browsers.partner.get(path);
  expect([api.status, list.status, page.status]).toEqual([200, 200, 200]);
  for (const text of [api.text, list.text, page.html])
    expect([...leaksIn(text), text.includes('riservati'), text.includes('Fonderia')]).toEqual([
      false,
      false,
    ]);
});

test('on the day of a request its people read that the end is not known, and not by which day', async () => {
  const { address } = await sendAboutCosts();
  const page = await scene.browsers.lead.get(address);
  expect(page.html).toContain('non si sa ancora, ma non prima del giorno');
  expect(page.html).not.toContain('Il procedimento termina entro');
});
