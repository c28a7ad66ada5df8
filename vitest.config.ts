import { defineConfig } from 'vitest/config';

/** Tests of these domains leave nothing behind in their process, so that one file finds loaded what another has used. */
const domains = 'src/{accounts,evaluation,examination}';

const shared = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  setupFiles: ['test/setup.ts'],
};

export default defineConfig({
  test: {
    // Much of a test is waiting for a database or a browser; where nobody waits for the end, one at a time is steadier.
    maxWorkers: process.env['CI'] === 'true' ? 1 : 2,
    globalSetup: ['test/global-setup.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'domains',
          include: [`${domains}/**/*.test.{ts,tsx}`],
          isolate: false,
        },
      },
      {
        test: {
          ...shared,
          name: 'rest',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
          exclude: [`${domains}/**`],
        },
      },
    ],
  },
});
