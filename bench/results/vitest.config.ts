import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['bench/results/*.bench.ts'],
    maxWorkers: 1,
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/setup.ts'],
    // What is measured is printed as it comes.
    disableConsoleIntercept: true,
  },
});
