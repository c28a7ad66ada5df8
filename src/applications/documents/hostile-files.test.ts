import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  limits,
  makeDocumentScene,
  pdf,
  type DocumentScene,
} from '../../../test/support/document-scene.ts';
import { zipOf } from '../../../test/support/zip-file.ts';

let scene: DocumentScene;
let path: string;

beforeAll(async () => {
  scene = await makeDocumentScene();
  path = await scene.begin();
});

afterAll(async () => {
  await scene.close();
});

const agreement = '/documents/agreement';

async function rows(): Promise<number> {
  const found = await scene.world.database.db.selectFrom('document').select('slot').execute();
  return found.length;
}

interface Sent {
  readonly status: number;
  readonly code: unknown;
  readonly bytes: number;
}

/** Sends pieces until the server answers; says how much went out. A length that is told may be a lie. */
function stream(
  pieces: Iterable<Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    let isAnswered = false;
    const source = Readable.from(pieces);
    const sending = request(`${scene.address}${path}${agreement}?name=x.pdf`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${scene.lead}`,
        'content-type': 'application/octet-stream',
        ...headers,
      },
    });
    sending.on('response', (reply) => {
      isAnswered = true;
      source.destroy();
      let text = '';
      reply.on('data', (piece: Buffer) => (text += piece.toString()));
      reply.on('end', () => {
        sending.destroy();
        const { code } = JSON.parse(text) as { readonly code: unknown };
        resolve({ status: reply.statusCode ?? 0, code, bytes });
      });
    });
    sending.on('error', (error) => {
      if (!isAnswered) reject(error);
    });
    source.on('data', (piece: Buffer) => (bytes += piece.length));
    source.pipe(sending);
  });
}

function* zeros(total: number): Generator<Uint8Array> {
  const piece = Buffer.alloc(64 * 1024);
  for (let sent = 0; sent < total; sent += piece.length) yield piece;
}

test('two gigabytes are refused as soon as they are too much, and memory stays flat', async () => {
  const total = 2 * 1024 ** 3;
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const sent = await stream(zeros(total));
  clearInterval(watch);
  expect([sent.status, sent.code]).toEqual([413, 'file-too-large']);
  expect(most - before).toBeLessThan(150 * 1024 * 1024);
  const told = await stream(zeros(64 * 1024), { 'content-length': String(total) });
  expect([told.status, told.code]).toEqual([413, 'file-too-large']);
  expect(await scene.files()).toEqual([]);
  expect(await rows()).toBe(0);
}, 60_000);

test.each<[string, Uint8Array, string]>([
  ['an empty file', Buffer.alloc(0), 'file-empty'],
  ['a program called a PDF', Buffer.from('\x7fELF\x02\x01\x01\0', 'latin1'), 'file-unknown'],
  ['random bytes', randomBytes(5000), 'file-unknown'],
  ['a PDF that is an archive too', Buffer.concat([pdf('x'), zipOf({ a: 'a' })]), 'file-suspicious'],
  ['a bomb', zipOf({ 'a.xml': 'a' }, { told: 0xfffffff0 }), 'file-suspicious'],
  ['an archive where none is asked', zipOf({ 'a.txt': 'a' }), 'file-kind'],
])('%s is refused and leaves nothing', async (_what, content, code) => {
  const refused = await scene.put(scene.lead, path + agreement, content);
  expect([refused.status, refused.body['code']]).toEqual([422, code]);
  expect(await scene.files()).toEqual([]);
  expect(await rows()).toBe(0);
});

test('a file that stops before its end, or whose sender goes away, leaves nothing', async () => {
  const content = pdf('half', 200_000);
  await new Promise<void>((resolve) => {
    const sending = request(`${scene.address}${path}${agreement}?name=x.pdf`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${scene.lead}`,
        'content-type': 'application/octet-stream',
        'content-length': String(content.length),
      },
    });
    sending.on('error', () => undefined);
    sending.on('close', () => {
      resolve();
    });
    sending.write(content.subarray(0, 100_000));
    setTimeout(() => sending.destroy(), 150);
  });
  await expect.poll(scene.files, { timeout: 5000 }).toEqual([]);
  expect(await rows()).toBe(0);
});

test('names are text: no folder, no direction of writing, no control character, no end', async () => {
  const told = [
    ['../../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\accordo.pdf', 'accordo.pdf'],
    ['fattura\u202efdp.exe', 'fatturafdp.exe'],
    ['a\r\nset-cookie: x=1.pdf', 'aset-cookie: x=1.pdf'],
    ['..', 'documento'],
    ['<script>alert(1)</script>.pdf', 'script>.pdf'],
    [`${'x'.repeat(300)}.pdf`, 'x'.repeat(200)],
  ] as const;
  for (const [index, [name, kept]] of told.entries()) {
    const own = await scene.begin();
    const handed = await scene.put(scene.lead, own + agreement, pdf(`name ${index}`), name);
    expect([handed.status, handed.body['name']]).toEqual([201, kept]);
    const { headers } = await scene.server.ask(scene.lead, `GET ${own}${agreement}/versions/1`);
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="[\w. ()-]+"; filename\*=UTF-8''[\w%.~-]+$/,
    );
  }
  for (const file of await scene.files()) expect(file).toMatch(/^[0-9a-f]{64}$/);
});

test('eight at once stay within the room of the application, and what does not fit leaves nothing', async () => {
  const own = await scene.begin();
  const before = new Set(await scene.files());
  const contents = Array.from({ length: 8 }, (_, index) => pdf(`at once ${index}`, 800_000));
  const replies = await Promise.all(
    contents.map((content) => scene.put(scene.lead, own + agreement, content)),
  );
  const taken = replies.filter(({ status }) => status === 201);
  expect(taken).toHaveLength(Math.floor(limits.bytesMax / 800_200));
  for (const { status, body } of replies)
    if (status !== 201) expect([status, body['code']]).toEqual([413, 'no-room']);
  expect(new Set(taken.map(({ body }) => body['version']))).toEqual(new Set([1, 2, 3]));
  const after = (await scene.files()).filter((file) => !before.has(file));
  expect(new Set(after)).toEqual(new Set(taken.map(({ body }) => body['sha256'])));
  const { body } = await scene.server.ask(scene.lead, `GET ${own}/documents`);
  expect(body['used']).toMatchObject({ files: 3 });
});

test('the number of documents is bounded too', async () => {
  const own = await scene.begin();
  const replies = await Promise.all(
    Array.from({ length: limits.filesMax + 3 }, (_, index) =>
      scene.put(scene.lead, own + agreement, pdf(`many ${index}`)),
    ),
  );
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(limits.filesMax);
  const others = replies.filter(({ status }) => status !== 201);
  expect(others.map(({ body }) => body['code'])).toEqual(others.map(() => 'too-many-files'));
  expect(scene.server.faults()).toEqual([]);
});

test('a place that the call does not have, and a body that is no file', async () => {
  const none = await scene.put(scene.lead, `${path}/documents/nothing`, pdf('x'));
  expect([none.status, none.body['code']]).toEqual([404, 'no-such-slot']);
  const json = await scene.server.ask(scene.lead, `PUT ${path}${agreement}?name=x`, { a: 1 });
  expect(json.status).toBe(415);
});
