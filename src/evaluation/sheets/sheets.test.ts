import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePanelScene, type PanelScene, type Seated } from '../../../test/support/panel-scene.ts';

let scene: PanelScene;
beforeAll(async () => {
  scene = await makePanelScene();
}, 60_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

const reason = 'Relazione completa, con misure di prima e di dopo.';
const whole = {
  quality: { value: '10', reason },
  landscape: { value: '4', reason },
};

async function save(address: string, seated: Seated, entries: object, revision?: number) {
  const seen = revision ?? (await revisionOf(address, seated));
  return scene.ask(seated.token, `PUT ${address}/sheet`, { entries }, seen);
}

async function revisionOf(address: string, { token }: Seated): Promise<number> {
  const { headers } = await scene.ask(token, `GET ${address}/sheet`);
  return Number(/r(\d+)/.exec(String(headers['etag']))?.[1]);
}

test('a sheet is made from the criteria: computed ones are filled in, judged ones say what can be given', async () => {
  const address = await scene.bring();
  const [one] = scene.scorers;
  const read = await scene.ask(one.token, `GET ${address}/sheet`);
  expect(read.status, read.text).toBe(200);
  const criteria = read.body['criteria'] as readonly Record<string, unknown>[];
  const of = (id: string) => criteria.find((each) => each['id'] === id);
  expect(of('kind')).toMatchObject({ kind: 'computed', points: { from: '5', to: '5' } });
  expect(of('quality')).toMatchObject({
    kind: 'points',
    fact: 'quality',
    from: '0',
    to: '15',
    step: '5',
    points: { from: '0', to: '15' },
  });
  expect(of('landscape')).toMatchObject({ kind: 'points', from: '0', to: '10', step: '2' });
  expect(of('tale')).toBeUndefined();
  expect(of('inhabitants')).toMatchObject({ kind: 'computed', waitsFor: ['inhabitants'] });
  expect(read.body['state']).toBe('none');
  const codes = (read.body['missing'] as readonly { code: string; what: string }[]).map(
    ({ code, what }) => `${code} ${what}`,
  );
  expect(codes).toEqual(['8 value', '8 reason', '10 value', '10 reason']);
});

test('figures are ranges until every criterion is known, and close one by one', async () => {
  const address = await scene.bring();
  const [one] = scene.scorers;
  const before = (await scene.ask(one.token, `GET ${address}/sheet`)).body;
  const saved = await save(address, one, { quality: whole.quality }, 0);
  expect(saved.status, saved.text).toBe(200);
  const width = (body: Record<string, unknown>): number => {
    const { from, to } = body['net'] as { readonly from: string; readonly to: string };
    return Number(to) - Number(from);
  };
  expect(width(before) - width(saved.body)).toBe(15);
  const closed = await scene.ask(one.token, `POST ${address}/sheet/closing`);
  expect([closed.status, closed.body['code']]).toEqual([422, 'sheet-incomplete']);
  expect(closed.body['errors']).toMatchObject([
    { code: 'value-missing', path: '/entries/landscape' },
    { code: 'reason-missing', path: '/entries/landscape' },
  ]);
});

test('a value outside the range, off its steps, or of a fact the sheet does not ask for is refused with its place', async () => {
  const address = await scene.bring();
  const [one] = scene.scorers;
  for (const [entries, path] of [
    [{ quality: { value: '20', reason } }, '/entries/quality/value'],
    [{ quality: { value: '7', reason } }, '/entries/quality/value'],
    [{ tale: { value: '3', reason } }, '/entries/tale/value'],
    [{ upkeepYears: { value: 9, reason } }, '/entries/upkeepYears/value'],
  ] as const) {
    const refused = await save(address, one, entries, 0);
    expect(refused.status, refused.text).toBe(422);
    expect(refused.body['errors']).toMatchObject([{ path }]);
  }
  expect((await scene.ask(one.token, `GET ${address}/sheet`)).body['state']).toBe('none');
});

test('one act closes it; it is reopened with a reason, and what was closed is in the journal', async () => {
  const address = await scene.bring();
  const [one] = scene.scorers;
  await save(address, one, whole, 0);
  const close = () => scene.ask(one.token, `POST ${address}/sheet/closing`);
  const closings = await Promise.all(Array.from({ length: 8 }, close));
  expect(closings.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  const journal = () =>
    scene.world.database.db
      .selectFrom('journal')
      .select(['act', 'ground', 'subject'])
      .where('act', 'like', 'sheet-%')
      .where('person_id', '=', one.personId)
      .execute();
  expect((await journal()).filter(({ act }) => act === 'sheet-closed')).toHaveLength(1);
  const changed = await save(address, one, { quality: whole.quality });
  expect([changed.status, changed.body['code']]).toEqual([409, 'sheet-closed']);
  const reopen = (text: string) =>
    scene.ask(one.token, `POST ${address}/sheet/reopening`, { reason: text });
  expect((await reopen('no')).body['code']).toBe('reason-missing');
  expect((await reopen('Ho scambiato due domande')).body['state']).toBe('open');
  expect((await reopen('Ho scambiato due domande')).body['code']).toBe('sheet-not-closed');
  expect((await journal()).at(-1)).toMatchObject({
    act: 'sheet-reopened',
    ground: 'Ho scambiato due domande',
  });
  // The journal says that a sheet was closed, and not of which application.
  const id = address.split('/').at(-1) ?? '';
  expect((await journal()).filter(({ subject }) => subject.includes(id))).toEqual([]);
});

test('of two windows the one that has not seen the other is told', async () => {
  const address = await scene.bring();
  const [one] = scene.scorers;
  const saved = await Promise.all(
    Array.from({ length: 8 }, () => save(address, one, { quality: whole.quality }, 0)),
  );
  expect(saved.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(saved.filter(({ status }) => status === 412)).toHaveLength(7);
});

test('nobody scores what they may not: not of the panel, in conflict, not assigned, or withdrawn', async () => {
  const address = await scene.bring();
  const [one, two] = scene.scorers;
  const code = async (seated: Pick<Seated, 'token'>): Promise<unknown> => {
    const reply = await save(address, seated as Seated, whole, 0);
    return [reply.status, reply.body['code']];
  };
  expect(await code(scene.secretary)).toEqual([404, 'not-found']);
  expect(await code(scene.other)).toEqual([403, 'not-assigned']);
  await scene.conflict(address, two);
  expect(await code(two)).toEqual([404, 'not-found']);
  const page = await two.browser.get(`${address}/sheet`);
  expect(page.status).toBe(404);
  expect(page.html).not.toContain('Lampioni');
  await save(address, one, whole, 0);
  await scene.withdraw(address);
  const late = await scene.ask(one.token, `POST ${address}/sheet/closing`);
  expect([late.status, late.body['code']]).toEqual([409, 'withdrawn-meanwhile']);
});

test('nothing of a sheet reaches anybody else: not by pages, the API, exports, the journal, counts or times', async () => {
  const address = await scene.bring();
  const [one, two] = scene.scorers;
  const secret = 'Castagneti secolari citati a pagina quarantuno';
  await save(
    address,
    one,
    { quality: { value: '15', reason: secret }, landscape: { value: '8', reason: secret } },
    0,
  );
  const closed = await scene.ask(one.token, `POST ${address}/sheet/closing`);
  const savedAt = String(closed.body['savedAt']);
  const call = `/calls/${scene.slug}`;
  const places = [
    `GET ${address}`,
    `GET ${address}/sheet`,
    `GET ${address}/consolidation`,
    `GET ${address}/examination`,
    `GET ${address}/feedback`,
    `GET ${address}/messages`,
    `GET ${call}/sheets`,
    `GET ${call}/scores`,
    `GET ${call}/sessions`,
    `GET ${call}/examinations`,
  ];
  const readers = [
    two,
    scene.other,
    scene.chair,
    scene.secretary,
    ...scene.officers,
    { token: scene.tokens.lead },
  ];
  const sheetIds = await scene.world.database.db.selectFrom('sheet').select('id').execute();
  let seen = 0;
  for (const { token } of readers)
    for (const place of places) {
      const { text, status } = await scene.ask(token, place);
      if (status === 200) seen += 1;
      for (const hidden of [secret, savedAt, ...sheetIds.map(({ id }) => id)])
        expect(text, `${place} tells ${hidden}`).not.toContain(hidden);
    }
  expect(seen).toBeGreaterThan(8);
  for (const { browser } of [two, scene.chair, scene.secretary])
    for (const page of [`${address}/sheet`, `${address}/consolidation`, `${call}/sheets`]) {
      const { html } = await browser.get(page);
      expect(html).not.toContain(secret);
    }
  // Who scores does not even learn how many have; who keeps the papers learns that and no more.
  const own = await scene.ask(two.token, `GET ${call}/sheets`);
  const line = (own.body['items'] as readonly Record<string, unknown>[]).find((each) =>
    address.endsWith(String(each['application'])),
  );
  expect(line).toEqual({
    application: address.split('/').at(-1),
    entry: expect.any(Number) as number,
    title: 'Lampioni',
    lead: 'Comune di Ores',
    state: 'none',
    standing: 'sheets',
  });
  const states = await scene.ask(scene.secretary.token, `GET ${call}/sheets`);
  expect(states.body['items']).toContainEqual(
    expect.objectContaining({ application: address.split('/').at(-1), wanted: 3, closed: 1 }),
  );
});
