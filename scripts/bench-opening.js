// npm run bench:opening: builds, then measures the opening second.
import { build, installPackages, run } from './prepare.js';

installPackages();
build();
run(process.execPath, ['--import', './test/support/typescript-hooks.js', 'bench/opening/main.js']);
