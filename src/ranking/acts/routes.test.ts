import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeActServer, type ActServer } from '../../../test/support/act-server.ts';

let server: ActServer;
let base: string;

beforeAll(async () => {
  server = await makeActServer();
  base = `/api/v1/calls/${server.scene.slug}/ranking-acts`;
});
afterAll(async () => server.close());

const texts = { title: 'Graduatoria della linea 4', ground: 'Art. 9' };

test('an act is drafted, checked, signed and published by those who may', async () => {
  const { officer, signatory, stranger } = server.tokens;
  const body = { kind: 'ranking', ...texts, units: ['linea-4'] };
  expect((await server.post(base, body, stranger)).status).toBe(403);
  const drafted = await server.post(base, body, officer);
  expect(drafted).toMatchObject({ status: 201, body: { number: 1, state: 'draft', revision: 1 } });
  const one = `${base}/1`;
  const checks = await server.get(`${one}/checks`, officer);
  expect(checks.body).toMatchObject({ maySign: true });
  const contentHash = String(checks.body['contentHash']);
  const text = await server.raw(`${one}/files/text`, officer);
  expect(server.hashOf(text)).toBe(contentHash);
  expect((await server.post(`${one}/signature`, { contentHash }, officer)).status).toBe(403);
  const early = await server.post(`${one}/publication`, {}, signatory);
  expect(early).toMatchObject({ status: 409, body: { code: 'not-signed-yet' } });
  const signed = await server.post(`${one}/signature`, { contentHash }, signatory);
  expect(signed).toMatchObject({
    status: 200,
    body: { state: 'signed', contentHash, signature: { way: 'account' } },
  });
  expect(await server.raw(`${one}/files/text`, officer)).toEqual(text);
  const changed = await server.put(one, { ...body, revision: 1 }, officer);
  expect(changed).toMatchObject({ status: 409, body: { code: 'not-a-draft' } });
  const nameless = await server.post(`${one}/publication`, {}, signatory);
  expect(nameless).toMatchObject({ status: 422, body: { code: 'protocol-missing' } });
  const protocol = { protocol: '2025/0001', protocolDay: '2025-01-07' };
  const past = { ...protocol, publishedOn: '2025-01-08' };
  expect(await server.post(`${one}/publication`, past, signatory)).toMatchObject({
    status: 422,
    body: { code: 'day-wrong' },
  });
  const published = await server.post(`${one}/publication`, protocol, signatory);
  expect(published).toMatchObject({ status: 200, body: { state: 'published', ...protocol } });
  const again = await server.post(`${one}/publication`, protocol, signatory);
  expect(again).toMatchObject({ status: 409, body: { code: 'published-already' } });
  const entries = await server.get(`${one}/entries?limit=3`, officer);
  expect(entries.body['items']).toHaveLength(3);
  expect(entries.body['items']).toMatchObject([{ place: 1, position: 1 }, {}, {}]);
});

test('an act is signed by the file of who has the power, whoever brings it, and by nobody else', async () => {
  const { officer } = server.tokens;
  const draft = {
    kind: 'scrolling',
    ...texts,
    follows: 1,
    orders: { additions: [{ pot: 'pot-4', amount: '1000.00', act: 'D. 2', source: 'Regione' }] },
  };
  const { body } = await server.post(base, draft, officer);
  const one = `${base}/${String(body['number'])}`;
  const { body: checks } = await server.get(`${one}/checks`, officer);
  const hash = String(checks['contentHash']);
  const text = await server.raw(`${one}/files/text`, officer);
  const sheet = await server.raw(`${one}/files/sheet`, officer);
  const address = `${one}/signatures/${hash}`;
  const byOfficer = await server.sign('officer', text);
  expect(await server.putFile(address, byOfficer, officer)).toMatchObject({
    status: 422,
    body: { code: 'another-person' },
  });
  const other = await server.sign('signatory', Buffer.from(`${text.toString('utf8')} `));
  expect(await server.putFile(address, other, officer)).toMatchObject({
    body: { code: 'other-text' },
  });
  const signed = await server.putFile(address, await server.sign('signatory', sheet), officer);
  expect(signed).toMatchObject({
    status: 200,
    body: { state: 'signed', contentHash: hash, signature: { way: 'file' } },
  });
  const act = await server.scene.find(Number(body['number']));
  expect(act.signedBy).toBe(server.scene.signatory);
  const kept = await server.raw(`${one}/files/signature`, officer);
  expect(act.signature).toMatchObject({ fileHash: server.hashOf(kept) });
});

test('a draft is given up, and says no more', async () => {
  const { officer } = server.tokens;
  const { body } = await server.post(base, { kind: 'ranking', ...texts }, officer);
  const one = `${base}/${String(body['number'])}`;
  expect((await server.post(`${one}/abandonment`, undefined, officer)).status).toBe(204);
  expect(await server.get(`${one}/checks`, officer)).toMatchObject({ status: 409 });
  expect((await server.get(base, officer)).body['items']).toMatchObject([
    { state: 'abandoned' },
    { state: 'signed', kind: 'scrolling' },
    { state: 'published' },
  ]);
});
