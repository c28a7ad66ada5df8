import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeScene } from '../../../test/support/application-scene.ts';
import { fragments, isFoundBy, listedWords } from '../../../test/support/listed-words.ts';
import {
  makeListScene,
  type ListedEntry,
  type ListScene,
} from '../../../test/support/register-list.ts';
import { makeRegisterWorld } from '../../../test/support/register-world.ts';
import { createEmptyDatabase } from '../../../test/support/template-database.ts';
import { migrate } from '../../platform/migrate.ts';
import { csvText } from './csv.ts';
import { readRegisterPage, streamEntries } from './list-entries.ts';
import type { RegisterFilter } from './register-lines.ts';

let scene: ListScene;

beforeAll(async () => {
  scene = await makeListScene({ entered: 2_500, spare: 400, wordsOf: listedWords });
});
afterAll(() => scene.close());

function expected({ text = '', kind, from, until }: RegisterFilter): readonly ListedEntry[] {
  const isFound = isFoundBy(text, scene.world.call);
  return scene.entries
    .filter((entry) => isFound(entry) && (kind === undefined || entry.kind === kind))
    .filter(({ at }) => from === undefined || at >= from.toISOString().replace('Z', '000Z'))
    .filter(({ at }) => until === undefined || at < until.toISOString().replace('Z', '000Z'))
    .toReversed();
}

const page = (filter: RegisterFilter, more: object = {}) =>
  readRegisterPage(scene.database.db, scene.world, { filter, limit: 50, ...more });

test('what was entered is listed as it was received, the latest first', async () => {
  const { lines, total, next } = await page({});
  expect(lines).toEqual(expected({}).slice(0, 50));
  expect(total).toBe(scene.entries.length);
  expect(next).toBe(String(lines.at(-1)?.number));
});

test('whatever is looked for, in whatever way, is found whole and in order', async () => {
  const instants = [0.1, 0.5, 0.8].map(
    (share) => new Date(scene.entries[Math.floor(share * scene.entries.length)]?.at ?? ''),
  );
  const words = fc.constantFrom(...fragments);
  const filters = fc.record({
    text: fc.oneof(
      words,
      fc.tuple(words, words).map((two) => two.join(' ')),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    kind: fc.constantFrom(undefined, undefined, 'submission' as const, 'withdrawal' as const),
    from: fc.constantFrom(undefined, undefined, ...instants),
    until: fc.constantFrom(undefined, undefined, ...instants),
  });
  // With small sizes every way of searching is taken, by words that are frequent here and there or nowhere.
  const sizes = fc.constantFrom(
    { sample: 300, near: 4_000, few: 2_000, many: 100_000 },
    { sample: 4, near: 30, few: 2_000, many: 100_000 },
    { sample: 4, near: 30, few: 3, many: 100_000 },
    { sample: 4, near: 30, few: 3, many: 20 },
    { sample: 4, near: 30, few: 0, many: 1 },
  );
  await fc.assert(
    fc.asyncProperty(
      filters,
      sizes,
      fc.integer({ min: 1, max: 60 }),
      fc.option(fc.integer({ min: 1, max: 2_600 })),
      async (filter, chosen, limit, place) => {
        let after = place === null ? undefined : String(place);
        let rest = expected(filter).filter(({ number }) => place === null || number < place);
        for (let count = 0; count < 3; count += 1) {
          const found = await page(filter, { limit, after, sizes: chosen });
          expect(found.lines).toEqual(rest.slice(0, limit));
          expect(found.next === null).toBe(rest.length <= limit);
          rest = rest.slice(limit);
          if (found.next === null) return;
          after = found.next;
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('paging has no gap and repeats nothing while others submit', async () => {
  const before = scene.entries.length;
  const seen: number[] = [];
  let after: string | undefined;
  do {
    const found = await page({}, { limit: 97, after });
    seen.push(...found.lines.map(({ number }) => number));
    after = found.next ?? undefined;
    if (seen.length < 1_000) await scene.enterMore(20);
  } while (after !== undefined);
  expect(seen).toEqual(Array.from({ length: before }, (_, index) => before - index));
  expect(scene.entries.length).toBeGreaterThan(before);
});

test('words are asked of the index, and those of another call are not looked through', async () => {
  const { rows } = await scene.admin.query<{ 'QUERY PLAN': string }>(
    `explain select hash from snapshot_heading where search @@ heading_query(${scene.world.callId}, 'zaffiro')`,
  );
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('snapshot_heading_search');
  const other = await makeRegisterWorld(scene.adminUrl, {
    call: 'other.rehearsal',
    applications: 3,
  });
  await freezeAll(scene.admin, other.callId);
  const { rows: found } = await scene.admin.query<{ call: number; count: number }>(
    `select call_id as call, count(*)::int as count from snapshot_heading
      where search @@ heading_query($1, 'comune') group by 1`,
    [other.callId],
  );
  expect(found).toEqual([{ call: other.callId, count: 3 }]);
});

function freezeAll(client: Client, callId: number, content = 'x'): Promise<unknown> {
  return client.query(
    `insert into snapshot (call_id, application_id, hash, content, call_version, frozen_by)
     select call_id, id, ready_hash, convert_to($2, 'UTF8'), 1, created_by from application where call_id = $1`,
    [callId, content],
  );
}

test('the register shows the title that was submitted, not that of the draft that came after', async () => {
  const withdrawn = scene.entries.find(({ kind }) => kind === 'withdrawal') as ListedEntry;
  await scene.admin.query(
    `update application set title = 'Non ancora presentata xyzzy', ready_hash = null, frozen_hash = null where id = $1`,
    [withdrawn.applicationId],
  );
  await scene.admin.query(`update organisation set name = 'Nome nuovo' where fiscal_code = $1`, [
    withdrawn.leadFiscalCode,
  ]);
  const { lines } = await page({}, { after: String(withdrawn.number + 1), limit: 1 });
  expect(lines).toEqual([withdrawn]);
  expect((await page({ text: 'xyzzy' })).lines).toEqual([]);
});

test('a list shows of a frozen text what the text says', async () => {
  const { ready, snapshotOf, world } = await makeScene(2);
  const application = await ready();
  const { title, lead } = (await snapshotOf(application)) ?? {};
  const heading = await world.database.db
    .selectFrom('snapshot_heading')
    .select(['title', 'lead_name as name', 'lead_fiscal_code as fiscalCode'])
    .where('application_id', '=', application.id)
    .executeTakeFirst();
  expect(heading).toEqual({ title, name: lead?.name, fiscalCode: lead?.fiscalCode });
  await expect(
    world.database.db.updateTable('snapshot_heading').set({ title: 'x' }).execute(),
  ).rejects.toThrow(/permission denied/);
  await world.close();
});

test('texts that were frozen before there were headings get them from what they say', async () => {
  const base = await createEmptyDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'bandolo-migrations-'));
  for (const name of readdirSync('migrations'))
    if (name < '0007') cpSync(join('migrations', name), join(folder, name));
  await migrate(base.migratorUrl, { folder });
  const { callId } = await makeRegisterWorld(base.adminUrl, { applications: 2 });
  const client = new Client(base.adminUrl);
  await client.connect();
  const text = {
    title: 'È già “così”',
    lead: { name: 'Comune di Forlì', fiscalCode: '00000000001' },
  };
  await freezeAll(client, callId, JSON.stringify(text));
  await migrate(base.migratorUrl);
  const { rows } = await client.query(
    `select title, lead_name, lead_fiscal_code from snapshot_heading where search @@ heading_query($1, 'cosi forli 0000')`,
    [callId],
  );
  const heading = {
    title: text.title,
    lead_name: 'Comune di Forlì',
    lead_fiscal_code: '00000000001',
  };
  expect(rows).toEqual([heading, heading]);
  await client.end();
  await base.drop();
  rmSync(folder, { recursive: true });
});

async function drawn(filter: RegisterFilter, pieceSize?: number): Promise<readonly ListedEntry[]> {
  const lines: ListedEntry[] = [];
  for await (const piece of streamEntries(scene.database.db, scene.world, filter, pieceSize))
    lines.push(...piece);
  return lines;
}

test.each<RegisterFilter>([
  {},
  { text: 'citta' },
  { text: '42' },
  { text: 'zaffiro', kind: 'submission' },
  { kind: 'withdrawal' },
  { text: '??' },
])('the export of %j gives every line once, in the order of the numbers', async (filter) => {
  const whole = await drawn(filter);
  expect(whole).toEqual(expected(filter).toReversed());
  expect(await drawn(filter, 61)).toEqual(whole);
});

test('an export that nobody takes any more asks the database for nothing', async () => {
  const { db, pool } = scene.database;
  const pieces = streamEntries(db, scene.world, {}, 10);
  const stream = Readable.from(csvText({ slug: 'x', mode: 'test' }, pieces));
  let asked = 0;
  pool.on('acquire', () => (asked += 1));
  let taken = 0;
  for await (const _ of stream) {
    taken += 1;
    if (taken === 3) break;
  }
  await sleep(300);
  // The span, the pieces that were taken, and one that was read ahead.
  expect(asked).toBeLessThanOrEqual(taken + 2);
  expect([stream.destroyed, pool.idleCount, pool.waitingCount]).toEqual([true, pool.totalCount, 0]);
});
