import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makeDocumentScene,
  pdf,
  type DocumentScene,
} from '../../../test/support/document-scene.ts';
import { openObjectStore, type ObjectStore } from '../../../test/support/object-store.ts';
import { openFileStore } from '../../platform/files/open-file-store.ts';

let objects: ObjectStore;
let scene: DocumentScene;

beforeAll(async () => {
  objects = await openObjectStore();
  scene = await makeDocumentScene({ s3: objects.config });
});
afterAll(async () => {
  await scene.close();
  await objects.close();
});

test('documents in a bucket are handed in, given back and removed, and nothing stays on this server', async () => {
  const path = await scene.begin();
  const slot = `${path}/documents/agreement`;
  const content = pdf('in a bucket', 300_000);
  const hash = createHash('sha256').update(content).digest('hex');
  expect((await scene.put(scene.lead, slot, content)).status).toBe(201);
  const store = openFileStore({ s3: objects.config, filesFolder: scene.folder });
  expect(await store.has(hash)).toBe(true);
  expect(await scene.files()).toEqual([]);
  const reply = await fetch(`${scene.address}${slot}/versions/1`, {
    headers: { authorization: `Bearer ${scene.lead}` },
  });
  expect(Buffer.from(await reply.arrayBuffer()).equals(content)).toBe(true);
  const { status } = await scene.server.ask(scene.lead, `DELETE ${slot}/versions/1`);
  expect(status).toBe(204);
  await expect.poll(() => store.has(hash)).toBe(false);
  const bad = await scene.put(scene.lead, slot, Buffer.from('MZ\0'));
  expect(bad.status).toBe(422);
  expect(scene.server.faults()).toEqual([]);
});
