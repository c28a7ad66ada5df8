import { createHash, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeDraft } from '../../../test/support/application-world.ts';
import { pdf } from '../../../test/support/document-scene.ts';
import {
  makeExaminationScene,
  type ExaminationScene,
} from '../../../test/support/examination-scene.ts';
import { inParts } from '../../../test/support/form-in-parts.ts';
import { readPdf } from '../../../test/support/pdf-file.ts';
import { unpacked } from '../../../test/support/zip-file.ts';
import { openFileStore } from '../../platform/files/open-file-store.ts';
import { messageFilesMax } from './message.ts';

let scene: ExaminationScene;
beforeAll(async () => {
  scene = await makeExaminationScene({ partners: 1, draft: completeDraft });
}, 60_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

const officer = () => {
  const [first] = scene.officers;
  if (!first) throw new Error('The scene has no officer.');
  return first;
};
const plans = Array.from({ length: messageFilesMax }, (_, index) => ({
  name: `..\\tavola ${index + 1}.pdf`,
  content: pdf(`plan ${index + 1}`),
}));
const hashes = plans.map(({ content }) => createHash('sha256').update(content).digest('hex'));

function formOf(files: typeof plans, text = 'Ecco le tavole.') {
  return inParts([['text', text], ...files.map((file) => ['file', file] as const)]);
}

/** Through the API, as programs send a form. */
async function send(address: string, files: typeof plans, token = scene.tokens.lead) {
  const { payload, contentType } = formOf(files);
  const reply = await scene.server.app.inject({
    method: 'POST',
    url: `/api/v1${address}/messages/files`,
    headers: { authorization: `Bearer ${token}`, 'content-type': contentType },
    payload,
  });
  return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() };
}

async function got(url: string, token: string) {
  const reply = await scene.server.app.inject({
    url,
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: reply.statusCode, bytes: reply.rawPayload, headers: reply.headers };
}

/** What lies in the folder in which files arrive. */
const arriving = async () => {
  const { filesFolder } = scene.server.services.config;
  return readdir(join(filesFolder, 'incoming')).catch(() => []);
};

interface Item {
  readonly number: number;
  readonly files: readonly {
    readonly ordinal: number;
    readonly name: string;
    readonly sha256: string;
  }[];
}

async function messagesOf(address: string): Promise<readonly Item[]> {
  const { body } = await scene.ask(officer().token, `GET ${address}/messages`);
  return body['items'] as readonly Item[];
}

test('files travel with their message, in their order and to the byte, and nobody else gets them', async () => {
  const address = await scene.submit();
  expect(await send(address, plans)).toMatchObject({ status: 201, body: { number: 1 } });
  const [message] = await messagesOf(address);
  expect(message?.files.map(({ ordinal, name, sha256 }) => [ordinal, name, sha256])).toEqual(
    plans.map((_, index) => [index + 1, `tavola ${index + 1}.pdf`, hashes[index]]),
  );
  for (const [index, { content }] of plans.entries()) {
    const file = `/api/v1${address}/messages/1/files/${index + 1}`;
    const read = await got(file, officer().token);
    expect(read.bytes.equals(content)).toBe(true);
    expect(String(read.headers['content-disposition'])).toContain(`tavola ${index + 1}.pdf`);
    expect((await got(file, scene.tokens.partner)).status).toBe(403);
    expect((await got(file, scene.tokens.stranger)).status).toBe(404);
  }
  expect((await got(`/api/v1${address}/messages/2/files/1`, officer().token)).status).toBe(404);
  const page = await officer().browser.get(`${address}/messages`);
  expect(page.html).toContain(`href="${address}/messages/1/files/${messageFilesMax}"`);
  expect(page.html).toContain(`Fino a ${messageFilesMax} file, scelti insieme, ognuno fino a`);
});

test('eight forms with the same files at once are eight messages that have each of them', async () => {
  const address = await scene.submit();
  const sent = await Promise.all(
    Array.from({ length: 8 }, () => send(address, [...plans.slice(0, 2), ...plans.slice(0, 1)])),
  );
  expect(sent.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
  const messages = await messagesOf(address);
  expect(messages.map(({ number }) => number)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  for (const { files } of messages)
    expect(files.map(({ sha256 }) => sha256)).toEqual([hashes[0], hashes[1], hashes[0]]);
  const held = await scene.world.database.db.selectFrom('content_hold').selectAll().execute();
  expect([held, await arriving()]).toEqual([[], []]);
});

test('where one file is refused nothing is sent and nothing kept, and the refusal names it', async () => {
  const address = await scene.submit();
  const fresh = { name: 'nuova.pdf', content: pdf(`never kept ${randomUUID()}`) };
  const wrong = { name: 'macchina.exe', content: Buffer.from([0, 1, 2, 3, 255, 254]) };
  const refusals = [
    [[fresh, wrong], 'file-kind', '“macchina.exe”: this kind of file'],
    [[fresh, { name: 'vuoto.pdf', content: Buffer.alloc(0) }], 'file-empty', 'vuoto.pdf'],
    [[fresh, ...plans], 'too-many-files', `${messageFilesMax} files at most`],
  ] as const;
  for (const [files, code, said] of refusals) {
    const { status, body } = await send(address, [...files]);
    expect([status, body['code']]).toEqual([422, code]);
    expect(body['errors']).toMatchObject([{ path: '/file' }]);
    expect(String(body['detail'])).toContain(said);
  }
  expect(await messagesOf(address)).toEqual([]);
  const store = openFileStore(scene.server.services.config);
  const hash = createHash('sha256').update(fresh.content).digest('hex');
  expect([await store.has(hash), await arriving()]).toEqual([false, []]);
});

test('a form that ends within its second file, or says nothing, leaves nothing', async () => {
  const address = await scene.submit();
  const { payload, contentType } = formOf(plans.slice(0, 2));
  const cut = payload.subarray(0, payload.length - 90);
  const headers = { authorization: `Bearer ${scene.tokens.lead}`, 'content-type': contentType };
  const asked = { method: 'POST', url: `/api/v1${address}/messages/files`, headers } as const;
  const broken = await scene.server.app.inject({ ...asked, payload: cut });
  expect([broken.statusCode, broken.json<{ code: string }>().code]).toEqual([
    422,
    'file-truncated',
  ]);
  const silent = await scene.server.app.inject({ ...asked, payload: formOf(plans, ' ').payload });
  expect(silent.json<{ code: string }>().code).toBe('text-missing');
  expect(await messagesOf(address)).toEqual([]);
});

test('a page takes several files with one form, or none, and says which one is not taken', async () => {
  const address = await scene.submit();
  const { browser } = officer();
  const page = await browser.get(`${address}/messages`);
  expect(/<input[^>]*type="file"[^>]*>/.exec(page.html)?.[0]).toContain('multiple');
  const csrf = /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const post = async (files: typeof plans) => {
    const { payload, contentType } = inParts([
      ['_csrf', csrf],
      ['text', 'Due tavole.'],
      ...files.map((file) => ['file', file] as const),
    ]);
    const reply = await scene.server.app.inject({
      method: 'POST',
      url: `${address}/messages`,
      headers: {
        accept: 'text/html',
        cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        origin: scene.server.services.config.publicUrl,
        'sec-fetch-site': 'same-origin',
        'content-type': contentType,
      },
      payload,
    });
    return { status: reply.statusCode, html: reply.body };
  };
  expect((await post([{ name: '', content: Buffer.alloc(0) }])).status).toBe(303);
  expect((await post(plans.slice(0, 2))).status).toBe(303);
  const wrong = await post([...plans.slice(0, 1), { name: 'x.bin', content: Buffer.from([0, 7]) }]);
  expect(wrong.html).toContain('«x.bin»: questo tipo di file non è ammesso.');
  expect(wrong.html).toContain('Due tavole.');
  expect((await messagesOf(address)).map(({ files }) => files.length)).toEqual([2, 0]);
});

test('all of an application in one file has its messages with every file, for those who have a part in them', async () => {
  const address = await scene.submit();
  await send(address, plans.slice(0, 3));
  await scene.ask(officer().token, `POST ${address}/messages`, { text: 'Ricevute, grazie.' });
  const hash = Buffer.from(hashes[2] ?? '', 'hex');
  const { db } = scene.world.database;
  await db
    .insertInto('content_scan')
    .values({ hash, state: 'infected', finding: 'Eicar', scanner: 'test' })
    .execute();
  const { browser } = officer();
  const asked = async (path: string, as = browser) => {
    const cookie = [...as.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await scene.server.app.inject({ url: `${address}/${path}`, headers: { cookie } });
    expect(reply.statusCode).toBe(200);
    return reply.rawPayload;
  };
  const json = JSON.parse((await asked('json')).toString('utf8')) as { messages: unknown };
  expect(json.messages).toMatchObject([
    {
      number: 1,
      side: 'applicant',
      files: hashes.slice(0, 3).map((sha256, index) => ({ sha256, infected: index === 2 })),
    },
    { number: 2, side: 'office', text: 'Ricevute, grazie.', files: [] },
  ]);
  const { text } = await readPdf(await asked('pdf'));
  const words = text.replaceAll(/\s+/gu, '');
  for (const said of ['Eccoletavole.', 'tavola1.pdf', 'tavola3.pdf', 'Ricevute,grazie.'])
    expect(words).toContain(said);
  const zip = await unpacked(await asked('zip'));
  expect([...zip.keys()].filter((name) => name.startsWith('messages/'))).toEqual([
    'messages/001-1-tavola 1.pdf',
    'messages/001-2-tavola 2.pdf',
  ]);
  expect(zip.get('messages/001-2-tavola 2.pdf')?.equals(plans[1]?.content ?? Buffer.alloc(0))).toBe(
    true,
  );
  const refused = await got(`/api/v1${address}/messages/1/files/3`, scene.tokens.lead);
  expect(refused.status).toBe(409);
  const partner = await scene.server.browserOf(await partnerOf());
  const own = (await asked('json', partner)).toString('utf8');
  expect(own).not.toContain('messages');
  expect(own).not.toContain('Ricevute');
});

/** Somebody of the partner, and of nobody else. */
async function partnerOf(): Promise<string> {
  const person = await scene.world.makePerson();
  await scene.world.givePower(person, scene.partnerIds[0] ?? '', ['read', 'edit']);
  return person;
}
