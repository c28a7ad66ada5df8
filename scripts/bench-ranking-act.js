// npm run bench:ranking-act: how long an act on the ranking of a call with 20,000 applications takes, and the next one on it.
import { installPackages, run } from './prepare.js';

installPackages();
run(process.execPath, [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--root',
  '.',
  '--config',
  'bench/ranking-act/vitest.config.ts',
]);
