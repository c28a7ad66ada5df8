import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDocumentScene, type DocumentScene } from '../../../test/support/document-scene.ts';
import { hostileUploads, sendHostile } from '../../../test/support/hostile-upload.ts';

/** `npm run hostile-files` sends two thousand; every run of the tests some of each kind. */
const count = Number(process.env['HOSTILE_FILES'] ?? 56);
const seed = Number(process.env['HOSTILE_SEED'] ?? 20_261_128);
const atOnce = 8;
const perApplication = 40;

let scene: DocumentScene;
let temporary: string;
const before = process.env['TMPDIR'];

beforeAll(async () => {
  scene = await makeDocumentScene();
  // From here on this process and its server have a directory for temporary files of their own.
  temporary = mkdtempSync(join(tmpdir(), 'bandolo-hostile-'));
  process.env['TMPDIR'] = temporary;
});
afterAll(async () => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  await scene.close();
  rmSync(temporary, { recursive: true });
});

test(
  'hostile uploads, eight at once: refused in words, in flat memory, and nothing of them stays',
  async () => {
    const uploads = hostileUploads(count, seed);
    const next = uploads.entries();
    const wrong: string[] = [];
    const tally = new Map<string, number>();
    const paths: string[] = [];
    while (paths.length < Math.ceil(count / perApplication)) paths.push(await scene.begin());
    const rest = process.memoryUsage().rss;
    let most = rest;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (const [index, upload] of next) {
          const place = paths[Math.floor(index / perApplication)] ?? '';
          const url = `${scene.address}${place}/documents/agreement`;
          const said = await sendHostile(url, scene.lead, upload);
          tally.set(`${upload.what}: ${said}`, (tally.get(`${upload.what}: ${said}`) ?? 0) + 1);
          const isRight = upload.isCut === true || upload.expected.includes(said ?? '');
          if (!isRight) wrong.push(`${index} ${upload.what} "${upload.name}": ${String(said)}`);
        }
      }),
    );
    clearInterval(watch);
    expect(wrong).toEqual([]);
    const grown = Math.round((most - rest) / 1_048_576);
    console.info(
      `${count} uploads, memory grew by ${grown} MiB at most`,
      Object.fromEntries(tally),
    );
    expect(grown).toBeLessThan(200);
    await expectOnlyTheGood([...tally.entries()]);
  },
  60_000 + count * 500,
);

/** In the folder, in the tables and among temporary files: what was taken, and nothing else. */
async function expectOnlyTheGood(tally: readonly (readonly [string, number])[]): Promise<void> {
  const { db } = scene.world.database;
  const taken = tally.filter(([what]) => what.endsWith(': taken'));
  const rows = await db.selectFrom('document').select(['hash', 'name']).execute();
  expect(rows).toHaveLength(taken.reduce((total, [, each]) => total + each, 0));
  const hashes = rows.map(({ hash }) => hash.toString('hex')).toSorted();
  await expect
    .poll(async () => (await scene.files()).toSorted(), { timeout: 5000 })
    .toEqual(hashes);
  for (const { name } of rows) expect(name).not.toMatch(/[/\\\p{Cc}\p{Cf}]/u);
  expect(await db.selectFrom('content_hold').select('id').execute()).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
  expect(scene.server.faults()).toEqual([]);
}
