import { afterEach, expect, test, vi } from 'vitest';
import { runCaptured } from '../../test/support/captured-terminal.ts';
import { settingEntries } from '../platform/config.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

interface Shown {
  readonly settings: readonly Record<string, string>[];
  readonly problems: readonly object[];
}

test('every setting is shown, with where it comes from and no secret', async () => {
  vi.stubEnv('BANDOLO_SESSION_HOURS', '4');
  vi.stubEnv('DATABASE_URL', 'postgres://bandolo:hunter2@db.example.org/bandolo');
  vi.stubEnv('BANDOLO_METRICS_TOKEN', 'hunter2');
  const { code, out, err } = await runCaptured(['config']);
  expect([code, err]).toEqual([0, '']);
  expect(out).not.toContain('hunter2');
  expect(out).toContain('BANDOLO_SESSION_HOURS = 4   (environment)');
  expect(out).toContain('BANDOLO_SESSION_IDLE_MINUTES = 30   (standard)');
  expect(out).toContain('DATABASE_URL = postgres://bandolo:hidden@db.example.org/bandolo');
  expect(out).toContain('BANDOLO_METRICS_TOKEN = (hidden)');
  expect(out).toContain('BANDOLO_OIDC_ISSUER = (none)');
});

test('programs get the same as JSON, with what is wrong', async () => {
  vi.stubEnv('PORT', 'x');
  const { code, out } = await runCaptured(['config', '--json']);
  const { settings, problems } = JSON.parse(out) as Shown;
  expect(code).toBe(2);
  expect(settings.map(({ name }) => name)).toEqual(settingEntries().map(([, { name }]) => name));
  expect(settings.find(({ name }) => name === 'PORT')).toMatchObject({
    value: 'x',
    source: 'environment',
  });
  expect(problems).toEqual([
    {
      variable: 'PORT',
      value: 'x',
      remedy: 'give a whole number from 0 to 65535, such as 3000',
    },
  ]);
});
