// npm run bench:results: how long public pages of published results take, with 20,000 entries in one act.
import { installPackages, run } from './prepare.js';

installPackages();
run(process.execPath, [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--root',
  '.',
  '--config',
  'bench/results/vitest.config.ts',
]);
