import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addBody, beeCall } from '../../test/support/bee-call.ts';
import { cloneDatabase, type TestDatabase } from '../../test/support/template-database.ts';
import { openDatabase, type Database } from '../platform/database.ts';
import { findCall, loadDefinitions, loadPublished, warmCalls, type Loaded } from './index.ts';

let clone: TestDatabase;
let database: Database;
let bodyId: string;
let loaded: readonly Loaded[];
let servers: readonly (readonly Loaded[])[];

const ground = 'First start';
const load = (folder = 'definitions') =>
  loadDefinitions({ database }, { folder, bodyOf: () => bodyId, ground, resubmission: true });

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url);
  bodyId = await addBody(database.db, 'bees');
  // As two servers that start at the same instant.
  const other = openDatabase(clone.url);
  servers = await Promise.all([
    load(),
    loadDefinitions(
      { database: other },
      { folder: 'definitions', bodyOf: () => bodyId, ground, resubmission: true },
    ),
  ]);
  await other.close();
  loaded = servers[0] ?? [];
}, 60_000);
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const all = globSync('definitions/*/call.yaml');

test('every definition is published once, whoever comes first', () => {
  expect(all.length).toBeGreaterThanOrEqual(8);
  expect(loaded).toHaveLength(all.length);
  for (const index of loaded.keys()) {
    const both = servers.map((each) => each[index]?.type ?? '');
    expect(new Set(both)).toEqual(new Set(['already-there', 'published']));
  }
});

test('what has its hours is live, what misses them is a rehearsal and says why', async () => {
  const published = servers.flat().flatMap((each) => (each.type === 'published' ? [each] : []));
  const calls = await Promise.all(published.map(({ slug }) => findCall({ database }, slug)));
  const byMode = (mode: string) => calls.flatMap((call) => (call?.mode === mode ? [call] : []));
  expect(byMode('live').length).toBeGreaterThanOrEqual(5);
  expect(byMode('rehearsal').length).toBeGreaterThanOrEqual(2);
  for (const { mode, because, slug } of published) {
    expect(slug.endsWith('.rehearsal')).toBe(mode === 'rehearsal');
    expect(because.length > 0).toBe(mode === 'rehearsal');
    expect(because.every(({ code }) => code === 'gap-blocks-publication')).toBe(true);
  }
  // Nothing real rests on invented values; what is rehearsed does, and says so.
  for (const call of byMode('live')) expect(call.fictional).toBe(call.isInvented);
  for (const call of byMode('rehearsal')) expect(call.fictional).toBe(true);
});

test('every published version can be run', async () => {
  for (const each of servers.flat()) {
    const call = await findCall({ database }, each.type === 'refused' ? '' : each.slug);
    if (!call) throw new Error(`${each.name} is not there`);
    const version = await loadPublished({ database }, call);
    expect(version.call.tracks.size).toBeGreaterThan(0);
    expect(await loadPublished({ database }, call)).toBe(version);
  }
  expect(await warmCalls({ database }, new Date('2027-03-10T10:00:00Z'))).toBeGreaterThan(0);
});

test('a second load does nothing, and costs nothing', async () => {
  const count = () =>
    database.db
      .selectFrom('journal')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow();
  const before = await count();
  const start = performance.now();
  const again = await load();
  expect(performance.now() - start).toBeLessThan(1000);
  expect(again.map(({ type }) => type)).toEqual(all.map(() => 'already-there'));
  expect(await count()).toEqual(before);
});

test('a definition that was changed or is wrong is left alone, and said', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bandolo-definitions-'));
  try {
    const add = (name: string, text: string) => {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'call.yaml'), text);
    };
    cpSync('definitions/politiche-ambientali-2019', join(folder, 'a-programme'), {
      recursive: true,
    });
    add('bees', beeCall());
    add('wrong', beeCall({ id: 'wrong' }).replace('hives >= 10', 'hivs >= 10'));
    expect(await load(folder)).toMatchObject([
      { type: 'published', name: 'bees', mode: 'live', because: [] },
      {
        type: 'refused',
        name: 'wrong',
        code: 'definition-refused',
        problems: [{ file: 'call.yaml' }],
      },
    ]);
    writeFileSync(join(folder, 'bees', 'call.yaml'), beeCall({ title: 'Other bees' }));
    expect(await load(folder)).toMatchObject([
      { type: 'refused', name: 'bees', code: 'already-published' },
      {},
    ]);
    expect(await findCall({ database }, 'bee-houses')).toMatchObject({
      version: 1,
      title: { en: 'Bee houses' },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
