// npm run storm: kills servers and PostgreSQL twenty times each in the middle of submissions.
import { build, installPackages, run, tool } from './prepare.js';

installPackages();
build();
run(tool('vitest'), ['run', 'test/storm.test.ts', ...process.argv.slice(2)], {
  env: { ...process.env, STORM_KILLS: process.env.STORM_KILLS ?? '20' },
});
