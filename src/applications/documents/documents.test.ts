import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makeDocumentScene,
  pdf,
  type DocumentScene,
} from '../../../test/support/document-scene.ts';

let scene: DocumentScene;

beforeAll(async () => {
  scene = await makeDocumentScene();
});

afterAll(async () => {
  await scene.close();
});

const resolution = '/documents/plan-resolution';
const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

async function freeze(path: string) {
  const { server, lead } = scene;
  const { headers } = await server.ask(lead, `GET ${path}`);
  return server.ask(lead, `POST ${path}/freeze`, undefined, {
    'if-match': String(headers['etag']),
  });
}

async function makeReady(path: string): Promise<string> {
  const frozen = await freeze(path);
  const { hash } = frozen.body['frozen'] as { readonly hash: string };
  const consent = { organisation: scene.partnerId, hash };
  const { body } = await scene.server.ask(scene.partner, `POST ${path}/consents`, consent);
  expect(body['state']).toBe('ready');
  return hash;
}

test('a required document that is missing keeps the text from being frozen', async () => {
  const path = await scene.begin();
  const refused = await freeze(path);
  expect(refused.status).toBe(422);
  expect(refused.body['errors']).toEqual([
    expect.objectContaining({ code: 'document-missing', path: '/documents/plan-resolution' }),
  ]);
  const handed = await scene.put(scene.lead, path + resolution, pdf('one'));
  expect(handed.status, JSON.stringify(handed.body)).toBe(201);
  expect((await freeze(path)).status).toBe(200);
});

test('the frozen text names each document by its hash, and another document voids the consents', async () => {
  const path = await scene.begin();
  const [first, second] = [pdf('first'), pdf('second')];
  await scene.put(scene.lead, path + resolution, first, 'Delibera n. 5.pdf');
  const hash = await makeReady(path);
  const text = await scene.server.ask(scene.lead, `GET ${path}/snapshots/${hash}`);
  expect(text.body['documents']).toEqual([
    {
      slot: 'plan-resolution',
      version: 1,
      name: 'Delibera n. 5.pdf',
      kind: 'pdf',
      bytes: first.length,
      sha256: sha256(first),
    },
  ]);
  const same = await scene.put(scene.lead, path + resolution, first);
  expect(same.status).toBe(200);
  expect((await scene.server.ask(scene.lead, `GET ${path}`)).body['state']).toBe('ready');
  expect((await scene.put(scene.lead, path + resolution, second)).body['version']).toBe(2);
  const after = await scene.server.ask(scene.lead, `GET ${path}`);
  expect(after.body['state']).toBe('draft');
  const other = await makeReady(path);
  expect(other).not.toBe(hash);
  const listed = await scene.server.ask(scene.lead, `GET ${path}/documents`);
  expect(listed.body['documents']).toMatchObject([
    { version: 1, isCurrent: false },
    { version: 2, isCurrent: true, sha256: sha256(second) },
  ]);
});

test('what is downloaded is what was handed in, as a file that no browser shows', async () => {
  const path = await scene.begin();
  const content = pdf('à la carte');
  await scene.put(scene.lead, path + resolution, content, 'piano "2027" è.pdf');
  const reply = await fetch(`${scene.address}${path}${resolution}/versions/1`, {
    headers: { authorization: `Bearer ${scene.lead}` },
  });
  expect(Buffer.from(await reply.arrayBuffer()).equals(content)).toBe(true);
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    etag: `"${sha256(content)}"`,
    'content-length': String(content.length),
    'content-disposition':
      'attachment; filename="piano _2027_ _.pdf"; filename*=UTF-8\'\'piano%20%222027%22%20%C3%A8.pdf',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'repr-digest': `sha-256=:${createHash('sha256').update(content).digest('base64')}:`,
  });
});

test('the office sees what was submitted and nothing else; what is submitted does not change', async () => {
  const path = await scene.begin();
  await scene.put(scene.lead, path + resolution, pdf('draft'));
  await scene.put(scene.lead, path + resolution, pdf('final'));
  const read = (token: string, version: number) =>
    scene.server.ask(token, `GET ${path}${resolution}/versions/${version}`);
  expect((await read(scene.officer, 2)).status).toBe(404);
  await makeReady(path);
  await scene.submit(path);
  expect((await read(scene.officer, 1)).status).toBe(404);
  const submitted = await read(scene.officer, 2);
  expect(submitted.text).toBe(pdf('final').toString('utf8'));
  const late = await scene.put(scene.lead, path + resolution, pdf('late'));
  expect([late.status, late.body['code']]).toEqual([409, 'already-submitted']);
  const removal = await scene.server.ask(scene.lead, `DELETE ${path}${resolution}/versions/2`);
  expect([removal.status, removal.body['code']]).toEqual([409, 'already-submitted']);
});

test('a document removed from a draft is gone from the store and stays in the journal', async () => {
  const path = await scene.begin();
  const content = pdf('a mistake');
  await scene.put(scene.lead, path + resolution, content);
  expect(await scene.files()).toContain(sha256(content));
  const { server, lead } = scene;
  expect((await server.ask(lead, `DELETE ${path}${resolution}/versions/1`)).status).toBe(204);
  expect((await server.ask(lead, `DELETE ${path}${resolution}/versions/1`)).status).toBe(404);
  expect((await server.ask(lead, `GET ${path}${resolution}/versions/1`)).status).toBe(404);
  await expect.poll(scene.files).not.toContain(sha256(content));
  expect((await freeze(path)).status).toBe(422);
  const acts = await scene.world.database.db
    .selectFrom('journal')
    .select('act')
    .where('subject', '=', `application/${path.split('/').at(-1) ?? ''}`)
    .orderBy('sequence')
    .execute();
  expect(acts.map(({ act }) => act)).toEqual([
    'application-started',
    'document-added',
    'document-removed',
  ]);
});

test('the same content in two applications is kept until neither needs it; what was frozen is kept', async () => {
  const [one, two] = [await scene.begin(), await scene.begin()];
  const content = pdf('shared');
  await scene.put(scene.lead, one + resolution, content);
  await scene.put(scene.lead, two + resolution, content);
  await scene.server.ask(scene.lead, `DELETE ${one}${resolution}/versions/1`);
  expect(await scene.files()).toContain(sha256(content));
  await freeze(two);
  await scene.server.ask(scene.lead, `DELETE ${two}${resolution}/versions/1`);
  expect(await scene.files()).toContain(sha256(content));
  expect((await scene.server.ask(scene.lead, `GET ${two}${resolution}/versions/1`)).status).toBe(
    200,
  );
});

test('nobody else: not without a session, not as a stranger, not as a partner, not as the office', async () => {
  const path = await scene.begin();
  await scene.put(scene.lead, path + resolution, pdf('mine'));
  const { server, stranger, partner, officer } = scene;
  for (const [token, put, list, read, remove] of [
    [null, 401, 401, 401, 401],
    [stranger, 404, 404, 404, 404],
    [partner, 403, 200, 200, 403],
    [officer, 404, 404, 404, 404],
  ] as const) {
    const place = path + resolution;
    expect((await scene.put(token, place, pdf('theirs'))).status).toBe(put);
    expect((await server.ask(token, `GET ${path}/documents`)).status).toBe(list);
    expect((await server.ask(token, `GET ${place}/versions/1`)).status).toBe(read);
    expect((await server.ask(token, `DELETE ${place}/versions/1`)).status).toBe(remove);
  }
  expect(server.faults()).toEqual([]);
});
