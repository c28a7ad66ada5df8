// npm run hostile-files: sends two thousand uploads that mean no good; HOSTILE_SEED gives others.
import { installPackages, run, tool } from './prepare.js';

installPackages();
run(
  tool('vitest'),
  ['run', 'src/applications/documents/hostile-many.test.ts', ...process.argv.slice(2)],
  { env: { ...process.env, HOSTILE_FILES: process.env.HOSTILE_FILES ?? '2000' } },
);
