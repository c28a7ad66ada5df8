import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makeDocumentScene,
  pdf,
  type DocumentScene,
} from '../../../test/support/document-scene.ts';
import { openFileStore } from '../../platform/files/open-file-store.ts';
import { receiveFile } from '../../platform/files/receive-file.ts';
import { withContent, type ContentDesk } from './hold-content.ts';
import { sweepContents } from './sweep-contents.ts';

let scene: DocumentScene;
let desk: ContentDesk;
const minute = 60_000;

beforeAll(async () => {
  scene = await makeDocumentScene();
  const store = openFileStore({ filesFolder: scene.folder, s3: undefined });
  desk = { db: scene.world.database.db, store };
});
afterAll(() => scene.close());

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');
const later = (minutes: number): Date => new Date(Date.now() + minutes * minute);

function age(hash: string, minutes: number): void {
  const at = new Date(Date.now() - minutes * minute);
  utimesSync(join(scene.folder, hash.slice(0, 2), hash), at, at);
}

async function received(text: string) {
  const content = (async function* () {
    yield Buffer.from(text);
  })();
  const read = await receiveFile(content, { folder: desk.store.incoming, bytesMax: 1e6 });
  if (read.type === 'refused') throw new Error(read.code);
  return read.file;
}

const hooks = new URL('../../../test/support/typescript-hooks.js', import.meta.url).href;
const program = fileURLToPath(new URL('../../../test/support/hold-content.ts', import.meta.url));

/** A server that is killed after the bytes were stored and before they were recorded. */
async function killBetween(text: string): Promise<string> {
  const child = spawn(
    process.execPath,
    ['--import', hooks, program, scene.world.url, scene.folder, text],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await once(child, 'exit');
  return said.toString().trim();
}

test('what a killed server left between store and table is kept for an hour, and then swept', async () => {
  const hash = await killBetween('left by a killed server');
  expect(hash).toBe(sha256('left by a killed server'));
  expect(await desk.store.has(hash)).toBe(true);
  expect((await sweepContents(desk, later(0))).removed).toEqual([]);
  // Old by the clock of the store, and held still.
  age(hash, 90);
  expect((await sweepContents(desk, later(0))).removed).toEqual([]);
  const owner = new Client({ connectionString: scene.world.adminUrl });
  await owner.connect();
  await owner.query(`update content_hold set at = at - interval '61 minutes'`);
  await owner.end();
  expect((await sweepContents(desk, later(0))).removed).toEqual([hash]);
  expect(await desk.store.has(hash)).toBe(false);
  expect(await desk.db.selectFrom('content_hold').select('id').execute()).toEqual([]);
}, 60_000);

test('what a document needs stays, however old, and what was never recorded goes', async () => {
  const path = await scene.begin();
  const content = pdf('needed');
  await scene.put(scene.lead, `${path}/documents/agreement`, content);
  const hash = createHash('sha256').update(content).digest('hex');
  const lost = await received('nobody knows of this');
  await desk.store.keep(lost);
  age(hash, 500);
  const young = await sweepContents(desk, later(30));
  expect(young.removed).toEqual([]);
  const swept = await sweepContents(desk, later(61));
  expect(swept.removed).toEqual([lost.hash]);
  expect(await desk.store.has(hash)).toBe(true);
});

test('a sweep never takes what is being recorded at that very time', async () => {
  const texts = Array.from({ length: 12 }, (_, index) => `at the same time ${index}`);
  const over = new AbortController();
  const sweeping = (async () => {
    while (!over.signal.aborted) await sweepContents(desk, later(10_000));
  })();
  const outcomes = await Promise.all(
    texts.map(async (text) =>
      withContent(desk, await received(text), async ({ hash }) => {
        await new Promise((resolve) => setTimeout(resolve, 200));
        return desk.store.has(hash);
      }),
    ),
  );
  over.abort();
  await sweeping;
  expect(outcomes).toEqual(texts.map(() => true));
  for (const text of texts) expect(await desk.store.has(sha256(text))).toBe(false);
});

test('the same content is handed in and removed over and over, and every reply is true', async () => {
  const paths = await Promise.all([scene.begin(), scene.begin(), scene.begin()]);
  const content = pdf('over and over');
  const hash = createHash('sha256').update(content).digest('hex');
  await Promise.all(
    paths.map(async (path) => {
      const slot = `${path}/documents/agreement`;
      for (let version = 1; version <= 6; version += 1) {
        expect((await scene.put(scene.lead, slot, content)).status).toBe(201);
        const read = await scene.server.ask(scene.lead, `GET ${slot}/versions/${version}`);
        expect(read.status).toBe(200);
        await scene.server.ask(scene.lead, `DELETE ${slot}/versions/${version}`);
      }
    }),
  );
  await expect.poll(() => desk.store.has(hash)).toBe(false);
  expect(scene.server.faults()).toEqual([]);
}, 60_000);
