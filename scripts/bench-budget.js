// npm run bench:budget: builds, then measures a budget of 200 expenses of 10 partners, in the server and in a browser.
import { build, installPackages, run } from './prepare.js';

installPackages();
build();
run(process.execPath, ['--import', './test/support/typescript-hooks.js', 'bench/budget/main.js']);
