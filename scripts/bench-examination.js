// npm run bench:examination: builds, then measures the pages of an office with 20,000 applications in one call.
import { build, installPackages, run } from './prepare.js';

installPackages();
build();
run(process.execPath, [
  '--import',
  './test/support/typescript-hooks.js',
  'bench/examination/main.js',
]);
