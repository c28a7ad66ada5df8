import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashes, makeOperatorDesk, type OperatorDesk } from '../../test/support/operator-desk.ts';
import { makeRegisterScene } from '../../test/support/register-scene.ts';
import { runSql } from '../../test/support/template-database.ts';

let desk: OperatorDesk;

beforeAll(async () => {
  desk = await makeOperatorDesk();
});
beforeEach(() => desk.use(desk.source));
afterEach(() => desk.reset());
afterAll(() => desk.close());

describe.runIf(existsSync('/proc/self/status'))('in bounded memory', () => {
  test('200,000 rows are saved, restored and checked', { timeout: 600_000 }, async () => {
    const large = await desk.clone();
    await makeRegisterScene(large, { applications: 40_000, entries: 20_000, signer: desk.signer });
    // Texts of the size that real applications have.
    await runSql(large.adminUrl, [
      'set session_replication_role = replica',
      `insert into snapshot (call_id, application_id, hash, content, call_version, frozen_by)
       select call_id, application_id, sha256(text), text, 1, frozen_by
         from (select s.*, convert_to((select string_agg(md5(s.application_id::text || n), '') from generate_series(1, 100) n), 'UTF8') as text
                 from snapshot s) s`,
    ]);
    const file = desk.fresh('large.gz');
    const small = desk.fresh('small.gz');
    desk.use(desk.source);
    const little = await runChild(['backup', small]);
    desk.use(large);
    const backup = await runChild(['backup', file, '--json']);
    const made = JSON.parse(backup.out) as { manifest: { tables: { rows: number }[] } };
    const rows = made.manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    expect(rows).toBeGreaterThan(200_000);
    const check = await runChild(['journal', 'check']);
    const target = await desk.empty();
    desk.use(target);
    const restore = await runChild(['restore', file]);
    expect([little, backup, check, restore].map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(await hashes(target)).toEqual(await hashes(large));
    const megabytes = (kilobytes: number): number => Math.round(kilobytes / 1024);
    console.log(
      `${rows} rows, ${megabytes(statSync(file).size / 1024)} MB packed:`,
      `backup ${backup.seconds} s ${megabytes(backup.kilobytes)} MB,`,
      `check ${check.seconds} s ${megabytes(check.kilobytes)} MB,`,
      `restore ${restore.seconds} s ${megabytes(restore.kilobytes)} MB;`,
      `a small backup takes ${megabytes(little.kilobytes)} MB`,
    );
    for (const { kilobytes } of [backup, check, restore])
      expect(kilobytes).toBeLessThan(little.kilobytes + 150_000);
  });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  /** The most memory it held at once. */
  readonly kilobytes: number;
  readonly seconds: number;
}

async function runChild(words: readonly string[]): Promise<Ended> {
  const hooks = join(process.cwd(), 'test/support/typescript-hooks.js');
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', hooks, 'src/cli.ts', ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: process.env,
  });
  let out = '';
  let kilobytes = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  const timer = setInterval(() => {
    const status = readStatus(child.pid);
    kilobytes = Math.max(kilobytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
  }, 20);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  clearInterval(timer);
  return { code, out, kilobytes, seconds: Math.round((performance.now() - started) / 100) / 10 };
}

function readStatus(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
