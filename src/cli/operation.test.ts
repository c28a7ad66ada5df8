import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCaptured } from '../../test/support/captured-terminal.ts';
import {
  ask,
  hashes,
  isEmpty,
  makeOperatorDesk,
  type OperatorDesk,
} from '../../test/support/operator-desk.ts';
import { makeRegisterScene } from '../../test/support/register-scene.ts';
import { runSql } from '../../test/support/template-database.ts';
import { makeSigner } from '../platform/signer.ts';

let desk: OperatorDesk;

beforeAll(async () => {
  desk = await makeOperatorDesk();
});
beforeEach(() => desk.use(desk.source));
afterEach(() => desk.reset());
afterAll(() => desk.close());

describe('backup and restore', () => {
  test('give the same database back, without who was signed in', async () => {
    const file = desk.fresh('whole.gz');
    const backup = await runCaptured(['backup', file, '--lang', 'en']);
    expect(backup).toMatchObject({ code: 0, err: '' });
    expect(backup.out).toContain('without: idempotent_reply, session, sign_in');
    expect(backup.out).toMatch(new RegExp(`register/${desk.world.call} +20 [0-9a-f]{64}`));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const target = await desk.empty();
    desk.use(target);
    const restore = await runCaptured(['restore', file, '--lang', 'en']);
    expect(restore).toMatchObject({ code: 0, err: '' });
    expect(restore.out).toContain('Everybody signs in again');
    expect(restore.out).toContain('signing key');
    const restored = await hashes(target);
    expect(Object.keys(restored).length).toBeGreaterThan(20);
    expect(restored).toEqual(await hashes(desk.source));
    expect(await ask(target, 'select from session')).toEqual([]);
    const check = await runCaptured([
      'journal',
      'check',
      '--json',
      '--public-key',
      desk.signer.publicKey.toString('base64'),
    ]);
    expect(check.code).toBe(0);
    expect(JSON.parse(check.out)).toMatchObject({ sound: true, keys: [desk.signer.keyId] });
  });

  test('can hold the sessions too', async () => {
    const file = desk.fresh('sessions.gz');
    const backup = await runCaptured(['backup', file, '--with-sessions', '--json']);
    expect(JSON.parse(backup.out)).toMatchObject({ type: 'backup', header: { leftOut: [] } });
    const target = await desk.empty();
    desk.use(target);
    expect((await runCaptured(['restore', file, '--json'])).code).toBe(0);
    expect(await ask(target, 'select from session')).toHaveLength(30);
  });

  test('do not write over another, nor nowhere', async () => {
    const file = desk.fresh('mine.gz');
    writeFileSync(file, 'mine');
    const again = await runCaptured(['backup', file]);
    expect(again.code).toBe(2);
    expect(again.err).toContain('already there');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await runCaptured(['backup'])).code).toBe(2);
    const nowhere = await runCaptured(['backup', join(desk.folder, 'no', 'such', 'desk.folder')]);
    expect(nowhere).toMatchObject({ code: 74 });
    expect((await runCaptured(['restore', join(desk.folder, 'none.gz')])).code).toBe(2);
    expect((await runCaptured(['restore'])).code).toBe(2);
  });

  test('say when the database cannot be reached', async () => {
    process.env['DATABASE_URL'] = 'postgres://nobody:secret@127.0.0.1:1/nothing';
    delete process.env['BANDOLO_MIGRATION_URL'];
    const file = desk.fresh('unreached.gz');
    for (const words of [['backup', file], ['journal', 'check'], ['migrate']]) {
      const { code, err } = await runCaptured(words);
      expect({ words, code: code !== 0 && code !== 70 }).toEqual({ words, code: true });
      expect(err).toContain('ECONNREFUSED');
      expect(err).not.toContain('secret');
    }
    expect(existsSync(file)).toBe(false);
    process.env['DATABASE_URL'] = 'nonsense';
    expect((await runCaptured(['journal', 'check'])).err).toContain('DATABASE_URL is "(hidden)"');
  });

  test('a login that may not read everything makes no backup', async () => {
    const other = await desk.empty();
    desk.use(other);
    const { code, err } = await runCaptured(['backup', desk.fresh('none.gz')]);
    expect(code).toBe(74);
    expect(err).toContain('no tables of Bandolo');
  });

  test.runIf(process.getuid?.() === 0 && existsSync('/bin/mount'))(
    'a full disk is told, and no file is left',
    async () => {
      const small = desk.fresh('small');
      mkdirSync(small);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', small]);
      try {
        const { code, err } = await runCaptured(['backup', join(small, 'full.gz')]);
        expect(err).toContain('the disk is full');
        expect(code).toBe(74);
        expect(readdirSync(small)).toEqual([]);
      } finally {
        execFileSync('umount', [small]);
      }
    },
  );

  test('what is broken in the database is named, and is not restored', async () => {
    const broken = await desk.clone();
    await makeRegisterScene(broken, { applications: 5, entries: 5, signer: desk.signer });
    await runSql(broken.adminUrl, [
      'set session_replication_role = replica',
      `update register_entry set organisation_id = gen_random_uuid() where number = 3`,
      `update journal set act = 'other' where chain = 'accounts' and sequence = 2`,
    ]);
    desk.use(broken);
    const check = await runCaptured(['journal', 'check', '--lang', 'en']);
    expect(check.code).toBe(1);
    expect(check.out).toContain('accounts: row 2 is not the one that was written');
    expect(check.out).toMatch(/register\/.*: number 3 is not the one that was written/);
    const file = desk.fresh('broken.gz');
    expect((await runCaptured(['backup', file])).code).toBe(0);
    const target = await desk.empty();
    desk.use(target);
    const restore = await runCaptured(['restore', file]);
    expect(restore.code).toBe(1);
    expect(restore.err).toContain('nothing was changed');
    expect(restore.err).toContain('accounts: row 2');
    expect(await isEmpty(target)).toBe(true);
  });

  test('a database that has something is left alone', async () => {
    const file = desk.fresh('again.gz');
    await runCaptured(['backup', file]);
    const before = await hashes(desk.source);
    const { code, err } = await runCaptured(['restore', file]);
    expect(code).toBe(1);
    expect(err).toMatch(/the database is not empty, it has [a-z_]+\./);
    expect(await hashes(desk.source)).toEqual(before);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length - 1));
    expect(await runCaptured(['restore', file])).toMatchObject({
      code: 2,
      err: expect.stringContaining('not whole') as string,
    });
  });
});

describe('journal check', () => {
  test('prints what it saw of each chain', async () => {
    const { code, out } = await runCaptured(['journal', 'check', '--lang', 'en']);
    expect(code).toBe(0);
    const lines = out.split('\n').map((line) => line.trim().split(/\s{2,}/));
    expect(lines).toContainEqual(['accounts', '2', '0', 'sound']);
    expect(lines).toContainEqual([`call/${desk.world.callId}`, '1', '0', 'sound']);
    expect(lines).toContainEqual([`texts/${desk.world.call}`, '30', '0', 'sound']);
    const register = lines.find(([chain]) => chain === `register/${desk.world.call}`);
    expect(register?.[1]).toBe('20');
    expect(register?.[3]).toBe('sound');
    expect(out).toContain(desk.signer.keyId);
  });

  test('checks one chain, and knows when there is none', async () => {
    const one = await runCaptured(['journal', 'check', '--chain', 'accounts', '--json']);
    expect((JSON.parse(one.out) as { chains: object[] }).chains).toHaveLength(1);
    const none = await runCaptured(['journal', 'check', '--chain', 'acounts']);
    expect(none.code).toBe(2);
    expect(none.err).toContain('did you mean accounts?');
    expect((await runCaptured(['journal'])).code).toBe(2);
    expect((await runCaptured(['journal', 'chekc'])).code).toBe(2);
  });

  test('insists on who signed', async () => {
    const other = makeSigner().publicKey.toString('base64');
    const { code, out } = await runCaptured([
      'journal',
      'check',
      '--lang',
      'en',
      '--public-key',
      other,
    ]);
    expect(code).toBe(1);
    expect(out).toContain('not one of the body');
    expect((await runCaptured(['journal', 'check', '--public-key', 'x'])).code).toBe(2);
  });
});

describe('migrate', () => {
  test('says what it applied, and nothing the second time', async () => {
    const target = await desk.empty();
    desk.use(target);
    const first = await runCaptured(['migrate', '--json']);
    const files = readdirSync('migrations').filter((name) => name.endsWith('.sql'));
    expect(JSON.parse(first.out)).toEqual({
      type: 'migration',
      applied: files,
      version: files.length,
    });
    expect(await runCaptured(['migrate', '--lang', 'en'])).toEqual({
      code: 0,
      out: `version ${files.length}\n`,
      err: '',
    });
  });

  test('does not ask where the server will listen', async () => {
    process.env['HOST'] = '0.0.0.0';
    expect((await runCaptured(['migrate'])).code).toBe(0);
  });

  test('a login that may not is told whom to ask', async () => {
    const target = await desk.empty();
    desk.set({ DATABASE_URL: target.url });
    const { code, err } = await runCaptured(['migrate']);
    expect(code).toBe(1);
    expect(err).toContain('Have an administrator run');
    expect(err).not.toContain('fault of Bandolo');
  });
});
