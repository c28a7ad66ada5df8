// npm run bench:what-if: how long other rules take on a whole frozen round, to the figures and to the page.
import { run } from './prepare.js';

run(process.execPath, ['--import', './test/support/typescript-hooks.js', 'bench/what-if/main.js']);
