import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from './support/application-server.ts';
import { makeDialogueScene, type DialogueScene } from './support/dialogue-scene.ts';
import { pdf } from './support/document-scene.ts';
import { inParts } from './support/form-in-parts.ts';

/** More than what lies between a server and a client that no longer reads. */
const large = pdf('large', 12_000_000);

let scene: DialogueScene;
let port: number;
let address: string;
let request: string;
let proof: number;

beforeAll(async () => {
  scene = await makeDialogueScene();
  await scene.server.app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = scene.server.app.server.address() as AddressInfo);
  address = await scene.submit({
    documents: [{ slot: 'agreement', name: 'accordo.pdf', content: large }],
  });
  await scene.post('officer', `POST ${address}/examination/beginning`, {});
  request = await scene.sendOne(address);
  const { lead } = scene.tokens;
  const point = encodeURIComponent('requirement:lamp-plan');
  await send('PUT', `${request}/reply/points/${point}/documents?name=pianta.pdf`, lead);
  const revision = await scene.write(request);
  await scene.post('lead', `POST ${request}/reply/sending`, { revision });
  const day = new Date().toISOString().slice(0, 10);
  const { token } = scene.officer;
  await send('POST', `${request}/proofs?name=ricevuta.pdf&day=${day}&note=PEC`, token);
  const { payload, contentType } = inParts([
    ['text', 'Ecco la pianta.'],
    ['file', { name: 'pianta.pdf', content: large }],
  ]);
  await send('POST', `${address}/messages/files`, lead, { payload, contentType });
  const { body } = await scene.post('officer', `GET ${request}`);
  const { proofs } = body['delivery'] as {
    readonly proofs: readonly { readonly number: number; readonly file?: object }[];
  };
  proof = proofs.find(({ file }) => file)?.number ?? 0;
}, 120_000);
afterAll(async () => {
  await scene.close();
});

async function send(
  method: 'PUT' | 'POST',
  url: string,
  token: string,
  { payload, contentType } = { payload: large, contentType: 'application/octet-stream' },
): Promise<void> {
  const reply = await scene.server.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': contentType },
    payload,
  });
  if (reply.statusCode >= 300) throw new Error(`${url}: ${reply.body}`);
}

/** Reads the first piece of a reply and hangs up; says what came before it. */
function hangUp(path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = get({ port, host: '127.0.0.1', path, headers }, (reply) => {
      reply.once('data', () => {
        asking.destroy();
        resolve(reply.statusCode ?? 0);
      });
    });
    asking.once('error', reject);
  });
}

const cookieOf = ({ cookies }: Browser) =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

test.each([
  ['a document of a reply', () => `${request}/documents/1`],
  ['the file of a proof', () => `${request}/proofs/${proof}/file`],
  ['a file of a message', () => `${address}/messages/1/files/1`],
  ['a document of an application', () => `${address}/documents/agreement/versions/1`],
])('a client that hangs up on %s is no fault of the server', async (_, path) => {
  const authorization = `Bearer ${scene.officer.token}`;
  expect(await hangUp(`/api/v1${path()}`, { authorization })).toBe(200);
  expect(await hangUp(path(), { cookie: cookieOf(scene.officer.browser) })).toBe(200);
  await untilNobodyIsThere();
  expect(scene.server.faults()).toEqual([]);
});

test('nor is one that hangs up on all of an application', async () => {
  expect(await hangUp(`${address}/zip`, { cookie: cookieOf(scene.officer.browser) })).toBe(200);
  await untilNobodyIsThere();
  expect(scene.server.faults()).toEqual([]);
});

/** The server has noticed that its clients are gone, and has had time to say what it makes of that. */
async function untilNobodyIsThere(): Promise<void> {
  const { server } = scene.server.app;
  for (let tries = 0; tries < 100; tries += 1) {
    const count = await promisify(server.getConnections.bind(server))();
    if (count === 0) return sleep(100);
    await sleep(20);
  }
  throw new Error('the server still holds connections');
}
