import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  backup,
  contents,
  dropAll,
  empty,
  folder,
  folderOf,
  isEmpty,
  makeSource,
  migrated,
  restore,
  run,
  sha256,
  two,
} from '../../../test/support/backup-scene.ts';
import type { TestDatabase } from '../../../test/support/template-database.ts';
import { firstMember, lastMember } from './archive.ts';
import { openArchive } from './read-archive.ts';

let source: TestDatabase;
let archive: string;

beforeAll(async () => {
  ({ database: source, archive } = await makeSource());
});
afterAll(dropAll);

describe('a file that is not as it was made', () => {
  test('cut short anywhere, it is refused', async () => {
    const whole = readFileSync(archive);
    const file = join(folder, 'cut.gz');
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(file, whole.subarray(0, length));
      await expect(openArchive(file)).rejects.toMatchObject({ name: 'UnusableArchive' });
    }
    writeFileSync(file, Buffer.concat([whole, Buffer.of(0)]));
    await expect(openArchive(file)).rejects.toMatchObject({ name: 'UnusableArchive' });
  });

  test('with any bit of any byte turned, it is refused', async () => {
    const whole = readFileSync(archive);
    const file = join(folder, 'turned.gz');
    for (let at = 0; at < whole.length; at += 1) {
      const turned = Buffer.from(whole);
      turned[at] = (turned[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(file, turned);
      await expect(openArchive(file)).rejects.toMatchObject({ name: 'UnusableArchive' });
    }
    const target = await empty();
    const refused = await restore(file, target);
    expect(refused).toEqual({
      type: 'refused',
      code: 'altered',
      reasons: ['this backup is not whole, or was changed after it was made: use another copy'],
    });
    expect(await isEmpty(target)).toBe(true);
  });

  test('changed while it is being restored, it is refused', async () => {
    const file = join(folder, 'changing.gz');
    const whole = readFileSync(archive);
    writeFileSync(file, whole);
    const target = await empty();
    const refused = await restore(file, target, {
      onTable: () => {
        whole[whole.length - 20] = 0;
        writeFileSync(file, whole);
      },
    });
    expect(refused).toMatchObject({ type: 'refused', code: 'altered' });
    expect(await isEmpty(target)).toBe(true);
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('bandolo-backup/1\n')],
    [
      'other gzip',
      gzipSync('some text that is longer than the first line of a backup\n'.repeat(9)),
    ],
    ['noise in gzip', gzipSync(randomBytes(100_000))],
    ['noise', randomBytes(5_000)],
  ])('%s is not a backup', async (_name, bytes) => {
    const file = join(folder, 'foreign');
    writeFileSync(file, bytes);
    const target = await empty();
    expect(await restore(file, target)).toMatchObject({ type: 'refused', code: 'not-a-backup' });
    expect(await isEmpty(target)).toBe(true);
  });

  test.each<[string, (text: string) => string, string]>([
    ['a row less', (text) => text.replace('3\t5\n', ''), 'altered'],
    ['another value', (text) => text.replace('3\t5\n', '3\t6\n'), 'altered'],
    ['a table less', (text) => text.replace('"empty",', ''), 'other-schema'],
    [
      'a column of its own',
      (text) => text.replace('["id","alpha_id"]', '["id","alpha_id) from program"]'),
      'other-schema',
    ],
    ['no end', (text) => text.slice(0, text.lastIndexOf('{"tables"')), 'altered'],
    ['more after the end', (text) => `${text}{}\n`, 'altered'],
    ['a table without its end', (text) => text.slice(0, text.indexOf('3\t5\n')), 'altered'],
    ['a broken header', (text) => text.replace('{"program"', '{program'), 'altered'],
    [
      'a key that leads nowhere',
      resealed((text) => text.replace('\n1\t3\n', '\n1\t99\n')),
      'not-sound',
    ],
    ['a value that is none', resealed((text) => text.replace('\n1\t3\n', '\n1\tx\n')), 'not-sound'],
  ])('sealed anew with %s, it is refused', async (_name, change, code) => {
    const text = gunzipSync(readFileSync(archive)).toString();
    const body = text.slice(text.indexOf('\n') + 1, text.lastIndexOf('sha256 '));
    expect(change(body)).not.toBe(body);
    const file = join(folder, 'forged.gz');
    const packed = Buffer.concat([firstMember, gzipSync(change(body))]);
    writeFileSync(file, Buffer.concat([packed, lastMember(sha256(packed))]));
    const target = await empty();
    expect(await restore(file, target)).toMatchObject({ type: 'refused', code });
    expect(await isEmpty(target)).toBe(true);
  });
});

describe('a place that is not for it', () => {
  test('a database with a table is left as it is', async () => {
    const target = await empty();
    await run(target.migratorUrl, [
      'set role bandolo_owner',
      'create table public.mine (id integer)',
    ]);
    expect(await restore(archive, target)).toEqual({
      type: 'refused',
      code: 'not-empty',
      reasons: ['public.mine'],
    });
  });

  test('an older program says that it is older', async () => {
    const newer = await migrated(two);
    const file = join(folder, 'newer.gz');
    await backup(newer, file);
    const target = await empty();
    const refused = await restore(file, target);
    expect(refused).toMatchObject({ type: 'refused', code: 'other-schema' });
    expect(JSON.stringify(refused)).toContain('newer (0002-second.sql)');
    const other = folderOf({ '0001-other.sql': 'create table other (id integer)' });
    expect(await restore(archive, target, { folder: other })).toMatchObject({
      code: 'other-schema',
    });
    expect(await isEmpty(target)).toBe(true);
  });

  test('what the checks find is not kept', async () => {
    const target = await empty();
    const refused = await restore(archive, target, {
      check: async (client) => {
        const { rows: found } = await client.query('select from alpha');
        return [`${found.length} rows of alpha are wrong`];
      },
    });
    expect(refused).toEqual({
      type: 'refused',
      code: 'not-sound',
      reasons: ['3 rows of alpha are wrong'],
    });
    const heads = await restore(archive, target, {
      readHeads: async () => [{ chain: 'a', number: 1, hash: 'ff' }],
    });
    expect(heads).toMatchObject({ type: 'refused', code: 'not-sound' });
    expect(await isEmpty(target)).toBe(true);
    expect((await restore(archive, target)).type).toBe('restored');
  });

  test('of two restores at once into one database, one is refused', async () => {
    const target = await empty();
    const both = await Promise.all([restore(archive, target), restore(archive, target)]);
    expect(both.map(({ type }) => type).toSorted()).toEqual(['refused', 'restored']);
    expect(await contents(target)).toMatchObject({ alpha: (await contents(source))['alpha'] });
  });
});

/** A change that the manifest knows of, as somebody with time could make it. */
function resealed(change: (text: string) => string) {
  return (body: string): string => {
    const [, header = '', tables = '', manifest = ''] =
      /^(.*\n)((?:.*\n)*)(\{"tables".*\n)$/.exec(change(body)) ?? [];
    const counts = JSON.parse(manifest) as { tables: { table: string; sha256: string }[] };
    for (const count of counts.tables) {
      const begins = tables.indexOf(`{"table":${JSON.stringify(count.table)}`);
      const rest = tables.slice(tables.indexOf('\n', begins) + 1);
      count.sha256 = sha256(
        rest.startsWith('\\.\n') ? '' : rest.slice(0, rest.indexOf('\n\\.\n') + 1),
      );
    }
    return `${header}${tables}${JSON.stringify(counts)}\n`;
  };
}
