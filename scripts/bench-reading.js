// npm run bench:reading: builds, then measures reading with 100,000 applications in one call.
import { build, installPackages, run } from './prepare.js';

installPackages();
build();
run(process.execPath, ['--import', './test/support/typescript-hooks.js', 'bench/reading/main.js']);
