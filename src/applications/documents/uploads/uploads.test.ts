import { createHash } from 'node:crypto';
import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../../../test/support/browser.ts';
import {
  makeDocumentScene,
  pdf,
  type DocumentScene,
} from '../../../../test/support/document-scene.ts';
import { activate, chooseFile, openPage, textOf } from '../../../../test/support/in-browser.ts';
import { sweepContents } from '../../contents/sweep-contents.ts';
import { openFileStore } from '../../../platform/files/open-file-store.ts';

const megabyte = 1024 * 1024;
let scene: DocumentScene;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'bandolo-parts-'));

beforeAll(async () => {
  scene = await makeDocumentScene({
    fileLimits: { fileBytesMax: 12_000_000, filesMax: 40, bytesMax: 40_000_000 },
  });
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await scene.close();
  rmSync(folder, { recursive: true });
});

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

function start(path: string, file: Buffer, change: object = {}, token = scene.lead) {
  const body = { name: 'accordo.pdf', bytes: file.length, sha256: sha256(file), ...change };
  return scene.server.ask(token, `POST ${path}/documents/agreement/uploads`, body);
}

function part(path: string, id: unknown, at: number, content: Buffer, token = scene.lead) {
  return fetch(`${scene.address}${path}/documents/agreement/uploads/${String(id)}?at=${at}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(content),
  });
}

const complete = (path: string, id: unknown) =>
  scene.server.ask(scene.lead, `POST ${path}/documents/agreement/uploads/${String(id)}/completion`);

test('parts make the file again, and their contents are gone afterwards', async () => {
  const path = await scene.begin();
  const file = pdf('parts', 2_500_000);
  const { body } = await start(path, file);
  for (let at = 0; at < file.length; at += megabyte)
    expect((await part(path, body['id'], at, file.subarray(at, at + megabyte))).status).toBe(200);
  const whole = await complete(path, body['id']);
  expect([whole.status, whole.body['sha256']]).toEqual([201, sha256(file)]);
  await expect.poll(scene.files).toEqual([sha256(file)]);
});

test('of many who send the same part at once one is taken, and none out of its place', async () => {
  const path = await scene.begin();
  const file = pdf('at once', 1_500_000);
  const { body } = await start(path, file);
  const first = file.subarray(0, megabyte);
  const replies = await Promise.all(
    Array.from({ length: 6 }, () => part(path, body['id'], 0, first)),
  );
  expect(replies.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
    200, 409, 409, 409, 409, 409,
  ]);
  const large = await part(path, body['id'], megabyte, Buffer.alloc(megabyte + 1));
  expect(large.status).toBe(413);
  const other = await part(path, body['id'], megabyte, first, scene.partner);
  expect(other.status).toBe(404);
  expect((await complete(path, body['id'])).status).toBe(409);
});

test('another content than was told, too much, or too many are refused, and nothing stays', async () => {
  const path = await scene.begin();
  const file = pdf('told wrongly', 1000);
  const wrong = await start(path, file, { sha256: 'ab'.repeat(32) });
  await part(path, wrong.body['id'], 0, file);
  const refused = await complete(path, wrong.body['id']);
  expect([refused.status, refused.body['code']]).toEqual([422, 'file-truncated']);
  await expect.poll(scene.files).not.toContain(sha256(file));
  const huge = await start(path, file, { bytes: 12_000_001 });
  expect([huge.status, huge.body['code']]).toEqual([413, 'file-too-large']);
  const partner = await start(path, file, {}, scene.partner);
  expect(partner.status).toBe(403);
  const many = [1, 2, 3, 4, 5].map((number) => pdf(`many ${number}`));
  const codes: unknown[] = [];
  for (const each of many) codes.push((await start(path, each)).body['code']);
  expect(codes).toEqual([undefined, undefined, undefined, undefined, 'too-many-uploads']);
});

test('an upload that nobody goes on with is swept after a day, and not before', async () => {
  const path = await scene.begin();
  const file = pdf('left alone', 1_500_000);
  const { body } = await start(path, file);
  const first = file.subarray(0, megabyte);
  await part(path, body['id'], 0, first);
  const { db } = scene.world.database;
  const desk = { db, store: openFileStore({ filesFolder: scene.folder, s3: undefined }) };
  const soon = new Date(Date.now() + 2 * 3600_000);
  expect((await sweepContents(desk, soon)).removed).toEqual([]);
  const { Client } = (await import('pg')).default;
  const owner = new Client({ connectionString: scene.world.adminUrl });
  await owner.connect();
  await owner.query(`update upload set started_at = started_at - interval '25 hours'`);
  await owner.end();
  expect((await sweepContents(desk, soon)).removed).toContain(sha256(first));
});

interface Cable {
  readonly port: number;
  readonly cut: () => void;
  readonly mend: () => void;
  readonly close: () => void;
}

/** Carries bytes between a browser and the server, until it is cut. */
async function layCable(to: number): Promise<Cable> {
  let isCut = false;
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(to, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => (isCut = false),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

async function openDocuments(path: string, origin: string): Promise<Page> {
  const { cookies } = await scene.server.browserOf(scene.leadPerson);
  return openPage(browser, `${path.replace('/api/v1', '')}/documents`, { origin, cookies });
}

test('in a browser the network goes away in the middle, and the upload goes on where it was', async () => {
  const path = await scene.begin();
  const file = pdf('through a cable', 9_000_000);
  const place = join(folder, 'accordo.pdf');
  writeFileSync(place, file);
  const cable = await layCable(Number(new URL(scene.address).port));
  const page = await openDocuments(path, `http://127.0.0.1:${cable.port}`);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') sent.push(new URL(request.url()).search);
    // In the middle of the fourth part.
    if (request.url().endsWith(`at=${3 * megabyte}`) && sent.length === 4) cable.cut();
  });
  await chooseFile(page, '#file-agreement', place);
  await activate(page, 'form[action$="/documents/agreement"] button');
  const said = () => page.$eval('.bd-upload:not([hidden]) output', (each) => each.textContent);
  await expect.poll(said, { timeout: 20_000 }).toContain('La connessione manca');
  cable.mend();
  await expect
    .poll(() => textOf(page).catch(() => ''), { timeout: 30_000 })
    .toContain(sha256(file));
  // What had arrived was not sent again.
  for (const at of [0, megabyte, 2 * megabyte])
    expect(sent.filter((each) => each === `?at=${at}`)).toHaveLength(1);
  await page.close();
  cable.close();
  expect(scene.server.faults()).toEqual([]);
}, 90_000);

test('in a browser, what the server does not take is refused in words on the page', async () => {
  const path = await scene.begin();
  const place = join(folder, 'programma.pdf');
  writeFileSync(place, Buffer.from('MZ\0\0'));
  const page = await openDocuments(path, scene.address);
  await chooseFile(page, '#file-agreement', place);
  await activate(page, 'form[action$="/documents/agreement"] button');
  await expect
    .poll(() => textOf(page).catch(() => ''), { timeout: 20_000 })
    .toContain('non è di un tipo ammesso');
  await page.close();
}, 60_000);
