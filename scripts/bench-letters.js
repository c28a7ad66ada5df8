// npm run bench:letters: builds, then measures letters to everybody of a call with 20,000 applications.
import { build, installPackages, run } from './prepare.js';

installPackages();
build();
run(process.execPath, ['--import', './test/support/typescript-hooks.js', 'bench/letters/main.js']);
