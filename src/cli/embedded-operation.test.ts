import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCaptured } from '../../test/support/captured-terminal.ts';
import { makeOperatorDesk, type OperatorDesk } from '../../test/support/operator-desk.ts';
import { makeRegisterScene } from '../../test/support/register-scene.ts';
import { startEmbedded } from '../platform/embedded/start-embedded.ts';

let desk: OperatorDesk;

beforeAll(async () => {
  desk = await makeOperatorDesk();
});
beforeEach(() => desk.use(desk.source));
afterEach(() => desk.reset());
afterAll(() => desk.close());

describe('the embedded database', () => {
  test('is migrated, saved while somebody works on it, and restored elsewhere', async () => {
    const [data, other, file] = [
      desk.fresh('data'),
      desk.fresh('other'),
      desk.fresh('embedded.gz'),
    ];
    desk.useFolder(data);
    const nothing = await runCaptured(['backup', file]);
    expect(nothing.code).toBe(2);
    expect(nothing.err).toContain('there is no database');
    expect(existsSync(data)).toBe(false);
    expect((await runCaptured(['migrate'])).code).toBe(0);
    const embedded = await startEmbedded({
      directory: join(data, 'database'),
      log: () => undefined,
    });
    await makeRegisterScene(
      { url: embedded.serverUrl, adminUrl: embedded.adminUrl },
      { applications: 5, entries: 5, signer: desk.signer },
    );
    expect(await runCaptured(['backup', file])).toMatchObject({ code: 0, err: '' });
    expect((await runCaptured(['journal', 'check'])).code).toBe(0);
    await embedded.stop();
    expect((await runCaptured(['journal', 'check'])).code).toBe(0);
    const restore = await runCaptured(['restore', file, '--into', other]);
    expect(restore.code).toBe(0);
    expect((await runCaptured(['restore', file, '--into', other])).err).toContain('not empty');
    desk.useFolder(other);
    expect(
      (await runCaptured(['journal', 'check', '--chain', `register/${desk.world.call}`])).code,
    ).toBe(0);
  });

  test('that does not start says why', async () => {
    const data = desk.fresh('broken');
    mkdirSync(join(data, 'database', 'postgres'), { recursive: true });
    writeFileSync(join(data, 'database', 'postgres', 'PG_VERSION'), '18\n');
    desk.useFolder(data);
    const { code, err } = await runCaptured(['journal', 'check']);
    expect(code).toBe(2);
    expect(err).toContain('credentials.json');
    expect(err).not.toContain('fault of Bandolo');
  });

  test('that could not be filled is taken away again', async () => {
    const [file, into] = [desk.fresh('cut.gz'), desk.fresh('into')];
    await runCaptured(['backup', file]);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length - 9));
    expect((await runCaptured(['restore', file, '--into', into])).code).toBe(2);
    expect(existsSync(into)).toBe(false);
    mkdirSync(into);
    chmodSync(into, 0o711);
    writeFileSync(join(into, 'signing-key.pem'), 'kept');
    expect((await runCaptured(['restore', file, '--into', into])).code).toBe(2);
    expect(readdirSync(into)).toEqual(['signing-key.pem']);
  });
});
