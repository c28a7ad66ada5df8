import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openObjectStore, type ObjectStore } from '../../../test/support/object-store.ts';
import type { FileStore, KeptFile } from './file-store.ts';
import { openFileStore } from './open-file-store.ts';
import { discardFile, receiveFile, type ReceivedFile } from './receive-file.ts';

let objects: ObjectStore;
const folders: string[] = [];

beforeAll(async () => {
  objects = await openObjectStore();
});
afterAll(async () => {
  await objects.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bandolo-store-'));
  folders.push(folder);
  return folder;
}

async function* once(content: Buffer): AsyncGenerator<Uint8Array> {
  yield content;
}

async function received(store: FileStore, content: Buffer): Promise<ReceivedFile> {
  const read = await receiveFile(once(content), { folder: store.incoming, bytesMax: 1e9 });
  if (read.type === 'refused') throw new Error(read.code);
  return read.file;
}

async function keep(store: FileStore, text: string | Buffer): Promise<string> {
  const file = await received(store, Buffer.from(text));
  await store.keep(file);
  await discardFile(file);
  return file.hash;
}

async function contentOf(stream: Readable | undefined): Promise<Buffer | undefined> {
  if (!stream) return undefined;
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

async function all(store: FileStore): Promise<readonly KeptFile[]> {
  const found: KeptFile[] = [];
  for await (const file of store.list()) found.push(file);
  return found;
}

describe.each(['a folder', 'a bucket'])('%s', (kind) => {
  const open = (): FileStore =>
    openFileStore({
      filesFolder: newFolder(),
      s3:
        kind === 'a folder'
          ? undefined
          : { ...objects.config, url: `${objects.config.url}-${folders.length}` },
    });

  test('gives back what it keeps, once for each content, until it is removed', async () => {
    const store = open();
    expect(await store.check()).toBeUndefined();
    const hash = await keep(store, 'one');
    expect(hash).toBe(createHash('sha256').update('one').digest('hex'));
    expect(await keep(store, 'one')).toBe(hash);
    const other = await keep(store, 'two');
    expect(await store.has(hash)).toBe(true);
    expect((await contentOf(await store.read(hash)))?.toString()).toBe('one');
    const listed = await all(store);
    expect(listed.map((each) => each.hash).toSorted()).toEqual([hash, other].toSorted());
    for (const { at } of listed) expect(Math.abs(Date.now() - at.getTime())).toBeLessThan(60_000);
    await store.remove(hash);
    await store.remove(hash);
    expect(await store.has(hash)).toBe(false);
    expect(await store.read(hash)).toBeUndefined();
    expect(readdirSync(store.incoming)).toEqual([]);
  });

  test('thirty megabytes go through it a piece at a time', async () => {
    const store = open();
    const content = Buffer.alloc(30_000_000, 'Bandolo ');
    const hash = await keep(store, content);
    expect(
      createHash('sha256')
        .update((await contentOf(await store.read(hash))) ?? '')
        .digest('hex'),
    ).toBe(hash);
  });

  test('a thousand and more are all listed', async () => {
    const store = open();
    const texts = Array.from({ length: 1_030 }, (_, index) => `file ${index}`);
    const hashes = new Set<string>();
    const next = texts.values();
    await Promise.all(
      Array.from({ length: 12 }, async () => {
        for (const text of next) hashes.add(await keep(store, text));
      }),
    );
    expect(new Set((await all(store)).map(({ hash }) => hash))).toEqual(hashes);
  }, 60_000);
});

test('a bucket that is not there, or a key that may not, is said before anything is kept', async () => {
  const at = (change: object) =>
    openFileStore({ filesFolder: newFolder(), s3: { ...objects.config, ...change } });
  const missing = objects.config.url.replace('documents', 'nothing');
  expect(await at({ url: missing }).check()).toMatch(/404 NoSuchBucket; see BANDOLO_S3_URL/);
  expect(await at({ accessKeyId: 'wrong' }).check()).toMatch(/403 InvalidAccessKeyId/);
  expect(await at({ url: 'http://127.0.0.1:9/documents' }).check()).toMatch(/ECONNREFUSED/);
});
