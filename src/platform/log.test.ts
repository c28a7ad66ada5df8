import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { errorForLog, logTime, logToFile } from './log.ts';

test('lines are kept back for a moment, and none is lost when the log is closed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bandolo-log-'));
  const file = join(folder, 'log', 'server.log');
  const log = logToFile(file);
  log.write('first è\n');
  expect(readFileSync(file, 'utf8')).toBe('');
  await sleep(250);
  expect(readFileSync(file, 'utf8')).toBe('first è\n');
  log.write('x'.repeat(40_000));
  log.write('last\n');
  log.close();
  expect(readFileSync(file, 'utf8')).toHaveLength(8 + 40_000 + 5);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true });
});

test('the time of a line is that of the clock, forwards and backwards', () => {
  for (const text of [
    '2027-03-01T09:00:00.007Z',
    '2027-03-01T09:00:00.999Z',
    '2027-03-01T09:00:01.000Z',
    '2027-02-28T23:59:59.123Z',
  ])
    expect(logTime(Date.parse(text))).toBe(text);
  expect(Math.abs(Date.parse(logTime()) - Date.now())).toBeLessThan(50);
});

test('what the database repeats of its values is not logged', () => {
  const error = Object.assign(
    new DatabaseError('duplicate key value RSSMRA80A01F205X', 1, 'error'),
    {
      code: '23505',
      detail: 'Key (fiscal_code)=(RSSMRA80A01F205X) already exists.',
      where: 'SQL statement "…RSSMRA80A01F205X…"',
      constraint: 'person_fiscal_code_key',
      table: 'person',
    },
  );
  const logged = errorForLog(new Error('saving mario.rossi@example.org', { cause: error }));
  expect(JSON.stringify(logged)).not.toMatch(/RSSMRA|mario/);
  expect(logged).toMatchObject({
    type: 'Error',
    message: 'saving …',
    cause: { code: '23505', constraint: 'person_fiscal_code_key', table: 'person' },
  });
});
