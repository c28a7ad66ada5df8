import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  backup,
  connected,
  contents,
  dropAll,
  empty,
  folder,
  hashOf,
  makeSource,
  migrated,
  restore,
  rows,
  rules,
  run,
  two,
  write,
} from '../../../test/support/backup-scene.ts';
import type { TestDatabase } from '../../../test/support/template-database.ts';
import { migrate } from '../migrate.ts';
import type { Backup } from './make-backup.ts';

let source: TestDatabase;
let archive: string;
let made: Backup;

beforeAll(async () => {
  ({ database: source, archive, made } = await makeSource());
});
afterAll(dropAll);

describe('a round trip', () => {
  test('gives the same rows, rules, triggers and next numbers', async () => {
    const target = await empty();
    const restored = await restore(archive, target);
    expect(restored).toMatchObject({ type: 'restored', manifest: made.manifest });
    expect(await contents(target)).toEqual({
      ...(await contents(source)),
      secret: await hashOf([]),
    });
    expect(await rules(target)).toEqual(await rules(source));
    await run(target.migratorUrl, [`insert into alpha (note) values ('next')`]);
    expect(await rows(target, 'select max(id) as id from alpha')).toEqual([{ id: 4 }]);
    await expect(run(target.migratorUrl, ['delete from final'])).rejects.toThrow('final');
    await expect(run(target.migratorUrl, [`insert into final values (9, 'c')`])).rejects.toThrow(
      'out of order',
    );
  });

  test('names what it holds and what it leaves out', () => {
    expect(made.header.leftOut).toEqual(['secret']);
    expect(made.manifest.tables.map(({ table, rows: count }) => [table, count])).toEqual([
      ['Odd "name', 2],
      ['alpha', 3],
      ['beta', 2],
      ['empty', 0],
      ['final', 2],
      ['kind', 0],
      ['seeded', 10],
    ]);
    const text = gunzipSync(readFileSync(archive)).toString();
    expect(text).not.toContain('hidden');
    const [table] = made.manifest.tables;
    const copied = /\n\{"table":"Odd \\"name".*\n((?:.*\n)*?)\\\.\n/.exec(text)?.[1] ?? '';
    expect(createHash('sha256').update(copied).digest('hex')).toBe(table?.sha256);
    expect(text.trimEnd().split('\n').at(-1)).toMatch(/^sha256 [0-9a-f]{64}$/);
  });

  test('goes on to the migrations that came later', async () => {
    const target = await empty();
    expect((await restore(archive, target, { folder: two })).type).toBe('restored');
    expect(await rows(target, 'select distinct colour from beta')).toEqual([{ colour: 'red' }]);
    expect(await rows(target, 'select epoch::int from seeded where shard in (3, 10)')).toEqual([
      { epoch: 5 },
      { epoch: 7 },
    ]);
    const names = await rows(target, 'select name from schema_migration order by number');
    expect(names).toEqual([{ name: '0001-first.sql' }, { name: '0002-second.sql' }]);
  });
});

describe('one state, while others work', () => {
  test('holds every transaction whole or not at all', async () => {
    const busy = await migrated();
    const over = new AbortController();
    const writer = (async () => {
      const client = await connected(busy.migratorUrl);
      while (!over.signal.aborted) {
        const note = randomBytes(2_000).toString('hex');
        await client.query('begin');
        await client.query('insert into alpha (note) values ($1)', [note]);
        await client.query('insert into beta (alpha_id) select max(id) from alpha');
        await client.query('commit');
      }
      await client.end();
    })();
    await sleep(300);
    const file = join(folder, 'busy.gz');
    await backup(busy, file, async (bytes) => {
      const parts: Uint8Array[] = [];
      for await (const part of bytes) {
        parts.push(part);
        await sleep(20);
      }
      writeFileSync(file, Buffer.concat(parts));
    });
    over.abort();
    await writer;
    const target = await empty();
    expect((await restore(file, target)).type).toBe('restored');
    const counts =
      'select (select count(*) from alpha)::int as a, (select count(*) from beta)::int as b';
    const [kept] = await rows(target, counts);
    const [all] = await rows(busy, counts);
    expect(kept?.['a']).toBe(kept?.['b']);
    expect(Number(kept?.['a'])).toBeGreaterThan(10);
    expect(Number(all?.['a'])).toBeGreaterThan(Number(kept?.['a']));
  });

  test('a migration waits for the backup, and is not in it', async () => {
    const changing = await migrated();
    await run(changing.migratorUrl, [
      `insert into alpha (note) select repeat('x', 999) from generate_series(1, 2000)`,
    ]);
    const file = join(folder, 'changing.gz');
    let migration: Promise<unknown> | undefined;
    await backup(changing, file, async (bytes) => {
      migration = migrate(changing.migratorUrl, { folder: two });
      await sleep(200);
      await write(file, bytes);
    });
    await migration;
    const target = await empty();
    expect((await restore(file, target)).type).toBe('restored');
    expect(await rows(target, 'select count(*)::int as count from alpha')).toEqual([
      { count: 2000 },
    ]);
    expect(await rows(changing, 'select count(*)::int as count from schema_migration')).toEqual([
      { count: 2 },
    ]);
  });

  test('whoever cannot write it leaves no connection and no lock behind', async () => {
    const full = () => Promise.reject(new Error('the disk is full'));
    await expect(backup(source, '', full)).rejects.toThrow('the disk is full');
    await expect(
      backup(source, '', async (bytes) => {
        for await (const _ of bytes) throw new Error('the disk is full');
      }),
    ).rejects.toThrow('the disk is full');
    await expect
      .poll(() =>
        rows(source, `select 1 from pg_stat_activity where application_name = 'bandolo backup'`),
      )
      .toEqual([]);
  });

  test('when PostgreSQL goes away in the middle it fails', async () => {
    const dying = await migrated();
    await run(dying.migratorUrl, [
      `insert into alpha (note) select (select string_agg(md5(random()::text || n || m), '') from generate_series(1, 300) m)
         from generate_series(1, 3000) n`,
    ]);
    let passed = 0;
    await expect(
      backup(dying, '', async (bytes) => {
        for await (const part of bytes) {
          passed += part.length;
          if (passed < 1_000_000) continue;
          await run(dying.adminUrl, [
            `select pg_terminate_backend(pid) from pg_stat_activity
              where application_name = 'bandolo backup' and datname = current_database()`,
          ]);
          await sleep(50);
        }
      }),
    ).rejects.toThrow(/terminat/);
    expect(passed).toBeGreaterThan(1_000_000);
  });
});
